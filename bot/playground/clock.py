"""The playground's own clock, the words that move it, and what happens on the way."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coaching.localtime import local_day, moment_of
from coaching.wording import WEEKDAYS, day

AHEAD = re.compile(r"\+\s*(\d{1,4})\s*(m|min|h|d|w)(?:[a-z]*)", re.IGNORECASE)
WEEKDAY = re.compile(
    r"(?:next )?(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?"
    r"(?:\s+(?:at\s+)?(\d{1,2})(?:[:.](\d{2}))?)?",
    re.IGNORECASE,
)
HOUR = re.compile(r"(?:(tomorrow)\s*)?(?:at\s+)?(\d{1,2})[:.](\d{2})|(tomorrow)", re.IGNORECASE)
MORNING = time(9, 0)
"""Where a day is named without its hour: lists have come by then, and the recap too."""
FARTHEST = timedelta(days=92)


class TooFar(Exception):
    """A jump that is longer than a quarter."""


class DemoClock:
    """Stands still until it is moved, and is never moved back."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """The moment it shows."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Shows that moment, unless it has passed."""
        self._now = max(self._now, moment.astimezone(UTC))


def jump(typed: str, now: datetime, zone: str) -> datetime | None:
    """Where the words move the clock: `+2h`, `+1d`, `monday 9:00`, `17:30`; None for other words.

    Days and weeks keep the hour on the wall, whatever the clocks do meanwhile. Raises TooFar.
    """
    words = typed.strip()
    found = _ahead(words, now, zone) or _weekday(words, now, zone) or _hour(words, now, zone)
    if found is not None and found - now > FARTHEST:
        raise TooFar
    return found


def told(moment: datetime, zone: str) -> str:
    """`Mon 9 Mar 08:30`."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day(local.date()).rpartition(' ')[0]} {local:%H:%M}"


def _ahead(words: str, now: datetime, zone: str) -> datetime | None:
    found = AHEAD.fullmatch(words)
    if found is None:
        return None
    number, unit = int(found[1]), found[2].lower()[0]
    if unit in "mh":
        return now + timedelta(**{"minutes" if unit == "m" else "hours": number})
    local = now.astimezone(ZoneInfo(zone))
    later = local.date() + timedelta(days=number * (7 if unit == "w" else 1))
    return moment_of(later, local.time(), zone)


def _weekday(words: str, now: datetime, zone: str) -> datetime | None:
    found = WEEKDAY.fullmatch(words)
    at = _time(found[2], found[3]) if found else None
    if found is None or at is None:
        return None
    today = local_day(now, zone)
    ahead = ([name.lower() for name in WEEKDAYS].index(found[1].lower()) - today.weekday()) % 7
    moment = moment_of(today + timedelta(days=ahead), at, zone)
    return moment if moment > now else moment_of(today + timedelta(days=ahead + 7), at, zone)


def _hour(words: str, now: datetime, zone: str) -> datetime | None:
    found = HOUR.fullmatch(words)
    at = _time(found[2], found[3]) if found else None
    if found is None or at is None:
        return None
    today = local_day(now, zone)
    moment = moment_of(today, at, zone)
    tomorrow = bool(found[1] or found[4]) or moment <= now
    return moment_of(today + timedelta(days=1), at, zone) if tomorrow else moment


def _time(hour: str | None, minute: str | None) -> time | None:
    if hour is None:
        return MORNING
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))
