"""The deals behind a figure, page by page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from coaching.deals import Outcome, Stage
from coaching.money import Money
from storage.database import Session
from storage.numbers.cuts import Cut, condition
from storage.numbers.rates import spellings
from storage.numbers.standing import Scope, dimension, standing


@dataclass(frozen=True, slots=True)
class Behind:
    """One deal behind a figure, with the amount that it counts for."""

    deal_id: int
    name: str
    owner_id: int
    stage: Stage
    outcome: Outcome | None
    amount: Money | None
    decision_on: date | None
    closed_on: date | None


def rows(
    session: Session, scope: Scope, cut: Cut, *, offset: int, limit: int
) -> tuple[list[Behind], int, dict[str, Any]]:
    """A page of the deals, the largest first; how many there are, and their sums by currency."""
    d = standing(scope)
    where = [condition(d, scope, cut)]
    if cut.by:
        where.append(_group(session, scope, cut, dimension(d, cut.by)))
    columns = (
        d.c.id, d.c.name, d.c.owner_id, d.c.stage, d.c.outcome, d.c.worth, d.c.coin,
        d.c.decision_on, d.c.closed_on,
    )  # fmt: skip
    order = (d.c.worth.is_(None), d.c.worth.desc(), d.c.name, d.c.id)
    page = select(*columns).where(*where).order_by(*order).offset(offset).limit(limit)
    inner = select(d.c.coin, d.c.worth).where(*where).subquery()
    summed = session.execute(
        select(inner.c.coin, func.count(), func.sum(inner.c.worth)).group_by(inner.c.coin),
        scope.values,
    ).all()
    total = sum(count for _, count, _ in summed)
    sums = {coin: amount for coin, _, amount in summed if coin and amount is not None}
    return [_behind(row) for row in session.execute(page, scope.values)], total, sums


def _group(session: Session, scope: Scope, cut: Cut, column: Any) -> Any:
    if not cut.group:
        return column.is_(None)
    if cut.by == "owner":
        return column == int(cut.group)
    return column.in_(spellings(session, scope, cut.by, cut.group))


def _behind(row: Any) -> Behind:
    return Behind(
        deal_id=row.id,
        name=row.name,
        owner_id=row.owner_id,
        stage=Stage(row.stage),
        outcome=Outcome(row.outcome) if row.outcome else None,
        amount=Money(row.worth, row.coin) if row.worth is not None else None,
        decision_on=row.decision_on,
        closed_on=row.closed_on,
    )
