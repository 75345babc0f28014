"""Every move of a decision date: how often and how far deals were pushed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, select

from coaching.money import Money
from coaching.numbers.periods import Period
from storage import tables
from storage.database import Session
from storage.numbers.days import DaysBetween, begins
from storage.numbers.standing import Scope, standing

moves = tables.close_date_moves


@dataclass(frozen=True, slots=True)
class Slips:
    """Moves of a period: later ones with the days they took in all, earlier ones, and ones that
    left no day at all; `deals` were pushed at least once."""

    pushed: int = 0
    days: int = 0
    deals: int = 0
    pulled: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Pushed:
    """A deal that was pushed: how often, by how many days in all, and to when."""

    deal_id: int
    name: str
    owner_id: int
    amount: Money | None
    times: int
    days: int
    decision_on: date | None


@dataclass(frozen=True, slots=True)
class Slip:
    """One move: when, by whom, from and to which day."""

    at: datetime
    deal_id: int
    name: str
    member_id: int | None
    from_on: date | None
    to_on: date | None


def counted(session: Session, scope: Scope, period: Period) -> Slips:
    """What was moved in the period."""
    d, later = standing(scope), moves.c.to_on > moves.c.from_on
    days = case((later, DaysBetween(moves.c.to_on, moves.c.from_on)), else_=0)
    counted = select(
        *(func.coalesce(func.sum(one), 0) for one in (_one(later), days)),
        func.count(case((later, moves.c.deal_id)).distinct()),
        func.coalesce(func.sum(_one(moves.c.to_on < moves.c.from_on)), 0),
        func.coalesce(func.sum(_one(moves.c.to_on.is_(None))), 0),
    ).select_from(moves.join(d, d.c.id == moves.c.deal_id))
    row = session.execute(counted.where(*_of(scope, period)), scope.values).one()
    return Slips(*(int(number) for number in row))


def most_pushed(session: Session, scope: Scope, period: Period, limit: int) -> list[Pushed]:
    """The deals that were pushed, most often first, then farthest."""
    d = standing(scope)
    days = DaysBetween(moves.c.to_on, moves.c.from_on)
    inner = (
        select(moves.c.deal_id, func.count().label("times"), func.sum(days).label("days"))
        .where(*_of(scope, period), moves.c.to_on > moves.c.from_on)
        .group_by(moves.c.deal_id)
        .subquery()
    )
    rows = session.execute(
        select(
            d.c.id, d.c.name, d.c.owner_id, d.c.worth, d.c.coin, d.c.decision_on,
            inner.c.times, inner.c.days,
        )
        .join(inner, inner.c.deal_id == d.c.id)
        .order_by(inner.c.times.desc(), inner.c.days.desc(), d.c.name, d.c.id)
        .limit(limit),
        scope.values,
    )  # fmt: skip
    return [
        Pushed(
            row.id, row.name, row.owner_id,
            Money(row.worth, row.coin) if row.worth is not None else None,
            row.times, int(row.days), row.decision_on,
        )
        for row in rows
    ]  # fmt: skip


def log(session: Session, scope: Scope, period: Period, *, offset: int, limit: int) -> list[Slip]:
    """Every move of the period, newest first; the first date of a deal is no move."""
    d = standing(scope)
    rows = session.execute(
        select(moves, d.c.name.label("name"))
        .join(d, d.c.id == moves.c.deal_id)
        .where(*_of(scope, period))
        .order_by(moves.c.at.desc(), moves.c.id.desc())
        .offset(offset)
        .limit(limit),
        scope.values,
    )
    return [
        Slip(row.at, row.deal_id, row.name, row.member_id, row.from_on, row.to_on) for row in rows
    ]


def _one(condition: Any) -> Any:
    return case((condition, 1), else_=0)


def _of(scope: Scope, period: Period) -> list[Any]:
    where = [
        moves.c.workspace_id == bindparam("workspace"),
        moves.c.voided_at.is_(None),
        moves.c.from_on.is_not(None),
    ]
    if period.first is not None:
        where.append(moves.c.at >= begins(period.first, scope.zone))
    if period.last is not None:
        where.append(moves.c.at < begins(period.last + timedelta(days=1), scope.zone))
    if scope.as_of is not None:
        where.append(moves.c.at < bindparam("as_of"))
    return where
