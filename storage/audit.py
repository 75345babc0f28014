"""The record of who did what: it makes commands idempotent and undoable."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from storage import tables
from storage.database import Session
from storage.dialects import dialect_of, insert_on

audit = tables.audit
undo = audit.alias("undo")
OF_WORKSPACE = ("cost", "product", "target")
"""Verbs that change no deal and can be taken back all the same."""
IMPORTED = "imported"
"""The verb of what a file changed on a deal; the file is mended, not the change taken back."""
undoing = and_(undo.c.workspace_id == audit.c.workspace_id, undo.c.undoes == audit.c.id)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a member did. `changes` holds the deal's fields as before and after."""

    id: int
    member_id: int | None
    deal_id: int | None
    verb: str
    at: datetime
    changes: dict[str, Any]
    undone: bool = False


def append(
    session: Session,
    workspace_id: str,
    *,
    member_id: int | None,
    deal_id: int | None,
    verb: str,
    at: datetime,
    dedupe_key: str | None = None,
    fingerprint: str | None = None,
    changes: dict[str, Any] | None = None,
    undoes: int | None = None,
) -> int | None:
    """The number of the new entry; None when the same delivery or undo is there already."""
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        "deal_id": deal_id,
        "verb": verb,
        "at": at,
        "dedupe_key": dedupe_key,
        "fingerprint": fingerprint,
        "changes": changes,
        "undoes": undoes,
    }
    return session.execute(_append(dialect_of(session)), row).scalar()


def by_delivery(session: Session, workspace_id: str, dedupe_key: str) -> Action | None:
    """What an earlier copy of the same delivery did."""
    return _first(session, audit.c.workspace_id == workspace_id, audit.c.dedupe_key == dedupe_key)


def by_id(session: Session, workspace_id: str, action_id: int) -> Action | None:
    """The entry with that number."""
    return _first(session, audit.c.workspace_id == workspace_id, audit.c.id == action_id)


def latest_undoable(
    session: Session, workspace_id: str, member_id: int, since: datetime
) -> Action | None:
    """The member's newest change since then that can be taken back and still stands."""
    mine = (audit.c.workspace_id == workspace_id, audit.c.member_id == member_id)
    of_deal = or_(audit.c.deal_id.is_not(None), audit.c.verb.in_(OF_WORKSPACE))
    changes = (
        audit.c.at >= since, of_deal, audit.c.undoes.is_(None), audit.c.verb != IMPORTED
    )  # fmt: skip
    rows = _entries(session, *mine, *changes, undo.c.id.is_(None), limit=1)
    return rows[0] if rows else None


def verbs_of(session: Session, workspace_id: str, member_id: int) -> frozenset[str]:
    """Everything a member ever did, undone or not."""
    mine = (audit.c.workspace_id == workspace_id, audit.c.member_id == member_id)
    return frozenset(session.execute(select(audit.c.verb).where(*mine).distinct()).scalars())


def later_on_deal(session: Session, workspace_id: str, action: Action) -> list[Action]:
    """What was done to the same deal after the action and still stands, newest first."""
    same = (audit.c.workspace_id == workspace_id, audit.c.deal_id == action.deal_id)
    later = (audit.c.id > action.id, audit.c.undoes.is_(None), undo.c.id.is_(None))
    return _entries(session, *same, *later)


def of_deal(session: Session, workspace_id: str, deal_id: int) -> list[Action]:
    """Everything that was done to a deal, undone or not, oldest first; undoing itself left out."""
    same = (audit.c.workspace_id == workspace_id, audit.c.deal_id == deal_id)
    return _entries(session, *same, audit.c.undoes.is_(None))[::-1]


def _first(session: Session, *where: ColumnElement[bool]) -> Action | None:
    rows = _entries(session, *where, limit=1)
    return rows[0] if rows else None


def _entries(
    session: Session, *where: ColumnElement[bool], limit: int | None = None
) -> list[Action]:
    rows = session.execute(
        select(audit, undo.c.id.label("undone_by"))
        .select_from(audit.outerjoin(undo, undoing))
        .where(*where)
        .order_by(audit.c.id.desc())
        .limit(limit)
    )
    return [
        Action(
            id=row.id,
            member_id=row.member_id,
            deal_id=row.deal_id,
            verb=row.verb,
            at=row.at,
            changes=row.changes or {},
            undone=row.undone_by is not None,
        )
        for row in rows
    ]


@cache
def _append(dialect: str) -> Any:
    return insert_on(dialect, audit).on_conflict_do_nothing().returning(audit.c.id)
