"""A bot with its Slack, and people who use it."""

import itertools
from collections.abc import Iterator

import pytest

from tests.bot.app import Coach, Front, deployed, sqlite_at
from tests.bot.person import Person
from tests.bot.shape import slack_faults
from tests.slack import ADA, ANNA, BEN, SlackServer


@pytest.fixture(scope="session")
def front() -> Iterator[Front]:
    """One web server for all the bots that live for one test only."""
    with Front() as front:
        yield front


@pytest.fixture
def coach(slack: SlackServer, sqlite_url: str, front: Front) -> Iterator[Coach]:
    """A bot over HTTP on a database of its own; whatever it said is checked at the end."""
    with deployed(slack, sqlite_url, front.serve) as coach:
        yield coach
        assert slack_faults(slack, coach.checked) == []


@pytest.fixture
def anna(coach: Coach) -> Person:
    """A seller in Lisbon."""
    return Person(coach, ANNA)


@pytest.fixture
def ben(coach: Coach) -> Person:
    """A seller in New York."""
    return Person(coach, BEN)


@pytest.fixture
def ada(coach: Coach) -> Person:
    """An admin in Lisbon."""
    return Person(coach, ADA)


OFFICES = ["http on sqlite", "socket on sqlite", "http on postgresql"]
NEWCOMERS = itertools.count(1)


@pytest.fixture(scope="module", params=OFFICES)
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Coach]:
    """A bot that many tests share, each with a seller of its own; its clock stands still."""
    way, _, kind = request.param.partition(" on ")
    if kind == "sqlite":
        url = sqlite_at(tmp_path_factory.mktemp("office"))
    else:
        url = request.getfixturevalue("postgres").fresh_database()
    with SlackServer() as slack, deployed(slack, url, way) as coach:
        yield coach


@pytest.fixture
def seller(office: Coach) -> Iterator[Person]:
    """Somebody nobody has met yet, with no deals; whatever they were shown is checked."""
    number = next(NEWCOMERS)
    user = f"U0SELLER{number:03d}"
    office.slack.workspace.add_user(user, f"seller{number}")
    yield Person(office, user)
    assert slack_faults(office.slack, office.checked) == []
