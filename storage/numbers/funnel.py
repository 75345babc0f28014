"""How far deals came, how long they have stood where they are, and what was created when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Subquery, bindparam, case, func, select

from coaching.deals import Stage
from coaching.numbers.periods import Period
from storage import tables
from storage.database import Session
from storage.numbers.cuts import created
from storage.numbers.days import DaysBetween, LocalDay, begins
from storage.numbers.standing import QUALIFIED, Scope, standing

ORDER = {stage.value: number for number, stage in enumerate(Stage)}
STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Aged:
    """Open deals of one stage: how many, and the days since they entered it."""

    stage: Stage
    buying_stage: str | None
    count: int
    mean: float
    oldest: int


@dataclass(frozen=True, slots=True)
class Created:
    """Qualified pipeline that came to be in a period: deals and amounts by currency."""

    period: Period
    count: int
    amounts: dict[str, Decimal]


def furthest(session: Session, scope: Scope, period: Period) -> dict[Stage, int]:
    """The deals added in the period, by the furthest stage that each came to."""
    d = standing(scope)
    reached, joined = _reached(d, scope)
    inner = select(reached.label("reached")).select_from(joined).where(created(d, scope, period))
    told = inner.subquery()
    rows = session.execute(
        select(told.c.reached, func.count()).group_by(told.c.reached), scope.values
    )
    return {STAGES[number]: count for number, count in rows}


def reached_by(
    session: Session, scope: Scope, period: Period, group: ColumnElement[Any], d: Subquery
) -> list[tuple[str | None, Any, Stage, int]]:
    """The same, by source and another part."""
    reached, joined = _reached(d, scope)
    inner = (
        select(d.c.source, group.label("part"), reached.label("reached"))
        .select_from(joined)
        .where(created(d, scope, period))
        .subquery()
    )
    columns = (inner.c.source, inner.c.part, inner.c.reached)
    rows = session.execute(select(*columns, func.count()).group_by(*columns), scope.values)
    return [(source, part, STAGES[number], count) for source, part, number, count in rows]


def _reached(d: Subquery, scope: Scope) -> tuple[ColumnElement[Any], Any]:
    """The number of the furthest stage, and what it is selected from."""
    moves = tables.stage_moves
    number = func.max(case(ORDER, value=moves.c.to_stage))
    most = (
        select(moves.c.deal_id, number.label("most"))
        .where(*_standing(scope))
        .group_by(moves.c.deal_id)
        .subquery()
    )
    here = case(ORDER, value=d.c.stage)
    reached = case((func.coalesce(most.c.most, -1) > here, most.c.most), else_=here)
    return reached, d.outerjoin(most, most.c.deal_id == d.c.id)


def _standing(scope: Scope) -> list[Any]:
    moves = tables.stage_moves
    known = [moves.c.at < bindparam("as_of")] if scope.as_of else []
    return [
        moves.c.workspace_id == bindparam("workspace"), moves.c.voided_at.is_(None), *known
    ]  # fmt: skip


def aging(session: Session, scope: Scope) -> list[Aged]:
    """Open deals by stage and buying stage, with the days since each entered its stage."""
    d = standing(scope)
    days = DaysBetween(
        bindparam("today", scope.today), LocalDay(d.c.entered_stage_at, scope.zone)
    ).label("days")
    inner = select(d.c.stage, d.c.buying_stage, days).where(d.c.outcome.is_(None)).subquery()
    place = (inner.c.stage, inner.c.buying_stage)
    rows = session.execute(
        select(
            *place,
            func.count().label("number"),
            func.avg(inner.c.days).label("mean"),
            func.max(inner.c.days).label("oldest"),
        ).group_by(*place),
        scope.values,
    )
    found = [
        Aged(Stage(row.stage), row.buying_stage, row.number, float(row.mean), row.oldest)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.stage.order, one.buying_stage or ""))


def qualified(session: Session, scope: Scope, periods: Sequence[Period]) -> list[Created]:
    """Deals that became opportunities in each period, for the first time; none counts twice."""
    d, moves = standing(scope), tables.stage_moves
    first = func.min(moves.c.at, type_=moves.c.at.type)
    entered = (
        select(moves.c.deal_id, first.label("at"))
        .where(*_standing(scope), moves.c.to_stage.in_(QUALIFIED))
        .group_by(moves.c.deal_id)
        .subquery()
    )
    bucket = case(
        *(
            (entered.c.at.between(*_bounds(one, scope.zone)), number)
            for number, one in enumerate(periods)
        )
    )
    inner = (
        select(bucket.label("bucket"), d.c.coin, d.c.worth)
        .join(entered, entered.c.deal_id == d.c.id)
        .subquery()
    )
    rows = session.execute(
        select(inner.c.bucket, inner.c.coin, func.count(), func.sum(inner.c.worth))
        .where(inner.c.bucket.is_not(None))
        .group_by(inner.c.bucket, inner.c.coin),
        scope.values,
    )
    counts, sums = [0] * len(periods), [dict[str, Decimal]() for _ in periods]
    for number, coin, count, total in rows:
        counts[number] += count
        if coin is not None and total is not None:
            sums[number][coin] = total
    return [Created(one, counts[n], sums[n]) for n, one in enumerate(periods)]


def _bounds(period: Period, zone: str) -> tuple[Any, Any]:
    assert period.first is not None
    assert period.last is not None
    after = begins(period.last + timedelta(days=1), zone)
    return begins(period.first, zone), after - timedelta(microseconds=1)
