"""The migrations make exactly the tables, once, whoever starts them and however often."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from storage import tables
from storage.database import Database, open_database
from storage.migrate import configuration, revision, upgrade
from tests.storage.world import OURS, everything_of, side


def difference(database: Database) -> list[object]:
    """What would have to change for the database to equal the tables."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, tables.Base.metadata))


def test_the_migrations_make_the_tables(database: Database) -> None:
    assert difference(database) == []
    assert len(set(revision(database))) == 1


def test_a_difference_would_be_seen(database: Database) -> None:
    with database.everywhere.begin() as connection:
        connection.execute(text("ALTER TABLE deals DROP COLUMN segment"))
        connection.execute(text("DROP INDEX ix_deals_name"))
    assert len(difference(database)) == 2


def test_conditional_indexes_are_conditional(database: Database) -> None:
    found = inspect(database.engine)
    for table, index in (("deals", "ix_deals_open"), ("outbox", "ix_outbox_waiting")):
        (options,) = (i["dialect_options"] for i in found.get_indexes(table) if i["name"] == index)
        assert any(name.endswith("_where") and value is not None for name, value in options.items())


def test_a_second_upgrade_does_nothing(database: Database) -> None:
    with database.everywhere.begin() as session:
        side(session, OURS, "")
    with database.everywhere.read() as session:
        before = everything_of(session, OURS)
    upgrade(database)
    with database.everywhere.read() as session:
        assert everything_of(session, OURS) == before


def test_a_database_that_was_never_upgraded_says_so(database_url: str) -> None:
    database = open_database(database_url)
    current, newest = revision(database)
    assert current is None
    assert newest is not None
    database.close()


def test_everything_can_be_taken_down_again(database: Database) -> None:
    with database.everywhere.begin() as connection:
        command.downgrade(configuration(connection), "base")
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    upgrade(database)
    assert difference(database) == []


def test_many_who_upgrade_at_once_upgrade_once(database_url: str) -> None:
    databases = [open_database(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(upgrade, databases))
    assert difference(databases[0]) == []
    for database in databases:
        database.close()


def test_an_upgrade_that_fails_leaves_nothing_half_made(database_url: str) -> None:
    database = open_database(database_url)
    with database.everywhere.begin() as connection:
        connection.execute(text("CREATE TABLE touches (id INTEGER)"))
    with pytest.raises(Exception, match="touches"):
        upgrade(database)
    assert inspect(database.engine).get_table_names() == ["touches"]
    database.close()
