"""A playground for each test, or one that stands."""

from collections.abc import Iterator

import pytest

from tests.bot.playground_server.page import Page
from tests.bot.playground_server.served import Playground, playing


@pytest.fixture
def playground() -> Iterator[Playground]:
    """A playground at the beginning of its story."""
    with playing() as found:
        yield found


@pytest.fixture
def page(playground: Playground) -> Page:
    """Anna in front of it."""
    return playground.page


@pytest.fixture(scope="module")
def standing() -> Iterator[Page]:
    """A playground that the tests of a module share: they leave it as it is."""
    with playing() as found:
        yield found.page
