"""A migrated database of each kind."""

from collections.abc import Iterator

import pytest

from storage.database import Database, open_database
from storage.migrate import upgrade
from tests.storage.world import MARK, OURS, THEIRS, Side, side


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database of this version."""
    found = open_database(database_url)
    upgrade(found)
    yield found
    found.close()


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    """An empty SQLite file of this version."""
    found = open_database(sqlite_url)
    upgrade(found)
    yield found
    found.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def two(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Side, Side]]:
    """A database with two workspaces, ours and theirs."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('scope') / 'deals.db'}"
    else:
        url = request.getfixturevalue("postgres").fresh_database()
    database = open_database(url)
    upgrade(database)
    with database.everywhere.begin() as session:
        us, them = side(session, OURS, ""), side(session, THEIRS, MARK)
    yield database, us, them
    database.close()
