"""Where an open deal stands on somebody's day, as conditions on its columns.

The rules stand in coaching (`cadence`, `priority`, turned round in `bounds`); here they are said
once more, and a test holds the two equal.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Date, Text, and_, case, cast, func, or_, type_coerce

from coaching.deals import Direction, Stage, TouchKind
from storage import tables

deals = tables.deals
HALF = 10
"""A place is one number, half and rung: 1 is a promise, 1x lies on the table, 2x is of the kind
whose turn it is, 3x anything else."""
PROMISE, TABLE, TURN, OTHER = 1, 10, 20, 30
UNANSWERED = 4
WRITTEN = (TouchKind.MAIL, TouchKind.MESSAGE)
SURELY_BEFORE = "-1 day"
"""A moment (UTC) before that day lies before the day itself in every zone."""
SURELY_DAYS = 2
"""The same on PostgreSQL, whose days begin in the zone of the connection, whichever that is."""


def since() -> ColumnElement[Any]:
    """The moment of the last touch, else of the entry of the stage."""
    return func.coalesce(deals.c.last_touch_at, deals.c.entered_stage_at)


def place(who: Any, on_sqlite: bool) -> ColumnElement[Any]:
    """The place of a deal on the day of `who`; None while it is held or not yet due."""
    step = deals.c.step_on
    stands = and_(step.is_not(None), _touched(who, step, on_sqlite, lambda day: day <= step))
    return case(
        (_held(who), None),
        (stands, case((step <= who.c.today, PROMISE))),
        (deals.c.stage == Stage.OPPORTUNITY, _shelved(who, on_sqlite)),
        (deals.c.stage == Stage.LEAD, who.c.lead_at + _lead(who, on_sqlite)),
        (deals.c.stage == Stage.SUSPECT, who.c.suspect_at + _suspect(who, on_sqlite)),
        else_=who.c.prospect_at + _prospect(who, on_sqlite),
    )


def _held(who: Any) -> ColumnElement[bool]:
    until = deals.c.parked_until
    return or_(
        deals.c.stage == Stage.CUSTOMER,
        deals.c.snoozed_until > who.c.today,
        and_(deals.c.parked, or_(until.is_(None), until > who.c.today)),
    )


def _shelved(who: Any, on_sqlite: bool) -> ColumnElement[Any]:
    """An opportunity, by the shelf that its decision date gives it today."""
    decision = deals.c.decision_on
    dated = and_(decision <= who.c.fridge_to, decision >= who.c.late_from)
    table = case(
        (since() < who.c.table_overdue_before, 2),
        (_due(who, who.c.table_due_before, on_sqlite), 3),
        (_unanswered(who), UNANSWERED),
    )
    fridge = case(
        (_unanswered(who), UNANSWERED),
        (since() < who.c.fridge_overdue_before, 5),
        (_due(who, who.c.fridge_due_before, on_sqlite), 7),
    )
    freezer = case(
        (_unanswered(who), UNANSWERED),
        (_due(who, who.c.freezer_due_before, on_sqlite), 9),
    )
    return case(
        (and_(dated, decision <= who.c.table_to), TABLE + table),
        (dated, who.c.fridge_at + fridge),
        else_=who.c.freezer_at + freezer,
    )


def _lead(who: Any, on_sqlite: bool) -> ColumnElement[Any]:
    due = _due(who, who.c.suspect_due_before, on_sqlite)
    untouched = deals.c.last_touch_at.is_(None)
    return case((_unanswered(who), UNANSWERED), (or_(untouched, due), 8))


def _suspect(who: Any, on_sqlite: bool) -> ColumnElement[Any]:
    due = _due(who, who.c.suspect_due_before, on_sqlite)
    return case((_unanswered(who), UNANSWERED), (due, 8))


def _prospect(who: Any, on_sqlite: bool) -> ColumnElement[Any]:
    due = _due(who, who.c.prospect_due_before, on_sqlite)
    return case((_unanswered(who), UNANSWERED), (due, 6))


def _due(who: Any, before: Any, on_sqlite: bool) -> ColumnElement[bool]:
    """Silent for long enough, or back from being parked and not touched since."""
    until = deals.c.parked_until
    unused = _touched(who, until, on_sqlite, lambda day: day < until)
    return or_(since() < before, and_(deals.c.parked, until <= who.c.worked, unused))


def _unanswered(who: Any) -> ColumnElement[bool]:
    theirs = and_(
        deals.c.last_touch_direction == Direction.IN, deals.c.last_touch_kind.in_(WRITTEN)
    )
    return and_(
        or_(theirs, deals.c.last_touch_signal.is_not(None)),
        deals.c.last_touch_at < who.c.today_from,
    )


def _touched(
    who: Any, day: Any, on_sqlite: bool, holds: Callable[[Any], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """What holds for the local day of the last touch, or there was none.

    A zone is asked only where the answer is not sure in every zone. SQLite, which knows no zones,
    asks a function of ours.
    """
    last = deals.c.last_touch_at
    if on_sqlite:
        surely = type_coerce(last, Text()) < func.date(day, SURELY_BEFORE)
        local: Any = type_coerce(func.local_day(last, who.c.zone), Date())
    else:
        surely = type_coerce(last, Date()) < day - SURELY_DAYS
        local = cast(func.timezone(who.c.zone, last), Date)
    return or_(last.is_(None), surely, holds(local))
