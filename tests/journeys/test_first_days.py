"""When the first list comes, and that no change of hour or zone brings a second one on a day."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from coaching.wording import day
from tests.journeys.world import ANNA, World, at, local

Begin = Callable[[datetime], World]
LISBON, AUCKLAND, ANGELES = "Europe/Lisbon", "Pacific/Auckland", "America/Los_Angeles"


@pytest.mark.parametrize(
    ("joined", "first"),
    [
        (at("2026-03-02", "00:05", LISBON), date(2026, 3, 3)),
        (at("2026-03-02", "07:00", LISBON), date(2026, 3, 3)),
        (at("2026-03-02", "23:55", LISBON), date(2026, 3, 3)),
        (at("2026-03-06", "09:00", LISBON), date(2026, 3, 9)),
        (at("2026-03-07", "09:00", LISBON), date(2026, 3, 9)),
        (at("2026-03-08", "23:00", LISBON), date(2026, 3, 9)),
    ],
    ids=["Monday night", "Monday early", "Monday late", "Friday", "Saturday", "Sunday late"],
)
def test_the_first_list_comes_on_the_working_day_after_the_first_command(
    world: Begin, joined: datetime, first: date
) -> None:
    life = world(joined)
    life.person(ANNA).types("add Acme")
    life.until(at("2026-03-10", "12:00"))
    assert came(life, LISBON)[0] == (first, time(8, 30))


def test_a_look_at_home_is_enough_to_begin(world: Begin) -> None:
    life = world(at("2026-03-02", "10:00"))
    life.person(ANNA).looks_at_home()
    life.until(at("2026-03-03", "12:00"))
    (message,) = life.lists(ANNA)
    assert "Add the first one?" in message.text


def test_whoever_begins_twice_at_once_gets_one_list(world: Begin) -> None:
    life = world(at("2026-03-02", "10:00"))
    for _ in range(3):
        life.person(ANNA).types("help")
    life.until(at("2026-03-03", "12:00"))
    assert len(life.lists(ANNA)) == 1


@pytest.mark.parametrize(
    ("when", "what", "minutes"),
    [
        ("07:00", "hour 9:00", ["09:00", "09:00"]),
        ("08:45", "hour 9:00", ["08:30", "09:00"]),
        ("08:45", "hour 7:00", ["08:30", "07:00"]),
        ("12:00", "hour 23:50", ["08:30", "23:50"]),
        ("09:00", "hour 6:00", ["08:30", "06:00"]),
        ("08:20", "hour 8:30", ["08:30", "08:30"]),
    ],
)
def test_another_hour_brings_no_second_list_that_day(
    world: Begin, when: str, what: str, minutes: list[str]
) -> None:
    life = settled(world)
    life.until(at("2026-03-03", when, LISBON))
    promised = life.person(ANNA).reads(f"settings {what}")
    told = len(life.lists(ANNA))
    life.until(at("2026-03-04", "23:59", LISBON))
    assert next_is(life, told, LISBON) in promised
    assert [there.day for there, _ in came(life, LISBON)] == [3, 4]
    assert [f"{minute:%H:%M}" for _, minute in came(life, LISBON)] == minutes


def test_an_hour_chosen_on_the_first_day_brings_no_list_on_that_day(world: Begin) -> None:
    life = world(at("2026-03-02", "07:00"))
    life.person(ANNA).types("add Acme")
    assert "Your next list: Tue 3 Mar 2026 09:00" in life.person(ANNA).reads("settings hour 9:00")
    life.until(at("2026-03-03", "12:00"))
    assert came(life, LISBON) == [(date(2026, 3, 3), time(9, 0))]


@pytest.mark.parametrize("hour", [0, 7, 13, 20])
@pytest.mark.parametrize(("there", "back"), [(AUCKLAND, LISBON), (ANGELES, AUCKLAND)])
def test_flying_east_or_west_brings_no_second_list_on_a_local_day(
    world: Begin, hour: int, there: str, back: str
) -> None:
    """Whatever the hour of the flight; and the lists go on, one each working day, after it."""
    life = settled(world)
    flights = [("2026-03-03", there), ("2026-03-04", back), ("2026-03-05", there)]
    zone, days = LISBON, []
    for date_of_flight, following in flights:
        landed = at(date_of_flight, f"{hour:02}:00")
        days += lists_until(life, landed, zone)
        promised = life.person(ANNA).reads(f"settings zone {following}")
        zone = following
    told = len(days)
    days += lists_until(life, at("2026-03-12", "12:00", zone), zone)
    assert max(Counter(days).values()) == 1
    assert days == sorted(days)
    assert next_is(life, told, zone) in promised
    assert days[-3:] == [date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 12)]
    assert all(there.weekday() < 5 for there in days)


@pytest.mark.parametrize(
    ("zone", "sunday", "hour", "comes"),
    [
        ("America/New_York", date(2026, 3, 8), "02:30", "03:30"),
        ("America/New_York", date(2026, 11, 1), "01:30", "01:30"),
        (LISBON, date(2026, 3, 29), "01:30", "02:30"),
        (LISBON, date(2026, 10, 25), "01:30", "01:30"),
    ],
)
def test_a_list_in_the_missing_or_the_doubled_hour_comes_once(
    world: Begin, zone: str, sunday: date, hour: str, comes: str
) -> None:
    """Somebody works at the weekend and wants the list at night."""
    life = world(at(str(sunday - timedelta(days=3)), "12:00", zone))
    person = life.person(ANNA)
    person.types("add Acme")
    for setting in (f"zone {zone}", "days sat sun", f"hour {hour}"):
        assert "Saved" in person.reads(f"settings {setting}")
    life.until(at(str(sunday), "23:00", zone))
    saturday = sunday - timedelta(days=1)
    assert [(there, f"{minute:%H:%M}") for there, minute in came(life, zone)] == [
        (saturday, hour),
        (sunday, comes),
    ]


def settled(world: Begin) -> World:
    """Monday; the first list is to come on Tuesday."""
    life = world(at("2026-03-02", "10:00"))
    life.person(ANNA).types("add Acme")
    return life


def came(life: World, zone: str) -> list[tuple[date, time]]:
    """The local day and minute of every list."""
    return [local(message, zone) for message in life.lists(ANNA)]


def next_is(life: World, told: int, zone: str) -> str:
    """The day and minute of the first list after so many, as the bot writes them."""
    there, minute = came(life, zone)[told]
    return f"Your next list: {day(there)} {minute:%H:%M}"


def lists_until(life: World, moment: datetime, zone: str) -> list[date]:
    """The local days of the lists that come meanwhile."""
    before = len(life.lists(ANNA))
    life.until(moment)
    return [there for there, _ in came(life, zone)[before:]]
