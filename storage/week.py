"""What happened to the deals that may be seen between two moments, and its pipeline now."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, select

from coaching.deals import Outcome, Stage, TouchKind
from coaching.money import Money
from storage import tables
from storage.database import Session
from storage.deals import Sight, seen
from storage.types import Moment


@dataclass(frozen=True, slots=True)
class Moved:
    """A deal and one move of its stage or outcome."""

    deal_id: int
    name: str
    amount: Money | None
    from_stage: Stage | None
    to_stage: Stage
    from_buying_stage: str | None
    to_buying_stage: str | None
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Pace:
    """When an opportunity was touched, since when it had been silent, and its decision date."""

    at: datetime
    before: datetime
    decision_on: date | None


def stage_moves(session: Session, sight: Sight, since: datetime, until: datetime) -> list[Moved]:
    """Standing moves in [since, until), in order; the first of a deal comes from no stage."""
    rows = session.execute(
        select(
            tables.stage_moves, tables.deals.c.name, tables.deals.c.amount, tables.deals.c.currency
        )
        .join(
            tables.deals,
            _same_deal(tables.stage_moves),
        )
        .where(
            tables.stage_moves.c.workspace_id == sight.workspace_id,
            tables.stage_moves.c.voided_at.is_(None),
            *seen(sight.shape),
            tables.stage_moves.c.at >= since,
            tables.stage_moves.c.at < until,
        )
        .order_by(tables.stage_moves.c.at, tables.stage_moves.c.id),
        sight.values,
    )
    return [_moved(row) for row in rows]


def pushed(session: Session, sight: Sight, since: datetime, until: datetime) -> list[str]:
    """Names of the deals whose decision date is later than it was before their moves in
    [since, until): what was moved there and back is not pushed."""
    deals, dates = tables.deals, tables.close_date_moves
    rows = session.execute(
        select(deals.c.id, deals.c.name, dates.c.from_on, dates.c.to_on)
        .join(dates, _same_deal(dates))
        .where(
            dates.c.workspace_id == sight.workspace_id,
            dates.c.voided_at.is_(None),
            *seen(sight.shape),
            dates.c.at >= since,
            dates.c.at < until,
        )
        .order_by(deals.c.name, deals.c.id, dates.c.at, dates.c.id),
        sight.values,
    ).all()
    found = []
    for _, group in groupby(rows, key=lambda row: row.id):
        moves = list(group)
        first, last = moves[0].from_on or moves[0].to_on, moves[-1].to_on
        if first is not None and last is not None and last > first:
            found.append(str(moves[0].name))
    return found


def parked(session: Session, sight: Sight, since: datetime, until: datetime) -> list[str]:
    """Names of the deals that were parked in [since, until) and still are."""
    audit, deals = tables.audit, tables.deals
    rows = session.execute(
        select(deals.c.id, deals.c.name)
        .join(
            audit,
            and_(audit.c.workspace_id == deals.c.workspace_id, audit.c.deal_id == deals.c.id),
        )
        .where(
            deals.c.parked,
            deals.c.outcome.is_(None),
            *seen(sight.shape),
            audit.c.verb == "parked",
            audit.c.at >= since,
            audit.c.at < until,
        )
        .distinct()
        .order_by(deals.c.name, deals.c.id),
        sight.values,
    )
    return [row.name for row in rows]


def paced(session: Session, sight: Sight, since: datetime, until: datetime) -> list[Pace]:
    """Real touches on opportunities in [since, until), each with the one before it."""
    deals, touches = tables.deals, tables.touches
    in_order = func.lag(touches.c.at, type_=Moment).over(
        partition_by=touches.c.deal_id, order_by=(touches.c.at, touches.c.id)
    )
    told = (
        select(
            touches.c.at, in_order.label("before"), deals.c.decision_on, deals.c.entered_stage_at
        )
        .join(deals, _same_deal(touches))
        .where(
            touches.c.workspace_id == sight.workspace_id,
            touches.c.voided_at.is_(None),
            touches.c.kind != TouchKind.NOTE,
            touches.c.at < until,
            *seen(sight.shape),
            deals.c.stage.in_((Stage.OPPORTUNITY, Stage.CUSTOMER)),
            deals.c.last_touch_at >= since,
        )
        .subquery()
    )
    lately = select(told).where(told.c.at >= since).order_by(told.c.at)
    rows = session.execute(lately, sight.values)
    return [
        Pace(row.at, row.before or min(row.entered_stage_at, row.at), row.decision_on)
        for row in rows
    ]


def touches(session: Session, sight: Sight, since: datetime, until: datetime) -> int:
    """Real touches that stand in [since, until)."""
    return session.execute(
        select(func.count())
        .select_from(tables.touches)
        .join(
            tables.deals,
            _same_deal(tables.touches),
        )
        .where(
            tables.touches.c.workspace_id == sight.workspace_id,
            tables.touches.c.voided_at.is_(None),
            *seen(sight.shape),
            tables.touches.c.kind != TouchKind.NOTE,
            tables.touches.c.at >= since,
            tables.touches.c.at < until,
        ),
        sight.values,
    ).scalar_one()


def open_pipeline(
    session: Session, sight: Sight
) -> list[tuple[Stage, str | None, str | None, int, Any]]:
    """Open deals by stage, buying stage and currency: how many, and the sum of their amounts."""
    rows = session.execute(
        select(
            tables.deals.c.stage,
            tables.deals.c.buying_stage,
            tables.deals.c.currency,
            func.count(),
            func.sum(tables.deals.c.amount),
        )
        .where(
            tables.deals.c.outcome.is_(None),
            *seen(sight.shape),
        )
        .group_by(tables.deals.c.stage, tables.deals.c.buying_stage, tables.deals.c.currency),
        sight.values,
    )
    return [(Stage(row[0]), row[1], row[2], row[3], row[4]) for row in rows]


def _same_deal(history: Table) -> ColumnElement[bool]:
    deals = tables.deals
    return and_(deals.c.workspace_id == history.c.workspace_id, deals.c.id == history.c.deal_id)


def _moved(row: Any) -> Moved:
    return Moved(
        deal_id=row.deal_id,
        name=row.name,
        amount=Money(row.amount, row.currency) if row.amount is not None else None,
        from_stage=Stage(row.from_stage) if row.from_stage else None,
        to_stage=Stage(row.to_stage),
        from_buying_stage=row.from_buying_stage,
        to_buying_stage=row.to_buying_stage,
        outcome=Outcome(row.to_outcome) if row.to_outcome else None,
    )
