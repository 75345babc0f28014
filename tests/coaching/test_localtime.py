from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.localtime import is_zone, local_day, moment_of, next_fire, places
from coaching.workdays import Workdays

DAY = timedelta(days=1)
EVERY_DAY = Workdays(frozenset(range(7)))
HALF_PAST_EIGHT = time(8, 30)

ZONES = (
    "Africa/Casablanca",
    "America/New_York",
    "America/Nuuk",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Asia/Pyongyang",
    "Antarctica/Casey",
    "Antarctica/Troll",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Lisbon",
    "Pacific/Apia",
    "UTC",
)
HOURS = (
    *(time(0), time(0, 30), time(1), time(1, 30), time(1, 45), time(2), time(2, 15)),
    *(time(2, 30), time(3), time(8, 30), time(22, 30), time(23), time(23, 30), time(23, 59, 59)),
)
YEARS = (*range(2009, 2014), *range(2017, 2021), *range(2025, 2028))


@cache
def changes(zone, years):
    """The days on which the clocks of a zone change."""
    place = ZoneInfo(zone)
    found = []
    for year in years:
        offsets = [datetime(year, 1, 1, tzinfo=UTC) + n * DAY for n in range(367)]
        found += [
            a.date()
            for a, b in pairwise(offsets)
            if a.astimezone(place).utcoffset() != b.astimezone(place).utcoffset()
        ]
    return found


def dates_lived(zone, first, last):
    """Every date that a clock on the wall shows in a span, read every half hour."""
    moment = datetime.combine(first, time(), UTC) - DAY
    shown = set()
    while moment < datetime.combine(last, time(), UTC) + 2 * DAY:
        shown.add(moment.astimezone(ZoneInfo(zone)).date())
        moment += timedelta(minutes=30)
    return {day for day in shown if first <= day <= last}


def in_gap(wall, zone):
    """Whether no moment shows that time on the wall."""

    def shows(fold):
        there = wall.replace(tzinfo=ZoneInfo(zone), fold=fold)
        return there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall

    return not (shows(0) or shows(1))


def fires(zone, at, first, last, workdays=EVERY_DAY):
    """Follow the clock from before the first date to behind the last."""
    moment = moment_of(first - 3 * DAY, at, zone)
    found = []
    while True:
        day, moment = next_fire(moment, at, zone, workdays)
        if day > last:
            return found
        found.append((day, moment))


def check_week(zone, at, middle):
    first, last = middle - 3 * DAY, middle + 3 * DAY
    chain = fires(zone, at, first, last)
    week = [day for day, _ in chain if day >= first]
    assert week == sorted(dates_lived(zone, first, last)), (zone, at)
    moments = [moment for _, moment in chain]
    assert all(a < b for a, b in pairwise(moments)), (zone, at)
    for day, moment in chain:
        wall = datetime.combine(day, at)
        shown = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert shown == wall or (shown > wall and in_gap(wall, zone)), (zone, at, day)


@pytest.mark.parametrize("zone", ZONES)
def test_every_date_of_a_week_with_a_clock_change_fires_once_at_its_hour(zone):
    for middle in changes(zone, YEARS):
        for at in HOURS:
            check_week(zone, at, middle)


def test_no_zone_of_the_world_misses_or_doubles_a_morning():
    for zone in sorted(available_timezones()):
        for middle in changes(zone, (2026,)):
            check_week(zone, HALF_PAST_EIGHT, middle)
            check_week(zone, time(2, 30), middle)


def test_a_morning_in_a_gap_comes_later_by_the_gap():
    spring = date(2026, 3, 8)
    moment = moment_of(spring, time(2, 30), "America/New_York")
    assert moment.astimezone(ZoneInfo("America/New_York")).time() == time(3, 30)


def test_a_gap_of_half_an_hour_shifts_by_half_an_hour():
    moment = moment_of(date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe")
    assert moment.astimezone(ZoneInfo("Australia/Lord_Howe")).time() == time(2, 45)


def test_of_two_equal_times_in_autumn_the_first_counts():
    autumn = date(2026, 11, 1)
    expected = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert moment_of(autumn, time(1, 30), "America/New_York") == expected
    assert moment_of(autumn, time(1, 30, fold=1), "America/New_York") == expected


def test_a_date_that_was_left_out_has_no_list():
    thursday = date(2011, 12, 29)
    chain = fires("Pacific/Apia", HALF_PAST_EIGHT, thursday, date(2012, 1, 1))
    assert [day.day for day, _ in chain if day >= thursday] == [29, 31, 1]


def test_a_list_just_before_a_missing_midnight_comes_after_it_and_once():
    friday = date(2018, 5, 4)
    shifted = moment_of(friday, time(23, 45), "Asia/Pyongyang")
    assert local_day(shifted, "Asia/Pyongyang") == date(2018, 5, 5)
    just_before = shifted - timedelta(minutes=1)
    first = next_fire(just_before, time(23, 45), "Asia/Pyongyang", EVERY_DAY)
    assert first == (friday, shifted)
    assert next_fire(shifted, time(23, 45), "Asia/Pyongyang", EVERY_DAY)[0] == date(2018, 5, 5)


def test_the_day_belongs_to_the_zone():
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert local_day(late, "Europe/Lisbon") == date(2026, 3, 3)
    assert local_day(late, "Asia/Kathmandu") == date(2026, 3, 4)
    assert local_day(datetime(2026, 3, 3, 2, tzinfo=UTC), "America/New_York") == date(2026, 3, 2)


def test_the_list_after_friday_is_on_monday():
    friday = moment_of(date(2026, 3, 6), HALF_PAST_EIGHT, "Europe/Lisbon")
    assert next_fire(friday, HALF_PAST_EIGHT, "Europe/Lisbon", Workdays()) == (
        date(2026, 3, 9),
        datetime(2026, 3, 9, 8, 30, tzinfo=UTC),
    )


def test_the_list_of_today_is_still_to_come_a_second_before_its_hour():
    at = moment_of(date(2026, 3, 6), HALF_PAST_EIGHT, "Europe/Lisbon")
    before = next_fire(at - timedelta(seconds=1), HALF_PAST_EIGHT, "Europe/Lisbon", Workdays())
    assert before == (date(2026, 3, 6), at)


def test_leave_and_holidays_are_passed_over():
    away = Workdays(off=frozenset({date(2026, 3, 9), date(2026, 3, 10)}))
    friday = moment_of(date(2026, 3, 6), HALF_PAST_EIGHT, "Europe/Lisbon")
    assert next_fire(friday, HALF_PAST_EIGHT, "Europe/Lisbon", away)[0] == date(2026, 3, 11)


def test_somebody_without_working_days_hears_nothing_for_a_year():
    now = datetime(2026, 3, 6, 12, tzinfo=UTC)
    day, moment = next_fire(now, HALF_PAST_EIGHT, "Europe/Lisbon", Workdays(frozenset()))
    assert moment == moment_of(day, HALF_PAST_EIGHT, "Europe/Lisbon")
    assert day == date(2027, 3, 6)


@settings(max_examples=150)
@given(
    zone=st.sampled_from(ZONES),
    after=st.datetimes(datetime(2009, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    at=st.times(),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
)
def test_the_next_list_is_the_earliest_that_still_lies_ahead(zone, after, at, weekdays):
    around = [after.date() + n * DAY for n in range(-3, 12)]
    lived = dates_lived(zone, around[0], around[-1])
    ahead = [
        (moment_of(day, at, zone), day)
        for day in around
        if day in lived and day.weekday() in weekdays and moment_of(day, at, zone) > after
    ]
    moment, day = min(ahead)
    assert next_fire(after, at, zone, Workdays(weekdays)) == (day, moment)


@settings(max_examples=150)
@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2009, 1, 1), date(2027, 12, 31)),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_a_moment_shows_its_time_and_no_earlier_moment_does(zone, day, at):
    moment, place = moment_of(day, at, zone), ZoneInfo(zone)
    wall = datetime.combine(day, at)
    assert moment.tzinfo is UTC
    assert moment.astimezone(place).replace(tzinfo=None) == wall or in_gap(wall, zone)
    earlier = (moment - n * timedelta(minutes=30) for n in range(1, 51))
    assert all(other.astimezone(place).replace(tzinfo=None) != wall for other in earlier)


@pytest.mark.parametrize("name", ["Europe/Lisbon", "Asia/Calcutta", "UTC", "Australia/Lord_Howe"])
def test_zones_of_the_world_are_known(name):
    assert is_zone(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "Lisbon", "europe/lisbon", "Europe", "Europe/Lisbon ", "right/Europe/Lisbon"),
        *("../etc/passwd", "/etc/localtime", "UTC\0", "localtime", "Factory"),
    ],
)
def test_what_is_no_zone_is_refused(name):
    assert not is_zone(name)


def test_a_place_is_offered_and_an_offset_is_not() -> None:
    assert "Asia/Kathmandu" in places()
    assert not places() & {"EST", "UTC", "Etc/GMT+1"}
