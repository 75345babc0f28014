"""A migrated database of each kind."""

from collections.abc import Iterator

import pytest

from storage.database import Database, open_database
from storage.migrate import upgrade


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
