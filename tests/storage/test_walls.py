"""PostgreSQL keeps workspaces apart by itself, whatever is asked of it."""

import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Table, delete, func, insert, select, text, update
from sqlalchemy.exc import ProgrammingError

from storage import tables, walls
from storage.database import Database, OutOfReach, open_database
from storage.migrate import upgrade
from tests.postgres import PostgresServer
from tests.storage.world import MARK, NOW, OURS, THEIRS, everything_of, in_vain, side

OF_NONE = "install_states"
TABLES = [table for table in tables.Base.metadata.sorted_tables if table.name != OF_NONE]


@pytest.fixture(scope="module")
def walled(postgres: PostgresServer) -> Iterator[Database]:
    """Two workspaces that have everything alike, each with its tokens."""
    url = postgres.fresh_database()
    database = open_database(url)
    upgrade(database)
    with database.everywhere.begin() as session:
        for workspace, mark in ((OURS, ""), (THEIRS, MARK)):
            side(session, workspace, mark)
            session.execute(text(INSTALLED), {"workspace": workspace})
        session.execute(insert(tables.install_states), {"digest": "x", "expires_at": NOW})
    yield database
    database.close()
    postgres.drop_database(url)


INSTALLED = (
    "INSERT INTO installations (workspace_id, bot, bot_user, installer, scopes, epoch, "
    "installed_at) VALUES (:workspace, 'B', 'U', 'U', '', 0, now())"
)


def owner_of(table: Table) -> Any:
    """The column that says whose a row is."""
    return table.c.id if table.name == "workspaces" else table.c.workspace_id


def seen(session: Any, table: Table) -> set[str]:
    """Whose rows are found by a question that names no workspace."""
    return set(session.execute(select(owner_of(table)).distinct()).scalars())


@pytest.mark.parametrize("table", TABLES, ids=str)
class TestEveryTable:
    def test_a_question_that_names_no_workspace_finds_its_own_alone(
        self, table: Table, walled: Database
    ) -> None:
        with walled.within(OURS).read() as session:
            assert seen(session, table) == {OURS}
        with walled.within(THEIRS).glance() as session:
            assert seen(session, table) == {THEIRS}
        with walled.within("T3").snapshot() as session:
            assert seen(session, table) == set()
        with walled.everywhere.read() as session:
            assert seen(session, table) == {OURS, THEIRS}

    def test_a_change_that_names_no_workspace_reaches_its_own_alone(
        self, table: Table, walled: Database
    ) -> None:
        with in_vain(walled.within(OURS)) as session, walls.erasing(session):
            column = next(c for c in table.c if c.name not in ("id", "workspace_id"))
            changed = session.execute(update(table).values({column.name: column}))
            found = session.execute(select(func.count()).select_from(table)).scalar()
            assert changed.rowcount == found
            assert found

    def test_no_row_is_put_or_moved_into_another(self, table: Table, walled: Database) -> None:
        with walled.within(THEIRS).read() as session:
            row = dict(session.execute(select(table)).mappings().first() or {})
        with in_vain(walled.within(OURS)) as session, walls.erasing(session):
            for change in (
                insert(table).values(row | ({"id": 10**6} if "id" in row else {})),
                update(table).values({owner_of(table).name: THEIRS}),
            ):
                with (
                    pytest.raises(ProgrammingError, match="row-level security"),
                    session.begin_nested(),
                ):
                    session.execute(change)


def test_where_nobody_said_whose_rows_none_are_found(walled: Database) -> None:
    with walled.within(OURS).read() as session:
        assert seen(session, tables.deals) == {OURS}
    with walled.engine.connect() as session:
        for table in tables.Base.metadata.sorted_tables:
            assert session.execute(select(table)).all() == [], table.name


def test_what_is_kept_before_anybody_knows_whose_it_will_be_is_no_workspaces(
    walled: Database,
) -> None:
    count = select(func.count()).select_from(tables.install_states)
    with walled.within(OURS).read() as session:
        assert session.execute(count).scalar() == 0
    with walled.everywhere.read() as session:
        assert session.execute(count).scalar() == 1


def test_deleting_without_a_workspace_leaves_theirs(walled: Database) -> None:
    with in_vain(walled.everywhere) as session:
        theirs = everything_of(session, THEIRS)
    with in_vain(walled.within(OURS)) as session:
        assert session.execute(delete(tables.suggestions)).rowcount == 1
        assert session.execute(delete(tables.suggestions)).rowcount == 0
    with in_vain(walled.everywhere) as session:
        assert everything_of(session, THEIRS) == theirs


@pytest.mark.parametrize("name", ["T1' OR true --", "*", "everywhere", "", "100%", 'T"1', "T\\1"])
def test_a_strange_name_of_a_workspace_opens_nothing(walled: Database, name: str) -> None:
    with walled.within(name).read() as session:
        assert seen(session, tables.deals) == set()


def test_every_table_is_held_to_its_policy_for_its_owner_too(walled: Database) -> None:
    held = text(
        "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
        "WHERE relrowsecurity AND relforcerowsecurity AND polcmd = '*' AND polpermissive"
    )
    with walled.everywhere.read() as session:
        assert set(session.execute(held).scalars()) == set(tables.Base.metadata.tables)
        assert walls.bypassed(session) is False


def test_a_role_that_sees_past_the_policies_is_noticed(
    walled: Database, postgres: PostgresServer
) -> None:
    name = str(walled.engine.url.database)
    database = open_database(postgres.url(name, "postgres"))
    with database.within(OURS).read() as session:
        assert walls.bypassed(session) is True
        assert seen(session, tables.deals) == {OURS, THEIRS}
    database.close()


def test_nothing_is_lent_before_it_is_said_whose(database: Database) -> None:
    for lend in (database.begin, database.read, database.snapshot, database.glance):
        with pytest.raises(OutOfReach), lend():
            pass


def test_what_is_lent_within_a_workspace_reaches_no_further(database: Database) -> None:
    ours = database.within(OURS)
    with pytest.raises(OutOfReach):
        ours.within(THEIRS)
    with pytest.raises(OutOfReach):
        _ = ours.everywhere
    with ours.within(OURS).read():
        pass
    with database.everywhere.within(OURS).read():
        pass


def test_a_dump_by_the_ordinary_role_holds_every_workspace(
    walled: Database, postgres: PostgresServer
) -> None:
    """As docs/operators.md says it."""
    at = ["-h", str(postgres.folder), "-U", "coach"]
    name, copy = str(walled.engine.url.database), postgres.fresh_database()
    dump = subprocess.run(
        [str(postgres.programs / "pg_dump"), *at, "--enable-row-security", name],
        env=os.environ | {"PGOPTIONS": "-c app.reach=everywhere"},
        capture_output=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    into = copy.rpartition("@/")[2].partition("?")[0]
    restore = [str(postgres.programs / "psql"), *at, "-q", "-v", "ON_ERROR_STOP=1", "-d", into]
    subprocess.run(restore, input=dump, capture_output=True, check=True, timeout=60)
    restored = open_database(copy)
    with walled.everywhere.read() as here, restored.everywhere.read() as there:
        for workspace in (OURS, THEIRS):
            assert everything_of(there, workspace) == everything_of(here, workspace)
    with restored.within(OURS).read() as session:
        assert seen(session, tables.deals) == {OURS}
    restored.close()
    postgres.drop_database(copy)
