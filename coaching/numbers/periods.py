"""The span of days that a figure is counted over."""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
MONTHS = "January February March April May June July August September October November December"
YEAR = 12
"""Months."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included; None is open. `label` names it in words."""

    first: date | None
    last: date | None
    label: str

    @property
    def days(self) -> int | None:
        """How many days it has; None where an end is open."""
        return (self.last - self.first).days + 1 if self.first and self.last else None


ALL_TIME = Period(None, None, "all time")


def moved(first: date, count: int) -> date:
    """The first of the month so many months on, or back."""
    number = first.year * YEAR + first.month - 1 + count
    return date(number // YEAR, number % YEAR + 1, 1)


def quarter(of: date, step: int = 0) -> Period:
    """The calendar quarter of a day, or one so many quarters on: `Q2 2026`."""
    first = moved(date(of.year, (of.month - 1) // 3 * 3 + 1, 1), 3 * step)
    return Period(first, moved(first, 3) - DAY, f"Q{(first.month + 2) // 3} {first.year}")


def month(of: date, step: int = 0) -> Period:
    """The calendar month of a day, or one so many months on: `March 2026`."""
    first = moved(of.replace(day=1), step)
    return Period(first, moved(first, 1) - DAY, f"{MONTHS.split()[first.month - 1]} {first.year}")


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), str(number))


def half(of: date, step: int = 0) -> Period:
    """The calendar half of a day, or one so many halves on: `H1 2026`."""
    first = moved(date(of.year, 1 if of.month <= 6 else 7, 1), 6 * step)
    return Period(first, moved(first, 6) - DAY, f"H{1 if first.month == 1 else 2} {first.year}")


def week(of: date, step: int = 0) -> Period:
    """The week of a day, Monday to Sunday, or one so many weeks on."""
    first = of - timedelta(days=of.weekday()) + timedelta(weeks=step)
    return Period(first, first + timedelta(days=6), f"the week of {first.isoformat()}")


def last_days(today: date, count: int) -> Period:
    """So many days up to and including today."""
    return Period(today - timedelta(days=count - 1), today, f"the last {count} days")


def named(first: date, last: date) -> Period:
    """The quarter, half, month or year that has those ends; else a period named by them."""
    shapes = (quarter(first), half(first), month(first), year(first.year))
    found = next((one for one in shapes if (one.first, one.last) == (first, last)), None)
    return found or Period(first, last, f"{first.isoformat()} to {last.isoformat()}")
