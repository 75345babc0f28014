"""Texts that workspaces gave the coach in place of the product's own."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from storage import tables
from storage.database import Session
from storage.dialects import upsert

rows = tables.texts
Entries = Sequence[Any]
_OF = select(rows.c.workspace_id, rows.c.file, rows.c.entries).where(
    rows.c.workspace_id.in_(bindparam("workspaces", expanding=True))
)


def of(session: Session, workspaces: Iterable[str]) -> dict[str, dict[str, Entries]]:
    """By workspace and file: the entries of its own; nothing for what was never replaced."""
    found: dict[str, dict[str, Entries]] = {}
    for row in session.execute(_OF, {"workspaces": sorted(set(workspaces))}):
        found.setdefault(row.workspace_id, {})[row.file] = row.entries
    return found


def keep(
    session: Session, workspace_id: str, file: str, entries: Entries | None, now: datetime
) -> None:
    """Replaces a file of texts; None brings the product's own back."""
    if entries is None:
        mine = (rows.c.workspace_id == workspace_id, rows.c.file == file)
        session.execute(delete(rows).where(*mine))
        return
    row = {"workspace_id": workspace_id, "file": file, "entries": list(entries), "set_at": now}
    session.execute(upsert(session, rows, row, keys=("workspace_id", "file")))
