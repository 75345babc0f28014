"""How a test reaches the app as Slack does: over HTTP, over Socket Mode, or in process."""

import http.client
import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.slack.deliveries import Deliveries, Delivery
from tests.slack.people import ANNA
from tests.slack.records import Ack, Json, Message, View
from tests.slack.server import SlackServer
from tests.slack.settle import settle
from tests.slack.state import SlackWouldRefuse

Answer = tuple[int, str, Mapping[str, str]]
Dispatch = Callable[[str, dict[str, str]], Answer]
Pressable = Message | View | Ack
PATIENCE = 30.0


class Door:
    """What a person, or Slack itself, may do to the app; a subclass carries it there."""

    def __init__(self, slack: SlackServer, user: str = ANNA) -> None:
        self.slack = slack
        self.default = user
        self.build = Deliveries(slack)

    def send(self, delivery: Delivery) -> Answer:
        """Carry a delivery to the app and bring back status, body and headers."""
        raise NotImplementedError

    def deliver(self, delivery: Delivery) -> Ack:
        """Carry a delivery to the app, and show the person what the ack says."""
        before = self._modal(delivery)
        start = time.perf_counter()
        status, body, headers = self.send(delivery)
        ack = Ack(status, _parsed(body), headers, time.perf_counter() - start)
        settle(self.slack, delivery, ack)
        after = self._modal(delivery)
        if after is not before:
            ack.view = after
        return ack

    def _modal(self, delivery: Delivery) -> View | None:
        return self.slack.view(delivery.user) if delivery.user else None

    def command(self, text: str = "", user: str = "", **details: Any) -> Ack:
        """Type a slash command; details: command="/deal", channel=…."""
        return self.deliver(self.build.command(text, user or self.default, **details))

    def press(
        self, where: Pressable, action_id: str, value: Any = None, user: str = "", **details: Any
    ) -> Ack:
        """Press a button or choose in a menu; details: block_id=…, typed={field: value}."""
        surface = surface_of(where)
        who = user or self._person(surface)
        return self.deliver(self.build.press(surface, action_id, who, value, **details))

    def submit(
        self, view: View | Ack, fields: Mapping[str, Any] | None = None, force: bool = False
    ) -> Ack:
        """Fill in a modal by action_id or block_id and submit it."""
        surface = surface_of(view)
        if not isinstance(surface, View):
            raise SlackWouldRefuse("Only a view can be submitted.")
        return self.deliver(self.build.submit(surface, fields, force))

    def close(self, view: View, cleared: bool = False) -> Ack | None:
        """Close a modal; the app hears of it only if it asked to."""
        for other in self.slack.stack(view) if cleared else [view]:
            other.is_open = False
        if not view.body.get("notify_on_close"):
            return None
        return self.deliver(self.build.close(view, cleared))

    def options(
        self, where: Pressable, action_id: str, typed: str = "", user: str = "", **details: Any
    ) -> Ack:
        """Type into a menu that asks the app for its options."""
        surface = surface_of(where)
        who = user or self._person(surface)
        return self.deliver(self.build.options(surface, action_id, typed, who, **details))

    def shortcut(self, callback_id: str, user: str = "") -> Ack:
        return self.deliver(self.build.shortcut(callback_id, user or self.default))

    def message_action(self, callback_id: str, message: Message, user: str = "") -> Ack:
        return self.deliver(self.build.message_action(callback_id, message, user or self.default))

    def event(self, event: Json, team: str = "", **details: Any) -> Ack:
        """Send any event; details: event_id=…, retry=1."""
        workspace = self.slack.workspaces[team or self.slack.workspace.id]
        return self.deliver(self.build.event(event, workspace, **details))

    def opens_home(self, user: str = "", tab: str = "home", **details: Any) -> Ack:
        """Open the app's Home (or Messages) tab."""
        who = user or self.default
        workspace = self.slack.workspace_of(who)
        home = self.slack.home(who)
        event: Json = {
            "type": "app_home_opened",
            "user": who,
            "channel": workspace.direct(who).id,
            "tab": tab,
        }
        if home is not None:
            event["view"] = home.payload()
        return self.event(event, workspace.id, **details)

    def says(self, text: str, user: str = "", files: list[Json] | None = None, **more: Any) -> Ack:
        """Write to the app in the direct line; more: thread_ts=…, event_id=…, retry=1."""
        who = user or self.default
        thread = more.pop("thread_ts", None)
        message = self.slack.say(who, text, thread_ts=thread, files=files or [])
        event = message.payload() | {"channel": message.channel, "channel_type": "im"}
        if files:
            event["subtype"] = "file_share"
        return self.event(event, message.team, **more)

    def changes_profile(self, user: str = "", **changes: Any) -> Ack:
        """Change a member (tz="Asia/Tokyo", deleted=True, …) and tell the app."""
        member = self.slack.user(user or self.default)
        for name, value in changes.items():
            setattr(member, name, value)
        told = {"type": "user_change", "user": member.payload(self.slack.now())}
        return self.event(told, member.team)

    def uninstalls(self, team: str = "") -> list[Ack]:
        """Remove the app: its tokens die, and both events are sent, in no promised order."""
        workspace = self.slack.workspaces[team or self.slack.workspace.id]
        workspace.tokens.clear()
        tokens: Json = {"oauth": [], "bot": [workspace.bot]}
        events: list[Json] = [
            {"type": "tokens_revoked", "tokens": tokens},
            {"type": "app_uninstalled"},
        ]
        return [self.event(event, workspace.id) for event in events]

    def url_verification(self, challenge: str = "challenge") -> Ack:
        return self.deliver(self.build.url_verification(challenge))

    def ssl_check(self) -> Ack:
        return self.deliver(self.build.ssl_check())

    def _person(self, surface: Message | View) -> str:
        if isinstance(surface, View):
            return surface.user
        return surface.only_for or self._partner(surface) or self.default

    def _partner(self, message: Message) -> str | None:
        return self.slack.place(message.team, message.channel).user


class HttpDoor(Door):
    """Posts to the app's endpoint."""

    def __init__(self, slack: SlackServer, url: str, user: str = ANNA) -> None:
        super().__init__(slack, user)
        self.url = urlsplit(url)

    def send(self, delivery: Delivery) -> Answer:
        return self.post(delivery.body, delivery.headers())

    def post(self, body: str, headers: dict[str, str]) -> Answer:
        """Post any body with any headers."""
        host, port = self.url.hostname or "", self.url.port
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
        try:
            connection.request("POST", self.url.path, body.encode(), headers)
            response = connection.getresponse()
            return response.status, response.read().decode(), dict(response.getheaders())
        finally:
            connection.close()


class InProcessDoor(Door):
    """Calls the app's dispatch function: no network between."""

    def __init__(self, slack: SlackServer, dispatch: Dispatch, user: str = ANNA) -> None:
        super().__init__(slack, user)
        self.dispatch = dispatch

    def send(self, delivery: Delivery) -> Answer:
        return self.dispatch(delivery.body, delivery.headers())


class SocketDoor(Door):
    """Sends envelopes over the app's Socket Mode connection; no ack in time is status 0."""

    def __init__(self, slack: SlackServer, user: str = ANNA, patience: float = 3.0) -> None:
        super().__init__(slack, user)
        self.patience = patience

    def send(self, delivery: Delivery) -> Answer:
        envelope = delivery.envelope(self.slack.new_id("envelope-"))
        ack = self.slack.sockets.deliver(envelope, self.patience)
        if ack is None:
            return 0, "", {}
        payload = ack.get("payload")
        return 200, json.dumps(payload) if payload else "", {}


def surface_of(where: Pressable) -> Message | View:
    """The message or view a person sees; after an ack, what it left on the screen."""
    if not isinstance(where, Ack):
        return where
    surface = where.view or where.message
    if surface is None:
        raise SlackWouldRefuse(f"Nothing to press: the ack was {where.status} {where.body}")
    return surface


def bolt_dispatch(app: Any) -> Dispatch:
    """A Bolt App as an in-process dispatch function."""
    from slack_bolt import BoltRequest

    def dispatch(body: str, headers: dict[str, str]) -> Answer:
        response = app.dispatch(BoltRequest(body=body, headers={**headers}))
        return response.status, response.body or "", response.first_headers()

    return dispatch


def _parsed(body: str) -> Json:
    if body.startswith("{"):
        return dict(json.loads(body))
    return {"text": body} if body else {}
