"""Date phrases of one piece: the first word calls for the rules that may read the phrase."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from coaching.when.days import day, of_some_month
from coaching.when.feasts import feast
from coaching.when.offsets import offset
from coaching.when.parts import nth, part
from coaching.when.periods import period, whole
from coaching.when.values import DAY, Grain, Said, When, one_day
from coaching.when.weekdays import near_day, weekday, weekend
from coaching.when.words import MONTHS, ORDINALS, WEEKDAY, WEEKDAY_NUMBER, WEEKDAYS

Rule = Callable[[str, Said], When | None]

_LONGEST_AGO = 183
"""Days back to which "tue 10 march" may look for the tenth of March that was a Tuesday."""
_MONTH_AGO = 27


def plain(phrase: str, said: Said) -> When | None:
    """Read a phrase that one rule understands, without hedges, times of day or ranges."""
    word = _FIRST_WORD.match(phrase)
    rules = _RULES.get(word[0], _ANY) if word else _NUMBERS
    return next((found for rule in rules if (found := rule(phrase, said))), None)


def _feast_day(phrase: str, said: Said) -> When | None:
    found = feast(phrase, said)
    return one_day(found.on) if found else None


_DATED = re.compile(
    rf"(?:(?:next|this|coming|this coming|last) )?(?P<name>{WEEKDAY})[ ,/]*(?P<rest>.+)"
    rf"|(?P<start>.+?)[ ,]*\b(?:on )?(?P<end>{WEEKDAY})"
)


def dated_weekday(phrase: str, said: Said) -> When | None:
    """Read a weekday together with a date or a week; they must agree, or nothing is understood."""
    match = _DATED.fullmatch(phrase)
    if not match:
        return None
    number = WEEKDAY_NUMBER[match["name"] or match["end"]]
    rest = (match["rest"] or match["start"]).removeprefix("of ").removeprefix("on ")
    week = period(rest.removeprefix("in "), said)
    if week and week.grain is Grain.WEEK:
        return one_day(week.first() + number * DAY)
    if rest.isdecimal():
        return _numbered(number, int(rest), said)
    found = day(rest, said)
    return _agreeing(number, found, rest, said) if found else None


def _agreeing(number: int, found: When, rest: str, said: Said) -> When | None:
    """Choose the reading of a date that falls on the weekday: to come, or lately gone."""
    for on in (found.start, found.other):
        if on and on.weekday() == number:
            return one_day(on)
    if of_some_month(rest, said):
        later = day(rest, replace(said, today=found.start + DAY))
        if later and later.start.weekday() == number:
            return one_day(later.start)
    back = _MONTH_AGO if of_some_month(rest, said) else _LONGEST_AGO
    gone = day(rest, replace(said, today=said.today - back * DAY))
    agrees = gone and gone.start < said.today and gone.start.weekday() == number
    return one_day(gone.start) if gone and agrees else None


def _numbered(number: int, typed: int, said: Said) -> When | None:
    """Read "fri 13"; "fri 10" may be ten o'clock, unless this coming Friday is the tenth."""
    found = of_some_month(f"{typed}th", said)
    if not found or found.start.weekday() != number:
        return None
    near = (found.start - said.today).days <= 7
    return one_day(found.start) if near or typed > 12 else None


_ON_THE_FIRST = re.compile(rf"(?:on|by|until) (?:the )?({'|'.join(ORDINALS)})")


def _in_words(phrase: str, said: Said) -> When | None:
    """Read "on the first"; without "on" a "second" may be anything."""
    match = _ON_THE_FIRST.fullmatch(phrase)
    return of_some_month(f"{ORDINALS[match[1]]}th", said) if match else None


_FIRST_WORD = re.compile(r"[^\W\d_]+")
_NUMBERS: tuple[Rule, ...] = (day, offset, nth, part, whole, dated_weekday, near_day)
_ANY: tuple[Rule, ...] = (
    near_day,
    _feast_day,
    weekend,
    offset,
    nth,
    part,
    whole,
    dated_weekday,
)
_RULES: Mapping[str, tuple[Rule, ...]] = {
    **dict.fromkeys(WEEKDAYS, (weekday, dated_weekday)),
    **dict.fromkeys(MONTHS, (day, whole, part, dated_weekday)),
    **dict.fromkeys(("next", "this", "last", "coming"), (weekday, *_ANY)),
    **dict.fromkeys(("today", "tomorrow", "yesterday", "now"), (near_day,)),
    **dict.fromkeys(("in", "within", "after"), (offset,)),
    **dict.fromkeys(("a", "an", "one", "couple", "few", "half"), (offset, near_day)),
    **dict.fromkeys(("end", "early", "mid", "late", "start", "eow", "eom", "eoq", "eoy"), (part,)),
    **dict.fromkeys(("q", "h", "kw", "cw", "w"), (whole, part, dated_weekday)),
    **dict.fromkeys(ORDINALS, (day, nth, part, whole)),
    **dict.fromkeys(("on", "by", "until"), (_in_words,)),
    **dict.fromkeys(("the", "between", "from", "due", "before"), (day,)),
}
