"""What was done stands: either database refuses to change or to delete it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Table, delete, select, text, update
from sqlalchemy.exc import IntegrityError

from storage import history, spending, tables, walls
from storage.database import Database, Session
from storage.erasing import erase_workspace
from tests.storage.world import NOW, OURS, THEIRS, Side, everything_of, in_vain

LATER = NOW + timedelta(hours=1)
HISTORY = [tables.audit, tables.products, tables.spend, tables.targets, *history.TABLES]
COLUMNS = [column for table in HISTORY for column in table.c if column.name != "voided_at"]
VOIDED = [table for table in HISTORY if "voided_at" in table.c]
Two = tuple[Database, Side, Side]


def test_every_table_of_what_an_action_wrote_is_history() -> None:
    every = tables.Base.metadata.sorted_tables
    of_actions = [table for table in every if {"action_id", "voided_at"} <= set(table.c.keys())]
    assert {table.name for table in HISTORY} == {"audit", *(table.name for table in of_actions)}


def refused(session: Session, change: Any) -> None:
    with pytest.raises(IntegrityError, match="stands: nothing in it is changed"):  # noqa: SIM117
        with session.begin_nested():
            session.execute(change)


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_no_column_of_what_was_done_is_written_again(column: Column[Any], two: Two) -> None:
    database, _, _ = two
    with in_vain(database.everywhere) as session:
        refused(session, update(column.table).values({column.name: column}))


@pytest.mark.parametrize("table", HISTORY, ids=str)
class TestEvery:
    def test_row_stays(self, table: Table, two: Two) -> None:
        database, _, _ = two
        with in_vain(database.everywhere) as session:
            assert session.execute(select(table)).first()
            refused(session, delete(table))

    def test_row_cannot_be_replaced(self, table: Table, two: Two) -> None:
        database, _, _ = two
        with in_vain(database.everywhere) as session:
            if session.dialect.name == "postgresql":
                refused(session, text(f"TRUNCATE {table.name} CASCADE"))
            else:
                refused(session, text(f"REPLACE INTO {table.name} SELECT * FROM {table.name}"))

    def test_row_can_be_erased_by_what_says_so_and_until_it_is_done(
        self, table: Table, two: Two
    ) -> None:
        database, _, _ = two
        with in_vain(database.everywhere) as session:
            with walls.erasing(session):
                rows = len(session.execute(select(table)).all())
                assert session.execute(update(table).values(at=LATER)).rowcount == rows > 0
            refused(session, update(table).values(at=NOW))
        with in_vain(database.everywhere) as session:
            refused(session, update(table).values(at=NOW))


@pytest.mark.parametrize("table", VOIDED, ids=str)
def test_what_is_voided_stays_so(table: Table, two: Two) -> None:
    database, us, _ = two
    with in_vain(database.everywhere) as session:
        history.void(session, OURS, us.action.id, NOW)
        spending.void(session, OURS, us.action.id, NOW)
        voided = table.c.voided_at.is_not(None)
        assert session.execute(select(table).where(voided)).first()
        for value in (None, LATER):
            refused(session, update(table).where(voided).values(voided_at=value))


def test_a_fault_while_erasing_leaves_everything_and_lets_nobody_else_through(two: Two) -> None:
    database, _, _ = two
    with in_vain(database.everywhere) as session:
        before = everything_of(session, THEIRS)

    def fails() -> None:
        with database.everywhere.begin() as session, walls.erasing(session):
            erase_workspace(session, THEIRS)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with in_vain(database.everywhere) as session:
        assert everything_of(session, THEIRS) == before
        refused(session, delete(tables.audit))
