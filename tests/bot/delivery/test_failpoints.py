"""A process that dies between any two steps loses no list and sends none twice."""

from datetime import date

import pytest

from tests.bot.delivery.office import PAST_THE_LEASE, Failpoint, Office
from tests.slack import LostReply, RateLimited, ServerError
from tests.slack.faults import Effect

TICK = ("tick.claimed", "tick.put", "tick.advanced", "tick.committed")
ROUND = ("send.claimed", "send.frozen")
MESSAGE = ("send.guarded", "send.posted", "send.marked")
DOUBT = ("send.reconciled",)
SELLERS = 4
TROUBLES: dict[str, Effect] = {
    "lost reply": LostReply(),
    "500": ServerError(500),
    "429": RateLimited(30),
}
IN_DOUBT = TROUBLES.keys() - {"429"}


def dies_at(place: Office, name: str, passing: int) -> date:
    """A morning on which the process dies once, at that passing of that checkpoint."""
    place.start(Failpoint(name, passing))
    day = place.morning()
    if name in DOUBT:
        place.slack.faults.add("chat.postMessage", LostReply(), times=SELLERS)
        place.beat()
        place.clock.moment += PAST_THE_LEASE
    for _ in range(passing):
        if place.dies():
            return day
        place.clock.moment += PAST_THE_LEASE
    raise AssertionError(f"{name} was not passed {passing} times")


@pytest.mark.parametrize("name", TICK + ROUND)
def test_a_crash_in_a_tick_or_at_the_start_of_a_round_costs_nothing(
    place: Office, name: str
) -> None:
    days = []
    for _ in range(2):
        days.append(dies_at(place, name, 1))
        place.settle()
        place.assert_once(*days)
        assert place.planned() == {place.morning_after(days[-1])}


@pytest.mark.parametrize("name", MESSAGE + DOUBT)
def test_a_crash_around_any_of_the_messages_costs_nothing(place: Office, name: str) -> None:
    days = []
    for passing in range(1, SELLERS + 1):
        days.append(dies_at(place, name, passing))
        place.settle()
        place.assert_once(*days)
        assert place.planned() == {place.morning_after(days[-1])}


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        (name, trouble)
        for trouble in TROUBLES
        for name in (MESSAGE + DOUBT if trouble in IN_DOUBT else MESSAGE)
    ],
)
def test_a_crash_and_a_failing_slack_together_cost_nothing(
    place: Office, name: str, trouble: str
) -> None:
    """Two of four messages fail, then the process dies, and dies again while it makes good."""
    place.start(Failpoint(name, 2))
    day = place.morning()
    place.slack.faults.add("chat.postMessage", TROUBLES[trouble], times=2)
    died = place.dies()
    place.start(Failpoint(name, 1))
    place.clock.moment += PAST_THE_LEASE
    died = place.dies() or died
    place.settle()
    assert died
    place.assert_once(day)


def test_the_next_days_come_as_if_nothing_had_happened(place: Office) -> None:
    days = []
    for name in (*TICK, *ROUND, *MESSAGE):
        days.append(dies_at(place, name, 1))
        place.settle()
    for _ in range(2):
        days.append(place.morning())
        place.settle()
    place.assert_once(*days)
