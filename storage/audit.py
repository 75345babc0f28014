"""The record of who did what: it makes commands idempotent and undoable."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import Session, aliased

from storage.dialects import insert
from storage.tables import AuditRow


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
    return session.execute(
        insert(session, AuditRow)
        .values(
            workspace_id=workspace_id,
            member_id=member_id,
            deal_id=deal_id,
            verb=verb,
            at=at,
            dedupe_key=dedupe_key,
            fingerprint=fingerprint,
            changes=changes,
            undoes=undoes,
        )
        .on_conflict_do_nothing()
        .returning(AuditRow.id)
    ).scalar()


def by_delivery(session: Session, workspace_id: str, dedupe_key: str) -> Action | None:
    """What an earlier copy of the same delivery did."""
    return _first(session, AuditRow.workspace_id == workspace_id, AuditRow.dedupe_key == dedupe_key)


def by_id(session: Session, workspace_id: str, action_id: int) -> Action | None:
    """The entry with that number."""
    return _first(session, AuditRow.workspace_id == workspace_id, AuditRow.id == action_id)


def retyped(
    session: Session, workspace_id: str, member_id: int, fingerprint: str, since: datetime
) -> bool:
    """Whether the member gave the very same command since then, and did not undo it."""
    undo = aliased(AuditRow)
    return (
        session.execute(
            select(AuditRow.id)
            .outerjoin(undo, _undoing(undo))
            .where(
                AuditRow.workspace_id == workspace_id,
                AuditRow.member_id == member_id,
                AuditRow.at >= since,
                AuditRow.fingerprint == fingerprint,
                undo.id.is_(None),
            )
            .limit(1)
        ).first()
        is not None
    )


def latest_undoable(
    session: Session, workspace_id: str, member_id: int, since: datetime
) -> Action | None:
    """The member's newest change to a deal since then that still stands."""
    undo = aliased(AuditRow)
    row = session.execute(
        select(AuditRow)
        .outerjoin(undo, _undoing(undo))
        .where(
            AuditRow.workspace_id == workspace_id,
            AuditRow.member_id == member_id,
            AuditRow.at >= since,
            AuditRow.deal_id.is_not(None),
            AuditRow.undoes.is_(None),
            undo.id.is_(None),
        )
        .order_by(AuditRow.at.desc(), AuditRow.id.desc())
        .limit(1)
    ).first()
    return _action(row[0], undone=False) if row else None


def later_on_deal(session: Session, workspace_id: str, action: Action) -> list[Action]:
    """What was done to the same deal after the action and still stands, newest first."""
    undo = aliased(AuditRow)
    rows: list[Row[Any]] = list(
        session.execute(
            select(AuditRow)
            .outerjoin(undo, _undoing(undo))
            .where(
                AuditRow.workspace_id == workspace_id,
                AuditRow.deal_id == action.deal_id,
                AuditRow.id > action.id,
                AuditRow.undoes.is_(None),
                undo.id.is_(None),
            )
            .order_by(AuditRow.id.desc())
        )
    )
    return [_action(row[0], undone=False) for row in rows]


def _undoing(undo: type[AuditRow]) -> ColumnElement[bool]:
    return and_(undo.workspace_id == AuditRow.workspace_id, undo.undoes == AuditRow.id)


def _first(session: Session, *where: Any) -> Action | None:
    undo = aliased(AuditRow)
    row = session.execute(
        select(AuditRow, undo.id).outerjoin(undo, _undoing(undo)).where(*where)
    ).first()
    return _action(row[0], undone=row[1] is not None) if row else None


def _action(row: AuditRow, *, undone: bool) -> Action:
    return Action(
        id=row.id,
        member_id=row.member_id,
        deal_id=row.deal_id,
        verb=row.verb,
        at=row.at,
        changes=row.changes or {},
        undone=undone,
    )
