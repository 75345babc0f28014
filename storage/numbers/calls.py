"""Calls in and out of a forecast: kept, never overwritten, and held against what happened."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Subquery, and_, bindparam, case, func, insert, select

from coaching.deals import Outcome
from coaching.numbers.forecast import Calibration
from coaching.numbers.periods import Period, named
from storage import tables
from storage.database import Session
from storage.history import Entry
from storage.numbers.standing import Scope, standing

calls = tables.forecast_calls


@dataclass(frozen=True, slots=True)
class Call:
    """What somebody said of a deal and a period, and when."""

    deal_id: int
    name: str
    member_id: int | None
    at: datetime
    inside: bool
    reason: str | None


def add_call(
    session: Session, entry: Entry, inside: bool, reason: str | None, period: Period
) -> None:
    """Keeps a call; earlier ones of the deal and period stay beneath it."""
    row = {
        "workspace_id": entry.workspace_id,
        "deal_id": entry.deal_id,
        "member_id": entry.member_id,
        "action_id": entry.action_id,
        "at": entry.at,
        "inside": inside,
        "reason": reason,
        "starts_on": period.first,
        "ends_on": period.last,
    }
    session.execute(insert(calls).values(row))


def call_of(
    session: Session, workspace_id: str, action_id: int
) -> tuple[str | None, Period] | None:
    """The reason and the period of what one action called."""
    row = session.execute(
        select(calls.c.reason, calls.c.starts_on, calls.c.ends_on).where(
            calls.c.workspace_id == workspace_id, calls.c.action_id == action_id
        )
    ).first()
    return (row.reason, named(row.starts_on, row.ends_on)) if row else None


def newest(scope: Scope, *where: Any) -> Subquery:
    """The call that counts for each deal and period."""
    number = func.row_number().over(
        partition_by=(calls.c.deal_id, calls.c.starts_on, calls.c.ends_on),
        order_by=(calls.c.at.desc(), calls.c.id.desc()),
    )
    known = [calls.c.at < bindparam("as_of")] if scope.as_of else []
    mine = (calls.c.workspace_id == bindparam("workspace"), calls.c.voided_at.is_(None))
    told = select(calls, number.label("number")).where(*mine, *known, *where).subquery()
    return select(told).where(told.c.number == 1).subquery("call")


def of_period(period: Period) -> Any:
    """Which calls are about a period."""
    return and_(calls.c.starts_on == period.first, calls.c.ends_on == period.last)


def told(session: Session, scope: Scope, period: Period, limit: int) -> list[Call]:
    """The calls of a period, newest first, those that were changed later too."""
    d = standing(scope)
    known = [calls.c.at < bindparam("as_of")] if scope.as_of else []
    rows = session.execute(
        select(calls, d.c.name.label("name"))
        .join(d, d.c.id == calls.c.deal_id)
        .where(
            calls.c.workspace_id == bindparam("workspace"),
            calls.c.voided_at.is_(None),
            of_period(period),
            *known,
        )
        .order_by(calls.c.at.desc(), calls.c.id.desc())
        .limit(limit),
        scope.values,
    )
    return [
        Call(row.deal_id, row.name, row.member_id, row.at, row.inside, row.reason) for row in rows
    ]


def calibration(session: Session, scope: Scope, before: date) -> Calibration:
    """How the last calls of periods that are over turned out: won within the period or not."""
    d = standing(scope)
    call = newest(scope, calls.c.ends_on < before)
    won = and_(d.c.outcome == Outcome.WON, d.c.closed_on.between(call.c.starts_on, call.c.ends_on))
    kinds = (call.c.inside, and_(call.c.inside, won), ~call.c.inside, and_(~call.c.inside, won))
    counted = select(*(func.coalesce(func.sum(case((kind, 1), else_=0)), 0) for kind in kinds))
    row = session.execute(
        counted.select_from(call.join(d, d.c.id == call.c.deal_id)), scope.values
    ).one()
    return Calibration(*(int(number) for number in row))
