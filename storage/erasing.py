"""Erases a workspace whole: nothing of it stays."""

from datetime import datetime

from sqlalchemy import delete, select

from storage import tables
from storage.database import Session

_LEFT = select(tables.workspaces.c.id).order_by(tables.workspaces.c.left_at).limit(1)


def claim_left(session: Session, before: datetime) -> str | None:
    """A workspace that left by then and did not come back, locked; None when there is no other."""
    due = _LEFT.where(tables.workspaces.c.left_at <= before).with_for_update(skip_locked=True)
    found: str | None = session.execute(due).scalar()
    return found


def erase_workspace(session: Session, workspace_id: str) -> None:
    """Deletes every row of a workspace, those first that point at others."""
    for table in reversed(tables.Base.metadata.sorted_tables):
        if "workspace_id" in table.c:
            session.execute(delete(table).where(table.c.workspace_id == workspace_id))
    one = tables.workspaces.c.id == workspace_id
    session.execute(delete(tables.workspaces).where(one))
