"""Draws what was hung in the gallery with the real page, in a real Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from bot.playground.records import identified
from tests.bot.playground_page import canned
from tests.bot.playground_page.canned import DM, Json
from tests.bot.playground_page.screen import Screen
from tests.bot.playground_page.server import Stand, serving
from tests.browser import chromium
from tests.gallery import Gallery

PATIENCE = 15_000
WHERE = {"message": "#messages", "home": "#home", "modal": "dialog"}
CALM = 50
"""Milliseconds in which a page that stumbles has said so."""


def exhibited(gallery: Gallery) -> Iterator[str]:
    """What the page could not draw, with the place where it stands."""
    with chromium() as browser:
        yield from drawn_by(browser, gallery)


def drawn_by(browser: Browser, gallery: Gallery) -> Iterator[str]:
    """The same in a browser that is open."""
    with _standing(browser) as (screen, complaints):
        _show_messages(screen, gallery.on("message"))
        yield from _unknown(screen.page, "message")
        for surface, show in (("home", _show_home), ("modal", _show_modal)):
            for number, piece in enumerate(gallery.on(surface)):
                show(screen, number, piece)
                yield from _unknown(screen.page, surface)
        screen.page.wait_for_timeout(CALM)
        yield from complaints


@contextmanager
def _standing(browser: Browser) -> Iterator[tuple[Screen, list[str]]]:
    stand, complaints = Stand(canned.state()), list[str]()
    with serving(stand) as serves:
        page = browser.new_page(reduced_motion="reduce")
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.goto(serves.url)
        page.wait_for_selector("body[data-ready]")
        yield Screen(page, stand), complaints
        page.close()


def _show_messages(screen: Screen, pieces: list[Json]) -> None:
    drawn = [
        canned.message(number, identified(piece["blocks"], number), text=piece["text"])
        for number, piece in enumerate(pieces, 1000)
    ]
    screen.stand.changed(messages=screen.stand.state["messages"] | {DM: drawn})
    if drawn:
        screen.page.wait_for_selector(f'.message[data-ts="{drawn[-1]["ts"]}"]')


def _show_home(screen: Screen, number: int, piece: Json) -> None:
    screen.page.locator('[data-place="HOME"]').click()
    screen.stand.changed(home=_viewed(piece, number))
    screen.page.wait_for_selector(f'#home [data-block="b{number}.end"]')


def _show_modal(screen: Screen, number: int, piece: Json) -> None:
    view = _viewed(piece, number) | {"title": canned.words(f"Hung {number}")}
    screen.shows(view)


def _viewed(piece: Json, number: int) -> Json:
    last = {"type": "section", "block_id": f"b{number}.end", "text": canned.words("The end")}
    blocks = [*identified(piece["blocks"], number), last]
    return piece | {"id": f"V{number}", "hash": f"{number}.h", "blocks": blocks}


def _unknown(page: Page, surface: str) -> list[str]:
    found = page.locator(f"{WHERE[surface]} .unknown-block").all_inner_texts()
    return [f"{words} in a {surface}" for words in found]
