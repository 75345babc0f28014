"""A stand-in for Slack on loopback, and the people who use it."""

from tests.slack.deliveries import Deliveries, Delivery, signature
from tests.slack.doors import Door, HttpDoor, InProcessDoor, SocketDoor, bolt_dispatch
from tests.slack.faults import (
    Hang,
    LostReply,
    RateLimited,
    Refused,
    Reset,
    ServerError,
    SlowAccept,
    SlowReply,
)
from tests.slack.people import ADA, ANNA, BEN, BOT, GENERAL, SALES, TEAM, Channel, User, Workspace
from tests.slack.records import Ack, Call, Message, Response, View
from tests.slack.server import SlackServer
from tests.slack.state import SlackWouldRefuse

__all__ = [
    "ADA",
    "ANNA",
    "BEN",
    "BOT",
    "GENERAL",
    "SALES",
    "TEAM",
    "Ack",
    "Call",
    "Channel",
    "Deliveries",
    "Delivery",
    "Door",
    "Hang",
    "HttpDoor",
    "InProcessDoor",
    "LostReply",
    "Message",
    "RateLimited",
    "Refused",
    "Reset",
    "Response",
    "ServerError",
    "SlackServer",
    "SlackWouldRefuse",
    "SlowAccept",
    "SlowReply",
    "SocketDoor",
    "User",
    "View",
    "Workspace",
    "bolt_dispatch",
    "signature",
]
