"""Days of the calendar as people write them: 2026-04-15, 15.4., 4/15, 15th of april, the 5th."""

import re
from collections.abc import Iterator
from datetime import date

from coaching.when.values import Grain, Said, When, months_later, one_day, real_day
from coaching.when.words import MONTH, MONTH_NUMBER, ORDINALS, YEAR

_ISO = re.compile(rf"({YEAR})([-/.]?)(\d\d?)\2(\d\d?)")
_TRIPLE = re.compile(rf"(\d\d?)([-/. ])(\d\d?)\2({YEAR}|\d\d)")
_PAIR = re.compile(r"(on |by |due |before |until )?(\d\d?)([/.])(\d\d?)(\.?)")
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th|\.)?"
_TILL = r"(?: ?(?:-|/|&|to|or|and|until|till) ?(?P<last>\d\d?)(?:st|nd|rd|th|\.)?)?"
_OF_YEAR = rf"(?:[-/., ]*(?:of )?(?P<year>{YEAR}|(?:this|next|last) year)|[-/., ]+(?P<short>\d\d))?"
_DAY_MONTH = re.compile(
    rf"(?:between |from )?(?:the )?{_DAY}{_TILL}[-/. ]?(?:of )?(?P<month>{MONTH}){_OF_YEAR}"
)
_MONTH_DAY = re.compile(
    rf"(?:between |from )?(?P<month>{MONTH})[-/. ]?(?:the )?{_DAY}{_TILL}(?!\d){_OF_YEAR}"
)
_ORDINAL = "|".join(ORDINALS)
_WORD_MONTH = re.compile(
    rf"(?:the )?(?P<day>{_ORDINAL}) (?:of )?(?P<month>{MONTH})(?: (?P<year>{YEAR}))?"
)
_MONTH_WORD = re.compile(rf"(?P<month>{MONTH}) (?:the )?(?P<day>{_ORDINAL})(?: (?P<year>{YEAR}))?")
_OF_SOME_MONTH = re.compile(r"(?:the )?(\d\d?)(?:st|nd|rd|th)")
_OTHER_MONTHS_TRIED = 12


def day(phrase: str, said: Said) -> When | None:
    """Read a day of the calendar; without a year it is the next one to come, today included."""
    if phrase[-1:].isalpha() or " " in phrase or not phrase[:1].isdigit():
        return _named(phrase, said) or _numeric(phrase, said) or of_some_month(phrase, said)
    return _numeric(phrase, said) or _named(phrase, said) or of_some_month(phrase, said)


def coming(month: int, number: int, said: Said) -> date | None:
    """Give the next such day from today on (29 February may be years away), or None."""
    days = (real_day(said.today.year + later, month, number) for later in range(9))
    return next((found for found in days if found and found >= said.today), None)


def of_some_month(phrase: str, said: Said) -> When | None:
    """Read "the 5th": in this month or the next one that still has it to come."""
    match = _OF_SOME_MONTH.fullmatch(phrase)
    return next((one_day(on) for on in _in_months(int(match[1]), said)), None) if match else None


def _in_months(number: int, said: Said) -> Iterator[date]:
    first = said.today.replace(day=1)
    for later in range(_OTHER_MONTHS_TRIED):
        month = months_later(first, later)
        on = real_day(month.year, month.month, number)
        if on and on >= said.today:
            yield on


def _numeric(phrase: str, said: Said) -> When | None:
    if match := _ISO.fullmatch(phrase):
        year, mark, month, number = match.groups()
        whole = bool(mark) or len(month + number) == 4
        on = real_day(int(year), int(month), int(number)) if whole else None
        return one_day(on) if on else None
    if match := _TRIPLE.fullmatch(phrase):
        return _in_order(int(match[1]), int(match[3]), _full_year(match[4]), said)
    match = _PAIR.fullmatch(phrase)
    return _pair(match, said) if match else None


def _pair(match: re.Match[str], said: Said) -> When | None:
    """Read 15/4 or 15.4., but not what may be a plain number (2.5) or a saying (24/7)."""
    lead, one, mark, two, dot = match.groups()
    if mark == "/":
        return None if (one, two) == ("24", "7") or dot else _in_order(int(one), int(two), 0, said)
    if not (lead or dot or len(one + two) == 4 or (int(one) > 12 and len(two) == 1)):
        return None
    habit = said.day_first or bool(dot)
    return _in_order(int(one), int(two), 0, said, day_first=habit, settled=bool(dot))


def _in_order(
    one: int,
    two: int,
    year: int,
    said: Said,
    *,
    day_first: bool | None = None,
    settled: bool = False,
) -> When | None:
    """Read two numbers as day and month by habit, or the other way where only that is possible."""
    as_day_month = _dated(year, two, one, said)
    as_month_day = _dated(year, one, two, said)
    first, second = as_day_month, as_month_day
    if not (said.day_first if day_first is None else day_first):
        first, second = second, first
    if not (first and second):
        found = first or second
        return one_day(found) if found else None
    other = None if settled or first == second else second
    return When(first, first, Grain.DAY, other=other)


def _dated(year: int, month: int, number: int, said: Said) -> date | None:
    return real_day(year, month, number) if year else coming(month, number, said)


def _full_year(typed: str) -> int:
    return int(typed) if len(typed) == 4 else 2000 + int(typed)


def _named(phrase: str, said: Said) -> When | None:
    match = _DAY_MONTH.fullmatch(phrase) or _MONTH_DAY.fullmatch(phrase)
    if match:
        year = _stated_year(match["year"], match["short"], said)
        return None if year is None else _from_to(match, year, said)
    match = _WORD_MONTH.fullmatch(phrase) or _MONTH_WORD.fullmatch(phrase)
    if not match:
        return None
    year = int(match["year"] or 0)
    on = _dated(year, MONTH_NUMBER[match["month"]], ORDINALS[match["day"]], said)
    return one_day(on) if on else None


def _stated_year(year: str | None, short: str | None, said: Said) -> int | None:
    """Give the year typed, 0 where none was, None where two digits are more likely a clock's."""
    if year:
        shifts = {"this year": 0, "next year": 1, "last year": -1}
        return said.today.year + shifts[year] if year in shifts else int(year)
    if short:
        full = _full_year(short)
        return full if -2 <= full - said.today.year <= 10 else None
    return 0


def _from_to(match: re.Match[str], year: int, said: Said) -> When | None:
    """Give one day, or the days of "15-17 april"."""
    month = MONTH_NUMBER[match["month"]]
    start = _dated(year, month, int(match["day"]), said)
    if not start:
        return None
    end = real_day(start.year, month, int(match["last"])) if match["last"] else start
    return When(start, end, Grain.DAY) if end and end >= start else None
