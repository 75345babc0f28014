"""Every row of every table from one database into another, as it stands, secrets included."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import JSON, Insert, Table, bindparam, exists, func, insert, select

from storage import exporting, tables
from storage.database import Session
from storage.dialects import in_bulk

CHUNK = 2000
"""Rows that are held in memory at a time."""


def count(session: Session) -> dict[str, int]:
    """How many rows each table has, in the order in which they can be copied."""
    return {
        table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables.Base.metadata.sorted_tables
    }


def in_use(session: Session) -> list[str]:
    """The tables that hold anything."""
    return [
        table.name
        for table in tables.Base.metadata.sorted_tables
        if session.execute(select(exists(select(1).select_from(table)))).scalar_one()
    ]


def copy(source: Session, target: Session, moved: Callable[[int], None]) -> None:
    """Copies all rows with their numbers; `moved` hears how many went over each time."""
    in_bulk(target)
    for table in tables.Base.metadata.sorted_tables:
        _copy(source, target, table, moved)
    exporting.finish(target)


def _copy(source: Session, target: Session, table: Table, moved: Callable[[int], None]) -> None:
    everything = select(table).order_by(*table.primary_key.columns)
    rows = source.execute(everything, execution_options={"yield_per": CHUNK})
    statement = _into(table)
    for part in rows.mappings().partitions():
        target.execute(statement, [dict(row) for row in part])
        moved(len(part))


def _into(table: Table) -> Insert:
    """A missing JSON value stays missing, and does not become the word null."""
    values: dict[str, Any] = {
        column.name: bindparam(column.name, type_=JSON(none_as_null=True))
        for column in table.c
        if isinstance(column.type, JSON)
    }
    return insert(table).values(values) if values else insert(table)
