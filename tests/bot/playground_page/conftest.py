"""A Chromium, a server with canned answers, and a page that must not complain."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

from tests.bot.playground_page import canned
from tests.bot.playground_page.screen import Screen
from tests.bot.playground_page.server import Serving, Stand, serving
from tests.browser import chromium

HERE = Path(__file__).parent
PATIENCE = 5_000
DESK = {"width": 1280, "height": 800}
STAGES = itertools.count(1)

Open = Callable[..., Screen]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A module's tests share one browser, so they run in one process."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(f"page {item.path.stem}"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for this folder; it must be gone before others use an event loop."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="package")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """Windows on a desk's screen; they share what was fetched before."""
    context = _context(browser)
    yield context
    context.close()


@pytest.fixture(scope="package")
def server() -> Iterator[Serving]:
    """One server for this folder."""
    with serving(Stand(canned.state())) as found:
        yield found


@pytest.fixture
def stand(server: Serving) -> Stand:
    """What the server says in this test; it may be changed before and while the page is open."""
    stage = f"stage-{next(STAGES)}"
    server.stand = Stand(canned.state() | {"stage": stage}, url=server.url)
    return server.stand


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the page's console said; a test that expects something there empties it."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def screen(desk: BrowserContext, stand: Stand, complaints: list[str]) -> Iterator[Screen]:
    """The page, open, on a desk's screen."""
    found = _open(desk, stand, complaints)
    yield found
    found.page.close()


@pytest.fixture(scope="package")
def standing(desk: BrowserContext) -> Page:
    """A window that stays open, for tests that only look at what is said there."""
    return desk.new_page()


@pytest.fixture
def told(standing: Page, stand: Stand, complaints: list[str]) -> Iterator[Screen]:
    """The page as it stood before, where another story begins."""
    rest = _hear(standing, complaints)
    if standing.url == "about:blank":
        standing.goto(stand.url)
    standing.wait_for_selector(f"body[data-ready={stand.state['stage']}]")
    yield Screen(standing, stand)
    rest()


@pytest.fixture
def opened(browser: Browser, stand: Stand, complaints: list[str]) -> Iterator[Open]:
    """Opens the page in another browser; arguments are playwright's for a new context."""
    contexts = []

    def open_page(**options: Any) -> Screen:
        contexts.append(_context(browser, **options))
        return _open(contexts[-1], stand, complaints)

    yield open_page
    for context in contexts:
        context.close()


def _context(browser: Browser, **options: Any) -> BrowserContext:
    calm: dict[str, Any] = {"viewport": DESK, "reduced_motion": "reduce"}
    context = browser.new_context(**calm | options)
    context.set_default_timeout(PATIENCE)
    return context


def _open(context: BrowserContext, stand: Stand, complaints: list[str]) -> Screen:
    page = context.new_page()
    _hear(page, complaints)
    page.goto(stand.url)
    page.wait_for_selector("body[data-ready]")
    return Screen(page, stand)


def _hear(page: Page, complaints: list[str]) -> Callable[[], None]:
    """Collects what the page's console says; gives what stops it."""

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def failed(error: Error) -> None:
        complaints.append(str(error))

    def rest() -> None:
        page.remove_listener("console", heard)
        page.remove_listener("pageerror", failed)

    page.on("console", heard)
    page.on("pageerror", failed)
    return rest
