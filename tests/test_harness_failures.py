"""The stand-in fails as Slack does, and slack-sdk sees it so."""

import asyncio
import http.client
import time
import urllib.error
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack import (
    ANNA,
    BEN,
    GENERAL,
    Hang,
    LostReply,
    RateLimited,
    Refused,
    Reset,
    ServerError,
    SlackServer,
    SlowAccept,
    SlowReply,
)

POST = "chat.postMessage"
BROKEN = (urllib.error.URLError, ConnectionError, http.client.HTTPException, TimeoutError)


@pytest.fixture
def client(slack: SlackServer) -> WebClient:
    return WebClient(slack.workspace.token, slack.api_url, retry_handlers=[], timeout=1)


def keyed(key: str) -> dict[str, Any]:
    return {"event_type": "nudge", "event_payload": {"key": key}}


def post(client: WebClient, key: str = "k1") -> Any:
    return client.chat_postMessage(channel=ANNA, text="Good morning", metadata=keyed(key))


def test_rate_limited_calls_are_not_accepted(slack: SlackServer, client: WebClient) -> None:
    fault = slack.faults.add(POST, RateLimited(30), times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as refusal:
            post(client)
        assert refusal.value.response.status_code == 429
        assert refusal.value.response.headers["Retry-After"] == "30"
    post(client)
    assert fault.hits == 2
    assert slack.messages_by_key() == {"k1": 1}


def test_one_workspace_may_be_limited_and_another_not(slack: SlackServer) -> None:
    other = slack.add_workspace("T000OTHER", name="Other")
    other.add_channel(GENERAL, "general")
    slack.faults.add(POST, RateLimited(), times=None, team=slack.workspace.id)
    with pytest.raises(SlackApiError):
        WebClient(slack.workspace.token, slack.api_url).chat_postMessage(channel=GENERAL, text="a")
    WebClient(other.token, slack.api_url).chat_postMessage(channel=GENERAL, text="b")
    assert [message.team for message in slack.messages()] == ["T000OTHER"]


def test_a_fault_may_befall_chosen_calls_only(slack: SlackServer, client: WebClient) -> None:
    slack.faults.add(
        POST, Refused("invalid_blocks"), times=None, when=lambda call: call.args["text"] == "poison"
    )
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        client.chat_postMessage(channel=ANNA, text="poison")
    client.chat_postMessage(channel=ANNA, text="fine")
    assert [message.text for message in slack.messages(user=ANNA)] == ["fine"]


@pytest.mark.parametrize(
    ("effect", "accepted"),
    [
        (Reset(), 0),
        (LostReply(), 1),
        (Hang(), 0),
        (Hang(accepted=True), 1),
        (SlowReply(2), 1),
    ],
)
def test_a_broken_call_raises_whether_accepted_or_not(
    slack: SlackServer, client: WebClient, effect: Any, accepted: int
) -> None:
    slack.faults.add(POST, effect)
    with pytest.raises(BROKEN):
        post(client)
    assert slack.messages_by_key()["k1"] == accepted


@pytest.mark.parametrize("accepted", [False, True])
def test_an_error_500_may_hide_an_accepted_call(
    slack: SlackServer, client: WebClient, accepted: bool
) -> None:
    slack.faults.add(POST, ServerError(accepted=accepted))
    with pytest.raises(SlackApiError):
        post(client)
    assert len(slack.messages()) == int(accepted)


def test_a_slow_call_is_accepted_after_its_client_has_gone(
    slack: SlackServer, client: WebClient
) -> None:
    slack.faults.add(POST, SlowAccept(1.3))
    with pytest.raises(BROKEN):
        post(client)
    assert slack.messages() == []
    time.sleep(0.6)
    assert slack.messages_by_key() == {"k1": 1}


def test_the_same_client_msg_id_is_posted_twice(slack: SlackServer, client: WebClient) -> None:
    for _ in range(2):
        client.api_call(POST, json={"channel": ANNA, "text": "Hi", "client_msg_id": "c1"})
    assert [message.client_msg_id for message in slack.messages()] == ["c1", "c1"]


def test_the_default_client_posts_again_when_a_reply_is_lost(slack: SlackServer) -> None:
    slack.faults.add(POST, LostReply())
    post(WebClient(slack.workspace.token, slack.api_url))
    assert slack.messages_by_key() == {"k1": 2}


def test_a_message_shows_in_history_only_after_the_lag(
    slack: SlackServer, client: WebClient
) -> None:
    now = 1_750_000_000.0
    slack.clock = lambda: now
    slack.workspace.history_lag = 5
    channel = post(client)["channel"]
    assert client.conversations_history(channel=channel)["messages"] == []
    now += 5
    (found,) = client.conversations_history(channel=channel, include_all_metadata=True)["messages"]
    assert found["metadata"]["event_payload"] == {"key": "k1"}
    assert found["ts"] == "1750000000.000000"


def on_a_loop(work: Callable[[AsyncWebClient], Awaitable[Any]], slack: SlackServer) -> Any:
    """Run something with slack-sdk's AsyncWebClient on a shared aiohttp session."""
    import aiohttp

    async def run() -> Any:
        async with aiohttp.ClientSession() as session:
            token = slack.workspace.token
            return await work(
                AsyncWebClient(token, slack.api_url, session=session, retry_handlers=[], timeout=1)
            )

    return asyncio.run(run())


def test_the_async_client_posts_and_reads(slack: SlackServer) -> None:
    async def work(client: AsyncWebClient) -> Any:
        opened = await client.conversations_open(users=BEN)
        channel = opened["channel"]["id"]
        posts = [
            client.chat_postMessage(channel=channel, text=str(n), metadata=keyed(f"k{n}"))
            for n in range(8)
        ]
        await asyncio.gather(*posts)
        return await client.conversations_history(
            channel=channel, limit=3, include_all_metadata=True
        )

    history = on_a_loop(work, slack)
    assert len(slack.messages(user=BEN)) == 8
    assert len(history["messages"]) == 3
    assert history["has_more"]


@pytest.mark.parametrize("effect", [Reset(), LostReply(), Hang()])
def test_the_async_client_sees_broken_connections(slack: SlackServer, effect: Any) -> None:
    async def work(client: AsyncWebClient) -> Any:
        return await asyncio.wait_for(client.chat_postMessage(channel=BEN, text="Hi"), 0.5)

    import aiohttp

    slack.faults.add(POST, effect)
    with pytest.raises((aiohttp.ClientError, TimeoutError)):
        on_a_loop(work, slack)
    assert len(slack.messages()) == int(isinstance(effect, LostReply))


def test_a_hanging_call_does_not_keep_the_stand_in_alive() -> None:
    with SlackServer() as slack:
        slack.faults.add("auth.test", Hang())
        client = WebClient(slack.workspace.token, slack.api_url, timeout=1, retry_handlers=[])
        with pytest.raises(BROKEN):
            client.auth_test()
        start = time.monotonic()
    assert time.monotonic() - start < 1
