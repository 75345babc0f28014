"""The periods that figures are counted over: `all time`, `2017`, `q2 2017`, `last 90 days`."""

import re
from datetime import date, timedelta

from coaching.errors import Refusal
from coaching.numbers import periods
from coaching.numbers.periods import ALL_TIME, Period
from coaching.when.words import MONTHS

EXAMPLES = "`all time`, `2017`, `q2 2017`, `this quarter`, `last month` or `last 90 days`"
GRAINS = {
    "quarter": periods.quarter,
    "month": periods.month,
    "half": periods.half,
    "week": periods.week,
}
STEPS = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1}
_PART = re.compile(r"([qh])([1-4])(?: ?/?(\d{4}))?|(\d{4}) ?-?([qh])([1-4])")
_DAYS = re.compile(r"(?:the )?(?:last|past) (\d{1,4}) (day|week|month)s?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WHICH = re.compile(r"(this|current|last|previous|next) (quarter|month|half|week|year)")
_MONTH = re.compile(r"([a-zé]+)\.?(?: (\d{4}))?")
SHORTEST = 3
"""Letters of a month's name."""
DAYS_IN = {"day": 1, "week": 7, "month": 30}
"""What `last 3 months` counts a month as, in days (ours)."""


def period_of(typed: str, today: date) -> Period | None:
    """A period by its words; a quarter or month without a year is the running year's.

    None where the words name none.
    """
    words = " ".join(typed.casefold().replace(",", " ").split())
    if words in ("all", "all time", "ever", "always", "total"):
        return ALL_TIME
    if words in ("today", "week", "month", "quarter", "half", "year"):
        words = f"this {words}" if words != "today" else "last 1 days"
    readers = (_of_part, _of_days, _of_year, _of_which, _of_month)
    return next((found for read in readers if (found := read(words, today))), None)


def need_period(typed: str, today: date) -> Period:
    """The same; raises Refusal with examples."""
    found = period_of(typed, today)
    if found is None:
        raise Refusal(f"I can't read “{typed}” as a period. Say for instance {EXAMPLES}.")
    return found


def _of_part(words: str, today: date) -> Period | None:
    found = _PART.fullmatch(words)
    if found is None:
        return None
    grain, number = found[1] or found[5], int(found[2] or found[6])
    year = int(found[3] or found[4] or today.year)
    if grain == "q":
        return periods.quarter(date(year, 3 * number - 2, 1))
    return periods.half(date(year, 6 * number - 5, 1)) if number <= 2 else None


def _of_days(words: str, today: date) -> Period | None:
    found = _DAYS.fullmatch(words)
    days = int(found[1]) * DAYS_IN[found[2]] if found else 0
    return periods.last_days(today, days) if days else None


def _of_year(words: str, today: date) -> Period | None:
    return periods.year(int(words)) if _YEAR.fullmatch(words) else None


def _of_which(words: str, today: date) -> Period | None:
    found = _WHICH.fullmatch(words)
    if found is None:
        return None
    step = STEPS[found[1]]
    if found[2] == "year":
        return periods.year(today.year + step)
    return GRAINS[found[2]](today, step)


def _of_month(words: str, today: date) -> Period | None:
    found = _MONTH.fullmatch(words)
    if found is None or len(found[1]) < SHORTEST:
        return None
    named = (n for n, name in enumerate(MONTHS, 1) if name.startswith(found[1]))
    number = next(named, None)
    if number is None:
        return None
    year = int(found[2]) if found[2] else today.year
    if not found[2] and date(year, number, 1) > today + timedelta(days=183):
        year -= 1
    return periods.month(date(year, number, 1))
