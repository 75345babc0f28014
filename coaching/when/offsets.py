"""Distances in time: in 2 weeks, +3d, a week ago, 2 business days, in half an hour."""

import re
from datetime import datetime, timedelta

from coaching.when.values import (
    DAY,
    Grain,
    Said,
    When,
    months_later,
    one_day,
    working_days_later,
)

_UNITS = {
    "d": "day",
    "w": "week",
    "wk": "week",
    "fortnight": "fortnight",
    "mo": "month",
    "mos": "month",
    "m": "month",
    "q": "quarter",
    "y": "year",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "min": "minute",
    "mins": "minute",
    "bd": "working",
    "bds": "working",
}
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
_MINUTES_IN = {"hour": 60, "minute": 1}
_NUMBER = (
    r"(?:\d{1,3}(?:[.,]\d)?(?!\d)|(?:half an?|(?:a )?(?:couple|few)(?: of)?|an?|one)(?= |-|/))"
)
_UNIT = (
    r"(?:(?:(?P<work>business |working |work |biz |bus |week)days?|day|week|fortnight|month|quarter"
    r"|year|hour|minute|wk|mo|hr|min|bd)s?|d|w|m|q|y|h)"
)
_OFFSET = re.compile(
    rf"(?P<lead>\+ ?|in |within |after |under )?(?:the )?(?P<next>next |coming )?"
    rf"(?:about |around |roughly |approximately |approx |circa |ca |another |like |say |or )?"
    rf"(?P<n>{_NUMBER}) ?(?:(?:-|/|to|or) ?(?P<m>{_NUMBER}) ?)?"
    rf"(?P<and_a_half>and a half )?(?P<unit>{_UNIT})(?P<two> or (?:2|so))?(?: time)?"
    rf"(?P<behind> and a half)?"
    rf"(?P<tail> (?:from (?:now|today)|hence|out|later|ahead|ago|back|earlier))?"
)
_NEXT_WORKING_DAY = re.compile(r"(?:the )?next (?:business|working|work|week) ?day")
_SAME_TIME = re.compile(
    r"(?:this|same) (?:time|day) (?:next )?(week|month|quarter|year|tomorrow)"
    r"|next (week|month|quarter|year) same (?:time|day)"
)
_BACK = (" ago", " back", " earlier")


def offset(phrase: str, said: Said) -> When | None:
    """Read a distance from the moment it was said; "in 6-8 weeks" spans both ends."""
    if _NEXT_WORKING_DAY.fullmatch(phrase):
        return one_day(working_days_later(said.today, 1, said.working_days))
    if match := _SAME_TIME.fullmatch(phrase):
        return _moved(1.0, (match[1] or match[2]).replace("tomorrow", "day"), said)
    match = _OFFSET.fullmatch(phrase)
    if not match or _is_idiom(match):
        return None
    unit = "working" if match["work"] else _unit(match["unit"])
    sign = -1 if match["tail"] in _BACK else 1
    more = 0.5 if match["and_a_half"] or match["behind"] else 0.0
    counts = [_count(match[group]) + more for group in ("n", "m") if match[group]]
    if match["two"] == " or 2":
        counts.append(2.0)
    ends = [_moved(sign * number, unit, said) for number in counts]
    days = [end for end in ends if end]
    if len(days) < len(ends) or sorted(counts) != counts:
        return None
    first, last = sorted((days[0], days[-1]), key=lambda end: end.start)
    return When(first.start, last.end, first.grain, first.at)


def _is_idiom(match: re.Match[str]) -> bool:
    """Refuse what may be a length, a rate or money: "one day", "30 min", "a month", "3m"."""
    typed = match["unit"]
    if typed == "m" and (match["m"] or _count(match["n"]) > 12):
        return True
    if match["lead"] or match["next"] or match["tail"]:
        return False
    single = match["n"] in ("a", "an", "one") and _unit(typed) not in ("week", "fortnight")
    return typed == "m" or single or _unit(typed) in _MINUTES_IN or match["two"] == " or so"


def _unit(typed: str) -> str:
    return _UNITS.get(typed) or _UNITS.get(typed.removesuffix("s")) or typed.removesuffix("s")


def _count(typed: str) -> float:
    words = {"a": 1.0, "an": 1.0, "one": 1.0, "half a": 0.5, "half an": 0.5}
    if typed in words:
        return words[typed]
    if "couple" in typed or "few" in typed:
        return 2.0 if "couple" in typed else 3.0
    return float(typed.replace(",", "."))


def _moved(number: float, unit: str, said: Said) -> When | None:
    """Move from now; a part of a unit must come to whole days, months or minutes."""
    size = {**_DAYS_IN, **_MONTHS_IN, **_MINUTES_IN, "working": 1}[unit]
    units = number * size
    if not units.is_integer() or not units:
        return None
    whole = int(units)
    if unit in _MINUTES_IN:
        then = datetime.combine(said.today, said.clock) + timedelta(minutes=whole)
        return When(then.date(), then.date(), Grain.MINUTE, then.time())
    if unit == "working":
        return one_day(working_days_later(said.today, whole, said.working_days))
    if unit in _DAYS_IN:
        return one_day(said.today + whole * DAY)
    return one_day(months_later(said.today, whole))
