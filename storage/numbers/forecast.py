"""The pipeline of a period: what is closed, and the open deals by category, in or out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
)

from coaching.deals import BUYING_STAGES, ForecastCategory, Outcome
from coaching.facts import FactKind
from coaching.money import Money
from coaching.numbers.periods import Period
from storage import tables
from storage.database import Session
from storage.numbers.calls import newest, of_period
from storage.numbers.cuts import due, ended
from storage.numbers.days import LocalDay
from storage.numbers.standing import Scope, standing, within

CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Slot:
    """Deals of one category (None: won) and currency that are in, or out."""

    category: ForecastCategory | None
    inside: bool
    currency: str | None
    count: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """An open deal of a period: in or out, by whose word, and why. `called` is None where nobody
    said anything; `redlines` tells whether the buyer is at the contract already."""

    deal_id: int
    name: str
    owner_id: int
    category: ForecastCategory
    amount: Money | None
    decision_on: date | None
    called: bool | None
    inside: bool
    reason: str | None
    redlines: bool


def slots(session: Session, scope: Scope, period: Period) -> list[Slot]:
    """Everything of the period: won in it, and open with a decision in it or a call for it."""
    d = standing(scope)
    told, inside, where = _open(d, scope, period)
    columns = (d.c.category.label("lies"), inside.label("inside"), d.c.coin, d.c.worth)
    still = select(*columns).select_from(told).where(where)
    won = select(
        literal(CLOSED).label("lies"), literal(1).label("inside"), d.c.coin, d.c.worth
    ).where(ended(d, period), d.c.outcome == Outcome.WON)
    found = []
    for statement in (still, won):
        inner = statement.subquery()
        names = (inner.c.lies, inner.c.inside, inner.c.coin)
        summed = select(*names, func.count().label("deals"), func.sum(inner.c.worth).label("total"))
        for row in session.execute(summed.group_by(*names), scope.values):
            lies = None if row.lies == CLOSED else ForecastCategory(row.lies)
            total = row.total or Decimal(0)
            found.append(Slot(lies, bool(row.inside), row.coin, row.deals, total))
    return found


def deals_of(
    session: Session, scope: Scope, period: Period, *, offset: int, limit: int
) -> list[Forecast]:
    """The open deals of the period, Commit first, then the larger amount."""
    d = standing(scope)
    told, inside, where = _open(d, scope, period)
    order = case({one.value: n for n, one in enumerate(_ORDER)}, value=d.c.category)
    rows = session.execute(
        select(
            d.c.id, d.c.name, d.c.owner_id, d.c.category, d.c.worth, d.c.coin, d.c.decision_on,
            told.right.c.inside.label("called"), told.right.c.reason.label("why"),
            inside.label("inside"), has_redlines(d, scope).label("redlines"),
        )
        .select_from(told)
        .where(where)
        .order_by(order, d.c.worth.is_(None), d.c.worth.desc(), d.c.name, d.c.id)
        .offset(offset)
        .limit(limit),
        scope.values,
    )  # fmt: skip
    return [
        Forecast(
            deal_id=row.id,
            name=row.name,
            owner_id=row.owner_id,
            category=ForecastCategory(row.category),
            amount=Money(row.worth, row.coin) if row.worth is not None else None,
            decision_on=row.decision_on,
            called=None if row.called is None else bool(row.called),
            inside=bool(row.inside),
            reason=row.why,
            redlines=bool(row.redlines),
        )
        for row in rows
    ]


_ORDER = (ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE)


def without_redlines(
    session: Session, scope: Scope, period: Period, limit: int
) -> tuple[int, list[str]]:
    """The Commit deals that are in while the buyer is not at the contract: number, some names."""
    d = standing(scope)
    told, inside, where = _open(d, scope, period)
    wanted = (where, d.c.category == ForecastCategory.COMMIT, inside == 1)
    some = select(d.c.name, d.c.worth, d.c.id).select_from(told)
    inner = some.where(*wanted, ~has_redlines(d, scope)).subquery()
    total = session.execute(select(func.count()).select_from(inner), scope.values).scalar_one()
    named = select(inner.c.name).order_by(
        inner.c.worth.is_(None), inner.c.worth.desc(), inner.c.name, inner.c.id
    )
    return total, list(session.execute(named.limit(limit), scope.values).scalars())


def _open(d: Subquery, scope: Scope, period: Period) -> tuple[Any, ColumnElement[Any], Any]:
    """Open deals beside their calls; whether each is in; and which belong to the period."""
    call = newest(scope, of_period(period))
    said = case((call.c.inside, 1), else_=0)
    by_rule = case((d.c.category == ForecastCategory.COMMIT, 1), else_=0)
    inside = case((call.c.inside.is_not(None), said), else_=by_rule)
    belongs = or_(due(d, period), call.c.inside.is_not(None))
    joined = d.outerjoin(call, call.c.deal_id == d.c.id)
    return joined, inside, and_(d.c.category.is_not(None), belongs)


def has_redlines(d: Subquery, scope: Scope) -> ColumnElement[bool]:
    """Whether the buyer redlines: by their stage, or by what was told last."""
    facts = tables.facts
    known = [facts.c.at < bindparam("as_of")] if scope.as_of else []
    last = (
        select(facts.c.body)
        .where(
            facts.c.workspace_id == bindparam("workspace"),
            facts.c.deal_id == d.c.id,
            facts.c.kind == FactKind.REDLINES,
            facts.c.voided_at.is_(None),
            *known,
        )
        .order_by(facts.c.at.desc(), facts.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return or_(func.coalesce(d.c.buying_stage, "") == "redlining", last.is_not(None))


def won_of(session: Session, scope: Scope, period: Period) -> dict[str, tuple[int, Decimal]]:
    """Deals won in the period that have an amount: number and sum, by currency."""
    d = standing(scope)
    rows = session.execute(
        select(d.c.coin, func.count().label("deals"), func.sum(d.c.worth).label("total"))
        .where(ended(d, period), d.c.outcome == Outcome.WON, d.c.worth.is_not(None))
        .group_by(d.c.coin),
        scope.values,
    )
    return {row.coin: (row.deals, row.total) for row in rows}


def won_within(session: Session, scope: Scope, periods: list[Period]) -> dict[str, Decimal]:
    """What was added and won within one and the same of those periods, by currency."""
    d = standing(scope)
    day = LocalDay(d.c.created_at, scope.zone)
    same = [
        and_(*within(day, one.first, one.last), *within(d.c.closed_on, one.first, one.last))
        for one in periods
    ]
    rows = session.execute(
        select(d.c.coin, func.sum(d.c.worth).label("total"))
        .where(d.c.outcome == Outcome.WON, d.c.worth.is_not(None), or_(*same))
        .group_by(d.c.coin),
        scope.values,
    )
    return {row.coin: row.total for row in rows}


def history_rates(session: Session, scope: Scope) -> dict[ForecastCategory, tuple[int, int]]:
    """Of the closed deals that ever stood in a category: how many there are, how many were won."""
    d, moves = standing(scope), tables.stage_moves
    of = {one: [s.key for s in BUYING_STAGES if s.category is one] for one in ForecastCategory}
    lies = case(*((moves.c.to_buying_stage.in_(keys), one.value) for one, keys in of.items()),
                else_=null())  # fmt: skip
    known = [moves.c.at < bindparam("as_of")] if scope.as_of else []
    stood = (
        select(moves.c.deal_id, lies.label("lies"))
        .where(
            moves.c.workspace_id == bindparam("workspace"),
            moves.c.voided_at.is_(None),
            moves.c.to_buying_stage.is_not(None),
            *known,
        )
        .distinct()
        .subquery()
    )
    won = func.sum(case((d.c.outcome == Outcome.WON, 1), else_=0))
    rows = session.execute(
        select(stood.c.lies, func.count().label("closed"), won.label("won"))
        .join(d, d.c.id == stood.c.deal_id)
        .where(d.c.outcome.is_not(None), stood.c.lies.is_not(None))
        .group_by(stood.c.lies),
        scope.values,
    )
    return {ForecastCategory(row.lies): (row.closed, row.won) for row in rows}


def weights(session: Session, scope: Scope, period: Period) -> list[tuple[str, bool, int, Decimal]]:
    """Open opportunities by currency and whether their decision has a day: number and sum.

    Dated ones count in the period of their decision, undated ones always.
    """
    d = standing(scope)
    dated = case((d.c.decision_on.is_not(None), 1), else_=0)
    where = (
        d.c.category.is_not(None),
        d.c.worth.is_not(None),
        or_(d.c.decision_on.is_(None), due(d, period)),
    )
    inner = select(d.c.coin, dated.label("dated"), d.c.worth).where(*where).subquery()
    rows = session.execute(
        select(inner.c.coin, inner.c.dated, func.count().label("n"), func.sum(inner.c.worth))
        .group_by(inner.c.coin, inner.c.dated),
        scope.values,
    )  # fmt: skip
    return [(row[0], bool(row[1]), row[2], row[3]) for row in rows]
