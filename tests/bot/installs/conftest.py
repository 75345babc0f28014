"""A deployment that many workspaces share, on each database."""

from collections.abc import Iterator

import pytest

from tests.bot.app import Coach, Front, deployed
from tests.bot.installs.walk import oauth
from tests.slack import SlackServer


@pytest.fixture
def host(slack: SlackServer, database_url: str, front: Front) -> Iterator[Coach]:
    """A bot over HTTP that has no token of its own."""
    with deployed(slack, database_url, front.serve, **oauth(slack)) as coach:
        yield coach
