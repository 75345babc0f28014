"""An office for each test, on a database of each kind that all of them share."""

import itertools
from collections.abc import Iterator

import pytest

from storage.database import Database, open_database
from storage.migrate import upgrade
from tests.bot.usecases.office import Office, Seller

WORKSPACES = itertools.count(1)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A database in which every test has a workspace of its own."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('usecases') / 'deals.db'}"
    else:
        url = request.getfixturevalue("postgres").fresh_database()
    database = open_database(url)
    upgrade(database)
    yield database
    database.close()


@pytest.fixture
def office(database: Database) -> Office:
    """A workspace with three people and no deals."""
    return Office(database, f"T{next(WORKSPACES)}")


@pytest.fixture
def anna(office: Office) -> Seller:
    """A seller in Lisbon."""
    return office.anna
