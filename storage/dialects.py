"""The sentences that SQLite and PostgreSQL say with the same words but different modules."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, func, select, text
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Session


def dialect_of(session: Session) -> str:
    """sqlite or postgresql."""
    return session.dialect.name


def insert_on(dialect: str, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT on that database."""
    module: Any = sqlite if dialect == "sqlite" else postgresql
    return module.insert(table)


def insert(session: Session, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT on the session's database."""
    return insert_on(dialect_of(session), table)


def in_bulk(session: Session) -> None:
    """For a transaction that fills tables: PostgreSQL would go on checking references the way that
    was best while they were empty, which takes five times as long."""
    if dialect_of(session) == "postgresql":
        session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))


def numbers_for(session: Session, table: Table, count: int) -> Iterable[int]:
    """So many free keys of a table, in a transaction that writes: rows that bring theirs along go
    in without being asked for them, which takes a fifth of the time."""
    if dialect_of(session) == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        series = func.generate_series(1, count).table_valued()
        return session.execute(select(func.nextval(sequence)).select_from(series)).scalars()
    last = session.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    return range(last + 1, last + count + 1)


def upsert(
    session: Session,
    table: Table,
    row: Mapping[str, Any],
    *,
    keys: tuple[str, ...],
) -> Any:
    """Inserts the row, or changes the one with the same keys."""
    statement = insert(session, table).values(dict(row))
    changed = {name: statement.excluded[name] for name in row if name not in keys}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=changed)
