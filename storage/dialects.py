"""The two sentences that SQLite and PostgreSQL say with the same words but different modules."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session


def insert(session: Session, row_class: type[DeclarativeBase]) -> Any:
    """An INSERT that knows ON CONFLICT on the session's database."""
    dialect = session.get_bind().dialect.name
    module: Any = sqlite if dialect == "sqlite" else postgresql
    return module.insert(row_class.__table__)


def upsert(
    session: Session,
    row_class: type[DeclarativeBase],
    row: Mapping[str, Any],
    *,
    keys: tuple[str, ...],
) -> Any:
    """Inserts the row, or changes the one with the same keys."""
    statement = insert(session, row_class).values(dict(row))
    table = row_class.__table__
    assert isinstance(table, Table)
    changed = {name: statement.excluded[name] for name in row if name not in keys}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=changed)
