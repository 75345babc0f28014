"""However a call to Slack fails, the list stands once in the end."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from aiohttp import web

from bot.runtime import SlackApi
from tests.bot.delivery.office import PAST_THE_LEASE, Office
from tests.slack import (
    GENERAL,
    Hang,
    LostReply,
    RateLimited,
    Refused,
    Reset,
    ServerError,
    SlowAccept,
    SlowReply,
)
from tests.slack.faults import Accept, Effect, Wire

SHORT = timedelta(seconds=0.1)
LONGER = 0.3
SELLERS = 4


@dataclass(frozen=True)
class Garbled:
    """The call is accepted, but a proxy answers in its own words."""

    body: str
    content_type: str

    async def play(self, accept: Accept, wire: Wire) -> web.Response:
        accept()
        return web.Response(text=self.body, content_type=self.content_type)


TROUBLES: dict[str, Effect] = {
    "the reply is lost": LostReply(),
    "the connection breaks before": Reset(),
    "500, not accepted": ServerError(500),
    "503, accepted all the same": ServerError(503, accepted=True),
    "an internal error": Refused("internal_error"),
    "429": RateLimited(30),
    "429 without saying how long": RateLimited("soon"),  # type: ignore[arg-type]
    "no answer, not accepted": Hang(LONGER),
    "no answer, accepted": Hang(LONGER, accepted=True),
    "the answer comes too late": SlowReply(LONGER),
    "200 in plain text": Garbled("OK", "text/plain"),
    "200 with a page": Garbled("<h1>OK</h1>", "text/html"),
    "200 with broken JSON": Garbled('{"ok": tr', "application/json"),
    "200 without a word": Garbled("{}", "application/json"),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
def test_a_list_stands_once_whatever_happens_to_its_post(place: Office, trouble: Effect) -> None:
    day = place.morning()
    place.slack.faults.add("chat.postMessage", trouble, times=SELLERS)
    assert place.beat(deadline=SHORT) == 0
    place.settle()
    place.assert_once(day)
    assert place.statuses() == {"sent": SELLERS}


def test_a_list_stands_once_when_slack_takes_it_after_we_gave_up(place: Office) -> None:
    day = place.morning()
    place.slack.faults.add("chat.postMessage", SlowAccept(LONGER), times=SELLERS)
    assert place.beat(deadline=SHORT) == 0
    assert not place.delivered()
    place.slack.wait_for(lambda: len(place.delivered()) == SELLERS)
    place.settle()
    place.assert_once(day)


@pytest.mark.parametrize("method", ["conversations.open", "conversations.history"])
@pytest.mark.parametrize("name", ["429", "500, not accepted", "the reply is lost"])
def test_a_failing_look_up_delays_a_list_and_no_more(place: Office, method: str, name: str) -> None:
    day = place.morning()
    place.slack.faults.add("chat.postMessage", LostReply(), times=SELLERS)
    place.slack.faults.add(method, TROUBLES[name], times=SELLERS)
    place.settle()
    place.assert_once(day)


def test_nothing_is_in_doubt_when_slack_cannot_be_reached_at_all(place: Office) -> None:
    day = place.morning()
    nowhere = SlackApi("http://127.0.0.1:1/api/", None)
    assert place.bot
    reachable, place.bot = (
        place.bot,
        replace(place.bot, runtime=replace(place.bot.runtime, slack=nowhere)),
    )
    assert place.beat() == 0
    place.bot = reachable
    assert place.statuses() == {"pending": SELLERS}
    place.clock.moment += PAST_THE_LEASE
    assert place.beat() == SELLERS
    place.assert_once(day)
    assert not place.slack.calls("conversations.history")


@pytest.mark.parametrize("nearest", ["oldest", "newest"])
def test_a_recap_is_found_again_in_a_busy_channel(place: Office, nearest: str) -> None:
    """Forty words later, whichever end of the conversation Slack shows first."""
    workspace = place.slack.workspace
    workspace.history_nearest = nearest
    choose_channel(place, GENERAL)
    place.slack.faults.add(
        "chat.postMessage", LostReply(), when=lambda call: call.args["channel"] == GENERAL
    )
    place.morning()
    place.clock.moment += timedelta(minutes=30)
    talk(place, 20)
    place.beat()
    talk(place, 40)
    place.settle()
    assert len(place.slack.messages(channel=GENERAL)) == 1


def test_a_list_whose_history_may_not_be_read_is_told_again_rather_than_lost(
    place: Office,
) -> None:
    place.slack.workspace.scopes = {"chat:write", "im:write"}
    day = place.morning()
    place.slack.faults.add("chat.postMessage", ServerError(500), times=SELLERS)
    place.settle()
    place.assert_once(day)


def test_a_clock_that_was_a_day_ahead_brings_no_list_twice(place: Office) -> None:
    """The process dies after the post, and the clock is put right before it is back."""
    day = place.morning()
    place.slack.clock = lambda: place.clock.moment - timedelta(days=1)
    place.slack.faults.add("chat.postMessage", LostReply(), times=SELLERS)
    place.beat()
    place.clock.moment -= timedelta(days=1)
    place.slack.clock = place.clock
    place.start()
    place.beat()
    place.clock.moment += timedelta(days=1)
    place.settle()
    place.clock.moment += PAST_THE_LEASE
    place.settle()
    place.assert_once(day)


def talk(place: Office, messages: int) -> None:
    """People write in the channel, one message a second."""
    for number in range(messages):
        place.clock.advance(seconds=1)
        place.slack.say(place.users[place.slack.workspace.id][0], f"Word {number}", GENERAL)


def choose_channel(place: Office, channel: str) -> None:
    """Where the recap goes; the first one comes on Monday at nine."""
    from bot.usecases.schedule import schedule_recap
    from storage import settings

    with place.runtime.database.everywhere.begin() as session:
        team = place.slack.workspace.id
        settings.store(session, team, "recap_channel", channel, place.clock.moment)
        workspace = settings.workspace(session, team)
        assert workspace
        schedule_recap(session, workspace, place.clock.moment)
