"""Wall clocks: which day it is somewhere, and when a local hour comes round."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from coaching.workdays import DAY, Workdays

NOT_PLACES = frozenset({"Factory", "localtime"})
"""Entries of the zone database that name no place."""

IDLE = timedelta(days=366)
"""How far away the next fire of a member without a working weekday is put."""


def local_day(moment: datetime, zone: str) -> date:
    """The date on the wall at that moment (aware) in that zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def moment_of(day: date, at: time, zone: str) -> datetime:
    """The moment (UTC) of a local time; a gap shifts it forward, of two it is the first."""
    wall = at.replace(tzinfo=None, fold=0)
    return datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC)


def next_fire(after: datetime, at: time, zone: str, workdays: Workdays) -> tuple[date, datetime]:
    """The first working date whose moment is later than `after`, and that moment (UTC).

    Each local date fires once; a date that a zone left out altogether never does. The search
    starts a day early, since a gap before midnight shifts a fire into the next date. Without
    a working weekday nothing is scheduled: the answer lies a year ahead.
    """
    start = local_day(after, zone) - DAY
    if not workdays.weekdays:
        day = start + IDLE
        return day, moment_of(day, at, zone)
    day = workdays.on_or_after(start)
    while not _exists(day, zone) or moment_of(day, at, zone) <= after:
        day = workdays.after(day)
    return day, moment_of(day, at, zone)


def is_zone(name: str) -> bool:
    """Whether it is an IANA zone, spelt exactly ("Europe/Lisbon")."""
    return name in _zones()


def places() -> frozenset[str]:
    """The zones that are named after a place: Europe/Lisbon, and neither EST nor Etc/GMT+1."""
    return frozenset(name for name in _zones() if "/" in name and not name.startswith("Etc/"))


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - NOT_PLACES


def _exists(day: date, zone: str) -> bool:
    """False for a date that was left out, as 30 December 2011 in Samoa."""
    return local_day(moment_of(day, time(0), zone), zone) == day
