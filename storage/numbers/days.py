"""Days in SQL: the local day of a moment, and how many days lie between two, on both databases."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

FIRST_YEAR, LAST_YEAR = 2010, 2040
"""Between these a zone's changes of offset are known to SQLite; outside the nearest one holds."""
ZONE_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/")


class LocalDay(FunctionElement[Any]):
    """The day in a zone on which a moment fell."""

    type = Date()
    inherit_cache = False
    name = "day_in_zone"

    def __init__(self, column: ColumnElement[Any], zone: str) -> None:
        super().__init__(column)
        if not set(zone) <= ZONE_CHARACTERS:
            raise ValueError(f"no zone is called {zone}")
        self.zone = zone


class DaysBetween(FunctionElement[Any]):
    """Whole days from the second day to the first."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


class DayOf(FunctionElement[Any]):
    """The day that a text of the audit names."""

    type = Date()
    inherit_cache = True
    name = "day_of"


@compiles(DayOf, "postgresql")
def _day_there(element: DayOf, compiler: Any, **kw: Any) -> str:
    return f"CAST({compiler.process(next(iter(element.clauses)), **kw)} AS DATE)"


@compiles(DayOf, "sqlite")
def _day_here(element: DayOf, compiler: Any, **kw: Any) -> str:
    text: str = compiler.process(next(iter(element.clauses)), **kw)
    return text


@compiles(LocalDay, "postgresql")
def _local_day_there(element: LocalDay, compiler: Any, **kw: Any) -> str:
    column = compiler.process(next(iter(element.clauses)), **kw)
    return f"CAST(timezone('{element.zone}', {column}) AS DATE)"


@compiles(LocalDay, "sqlite")
def _local_day_here(element: LocalDay, compiler: Any, **kw: Any) -> str:
    column = compiler.process(next(iter(element.clauses)), **kw)
    first, *later = offsets(element.zone)
    if not later:
        return f"date({column}, '{first[1]:+d} minutes')"
    whens = " ".join(
        f"WHEN {column} >= '{at:%Y-%m-%d %H:%M:%S}' THEN date({column}, '{minutes:+d} minutes')"
        for at, minutes in reversed(later)
    )
    return f"CASE {whens} ELSE date({column}, '{first[1]:+d} minutes') END"


@compiles(DaysBetween, "postgresql")
def _days_there(element: DaysBetween, compiler: Any, **kw: Any) -> str:
    later, earlier = (compiler.process(one, **kw) for one in element.clauses)
    return f"(({later}) - ({earlier}))"


@compiles(DaysBetween, "sqlite")
def _days_here(element: DaysBetween, compiler: Any, **kw: Any) -> str:
    later, earlier = (compiler.process(one, **kw) for one in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@cache
def offsets(zone: str) -> tuple[tuple[datetime, int], ...]:
    """From which moment on (UTC) the zone's clock is ahead by how many minutes, in order."""
    clock = ZoneInfo(zone)
    start = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    found = [(start, _minutes(clock, start))]
    for week in range((LAST_YEAR - FIRST_YEAR) * 53):
        before, after = start + timedelta(weeks=week), start + timedelta(weeks=week + 1)
        if _minutes(clock, before) != _minutes(clock, after):
            at = _change(clock, before, after)
            found.append((at, _minutes(clock, at)))
    return tuple(found)


def _change(clock: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The minute in between in which the offset changes."""
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) // 2
        middle = middle.replace(second=0, microsecond=0)
        if _minutes(clock, middle) == _minutes(clock, before):
            before = middle
        else:
            after = middle
    return after


def _minutes(clock: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(clock).utcoffset()
    assert offset is not None
    return int(offset.total_seconds() // 60)


def begins(day: date, zone: str) -> datetime:
    """The moment at which a day begins in a zone."""
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)
