"""Weeks, months, quarters, halves and years, and the phrases that name them whole."""

import re
from dataclasses import dataclass, replace
from datetime import date

from coaching.when.days import day
from coaching.when.values import DAY, Grain, Said, When, working_week
from coaching.when.weekdays import weekday
from coaching.when.words import MONTH, MONTH_NUMBER, ORDINALS, YEAR

MONTHS_IN = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A week, month, quarter, half or year, by its number since the year 0 (weeks: since 1).

    `step` leads to the next period of the same name (12 for "march", 4 for "q2"), 0 where only
    this one can be meant. `running` marks "this month" and its like: a deadline even on its
    first day.
    """

    grain: Grain
    index: int
    step: int = 0
    running: bool = False

    def moved(self, steps: int = 1) -> "Period":
        """Give the period so many steps on."""
        return replace(self, index=self.index + steps * self.step)

    def first(self) -> date:
        """Give the first day, a Monday for weeks."""
        if self.grain is Grain.WEEK:
            return date.fromordinal(self.index * 7 + 1)
        year, month = divmod(self.index * MONTHS_IN[self.grain], 12)
        return date(year, month + 1, 1)

    def last(self) -> date:
        """Give the last day, a Sunday for weeks."""
        return replace(self, index=self.index + 1).first() - DAY


def running(grain: Grain, on: date) -> int:
    """Give the number of the week, month ... in which a day lies."""
    if grain is Grain.WEEK:
        return (on.toordinal() - 1) // 7
    return (on.year * 12 + on.month - 1) // MONTHS_IN[grain]


def bounds(period: Period, said: Said) -> tuple[date, date]:
    """Give the first and last day meant; for a week, its first and last working day."""
    if period.grain is Grain.WEEK:
        days = working_week(period.first(), said.working_days)
        return days[0], days[-1]
    return period.first(), period.last()


def span(start: date, end: date, grain: Grain, today: date) -> When:
    """Mean these days; what has already begun is a deadline."""
    return When(end if start < today <= end else start, end, grain)


def whole(phrase: str, said: Said) -> When | None:
    """Read a phrase that names a period and nothing else ("q3 2026", "next week", "march")."""
    if phrase in _UNITS:
        return None
    found = period(phrase, said)
    if not found:
        return None
    start, end = bounds(found, said)
    if found.running:
        start = end = max(end, said.today)
    return span(start, end, found.grain, said.today)


def period(phrase: str, said: Said) -> Period | None:
    """Read the name of a period; one without a year is running or still to come."""
    phrase = phrase.removeprefix("the ")
    found = _relative(phrase, said) or _month(phrase, said) or _part_of_year(phrase, said)
    if not found:
        return _year(phrase, said) or _week(phrase, said)
    while found.step and found.last() < said.today:
        found = found.moved()
    return found


_UNITS = {
    "week": Grain.WEEK,
    "month": Grain.MONTH,
    "quarter": Grain.QUARTER,
    "q": Grain.QUARTER,
    "half": Grain.HALF,
    "half year": Grain.HALF,
    "year": Grain.YEAR,
    "calendar year": Grain.YEAR,
}
_SHIFTS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "following": 1}
_RELATIVE = re.compile(
    rf"(?:(next next|this coming|{'|'.join(_SHIFTS)}) )?"
    rf"({'|'.join(sorted(_UNITS, key=len, reverse=True))})( after next| after the next)?"
)


def _relative(phrase: str, said: Said) -> Period | None:
    match = _RELATIVE.fullmatch(phrase)
    if not match or (match[1] and match[3]):
        return None
    grain = _UNITS[match[2]]
    now = running(grain, said.today)
    if match[3] or match[1] == "next next":
        return Period(grain, now + 2)
    if not match[1]:
        return Period(grain, now, step=1)
    shift = _SHIFTS[match[1].removeprefix("this ")]
    return Period(grain, now + shift, running=shift == 0)


_OF_YEAR = (
    rf"(?:[-/ ]?(?:of |in )?(?P<year>{YEAR}|(?:this|next|last|the) year)|[-/ ]?(?P<short>\d\d))?"
)
_MONTH_OF = re.compile(
    rf"(?:(?P<which>this|next|coming|last) )?(?P<month>{MONTH})"
    rf"(?:[-/ ]?(?:of |in )?(?P<year>{YEAR}|(?:this|next|last|the) year))?"
)
_MONTH_NUMBERS = re.compile(
    rf"(?P<one>\d\d?)[-/.](?P<after>{YEAR})|(?P<before>{YEAR})[-/](?P<two>\d\d?)"
)


def _month(phrase: str, said: Said) -> Period | None:
    match = _MONTH_OF.fullmatch(phrase)
    if match:
        if match["which"] and match["year"]:
            return None
        found = _in_year(Grain.MONTH, MONTH_NUMBER[match["month"]], match["year"], said)
        return _which(match["which"], found, said)
    match = _MONTH_NUMBERS.fullmatch(phrase)
    number = int(match["one"] or match["two"]) if match else 0
    if match and 1 <= number <= 12:
        return _in_year(Grain.MONTH, number, match["after"] or match["before"], said)
    return None


def _which(word: str | None, found: Period, said: Said) -> Period:
    """Choose among the months of one name: "next march" is never the one now running."""
    now = running(Grain.MONTH, said.today)
    if word in ("next", "coming") and found.index <= now:
        return found.moved()
    if word == "last":
        return replace(found if found.index < now else found.moved(-1), step=0)
    return found


_PART = re.compile(
    rf"(?:(?:q|quarter) ?(?P<q>[1-4])|(?P<q_>[1-4])q|h ?(?P<h>[12])|(?P<h_>[12])h"
    rf"|(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|last) (?P<unit>quarter|half))"
    rf"{_OF_YEAR}"
)
_YEAR_FIRST = re.compile(rf"({YEAR})[-/ ]?([qh][1-4])")


def _part_of_year(phrase: str, said: Said) -> Period | None:
    if match := _YEAR_FIRST.fullmatch(phrase):
        phrase = f"{match[2]} {match[1]}"
    match = _PART.fullmatch(phrase)
    if not match or (match["h_"] and not _spelled_year(match)):
        return None
    in_halves = bool(match["h"] or match["h_"] or match["unit"] == "half")
    grain = Grain.HALF if in_halves else Grain.QUARTER
    return _in_year(grain, _number(match, grain), _spelled_year(match), said)


def _number(match: re.Match[str], grain: Grain) -> int:
    if match["ordinal"]:
        count = 12 // MONTHS_IN[grain]
        return min(ORDINALS.get(match["ordinal"], count), count)
    return int(match["q"] or match["q_"] or match["h"] or match["h_"])


def _spelled_year(match: re.Match[str]) -> str | None:
    return match["year"] or (f"20{match['short']}" if match["short"] else None)


def _in_year(grain: Grain, number: int, year: str | None, said: Said) -> Period:
    """Number a period within its year; without a year it comes round every year."""
    per_year = 12 // MONTHS_IN[grain]
    words = {None: 0, "the year": 0, "this year": 0, "next year": 1, "last year": -1}
    base = said.today.year + words[year] if year in words else int(year or 0)
    step = per_year if year in (None, "the year") else 0
    return Period(grain, base * per_year + number - 1, step)


_YEAR = re.compile(YEAR)
_YEARS_AHEAD = 10


def _year(phrase: str, said: Said) -> Period | None:
    """Read a bare year from last year's on; other numbers of four digits are amounts."""
    if _YEAR.fullmatch(phrase) and -1 <= int(phrase) - said.today.year <= _YEARS_AHEAD:
        return Period(Grain.YEAR, int(phrase))
    return None


_WEEK = re.compile(
    rf"(?:(?:calendar )?week|kw|cw) ?(?:no |nr |number |#)?(?P<week>\d\d?)"
    rf"(?:[-/ ]?(?:of )?(?P<year>{YEAR}))?"
    rf"|w(?P<w>\d\d)|(?P<first>{YEAR})[-/ ]?w(?P<iso>\d\d?)"
)
_WEEK_OF = re.compile(r"week of (?:the )?(.+)")


def _week(phrase: str, said: Said) -> Period | None:
    """Read an ISO week ("week 14", "KW 14", "2026-W14") or the week around a day."""
    if match := _WEEK_OF.fullmatch(phrase):
        around = day(match[1], said) or weekday(match[1], said)
        return Period(Grain.WEEK, running(Grain.WEEK, around.start)) if around else None
    match = _WEEK.fullmatch(phrase)
    if not match:
        return None
    number = int(match["week"] or match["w"] or match["iso"])
    year = match["year"] or match["first"]
    if year:
        return _iso_week(int(year), number)
    coming = (_iso_week(said.today.year + later, number) for later in (0, 1))
    return next((found for found in coming if found and bounds(found, said)[1] >= said.today), None)


def _iso_week(year: int, number: int) -> Period | None:
    try:
        return Period(Grain.WEEK, running(Grain.WEEK, date.fromisocalendar(year, number, 1)))
    except ValueError:
        return None
