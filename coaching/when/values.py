"""The values every rule about dates shares, and the arithmetic of days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class Grain(StrEnum):
    """How exact a phrase was: "3pm" is a minute, "tomorrow morning" an hour, "q3" a quarter."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class When:
    """What a date phrase means: its first and last day, how exact it was, and the clock if given.

    A next step is due on `start`, a decision is expected by `end`; `start` <= `end`. A period that
    is already running ("this month") is a deadline, so both are its last day. `at` is wall-clock
    time where the person is. `other` is the second reading of an order nobody can know (3/4).
    """

    start: date
    end: date
    grain: Grain
    at: time | None = None
    other: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The local day and minute at which a phrase was typed, and the habits of who typed it.

    `working_days` counts from Monday = 0 and is never empty.
    """

    today: date
    clock: time
    day_first: bool
    working_days: frozenset[int]


def one_day(on: date) -> When:
    """Mean exactly this day."""
    return When(on, on, Grain.DAY)


def real_day(year: int, month: int, day: int) -> date | None:
    """Give the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def monday_of(on: date) -> date:
    """Give the Monday on or before a day: weeks start on Monday."""
    return on - on.weekday() * DAY


def months_later(on: date, months: int) -> date:
    """Move by whole months, to the month's last day where it is too short (31 Jan + 1 = 28 Feb)."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def working_days_later(on: date, days: int, working_days: frozenset[int]) -> date:
    """Move by working days, forwards or (`days` < 0) backwards; never stays on a day off."""
    step = DAY if days > 0 else -DAY
    for _ in range(abs(days)):
        on += step
        while on.weekday() not in working_days:
            on += step
    return on


def working_week(monday: date, working_days: frozenset[int]) -> list[date]:
    """List the working days of the week that starts on this Monday; never empty."""
    return [monday + number * DAY for number in sorted(working_days)]
