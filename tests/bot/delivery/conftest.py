"""An office, on each database in turn."""

from collections.abc import Iterator

import pytest

from tests.bot.delivery.office import Office, office
from tests.slack import SlackServer


@pytest.fixture
def place(slack: SlackServer, database_url: str) -> Iterator[Office]:
    """Four sellers whose lists are due on Monday at 08:30."""
    with office(slack, database_url) as one:
        yield one
