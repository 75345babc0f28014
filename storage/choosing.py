"""Deals to choose from: by what is typed of a name, and by the names that stand in a text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from coaching.deals import Stage
from coaching.money import Money
from storage.database import Session
from storage.deals import Sight, deals, seen
from storage.dialects import dialect_of
from storage.names import name_key

FIELDS = (
    deals.c.id,
    deals.c.name,
    deals.c.owner_id,
    deals.c.stage,
    deals.c.buying_stage,
    deals.c.amount,
    deals.c.currency,
)
PIECE = 3
"""Letters of the pieces by which misspelt names are looked for."""
MOST_PIECES = 24
MOST_NAMED = 50
"""Names looked at that stand in one text."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A deal as a menu names it."""

    id: int
    name: str
    owner_id: int
    stage: Stage
    buying_stage: str | None
    amount: Money | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deals may be chosen: whose first, and open ones, closed ones, or (None) both."""

    first: int
    closed: bool | None = False
    most: int = 100


def soonest(session: Session, sight: Sight, wanted: Wanted) -> list[Choice]:
    """The first member's deals before others', what is decided soonest first."""
    order = (deals.c.decision_on.is_(None), deals.c.decision_on, deals.c.name_key, deals.c.id)
    return _found(session, sight, wanted, (), order)


def named(session: Session, sight: Sight, typed: str, wanted: Wanted) -> list[Choice]:
    """Deals whose name holds what was typed: at its beginning, of a word's, then anywhere."""
    key = name_key(typed)
    column = deals.c.name_key
    rank = case(
        (column.startswith(key, autoescape=True), 0),
        (column.contains(f" {key}", autoescape=True), 1),
        else_=2,
    )
    holds = column.contains(key, autoescape=True)
    return _found(session, sight, wanted, (holds,), (rank, column, deals.c.id))


def alike(session: Session, sight: Sight, typed: str, wanted: Wanted) -> list[Choice]:
    """Deals that share most pieces of three letters with what was typed."""
    pieces = _pieces(name_key(typed))
    if not pieces:
        return []
    shares = [deals.c.name_key.contains(piece, autoescape=True) for piece in pieces]
    score = sum((case((share, 1), else_=0) for share in shares), start=literal(0))
    return _found(session, sight, wanted, (or_(*shares),), (score.desc(), deals.c.id))


def inside(session: Session, sight: Sight, text: str, wanted: Wanted) -> list[Choice]:
    """Deals whose whole name is a part of the text, be it of a longer word; the longest first."""
    position = func.instr if dialect_of(session) == "sqlite" else func.strpos
    holds = position(literal(name_key(text)), deals.c.name_key) > 0
    order = (func.length(deals.c.name_key).desc(), deals.c.id)
    return _found(session, sight, wanted, (holds,), order)


def beginning(session: Session, sight: Sight, words: Iterable[str], wanted: Wanted) -> list[Choice]:
    """Deals of several words whose first is one of these."""
    begins = [deals.c.name_key.startswith(f"{name_key(w)} ", autoescape=True) for w in words]
    if not begins:
        return []
    return _found(session, sight, wanted, (or_(*begins),), (deals.c.name_key, deals.c.id))


def _pieces(key: str) -> list[str]:
    words = [word for word in key.split() if len(word) >= PIECE]
    found = (word[n : n + PIECE] for word in words for n in range(len(word) - PIECE + 1))
    return list(dict.fromkeys(found))[:MOST_PIECES]


def _found(
    session: Session,
    sight: Sight,
    wanted: Wanted,
    where: Sequence[ColumnElement[bool]],
    order: Sequence[Any],
) -> list[Choice]:
    is_open = deals.c.outcome.is_(None)
    state = {False: (is_open,), True: (~is_open,), None: ()}[wanted.closed]
    rows = session.execute(
        select(*FIELDS)
        .where(and_(*seen(sight.shape)), *state, *where)
        .order_by(deals.c.owner_id != wanted.first, ~is_open, *order)
        .limit(wanted.most),
        sight.values,
    )
    return [_choice(row) for row in rows]


def _choice(row: Any) -> Choice:
    amount = Money(row.amount, row.currency) if row.amount is not None else None
    return Choice(row.id, row.name, row.owner_id, Stage(row.stage), row.buying_stage, amount)
