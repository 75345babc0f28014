"""A workspace that was filled before Slack was connected becomes the workspace of Slack."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select, text, update

from storage import tables, walls
from storage.database import Session
from storage.dialects import dialect_of

LOCAL = "local"
"""What an import calls its workspace where nobody has come from Slack yet."""


def workspaces(session: Session) -> list[str]:
    """Every workspace there is."""
    found = select(tables.workspaces.c.id).order_by(tables.workspaces.c.id)
    return list(session.execute(found).scalars())


def adopt(session: Session, workspace_id: str, name: str) -> bool:
    """Gives what was imported to the first workspace that comes, if it comes to no other's data."""
    if workspaces(session) != [LOCAL]:
        return False
    with _references_checked_at_the_end(session), walls.erasing(session):
        for table in tables.Base.metadata.sorted_tables:
            if "workspace_id" in table.c:
                mine = table.c.workspace_id == LOCAL
                session.execute(update(table).where(mine).values(workspace_id=workspace_id))
        session.execute(update(tables.workspaces).values(id=workspace_id, name=name))
    return True


@contextmanager
def _references_checked_at_the_end(session: Session) -> Iterator[None]:
    """The keys of all tables carry the workspace, so that none could change before the others."""
    if dialect_of(session) == "sqlite":
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        yield
        return
    _alter(session, "DEFERRABLE INITIALLY DEFERRED")
    yield
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    _alter(session, "NOT DEFERRABLE")


def _alter(session: Session, how: str) -> None:
    quote = session.dialect.identifier_preparer.quote
    for table in tables.Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            name = session.dialect.identifier_preparer.format_constraint(key)
            session.execute(text(f"ALTER TABLE {quote(table.name)} ALTER CONSTRAINT {name} {how}"))
