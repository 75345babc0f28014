"""A bot that slept, and clocks that were wrong: late lists, and lists that are let go."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests.journeys.world import ANNA, BEN, World, at, local
from tests.slack import LostReply, RateLimited, ServerError

Begin = Callable[[datetime], World]
LISBON = "Europe/Lisbon"


@pytest.fixture
def life(world: Begin) -> World:
    """Anna works every day on a lead that nobody touches; it is Tuesday noon."""
    begun = world(at("2026-03-02", "10:00"))
    begun.person(ANNA).types("add Acme")
    return begun.until(at("2026-03-03", "12:00"))


@pytest.mark.parametrize(
    ("woken", "comes"),
    [("08:29", False), ("08:30", True), ("12:29", True), ("12:31", False), ("23:00", False)],
)
def test_after_three_days_of_sleep_there_is_at_most_todays_list(
    life: World, woken: str, comes: bool
) -> None:
    life.stop()
    life.start()
    life.sleep_until(at("2026-03-06", woken))
    today = [m for m in life.lists(ANNA) if local(m, LISBON)[0] == date(2026, 3, 6)]
    assert len(today) == comes
    assert len(life.lists(ANNA)) == 1 + comes
    life.until(at("2026-03-09", "12:00"))
    assert local(life.lists(ANNA)[-1], LISBON)[0] == date(2026, 3, 9)


def test_a_late_list_is_never_told_after_midnight(life: World) -> None:
    life.person(ANNA).types("settings hour 23:00")
    life.until(at("2026-03-04", "22:55"))
    life.sleep_until(at("2026-03-05", "00:05"))
    assert len(life.lists(ANNA)) == 1
    life.until(at("2026-03-05", "23:30"))
    assert len(life.lists(ANNA)) == 2


def test_a_list_that_waited_too_long_to_be_sent_is_let_go(life: World) -> None:
    """Late counts from half past eight, whatever held it up and how often."""
    life.slack.faults.add("chat.postMessage", RateLimited(3600), times=3)
    life.until(at("2026-03-04", "11:00"))
    life.sleep_until(at("2026-03-04", "12:35"))
    assert life.statuses() == {"sent": 1, "skipped": 1}
    assert len(life.lists(ANNA)) == 1
    life.until(at("2026-03-05", "12:00"))
    assert len(life.lists(ANNA)) == 2


def test_a_list_held_up_for_less_comes_the_same_day(life: World) -> None:
    life.slack.faults.add("chat.postMessage", RateLimited(3600), times=3)
    life.until(at("2026-03-04", "12:00"))
    assert local(life.lists(ANNA)[-1], LISBON)[0] == date(2026, 3, 4)


def test_a_list_that_stands_already_is_known_even_when_it_is_late(life: World) -> None:
    """The reply was lost, then the bot slept: the list stands, and can be ticked."""
    life.slack.faults.add("chat.postMessage", LostReply())
    life.until(at("2026-03-04", "08:30"))
    life.sleep_until(at("2026-03-04", "18:00"))
    assert life.statuses() == {"sent": 2}
    life.person(ANNA).types("log Acme call")
    life.tick()
    assert ":white_check_mark:" in str(life.lists(ANNA)[-1].blocks)


def test_a_list_in_doubt_that_never_arrived_is_not_told_late(life: World) -> None:
    life.slack.faults.add("chat.postMessage", ServerError(500))
    life.until(at("2026-03-04", "08:30"))
    life.sleep_until(at("2026-03-04", "18:00"))
    assert life.statuses() == {"sent": 1, "skipped": 1}


def test_a_clock_set_back_a_day_brings_no_list_twice(life: World) -> None:
    life.until(at("2026-03-05", "12:00"))
    assert len(life.lists(ANNA)) == 3
    life.clock.moment -= timedelta(days=1)
    life.until(at("2026-03-05", "12:00"))
    assert len(life.lists(ANNA)) == 3
    life.until(at("2026-03-06", "12:00"))
    assert len(life.lists(ANNA)) == 4
    assert set(life.slack.messages_by_key().values()) == {1}


def test_a_clock_that_jumps_ahead_and_back_brings_no_list_twice(life: World) -> None:
    life.sleep_until(at("2026-03-05", "09:00"))
    life.clock.moment -= timedelta(days=1)
    life.until(at("2026-03-09", "12:00"))
    assert max(life.slack.messages_by_key().values()) == 1
    assert [local(m, LISBON)[0].day for m in life.lists(ANNA)] == [3, 5, 6, 9]


def test_one_sleeper_is_too_late_and_another_still_in_time(life: World) -> None:
    """Half past eight in New York is five hours later than in Lisbon."""
    life.person(BEN).types("add Globex")
    life.stop()
    life.start()
    life.sleep_until(at("2026-03-04", "14:00"))
    assert len(life.lists(ANNA)) == 1
    assert len(life.lists(BEN)) == 1
