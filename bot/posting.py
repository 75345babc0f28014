"""Talking to Slack on the sender's behalf: post, change, look, and tell a no from a maybe."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.views.kit import Said

EVENT_TYPE = "deal_coach"
HISTORY = 15
"""Messages on a page of history; Slack gives some apps no more."""
PAGES = 10
"""Pages looked through, newest first, for a message that may stand already."""
LOOK_BACK = timedelta(hours=25)
"""Before the first try: our clock may have been wrong by a day."""
LOOK_AHEAD = timedelta(days=7)
"""After the first try; with both ends given Slack begins at the newest message."""
DEFAULT_WAIT = 30.0
SHORTEST_WAIT = 1.0
"""Seconds; Slack asks for whole ones."""
SHUT_OUT = timedelta(minutes=15)
"""Between two tries in a workspace that does not let us in, until it does."""
MAYBE_ERRORS = frozenset(
    {"", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
"""Slack's errors that leave open whether the message stands."""

SHUT_ERRORS = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_revoked"})
"""The token is good for nothing any more: the workspace is stopped until another one is."""
LOCKED_ERRORS = frozenset({"org_login_required", "team_access_not_granted", "token_expired"})
"""Errors of the whole workspace: no message of it can be sent until somebody puts that right."""
GONE_ERRORS = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
"""The channel takes nothing of ours."""

NOT_TAKEN = frozenset({"invalid_blocks"})
"""Slack refused the blocks themselves; nothing was posted."""
WAIT_ERRORS = frozenset({"ratelimited", "rate_limited"})

UNREADABLE = frozenset({"missing_scope", "not_in_channel", "channel_not_found"})
"""A channel whose history the bot may not read: what was in doubt is said again, never lost."""

TROUBLE = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)
"""Whatever a call to Slack may end in."""


class Answer(Enum):
    """What a failed call says about the message."""

    WAIT = auto()
    STOP = auto()
    NO = auto()
    GONE = auto()
    MAYBE = auto()
    UNREACHED = auto()


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back instead of a yes."""

    status_code: int
    headers: Mapping[str, str]
    data: Any


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
    if status == 429 or reason in WAIT_ERRORS:
        return Verdict(Answer.WAIT, "ratelimited", _wait(response.headers.get("Retry-After")))
    if reason in LOCKED_ERRORS:
        return Verdict(Answer.WAIT, reason, SHUT_OUT)
    if reason in SHUT_ERRORS:
        return Verdict(Answer.STOP, reason)
    if reason in GONE_ERRORS:
        return Verdict(Answer.GONE, reason)
    if status >= 500 or reason in MAYBE_ERRORS:
        return Verdict(Answer.MAYBE, reason or f"status {status}")
    return Verdict(Answer.NO, reason)


def _wait(asked: str | None) -> timedelta:
    try:
        return timedelta(seconds=max(float(asked or DEFAULT_WAIT), SHORTEST_WAIT))
    except (ValueError, OverflowError):
        return timedelta(seconds=DEFAULT_WAIT)


async def lets_in(client: AsyncWebClient) -> bool:
    """Whether the workspace knows our token."""
    try:
        await client.auth_test()
    except TROUBLE:
        return False
    return True


async def open_dm(client: AsyncWebClient, person: str) -> str:
    """The channel of the conversation with a person."""
    answer = await client.conversations_open(users=person)
    return str(answer["channel"]["id"])


async def post(
    client: AsyncWebClient, channel: str, said: Said, key: str, thread: str | None = None
) -> tuple[str, str]:
    """Posts once, with the key in the metadata; returns the channel and ts where it stands.

    Blocks that Slack refuses, and so has not posted, are said in plainer ones.
    """
    try:
        return await _post(client, channel, said, key, thread)
    except SlackApiError as error:
        if not said.plain or verdict(error).reason not in NOT_TAKEN:
            raise
        return await _post(client, channel, replace(said, blocks=said.plain), key, thread)


async def _post(
    client: AsyncWebClient, channel: str, said: Said, key: str, thread: str | None
) -> tuple[str, str]:
    answer = await _called(client, "chat.postMessage", payload(channel, said, key, thread))
    return str(answer["channel"]), str(answer["ts"])


async def _called(client: AsyncWebClient, method: str, words: dict[str, Any]) -> dict[str, Any]:
    """As the client would do it, at a third of its CPU (docs/decisions/0007-plain-posts.md)."""
    assert client.session is not None
    headers = {**client.headers, "Authorization": f"Bearer {client.token}"}
    address = client.base_url + method
    async with client.session.post(
        address, json=words, headers=headers, proxy=client.proxy
    ) as reply:
        try:
            data = await reply.json(content_type=None)
        except ValueError:
            data = None
        if reply.status == 200 and isinstance(data, dict) and data.get("ok"):
            return data
        refusal = Reply(reply.status, reply.headers, data)
        raise SlackApiError(method, refusal)  # type: ignore[no-untyped-call]


def payload(channel: str, said: Said, key: str, thread: str | None = None) -> dict[str, Any]:
    """What is posted: the words, and the key by which the message is found again."""
    return {
        "channel": channel,
        "text": said.text,
        "blocks": list(said.blocks),
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": key}},
        "client_msg_id": key,
        "unfurl_links": False,
        "unfurl_media": False,
        **({"thread_ts": thread} if thread else {}),
    }


async def change(client: AsyncWebClient, channel: str, ts: str, said: Said) -> None:
    """Changes a message that stands; doing it twice does no harm."""
    await client.chat_update(channel=channel, ts=ts, text=said.text, blocks=list(said.blocks))


async def find(
    client: AsyncWebClient, channel: str, key: str, since: datetime, thread: str | None = None
) -> str | None:
    """The ts of the message with that key, if an earlier try came through and may be looked up."""
    try:
        return await _look(client, channel, key, since, thread)
    except SlackApiError as error:
        if verdict(error).reason in UNREADABLE:
            return None
        raise


async def _look(
    client: AsyncWebClient, channel: str, key: str, since: datetime, thread: str | None
) -> str | None:
    cursor = None
    for _ in range(PAGES):
        ask = client.conversations_replies if thread else client.conversations_history
        where: dict[str, Any] = {"ts": thread} if thread else {}
        answer = await ask(
            **where,
            channel=channel,
            oldest=f"{(since - LOOK_BACK).timestamp():.6f}",
            latest=f"{(since + LOOK_AHEAD).timestamp():.6f}",
            limit=HISTORY,
            cursor=cursor,
            include_all_metadata=True,
        )
        for message in answer["messages"]:
            if _key(message) == key:
                return str(message["ts"])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
    return None


def _key(message: Mapping[str, Any]) -> str | None:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    key: str | None = payload.get("key")
    return key
