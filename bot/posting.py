"""Talking to Slack on the sender's behalf: post, change, look, and tell a no from a maybe."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.views.kit import Said

EVENT_TYPE = "deal_coach"
HISTORY = 15
"""Messages looked through for one that may stand already."""
LOOK_BACK = timedelta(seconds=5)
DEFAULT_WAIT = 30.0
MAYBE_ERRORS = frozenset(
    {"", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
"""Slack's errors that leave open whether the message stands."""

UNREADABLE = frozenset({"missing_scope", "not_in_channel", "channel_not_found"})
"""A channel whose history the bot may not read: what was in doubt is said again, never lost."""

TROUBLE = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)
"""Whatever a call to Slack may end in."""


class Answer(Enum):
    """What a failed call says about the message."""

    WAIT = auto()
    NO = auto()
    MAYBE = auto()
    UNREACHED = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer, its reason, and for WAIT how long."""

    answer: Answer
    reason: str
    wait: timedelta = timedelta(0)


def verdict(error: Exception) -> Verdict:
    """Whether Slack asked to wait, refused, was never reached, or may have taken the message."""
    if isinstance(error, SlackApiError):
        return _slack_verdict(error)
    if isinstance(error, aiohttp.ClientConnectorError | ConnectionRefusedError):
        return Verdict(Answer.UNREACHED, type(error).__name__)
    return Verdict(Answer.MAYBE, type(error).__name__)


def _slack_verdict(error: SlackApiError) -> Verdict:
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    data = getattr(response, "data", None)
    reason = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 429:
        wait = float(response.headers.get("Retry-After", DEFAULT_WAIT))
        return Verdict(Answer.WAIT, "ratelimited", timedelta(seconds=wait))
    if status >= 500 or reason in MAYBE_ERRORS:
        return Verdict(Answer.MAYBE, reason or f"status {status}")
    return Verdict(Answer.NO, reason)


async def open_dm(client: AsyncWebClient, person: str) -> str:
    """The channel of the conversation with a person."""
    answer = await client.conversations_open(users=person)
    return str(answer["channel"]["id"])


async def post(client: AsyncWebClient, channel: str, said: Said, key: str) -> tuple[str, str]:
    """Posts once, with the key in the metadata; returns the channel and ts where it stands."""
    answer = await client.chat_postMessage(
        channel=channel,
        text=said.text,
        blocks=list(said.blocks),
        metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
        client_msg_id=key,
        unfurl_links=False,
        unfurl_media=False,
    )
    return str(answer["channel"]), str(answer["ts"])


async def change(client: AsyncWebClient, channel: str, ts: str, said: Said) -> None:
    """Changes a message that stands; doing it twice does no harm."""
    await client.chat_update(channel=channel, ts=ts, text=said.text, blocks=list(said.blocks))


async def find(client: AsyncWebClient, channel: str, key: str, since: datetime) -> str | None:
    """The ts of the message with that key, if an earlier try came through and may be looked up."""
    try:
        answer = await client.conversations_history(
            channel=channel,
            oldest=f"{(since - LOOK_BACK).timestamp():.6f}",
            limit=HISTORY,
            include_all_metadata=True,
        )
    except SlackApiError as error:
        if verdict(error).reason in UNREADABLE:
            return None
        raise
    messages: list[dict[str, Any]] = answer["messages"]
    for message in messages:
        payload = (message.get("metadata") or {}).get("event_payload") or {}
        if payload.get("key") == key:
            return str(message["ts"])
    return None
