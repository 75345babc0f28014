"""What is forgotten of deals that ended long ago: what was said; what it came to stays."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, exists, or_, select, update

from storage import tables, walls
from storage.database import Session

deals = tables.deals
SETTING = "keep_texts_days"
FIGURES = frozenset(
    {
        "amount", "currency", "stage", "buying_stage", "outcome", "closed_on", "decision_on",
        "owner_id", "parked", "parked_until", "snoozed_until", "step_on", "step_at",
    }
)  # fmt: skip
"""What the audit keeps of a change: what figures are counted from, and no words."""
WHOLE = (tables.buyers, tables.facts, tables.exchanges)
"""History that is nothing but words."""
BLANKED: tuple[tuple[Any, dict[str, None]], ...] = (
    (tables.touches, {"body": None, "who": None}),
    (tables.forecast_calls, {"reason": None}),
)
DEAL = {"reason": None, "step_what": None}


def limits(session: Session) -> dict[str, int]:
    """The workspaces that keep texts for a time only, each with its days."""
    table = tables.settings
    rows = session.execute(
        select(table.c.workspace_id, table.c.value).where(table.c.name == SETTING)
    )
    return {row.workspace_id: int(row.value) for row in rows if row.value}


def due(session: Session, workspace_id: str, before: date, most: int) -> list[int]:
    """Deals that ended before that day and of which words are left yet."""
    asked = {"workspace": workspace_id, "before": before}
    return list(session.execute(_DUE.limit(most), asked).scalars())


def forget(session: Session, workspace_id: str, numbers: Sequence[int]) -> None:
    """Takes the words of those deals away, from their history and the audit alike."""
    with walls.erasing(session):
        for table in WHOLE:
            session.execute(delete(table).where(*_of(table, workspace_id, numbers)))
        for table, blank in BLANKED:
            session.execute(update(table).where(*_of(table, workspace_id, numbers)).values(blank))
        _strip(session, workspace_id, numbers)
    one = (deals.c.workspace_id == workspace_id, deals.c.id.in_(numbers))
    session.execute(update(deals).where(*one).values(DEAL))


def _strip(session: Session, workspace_id: str, numbers: Sequence[int]) -> None:
    audit = tables.audit
    kept = _of(audit, workspace_id, numbers)
    changed = [
        {"entry": row.id, "fresh": {k: v for k, v in row.changes.items() if k in FIGURES}}
        for row in session.execute(select(audit.c.id, audit.c.changes).where(*kept))
        if (row.changes or {}).keys() - FIGURES
    ]
    if changed:
        entry = (audit.c.workspace_id == workspace_id, audit.c.id == bindparam("entry"))
        fresh = {"changes": bindparam("fresh", type_=audit.c.changes.type)}
        session.execute(update(audit).where(*entry).values(fresh), changed)


def _of(table: Any, workspace_id: str, numbers: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    return (table.c.workspace_id == workspace_id, table.c.deal_id.in_(numbers))


def _words(table: Any, *columns: str) -> ColumnElement[bool]:
    same = (table.c.workspace_id == deals.c.workspace_id, table.c.deal_id == deals.c.id)
    filled = [table.c[name].is_not(None) for name in columns]
    return exists().where(*same, *([or_(*filled)] if filled else []))


_DUE: Select[Any] = (
    select(deals.c.id)
    .where(
        deals.c.workspace_id == bindparam("workspace"),
        deals.c.outcome.is_not(None),
        deals.c.closed_on < bindparam("before"),
        or_(
            deals.c.reason.is_not(None),
            deals.c.step_what.is_not(None),
            _words(tables.touches, "body", "who"),
            _words(tables.forecast_calls, "reason"),
            *(_words(table) for table in WHOLE),
        ),
    )
    .order_by(deals.c.closed_on, deals.c.id)
)
