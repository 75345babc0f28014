"""Deals as they stand, or as they stood at some moment: what every figure is counted from."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Numeric,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    literal,
    null,
    select,
    type_coerce,
)
from sqlalchemy.sql.selectable import FromClause

from coaching.deals import BUYING_STAGES, ForecastCategory, Stage
from coaching.numbers.exchange import Rates
from storage import tables
from storage.deals import Sight, seen
from storage.numbers.days import LocalDay
from storage.numbers.money import exchanged
from storage.types import AMOUNT_SCALE, Amount

deals = tables.deals
DIMENSIONS = ("owner", "source", "product", "segment", "competitor")
SAME = ("id", "name", "owner_id", "source", "product", "segment", "competitor", "reason")
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
    """From the history before the moment. Owner, names and details are those of now."""
    move, dated, coming, paid = _last_move(), _last_date(), _next_date(), _next_amount()
    kept = paid.c.deal_id.is_not(None)
    plain = case(
        (kept, cast(cast(paid.c.amount, Numeric(30, 4)) * AMOUNT_SCALE, BigInteger)),
        else_=type_coerce(deals.c.amount, BigInteger),
    )
    coin = case((kept, paid.c.currency), else_=deals.c.currency)
    ended = func.coalesce(deals.c.closed_on, LocalDay(move.c.at, scope.zone))
    closed_on = case((move.c.to_outcome.is_not(None), ended), else_=null())
    amount, currency = exchanged(
        type_coerce(plain, Amount), coin, closed_on, scope.currency, scope.rates
    )
    decision_on = case(
        (dated.c.deal_id.is_not(None), dated.c.to_on),
        (coming.c.deal_id.is_not(None), coming.c.from_on),
        else_=deals.c.decision_on,
    )
    joined: FromClause = deals.join(move, move.c.deal_id == deals.c.id)
    for other in (dated, coming, paid):
        joined = joined.outerjoin(other, other.c.deal_id == deals.c.id)
    return (
        select(
            *(deals.c[name] for name in SAME),
            move.c.to_stage.label("stage"), move.c.to_buying_stage.label("buying_stage"),
            move.c.to_outcome.label("outcome"), closed_on.label("closed_on"),
            decision_on.label("decision_on"), deals.c.created_at,
            move.c.entered.label("entered_stage_at"),
            false().label("parked"), cast(null(), Date).label("parked_until"),
            amount.label("worth"), currency.label("coin"),
            category(move.c.to_stage, move.c.to_outcome, move.c.to_buying_stage).label("category"),
        )
        .select_from(joined)
        .where(*seen(scope.sight.shape), deals.c.created_at < bindparam("as_of"))
    )  # fmt: skip


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


def _last_move() -> Subquery:
    moves = tables.stage_moves
    newest = func.row_number().over(
        partition_by=moves.c.deal_id, order_by=(moves.c.at.desc(), moves.c.id.desc())
    )
    changed = case((moves.c.to_stage != func.coalesce(moves.c.from_stage, ""), moves.c.at))
    entered = func.max(changed, type_=moves.c.at.type).over(partition_by=moves.c.deal_id)
    told = (
        select(
            moves.c.deal_id, moves.c.to_stage, moves.c.to_buying_stage, moves.c.to_outcome,
            moves.c.at, entered.label("entered"), newest.label("newest"),
        )
        .where(*_of(moves), moves.c.at < bindparam("as_of"))
        .subquery()
    )  # fmt: skip
    return select(told).where(told.c.newest == 1).subquery()


def _last_date() -> Subquery:
    moves = tables.close_date_moves
    order = (moves.c.at.desc(), moves.c.id.desc())
    return _first(moves, (moves.c.to_on,), order, moves.c.at < bindparam("as_of"))


def _next_date() -> Subquery:
    moves = tables.close_date_moves
    order = (moves.c.at, moves.c.id)
    return _first(moves, (moves.c.from_on,), order, moves.c.at >= bindparam("as_of"))


def _next_amount() -> Subquery:
    """What the amount was before the first change of it after the moment."""
    audit = tables.audit
    before = [
        cast(audit.c.changes[name][0].as_string(), String).label(name)
        for name in ("amount", "currency")
    ]
    changes = audit.c.changes["amount"][1].as_string().is_not(None)
    where = (audit.c.workspace_id == bindparam("workspace"), audit.c.deal_id.is_not(None))
    later = and_(audit.c.at >= bindparam("as_of"), changes, audit.c.verb != "import")
    return _first(audit, before, (audit.c.at, audit.c.id), *where, later, is_history=False)


def _first(table: Any, columns: Any, order: Any, *where: Any, is_history: bool = True) -> Subquery:
    number = func.row_number().over(partition_by=table.c.deal_id, order_by=order)
    told = (
        select(table.c.deal_id, *columns, number.label("number"))
        .where(*(_of(table) if is_history else ()), *where)
        .subquery()
    )
    return select(told).where(told.c.number == 1).subquery()


def _of(table: Any) -> tuple[ColumnElement[bool], ...]:
    return (table.c.workspace_id == bindparam("workspace"), table.c.voided_at.is_(None))


def within(column: ColumnElement[Any], first: date | None, last: date | None) -> list[Any]:
    """The condition that a day lies in a period whose ends may be open."""
    bounds = ((first, column.__ge__), (last, column.__le__))
    return [holds(literal(day)) for day, holds in bounds if day is not None]


def dimension(d: Subquery, by: str) -> ColumnElement[Any]:
    """The column that a figure is split by."""
    if by not in DIMENSIONS:
        raise ValueError(f"nothing is split by {by}")
    return d.c.owner_id if by == "owner" else d.c[by]
