"""Deals as they stand, or as they stood at some moment: what every figure is counted from."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    select,
)

from coaching.deals import BUYING_STAGES, ForecastCategory, Stage
from coaching.numbers.exchange import Rates
from storage import tables
from storage.deals import Sight, seen
from storage.numbers.days import LocalDay
from storage.numbers.later import later, stood, worth_then
from storage.numbers.money import exchanged

deals = tables.deals
DIMENSIONS = ("owner", "source", "product", "segment", "competitor")
SAME = ("id", "name", "owner_id", "source", "product", "segment", "competitor", "reason")
CHANGING = (*SAME[2:], "parked", "parked_until")
"""What the audit tells of earlier."""
QUALIFIED = (Stage.OPPORTUNITY, Stage.CUSTOMER)


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks, and how: what they may see, their zone and day, the currency that counts, the
    rates into it, and the moment as of which is asked (None: now)."""

    sight: Sight
    zone: str
    today: date
    currency: str
    rates: Rates = field(default_factory=dict)
    as_of: datetime | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What the statements are filled with."""
        return {**self.sight.values, **({"as_of": self.as_of} if self.as_of else {})}


def standing(scope: Scope) -> Subquery:
    """The deals of the scope; `worth` in the currency `coin`, `category` of open opportunities."""
    return (_now(scope) if scope.as_of is None else _then(scope)).subquery("d")


def _now(scope: Scope) -> Select[Any]:
    amount, currency = exchanged(
        deals.c.amount, deals.c.currency, deals.c.closed_on, scope.currency, scope.rates
    )
    return select(
        *(deals.c[name] for name in SAME),
        deals.c.stage, deals.c.buying_stage, deals.c.outcome, deals.c.closed_on,
        deals.c.decision_on, deals.c.created_at, deals.c.entered_stage_at,
        deals.c.parked, deals.c.parked_until,
        amount.label("worth"), currency.label("coin"),
        category(deals.c.stage, deals.c.outcome, deals.c.buying_stage).label("category"),
    ).where(*seen(scope.sight.shape))  # fmt: skip


def _then(scope: Scope) -> Select[Any]:
    """From the history before the moment; names are those of now."""
    b, was = _pointed(scope), later()
    move, dated, coming = (
        tables.stage_moves.alias("move"), tables.close_date_moves.alias("dated"),
        tables.close_date_moves.alias("coming"),
    )  # fmt: skip
    coin = stood(was, "currency", b.c.currency)
    ended = func.coalesce(stood(was, "closed_on", b.c.closed_on), LocalDay(move.c.at, scope.zone))
    closed_on = case((move.c.to_outcome.is_not(None), ended), else_=null())
    amount, currency = exchanged(
        worth_then(was, b.c.amount), coin, closed_on, scope.currency, scope.rates
    )
    decision_on = case(
        (b.c.dated_id.is_not(None), dated.c.to_on),
        (b.c.coming_id.is_not(None), coming.c.from_on),
        else_=b.c.decision_on,
    )
    joined = b.join(move, move.c.id == b.c.move_id).outerjoin(was, was.c.deal_id == b.c.id)
    for table, number in ((dated, b.c.dated_id), (coming, b.c.coming_id)):
        joined = joined.outerjoin(table, table.c.id == number)
    return select(
        b.c.id, b.c.name,
        *(stood(was, name, b.c[name]).label(name) for name in CHANGING),
        move.c.to_stage.label("stage"), move.c.to_buying_stage.label("buying_stage"),
        move.c.to_outcome.label("outcome"), closed_on.label("closed_on"),
        decision_on.label("decision_on"), b.c.created_at,
        b.c.entered.label("entered_stage_at"),
        amount.label("worth"), currency.label("coin"),
        category(move.c.to_stage, move.c.to_outcome, move.c.to_buying_stage).label("category"),
    ).select_from(joined)  # fmt: skip


def _pointed(scope: Scope) -> Subquery:
    """Each deal with the rows that say how it stood: found by index, one deal at a time."""
    moves, dates = tables.stage_moves, tables.close_date_moves
    moment: ColumnElement[Any] = bindparam("as_of")
    entered = (
        select(func.max(moves.c.at, type_=moves.c.at.type))
        .where(*_of(moves), moves.c.at < moment)
        .where(moves.c.to_stage != func.coalesce(moves.c.from_stage, ""))
    )
    pointers = {
        "move_id": _nearest(moves, moves.c.at < moment, *_of(moves), newest=True),
        "dated_id": _nearest(dates, dates.c.at < moment, *_of(dates), newest=True),
        "coming_id": _nearest(dates, dates.c.at >= moment, *_of(dates)),
    }
    wanted = (
        "id", "name", *CHANGING, "amount", "currency", "closed_on", "decision_on", "created_at"
    )  # fmt: skip
    return (
        select(
            *(deals.c[name] for name in wanted),
            entered.scalar_subquery().label("entered"),
            *(pointer.label(name) for name, pointer in pointers.items()),
        )
        .where(*seen(scope.sight.shape), deals.c.created_at < moment)
        .subquery("b")
    )


def category(
    stage: ColumnElement[Any], outcome: ColumnElement[Any], buying: ColumnElement[Any]
) -> ColumnElement[Any]:
    """The forecast category of an open opportunity; NULL for everything else (002)."""
    of = {one: [s.key for s in BUYING_STAGES if s.category is one] for one in ForecastCategory}
    lies_in = case(
        *((buying.in_(keys), one.value) for one, keys in of.items()),
        else_=ForecastCategory.PIPELINE.value,
    )
    return case((and_(outcome.is_(None), stage == Stage.OPPORTUNITY), lies_in), else_=null())


def _nearest(table: Any, *where: Any, newest: bool = False) -> Any:
    """The number of the first row of a deal that fits, or of the last."""
    order = (table.c.at.desc(), table.c.id.desc()) if newest else (table.c.at, table.c.id)
    return select(table.c.id).where(*where).order_by(*order).limit(1).scalar_subquery()


def _mine(table: Any) -> tuple[ColumnElement[bool], ...]:
    """The rows of a deal, which is told by the statement around."""
    return (table.c.workspace_id == deals.c.workspace_id, table.c.deal_id == deals.c.id)


def _of(table: Any) -> tuple[ColumnElement[bool], ...]:
    """Those that stand."""
    return (*_mine(table), table.c.voided_at.is_(None))


def within(column: ColumnElement[Any], first: date | None, last: date | None) -> list[Any]:
    """The condition that a day lies in a period whose ends may be open."""
    bounds = ((first, column.__ge__), (last, column.__le__))
    return [holds(literal(day)) for day, holds in bounds if day is not None]


def dimension(d: Subquery, by: str) -> ColumnElement[Any]:
    """The column that a figure is split by."""
    if by not in DIMENSIONS:
        raise ValueError(f"nothing is split by {by}")
    return d.c.owner_id if by == "owner" else d.c[by]
