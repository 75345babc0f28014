"""A world for every story."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from tests.journeys.world import World
from tests.slack import SlackServer


@pytest.fixture
def world(slack: SlackServer, database_url: str) -> Iterator[Callable[[datetime], World]]:
    """Begins a world at a moment, on each database in turn."""
    begun: list[World] = []

    def begin(moment: datetime) -> World:
        begun.append(World(slack, database_url, moment).start())
        return begun[-1]

    yield begin
    for one in begun:
        one.stop()
