"""Which deals a figure counts: the same condition for the figure and for the rows behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Subquery,
    and_,
    bindparam,
    false,
    literal,
    not_,
    or_,
    select,
    true,
)

from coaching.deals import ForecastCategory, Outcome, Stage
from coaching.numbers.periods import Period
from storage import tables
from storage.numbers.calls import newest, of_period
from storage.numbers.days import LocalDay
from storage.numbers.standing import QUALIFIED, Scope, within

Condition = ColumnElement[bool]
LOST = (Outcome.LOST_TO_COMPETITION, Outcome.LOST_TO_NO_DECISION, Outcome.LOST)
PARTS: dict[str, tuple[Outcome, ...]] = {
    "won": (Outcome.WON,),
    "competition": (Outcome.LOST_TO_COMPETITION,),
    "no_decision": (Outcome.LOST_TO_NO_DECISION, Outcome.LET_GO),
    "unknown": (Outcome.LOST,),
    "let_go": (Outcome.LET_GO,),
    "lost": LOST,
    "closed": tuple(Outcome),
}
"""How a qualified deal may have ended, by what the rates call it."""
CATEGORIES = {one.name.lower(): one for one in ForecastCategory}


@dataclass(frozen=True, slots=True)
class Cut:
    """Some deals: what kind, in which period; `by` and `group` narrow them to a part of a split.

    `kind` is one of PARTS, of CATEGORIES, `slipped`, `created`, a stage, `in channel` or `won in
    channel`, whose group is the two bounds of it: “10000:100000”, or “250000:”. `as_of` is the
    day at whose end the deals are looked at; None: now.
    """

    kind: str
    period: Period
    by: str = ""
    group: str | None = None
    as_of: date | None = None


def condition(d: Subquery, scope: Scope, cut: Cut) -> Condition:
    """What has to hold of a standing deal; raises KeyError for an unknown kind."""
    period = cut.period
    if cut.kind in PARTS:
        return and_(ended(d, period), d.c.outcome.in_(PARTS[cut.kind]))
    if cut.kind in CATEGORIES:
        called = d.c.id.in_(select(newest(scope, of_period(period)).c.deal_id))
        return and_(d.c.category == CATEGORIES[cut.kind], or_(due(d, period), called))
    if cut.kind in CHANNELS:
        return and_(CHANNELS[cut.kind](d, period), _between(d, scope, cut.group or ":"))
    found: Condition = OTHERS[cut.kind](d, scope, period)
    return found


def ended(d: Subquery, period: Period) -> Condition:
    """Qualified deals that were closed in the period, imported ones included (playbook §6)."""
    days = within(d.c.closed_on, period.first, period.last)
    return and_(d.c.outcome.is_not(None), d.c.stage.in_(QUALIFIED), *days)


def due(d: Subquery, period: Period) -> Condition:
    """Deals whose decision is expected in the period."""
    return and_(*within(d.c.decision_on, period.first, period.last), d.c.decision_on.is_not(None))


def slipped(d: Subquery, scope: Scope, period: Period) -> Condition:
    """Qualified deals that left the period undecided: expected in it once, and moved past its end,
    still expected in it though it is over, or parked beyond it. The system's reading (002)."""
    if period.first is None or period.last is None:
        return false()
    last = literal(period.last)
    is_over = literal(scope.today > period.last)
    left = or_(d.c.decision_on.is_(None), d.c.decision_on > last, is_over)
    parked = and_(d.c.parked, or_(d.c.parked_until.is_(None), d.c.parked_until > last))
    return and_(
        d.c.stage.in_(QUALIFIED),
        or_(d.c.outcome.is_(None), d.c.closed_on > last),
        or_(
            and_(left, d.c.id.in_(_moved_out(scope, period))),
            and_(due(d, period), or_(is_over, parked)),
        ),
    )


def _moved_out(scope: Scope, period: Period) -> Any:
    moves = tables.close_date_moves
    known = [moves.c.at < bindparam("as_of")] if scope.as_of else []
    beyond = or_(moves.c.to_on.is_(None), moves.c.to_on > literal(period.last))
    return select(moves.c.deal_id).where(
        moves.c.workspace_id == bindparam("workspace"),
        moves.c.voided_at.is_(None),
        *within(moves.c.from_on, period.first, period.last),
        beyond,
        *known,
    )


def created(d: Subquery, scope: Scope, period: Period) -> Condition:
    """Deals added in the period."""
    return and_(true(), *within(LocalDay(d.c.created_at, scope.zone), period.first, period.last))


def _open(d: Subquery, scope: Scope, period: Period) -> Condition:
    return d.c.outcome.is_(None)


def _undated(d: Subquery, scope: Scope, period: Period) -> Condition:
    return and_(d.c.category.is_not(None), not_(due(d, period)))


def _at(stage: Stage) -> Any:
    return lambda d, scope, period: and_(d.c.outcome.is_(None), d.c.stage == stage)


def _between(d: Subquery, scope: Scope, bounds: str) -> Condition:
    """An amount in the workspace's currency from the first bound up to the second."""
    low, high = (Decimal(one) if one else None for one in bounds.split(":"))
    where = [d.c.coin == scope.currency, d.c.worth.is_not(None)]
    where += [d.c.worth >= low] if low is not None else []
    where += [d.c.worth < high] if high is not None else []
    return and_(*where)


CHANNELS: dict[str, Any] = {
    "in channel": lambda d, period: d.c.category.is_not(None),
    "won in channel": lambda d, period: and_(ended(d, period), d.c.outcome == Outcome.WON),
}
OTHERS: dict[str, Any] = {
    "slipped": slipped,
    "created": created,
    "open": _open,
    **{stage.value: _at(stage) for stage in Stage if stage is not Stage.CUSTOMER},
}
