"""What the database refuses by itself, as the migrations told it to, and who is let through."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from storage import tables
from storage.database import Session
from storage.dialects import dialect_of
from storage.engines import ERASING

_BYPASSED = text(
    "SELECT count(*) FROM unnest(CAST(:names AS text[])) AS name "
    "WHERE NOT row_security_active(name)"
)
_ERASING = text("SELECT set_config('app.erasing', :said, true)")


def bypassed(session: Session) -> bool | None:
    """Whether this role sees past the policies of any table; None where there are none (SQLite)."""
    if dialect_of(session) == "sqlite":
        return None
    names = [table.name for table in tables.Base.metadata.sorted_tables]
    return bool(session.execute(_BYPASSED, {"names": names}).scalar())


@contextmanager
def erasing(session: Session) -> Iterator[None]:
    """Within the block, audit and history can be changed and deleted, by this transaction alone.

    For erasing a member, a workspace, or what is too old to be kept, and for a workspace that gets
    its name; for nothing else. A block that raises ends the transaction.
    """
    if dialect_of(session) == "sqlite":
        session.info[ERASING] = True
        try:
            yield
        finally:
            session.info[ERASING] = False
        return
    session.execute(_ERASING, {"said": "on"})
    yield
    session.execute(_ERASING, {"said": "off"})
