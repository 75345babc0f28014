"""Times of day as people write them: 3pm, 14h, 9ish, fri 10-11am, half past 3, eod."""

import re
from dataclasses import dataclass, replace
from datetime import time

from coaching.when.values import Grain

OFFICE_OPENS = 7
"""Bare hours before this one are meant in the afternoon: "at 4" is 16:00, "at 9" is 09:00."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A wall-clock time as typed.

    `at` is None where it was given in a zone that may not be the person's. `bare` marks a lone
    number, which is a time only beside a day. `rolls` says that, alone, it means its next
    occurrence. `half` is "am" or "pm" where that was said. `number` is the hour as typed;
    `first` says that the time stood before the day, `led` that a word as "by" stood before it.
    """

    at: time | None
    grain: Grain = Grain.MINUTE
    bare: bool = False
    rolls: bool = True
    alone: bool = True
    half: str = ""
    number: int = 0
    first: bool = False
    led: bool = False


_ZONE = (
    r"(?P<zone>z| (?:utc|gmt|bst|we?t|west|ce?t|cest|eet|eest|ist|est|edt|et|cst|cdt|mst|mdt|mt"
    r"|pst|pdt|pt))?"
)
_HOURS = (
    r"(?P<at>at )?(?P<h>[01]?\d|2[0-4])(?:(?P<mark>[:.h])(?P<m>\d\d))?(?::\d\d)?"
    r"(?:(?P<letter>[ap])| ?(?P<half>am|pm|h|hrs|uhr|oclock))?"
    r"(?P<till> ?(?:-|to|and|or|till|until) ?"
    r"(?:noon|(?P<h2>[01]?\d|2[0-4])(?:[:.h]\d\d)? ?(?P<half2>am|pm|h|hrs|uhr)?))?"
    rf"(?P<ish> ?-?ish)?(?: sharp)?{_ZONE}"
)
_PAST = (
    r"(?:at )?(?P<past>half(?: past)?|(?:quarter|5|10|20|25) past|(?:quarter|20|25) to)"
    r" (?P<ph>\d\d?)(?: ?(?P<phalf>am|pm))?"
)
_NAMED = (
    r"(?:at |over |around )?(?:the )?(?P<word>noon|mid day|midnight|lunch ?time|lunch|after lunch"
    r"|before lunch|first thing|last thing|eod|cop|(?:close|end) of (?:business|play)"
    r"|(?:close|end) of (?:the )?(?:(?:business|working|work) )?day)"
)
_PART = (
    r"(?P<this>this |in the |on the |the )?(?P<when>early |late |mid |first thing (?:in the )?)?"
    r"(?P<part>morning|afternoon|evening|night|am|pm)"
)
_TIME = rf"(?:{_PAST}|{_HOURS}|{_NAMED}|{_PART})"
_BEFORE_TIME = (
    r"(?P<led>by |before (?!lunch)|after (?!lunch)|around |about |from |between |until |till )*"
)
_LAST = re.compile(rf"(?P<rest>.*?)(?:^| ){_BEFORE_TIME}{_TIME}")
_FIRST = re.compile(rf"{_BEFORE_TIME}{_TIME}(?: (?:on |of |at |in )*(?P<rest>.+))")

_NAMED_TIMES = {
    "noon": time(12),
    "mid day": time(12),
    "midnight": time(0),
    "lunch": time(12),
    "lunchtime": time(12),
    "lunch time": time(12),
    "before lunch": time(11),
    "after lunch": time(13),
    "first thing": time(9),
}
_END_OF_DAY = time(17)
_PARTS = {"morning": 9, "afternoon": 15, "evening": 18, "night": 20, "am": 9, "pm": 15}
_SHIFTS = {"early": -1, "late": 1, "mid": 0, "first thing": 0}
_MINUTES_PAST = {"half": 30, "quarter": 15}


def split_clock(phrase: str) -> list[tuple[str, Clock]]:
    """Part a phrase from the time at its end or its beginning: ("fri", 10:00) for "fri 10-11am"."""
    found = []
    for pattern in (_LAST, _FIRST):
        match = pattern.fullmatch(phrase)
        clock = _clock(match) if match else None
        if match and clock:
            clock = replace(clock, first=pattern is _FIRST, led=bool(match["led"]))
            found.append((match["rest"].rstrip(" -"), clock))
    return found


def _clock(match: re.Match[str]) -> Clock | None:
    if match["h"]:
        return _hours(match)
    if match["past"]:
        return _past(match)
    if match["part"]:
        return _part_of_day(match)
    at = _NAMED_TIMES.get(match["word"])
    return Clock(at or _END_OF_DAY, Grain.HOUR, rolls=at is not None)


def _hours(match: re.Match[str]) -> Clock | None:
    hour, minute = int(match["h"]), int(match["m"] or 0)
    half = _first_half(hour, match)
    at = _wall(hour, minute, half, padded=match["h"].startswith("0"))
    if at is None:
        return None
    minutes = match["m"] and match["mark"] != "."
    length = match["half"] in ("h", "hrs") and hour < OFFICE_OPENS and not match["m"]
    named = match["half"] and not length
    alone = bool(match["at"] or minutes or named or match["half2"] or match["ish"])
    bare = not (alone or match["m"] or match["letter"] or match["till"])
    grain = Grain.HOUR if match["ish"] else Grain.MINUTE
    return Clock(None if match["zone"] else at, grain, bare, alone=alone, half=half, number=hour)


def _first_half(hour: int, match: re.Match[str]) -> str:
    """Give the half of day of a time or of a range's start: 10-11am is 10am, 11-1pm is 11am."""
    half = f"{match['letter']}m" if match["letter"] else match["half"] or ""
    half = half if half in ("am", "pm") else ""
    if half or match["half2"] not in ("am", "pm"):
        return half
    if match["half2"] == "pm" and hour % 12 > int(match["h2"]) % 12:
        return "am"
    return str(match["half2"])


def _wall(hour: int, minute: int, half: str, *, padded: bool) -> time | None:
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    elif not half and not padded and 0 < hour < OFFICE_OPENS:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _past(match: re.Match[str]) -> Clock | None:
    typed, _, side = match["past"].partition(" ")
    minutes = _MINUTES_PAST.get(typed) or int(typed)
    at = _wall(int(match["ph"]), 0, match["phalf"] or "", padded=False)
    if at is None:
        return None
    total = at.hour * 60 + (-minutes if side == "to" else minutes)
    half = match["phalf"] or ""
    return Clock(time(total // 60 % 24, total % 60), alone=bool(side), half=half)


def _part_of_day(match: re.Match[str]) -> Clock:
    shift = _SHIFTS[(match["when"] or "mid").removesuffix("in the ").strip()]
    half = "am" if match["part"] in ("morning", "am") else "pm"
    lead = (match["this"] or "").strip()
    return Clock(
        time(_PARTS[match["part"]] + shift),
        Grain.HOUR,
        alone=lead in ("this", "in the"),
        rolls=lead != "this",
        half=half,
    )


def beside(clock: Clock, day_part: time | None) -> Clock:
    """Let "tomorrow evening" decide the half of a bare hour: "tomorrow evening at 7" is 19:00."""
    at = clock.at
    if at and day_part and not clock.half and at.hour < 12 <= day_part.hour:
        return Clock(at.replace(hour=at.hour + 12), clock.grain)
    return clock
