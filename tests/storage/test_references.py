"""Rows belong to a workspace, and point at nothing outside it."""

from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from storage import tables
from storage.database import Database
from tests.storage.world import OURS, Side, in_vain

OF_NONE = ("workspaces", "install_states")
"""The workspaces themselves, and what is kept before anybody can know whose it will be."""


def test_every_table_but_the_workspaces_themselves_belongs_to_one() -> None:
    for table in tables.Base.metadata.sorted_tables:
        if table.name not in OF_NONE:
            assert not table.c.workspace_id.nullable, table.name


def test_every_reference_between_tables_carries_the_workspace() -> None:
    for table in tables.Base.metadata.sorted_tables:
        for reference in table.foreign_key_constraints:
            columns = set(reference.column_keys)
            assert "workspace_id" in columns, (table.name, columns)
        pointed = {column.key for column in table.c if column.key.endswith("_id")}
        referring = {key for fk in table.foreign_key_constraints for key in fk.column_keys}
        outside = {"slack_id", "client_msg_id"}
        if table.name != "workspaces":
            assert pointed - outside <= referring, table.name


REFERENCES = [
    (table, column)
    for table in tables.Base.metadata.sorted_tables
    for reference in table.foreign_key_constraints
    for column in reference.column_keys
    if column != "workspace_id"
]


@pytest.mark.parametrize(("table", "column"), REFERENCES, ids=lambda value: str(value))
def test_no_row_can_point_into_another_workspace(
    table: Any, column: str, two: tuple[Database, Side, Side]
) -> None:
    database, _, them = two
    numbers = {"owner_id": "member", "member_id": "member", "deal_id": "deal"}
    with in_vain(database.everywhere) as session:
        rows = session.execute(table.select().where(table.c.workspace_id == OURS)).mappings()
        row = {**next(iter(rows)), "id": 10**6, "dedupe_key": None, "key": "another"}
        kept = {name: value for name, value in row.items() if name in table.c}
        pointed = getattr(them, numbers.get(column, "action"))
        number = pointed if isinstance(pointed, int) else pointed.id
        with session.begin_nested():
            session.execute(insert(table).values(kept))
        other = {"key": "a third"} if "key" in kept else {}
        stray = insert(table).values({**kept, **other, "id": 10**6 + 1, column: number})
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(stray)
