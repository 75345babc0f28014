from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.people import Calendar, Cover
from coaching.workdays import Workdays

DAY = timedelta(days=1)
FRIDAY, SATURDAY, MONDAY, TUESDAY = (date(2026, 3, n) for n in (6, 7, 9, 10))

some_days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
some_weekdays = st.frozensets(st.integers(0, 6), min_size=1)


@st.composite
def calendars(draw):
    start = draw(some_days)
    offsets = draw(st.frozensets(st.integers(-20, 40)))
    return start, Workdays(draw(some_weekdays), frozenset(start + n * DAY for n in offsets))


def walk(workdays, day):
    while day.weekday() not in workdays.weekdays or day in workdays.off:
        day += DAY
    return day


def test_a_member_works_monday_to_friday_unless_they_say_otherwise():
    assert [Workdays().is_working(MONDAY + n * DAY) for n in range(7)] == [True] * 5 + [False] * 2


def test_a_day_on_the_weekend_moves_to_monday():
    assert Workdays().on_or_after(SATURDAY) == MONDAY
    assert Workdays().on_or_after(FRIDAY) == FRIDAY


def test_a_holiday_on_monday_moves_the_weekend_to_tuesday():
    workdays = Workdays(off=frozenset({MONDAY}))
    assert not workdays.is_working(MONDAY)
    assert workdays.on_or_after(SATURDAY) == TUESDAY


def test_the_next_working_day_is_never_the_day_itself():
    assert Workdays().after(FRIDAY) == MONDAY
    assert Workdays().after(MONDAY) == TUESDAY


def test_a_year_of_leave_ends_on_the_first_working_day_after_it():
    leave = frozenset(date(2026, 1, 1) + n * DAY for n in range(365))
    assert Workdays(off=leave).on_or_after(date(2026, 1, 1)) == date(2027, 1, 1)


def test_somebody_who_works_on_one_weekday_and_misses_it_for_weeks_is_found_the_next_one():
    off = frozenset(MONDAY + 7 * n * DAY for n in range(5))
    assert Workdays(frozenset({0}), off).on_or_after(MONDAY) == MONDAY + 35 * DAY


def test_without_any_weekday_nothing_is_moved_and_nothing_hangs():
    never = Workdays(frozenset())
    assert not never.is_working(MONDAY)
    assert never.on_or_after(MONDAY) == MONDAY
    assert never.after(MONDAY) == TUESDAY
    assert never.ordinal(TUESDAY) - never.ordinal(MONDAY) == 1


def test_the_last_date_there_is_stays_where_it_is():
    assert Workdays(frozenset({0})).on_or_after(date.max) == date.max


@given(calendars())
def test_a_day_moves_to_the_first_working_day_and_no_further(calendar):
    day, workdays = calendar
    assert workdays.on_or_after(day) == walk(workdays, day)
    assert workdays.after(day) == walk(workdays, day + DAY)


@given(calendars())
def test_consecutive_working_days_have_consecutive_numbers(calendar):
    day, workdays = calendar
    for _ in range(10):
        following = workdays.after(day)
        step = workdays.ordinal(following) - workdays.ordinal(day)
        assert step == (1 if workdays.is_working(day) else 0)
        day = following


@given(calendars())
def test_a_day_off_has_the_number_of_the_working_day_that_follows(calendar):
    day, workdays = calendar
    assert workdays.ordinal(day) == workdays.ordinal(workdays.on_or_after(day))


@pytest.mark.parametrize("weekdays", [{0}, {5, 6}, set(range(7)), {0, 2, 4}])
def test_the_number_counts_the_working_days_before(weekdays):
    workdays = Workdays(frozenset(weekdays))
    first, last = date(2026, 1, 1), date(2027, 1, 1)
    worked = sum((first + n * DAY).weekday() in weekdays for n in range((last - first).days))
    assert workdays.ordinal(last) - workdays.ordinal(first) == worked


def test_a_cover_stands_in_from_the_first_day_to_the_last():
    cover = Cover(7, "Anna", FRIDAY, MONDAY)
    calendar = Calendar(covers=(cover,))
    assert calendar.covering(FRIDAY) == calendar.covering(MONDAY) == (cover,)
    assert calendar.covering(FRIDAY - DAY) == calendar.covering(TUESDAY) == ()
