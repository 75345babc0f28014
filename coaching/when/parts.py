"""Parts of a period: end of march, mid january, first week of april, last friday of the month."""

import re
from collections.abc import Callable
from datetime import date

from coaching.when.periods import MONTHS_IN, Period, bounds, period, span
from coaching.when.values import (
    DAY,
    Grain,
    Said,
    When,
    months_later,
    one_day,
    real_day,
    working_days_later,
    working_week,
)
from coaching.when.words import ORDINALS, WEEKDAY, WEEKDAY_NUMBER

Cut = Callable[[Period, Said], tuple[date, date] | None]


def _end(of: Period, said: Said) -> tuple[date, date]:
    last = bounds(of, said)[1]
    return last, last


def _start(of: Period, said: Said) -> tuple[date, date]:
    first = bounds(of, said)[0]
    return first, first


def _early(of: Period, said: Said) -> tuple[date, date]:
    """Take a week's first two working days, days 1-10 of a month, the first quarter of a year."""
    first = bounds(of, said)[0]
    if of.grain is Grain.WEEK:
        return first, _working(of, said)[:2][-1]
    if of.grain is Grain.MONTH:
        return first, first + 9 * DAY
    return first, months_later(first, _quarter_of(of)) - DAY


def _late(of: Period, said: Said) -> tuple[date, date]:
    """Take a week's last two working days, days 21-31 of a month, the last quarter of a year."""
    last = bounds(of, said)[1]
    if of.grain is Grain.WEEK:
        return _working(of, said)[-2:][0], last
    if of.grain is Grain.MONTH:
        return last.replace(day=21), last
    return months_later(last + DAY, -_quarter_of(of)), last


def _middle(of: Period, said: Said) -> tuple[date, date]:
    """Take a week's middle working day, the 15th of a month, the turn of a half or year."""
    middle = _turn(of, said) if of.grain is Grain.WEEK or _odd(of) else _turn(of, said) + DAY
    return middle, middle


def _first_half(of: Period, said: Said) -> tuple[date, date]:
    return bounds(of, said)[0], _turn(of, said)


def _second_half(of: Period, said: Said) -> tuple[date, date]:
    return _turn(of, said) + DAY, bounds(of, said)[1]


def _turn(of: Period, said: Said) -> date:
    """Give the last day of the first half."""
    if of.grain is Grain.WEEK:
        days = _working(of, said)
        return days[len(days) // 2]
    middle = months_later(of.first(), MONTHS_IN[of.grain] // 2)
    return middle.replace(day=15) if _odd(of) else middle - DAY


def _odd(of: Period) -> bool:
    return MONTHS_IN[of.grain] % 2 == 1


def _quarter_of(of: Period) -> int:
    return max(1, MONTHS_IN[of.grain] // 4)


def _working(of: Period, said: Said) -> list[date]:
    return working_week(of.first(), said.working_days)


def _from_to(one: Cut, two: Cut) -> Cut:
    def cut(of: Period, said: Said) -> tuple[date, date] | None:
        first, second = one(of, said), two(of, said)
        return (first[0], second[1]) if first and second else None

    return cut


_CUTS: dict[str, Cut] = {
    "end": _end,
    "very end": _end,
    "tail end": _end,
    "last part": _late,
    "close of": _end,
    "eo": _end,
    "start": _start,
    "very start": _start,
    "early": _early,
    "mid": _middle,
    "halfway through": _middle,
    "late": _late,
    "later": _late,
    "latter part": _late,
    "first half": _first_half,
    "1st half": _first_half,
    "second half": _second_half,
    "2nd half": _second_half,
    "latter half": _second_half,
    "back half": _second_half,
    "last half": _second_half,
}
_CUT_WORDS = "|".join(sorted(_CUTS, key=len, reverse=True))
_LINK = r"(?: part)?(?: of| in| on| to)?"
_CUT = re.compile(rf"(?:the )?({_CUT_WORDS}){_LINK} (.+)")
_TWO_CUTS = re.compile(
    r"(?:the )?(start|early|mid)(?: of)?(?: ?[-/] ?| to | or | and )(mid|late|end)(?: of| in)? (.+)"
)
_CUT_LAST = re.compile(r"(?:the )?(.+?) (end|close|start)")
_CUTS_BEHIND: dict[str, Cut] = {"end": _end, "close": _end, "start": _start}
_SHORT_END = re.compile(r"eo([wmqy])(?: (?:of )?(\D.*|\d{4}))?")
_SHORT_QUARTER = re.compile(r"eoq ?([1-4])")
_SHORT_UNITS = {"w": "week", "m": "month", "q": "quarter", "y": "year"}


def part(phrase: str, said: Said) -> When | None:
    """Read a part of a period; one that is over means the same part of the next such period."""
    if match := _SHORT_END.fullmatch(phrase):
        return _cut(_end, match[2] or _SHORT_UNITS[match[1]], said)
    if match := _SHORT_QUARTER.fullmatch(phrase):
        return _cut(_end, f"q{match[1]}", said)
    if match := _TWO_CUTS.fullmatch(phrase):
        return _cut(_from_to(_CUTS[match[1]], _CUTS[match[2]]), match[3], said)
    if match := _CUT.fullmatch(phrase):
        return _cut(_CUTS[match[1]], match[2], said, rest_of_it=match[1] == "later")
    match = _CUT_LAST.fullmatch(phrase)
    return _cut(_CUTS_BEHIND[match[2]], match[1], said) if match else None


def _cut(cut: Cut, name: str, said: Said, *, rest_of_it: bool = False) -> When | None:
    of = period(name, said)
    if of and rest_of_it and of.first() <= said.today <= of.last():
        cut = _end
    days = _coming_cut(cut, of, said) if of else None
    if not of or not days:
        return None
    grain = Grain.DAY if days[0] == days[1] else of.grain
    return span(*days, grain, said.today)


def _coming_cut(cut: Cut, of: Period, said: Said) -> tuple[date, date] | None:
    """Cut the first period of this name whose part is not over.

    "The 31st of the month" waits for a month that has it; "fifth friday of april" does not wait
    for a year that has one.
    """
    tried = [of.moved(steps) for steps in range(3 if of.step else 1)]
    for one in tried:
        days = cut(one, said)
        if days and (not of.step or days[1] >= said.today):
            return days
        if not days and of.step != 1:
            return None
    return None


_ORDINAL = f"{'|'.join(list(ORDINALS)[:10])}|last"
_NTH = re.compile(
    rf"(?:the )?(?P<nth>{_ORDINAL}) (?:full )?"
    rf"(?P<what>week|day|(?:business|working|work) ?day|{WEEKDAY})(?: of| in)?(?: the)? (?P<of>.+)"
)
_NTH_WEEK = re.compile(r"(?P<what>week) (?P<nth>[1-5]) (?:of|in) (?P<of>.+)")
_DAY_OF = re.compile(
    rf"(?:the )?(?:(\d\d?)(?:st|nd|rd|th)?|({'|'.join(ORDINALS)}))(?: of| in)?(?: the)? "
    r"((?:\w+ )?month)"
)
_DAY_BEHIND = re.compile(r"((?:this|next) month) (?:on )?(?:the )?(\d\d?)(?:st|nd|rd|th)")


def nth(phrase: str, said: Said) -> When | None:
    """Read a counted day or week of a period: "last friday of the month", "5th of next month"."""
    if match := _DAY_OF.fullmatch(phrase):
        number = int(match[1] or ORDINALS[match[2]])
        return _cut(_numbered(number), match[3], said)
    if match := _DAY_BEHIND.fullmatch(phrase):
        return _cut(_numbered(int(match[2])), match[1], said)
    match = _NTH.fullmatch(phrase) or _NTH_WEEK.fullmatch(phrase)
    if not match:
        return None
    typed = match["nth"]
    number = -1 if typed == "last" else int(ORDINALS.get(typed) or typed)
    found = _cut(_counted(match["what"], number), match["of"], said)
    return found if not found or match["what"] == "week" else one_day(found.start)


def _numbered(number: int) -> Cut:
    def cut(of: Period, said: Said) -> tuple[date, date] | None:
        on = real_day(of.first().year, of.first().month, number)
        return (on, on) if on else None

    return cut


def _counted(what: str, number: int) -> Cut:
    """Count days, working days, weekdays, or weeks of seven days, from the end for last = -1."""

    def cut(of: Period, said: Said) -> tuple[date, date] | None:
        if of.grain is Grain.WEEK and what == "week":
            return None
        on = _counted_day(what, number, of, said)
        end = on + 6 * DAY if what == "week" else on
        return (on, min(end, of.last())) if of.first() <= on <= of.last() else None

    return cut


def _counted_day(what: str, number: int, of: Period, said: Said) -> date:
    """Give the counted day, or the counted week's first; it may lie outside the period.

    A week has working days only: its "last day" is its last working day.
    """
    before, after = of.first() - DAY, of.last() + DAY
    if what in WEEKDAY_NUMBER:
        wanted = WEEKDAY_NUMBER[what]
        if number < 0:
            return after - ((after.weekday() - wanted - 1) % 7 + 1) * DAY
        return before + ((wanted - before.weekday() - 1) % 7 + 7 * number - 6) * DAY
    if what == "week":
        return after - 7 * DAY if number < 0 else of.first() + 7 * (number - 1) * DAY
    if what == "day" and of.grain is not Grain.WEEK:
        return (after if number < 0 else before) + number * DAY
    return working_days_later(after if number < 0 else before, number, said.working_days)
