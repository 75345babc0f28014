"""Whole date phrases: the words that lead, trail and join the plain ones."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time

from coaching.when.clock import Clock, beside, split_clock
from coaching.when.feasts import feast
from coaching.when.oclock import alone, may_be_date, today_at, two_clocks
from coaching.when.offsets import offset
from coaching.when.periods import whole
from coaching.when.plain import plain
from coaching.when.values import DAY, Grain, Said, When, one_day, working_days_later
from coaching.when.words import WEEKDAY, WEEKDAY_NUMBER, WEEKDAYS

JOINTS = 4
"""How many times one phrase may be taken apart ("by | the friday before | easter | at 9")."""


def understand(phrase: str, said: Said, joints: int = JOINTS) -> When | None:
    """Read a cleaned phrase in full, or not at all."""
    if not phrase or joints < 0:
        return None
    found = plain(phrase, said)
    return found or next(
        (found for link in _LINKS if (found := link(phrase, said, joints - 1))), None
    )


_HEDGE = re.compile(
    r"(?:the|by|on|until|till|til|around|about|approx|approximately|roughly|circa|ca|maybe"
    r"|probably|possibly|perhaps|likely|ideally|hopefully|tentatively|say|lets say|for|from|in"
    r"|starting|as of|during|at|due|sometime|some time|anytime|any time|any day|over|towards?"
    r"|no later than|not later than|latest|not before|not until|no earlier than|earliest"
    r"|close to|well into|into|as early as|as late as|set for|scheduled for|planned for|eta) "
)
_TRAILING = re.compile(
    r"(?: (?:at )?the (?:latest|earliest)| latest| earliest| or so| ?ish| please| pls| plz"
    r"| if possible| hopefully| maybe| probably| tentatively| ideally| tbc| onwards?"
    r"| or (?:earlier|sooner|later|before|after)| (?:my|local) time| sometime| anytime| approx)$"
)


def _led(phrase: str, said: Said, joints: int) -> When | None:
    """Leave out words before the date that change nothing ("by"); "for now" is no date."""
    rest = phrase
    while match := _HEDGE.match(rest):
        rest = rest[match.end() :]
        if rest == "now":
            return None
        if found := plain(rest, said):
            return found
    return understand(rest, said, joints) if rest != phrase else None


def _trailed(phrase: str, said: Said, joints: int) -> When | None:
    rest = _TRAILING.sub("", phrase)
    return understand(rest, said, joints) if rest != phrase else None


_SIDE = re.compile(
    r"(?:just |right |shortly |soon |some ?time |any ?time )?"
    r"(?:(?P<before>before|prior to|ahead of)|after|following|post|once past|past)"
    r" (?P<of>(?!lunch).+)"
)
_LAST_DAY = re.compile(r"(?:the )?(?:very |tail )?(?:end|eo[wmqy]|close)\b.*|.* end")


def _side(phrase: str, said: Said, joints: int) -> When | None:
    """Read "before friday" and "after easter": the working day on that side."""
    match = _SIDE.fullmatch(phrase)
    if match and alone(match["of"]):
        return None
    of = understand(match["of"], said, joints) if match else None
    if not match or not of or of.at or (match["before"] and _LAST_DAY.fullmatch(match["of"])):
        return of
    closed = feast(match["of"], said)
    first, last = (closed.first, closed.last) if closed else (of.start, of.end)
    if match["before"]:
        return one_day(working_days_later(first, -1, said.working_days))
    return one_day(working_days_later(last, 1, said.working_days))


_NEAR = re.compile(rf"(?P<what>day|week|{WEEKDAY}) (?P<side>before|after) (?P<of>.+)")


def _near(phrase: str, said: Said, joints: int) -> When | None:
    """Read "day after easter monday", "friday before christmas", "week after easter"."""
    match = _NEAR.fullmatch(phrase)
    if match and alone(match["of"]):
        return None
    of = understand(match["of"], said, joints) if match else None
    if not match or not of:
        return None
    ahead, what = match["side"] == "after", match["what"]
    edge = of.end if ahead else of.start
    if what == "day":
        return _at_the_clock_of(of, one_day(edge + DAY if ahead else edge - DAY))
    if what == "week":
        return whole(f"week of {edge + (7 if ahead else -7) * DAY}", said)
    distance = WEEKDAY_NUMBER[what] - edge.weekday()
    days = (distance - 1) % 7 + 1 if ahead else -((-distance - 1) % 7 + 1)
    return _at_the_clock_of(of, one_day(edge + days * DAY))


def _at_the_clock_of(of: When, found: When) -> When:
    """Keep the time of day that was said last: "the day after tomorrow at 3" is at three."""
    return replace(found, at=of.at, grain=of.grain) if of.at else found


_ANCHORED = re.compile(
    r"(?P<far>\S+(?: \S+){0,3}?) (?P<side>from|after|on|before|past|prior to) (?P<of>.+)"
)


def _anchored(phrase: str, said: Said, joints: int) -> When | None:
    """Read a distance from a day: "two weeks from monday", "2 days before easter"."""
    match = _ANCHORED.fullmatch(phrase)
    if not match or not (offset(f"in {match['far']}", said) or match["far"] in ("week", "month")):
        return None
    of = understand(match["of"], said, joints)
    if not of:
        return None
    back = match["side"] in ("before", "prior to")
    anchor = replace(said, today=of.start if back else of.end)
    far = match["far"] if match["far"] not in ("week", "month") else f"a {match['far']}"
    found = offset(f"{far} ago" if back else f"in {far}", anchor)
    if not found or found.at:
        return None
    return _at_the_clock_of(of, found)


_FOUR_DIGITS = re.compile(
    rf"((?:.* )?(?:{WEEKDAY}|today|tomorrow)) (?:at )?(0\d|1[0-8]|2[1-3])([0-5]\d)"
)


def _timed(phrase: str, said: Said, joints: int) -> When | None:
    """Read a day with a time of day before or after it, or a time of day alone."""
    phrase = _FOUR_DIGITS.sub(r"\1 \2:\3", phrase)
    for rest, clock in split_clock(phrase):
        found = _beside_day(rest, clock, said, joints) if rest else today_at(clock, said)
        if found:
            return found
    return None


def _beside_day(rest: str, clock: Clock, said: Said, joints: int) -> When | None:
    loose = clock.number and not clock.alone
    if loose and clock.first and not rest.startswith(("today", "tomorrow")):
        return None
    if clock.bare and offset(rest, said):
        return None
    if inner := alone(rest):
        return two_clocks(inner, clock, said)
    of = understand(rest, said, joints)
    exact = (Grain.DAY, Grain.HOUR) if clock.bare else (Grain.DAY, Grain.HOUR, Grain.WEEK)
    if not of or of.grain not in exact or (clock.bare and may_be_date(rest, clock, of)):
        return None
    if not clock.at:
        return of
    joined = beside(clock, of.at)
    return replace(of, at=joined.at, grain=of.grain if of.grain is Grain.WEEK else joined.grain)


_CLOSE_OF = re.compile(r"(?:(end|close) of|(early|late)(?: on)?|(eod)) (.+)")
_CLOSE_HOURS = {"end": 17, "close": 17, "eod": 17, "early": 9, "late": 16}


def _close_of(phrase: str, said: Said, joints: int) -> When | None:
    """Read "end of friday" (17:00), "early tomorrow" (09:00), "late thursday" (16:00)."""
    match = _CLOSE_OF.fullmatch(phrase)
    of = understand(match[4], said, joints) if match else None
    if not match or not of or of.at or of.grain is not Grain.DAY:
        return None
    return replace(of, at=time(_CLOSE_HOURS[match[1] or match[2] or match[3]]), grain=Grain.HOUR)


_SEPARATOR = re.compile(
    r" (?:-|to|or|and|through|thru|until|till|/|&) "
    r"|(?<=[^\W\d_])[-/](?=\w)|(?<=\w)[-/](?=[^\W\d_])"
)
_SHARED_WEEK = re.compile(rf"{WEEKDAY} (?P<week>(?:next|this) week)")


def _from_to(phrase: str, said: Said, joints: int) -> When | None:
    """Read two dates as one span: "mon-wed", "thu or fri", "30 march to 2 april"."""
    if not joints:
        return None
    phrase = phrase.removeprefix("between ").removeprefix("either ")
    for mark in _SEPARATOR.finditer(phrase):
        left, right = phrase[: mark.start()], phrase[mark.end() :]
        shared = _SHARED_WEEK.fullmatch(right)
        if shared and left in WEEKDAYS:
            left = f"{left} {shared['week']}"
        if alone(left) or alone(right):
            continue
        if found := _joined(left, right, said):
            return found
    return None


def _joined(left: str, right: str, said: Said) -> When | None:
    """Join two dates; the second is read from the first where it would lie before it."""
    start = understand(left, said, joints=1)
    end = understand(right, said, joints=1) if start else None
    if start and end and end.start < start.start:
        end = understand(right, replace(said, today=start.start), joints=1)
    if not start or not end or end.start < start.start:
        return None
    return When(start.start, max(start.end, end.end), max(start, end, key=_width).grain, start.at)


def _width(when: When) -> int:
    return list(Grain).index(when.grain)


Link = Callable[[str, Said, int], When | None]
_LINKS: tuple[Link, ...] = (
    _led,
    _near,
    _anchored,
    _side,
    _close_of,
    _timed,
    _trailed,
    _from_to,
)
