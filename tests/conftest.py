"""What every test may ask for: a Slack, a database, the databases' servers."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.gallery import GALLERY, undrawn
from tests.postgres import PostgresServer
from tests.slack import SlackServer

# The same examples every time, so that a red test stays red; `make search` looks for new ones.
steady = hypothesis.settings(derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("steady", steady)
hypothesis.settings.register_profile("search", steady, derandomize=False)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# Everything a test talks to stands on loopback: no proxy between.
for name in ("http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(name, None)
    os.environ.pop(name.upper(), None)


@pytest.fixture(scope="session", autouse=True)
def gallery(request: pytest.FixtureRequest) -> Iterator[None]:
    """At the end of a run with the page's tests, all that Slack was shown is drawn by the page."""
    yield
    if any("playground_page" in item.nodeid for item in request.session.items):
        faults = sorted(set(undrawn(GALLERY)))
        assert not faults, f"The playground's page cannot draw all that was shown: {faults}"


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    """A stand-in for Slack, fresh for each test."""
    with SlackServer() as server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL per test process; do not stop it, other tests use it."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def postgres_of_its_own() -> Iterator[PostgresServer]:
    """A durable PostgreSQL that the test may stop, crash and restart."""
    with PostgresServer(durable=True) as server:
        yield server


@pytest.fixture
def postgresql_url(postgres: PostgresServer) -> Iterator[str]:
    """An empty PostgreSQL database."""
    url = postgres.fresh_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'deals.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once on each kind; a module takes one with a parametrize of its own."""
    return str(request.getfixturevalue(f"{request.param}_url"))
