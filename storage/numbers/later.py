"""What was changed after a moment, so that a deal can be told as it was at that moment."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Numeric,
    String,
    Subquery,
    bindparam,
    case,
    cast,
    func,
    select,
    type_coerce,
)

from storage import tables
from storage.numbers.days import DayOf
from storage.types import AMOUNT_SCALE, Amount

audit = tables.audit
NAMES = (
    "amount", "currency", "owner_id", "source", "product", "segment", "competitor", "reason",
    "parked", "parked_until", "closed_on",
)  # fmt: skip
"""Columns of a deal whose earlier values only the audit holds."""
WIDE = 10**15
"""Added to an entry's number, all have as many digits and sort as texts do."""
DIGITS = 16


def later() -> Subquery:
    """For each deal that was changed since the moment `as_of` and each column: what stood there
    before the first change that nobody took back, behind that entry's number."""
    undone = audit.alias("undone")
    taken_back = (
        select(undone.c.id)
        .where(undone.c.workspace_id == audit.c.workspace_id, undone.c.undoes == audit.c.id)
        .exists()
    )
    return (
        select(audit.c.deal_id, *(_first(name).label(name) for name in NAMES))
        .where(
            audit.c.workspace_id == bindparam("workspace"),
            audit.c.at >= bindparam("as_of"),
            audit.c.deal_id.is_not(None),
            audit.c.undoes.is_(None),
            ~taken_back,
        )
        .group_by(audit.c.deal_id)
        .subquery("later")
    )


def _first(name: str) -> ColumnElement[Any]:
    told = audit.c.changes[name]
    number = cast(audit.c.id + WIDE, String)
    before = number + func.coalesce(told[0].as_string(), "")
    return func.min(case((told.as_string().is_not(None), before)))


def stood(changed: Subquery, name: str, now: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column's value at the moment: what it was before it was changed, else what it is."""
    kept, text = changed.c[name], func.nullif(func.substr(changed.c[name], DIGITS + 1), "")
    return case((kept.is_not(None), TYPED.get(name, _as_it_is)(text)), else_=now)


def worth_then(changed: Subquery, now: ColumnElement[Any]) -> ColumnElement[Any]:
    """The amount at the moment, as an amount's column counts it."""
    kept, text = changed.c.amount, func.nullif(func.substr(changed.c.amount, DIGITS + 1), "")
    exact = cast(cast(text, Numeric(30, 4)) * AMOUNT_SCALE, BigInteger)
    return type_coerce(case((kept.is_not(None), exact), else_=type_coerce(now, BigInteger)), Amount)


def _as_it_is(text: ColumnElement[Any]) -> ColumnElement[Any]:
    return text


def _as_number(text: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(text, BigInteger)


def _as_truth(text: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.coalesce(text, "").in_(("true", "1"))


TYPED: dict[str, Any] = {
    "owner_id": _as_number, "parked": _as_truth, "parked_until": DayOf, "closed_on": DayOf,
}  # fmt: skip
