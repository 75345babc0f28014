"""A file dropped on the page: it stands in the conversation, and the product hears of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.playground.manifest import manifest
from tests.bot.playground_server.listener import PROMISES, Listener
from tests.bot.playground_server.served import playing
from tests.browser import chromium

pytestmark = pytest.mark.xdist_group("playground files")
DROPPED = """() => {
    const data = new DataTransfer();
    data.items.add(new File(['name,amount\\nAcme,12000\\n'], 'deals.csv', {type: 'text/csv'}));
    return data;
}"""


@pytest.fixture
def listener() -> Listener:
    """A product that listens."""
    return Listener()


@pytest.fixture
def page(listener: Listener) -> Iterator[Page]:
    """The playground in a browser; its console stays silent."""
    complaints: list[str] = []
    with chromium() as browser, playing(listener.build, manifest(PROMISES)) as playground:
        found = browser.new_page(reduced_motion="reduce")
        found.on("pageerror", lambda error: complaints.append(str(error)))
        found.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        found.goto(f"http://localhost:{playground.page.port}/")
        found.wait_for_selector("body[data-ready]")
        found.get_by_role("button", name="Leave the tour").click()
        yield found
    assert complaints == []


def test_a_dropped_file_is_a_message_in_the_conversation_and_reaches_the_product(
    page: Page, listener: Listener
) -> None:
    data = {"dataTransfer": page.evaluate_handle(DROPPED)}
    page.locator("#main").dispatch_event("dragover", data)
    expect(page.get_by_text("Drop the file to hand it to Deal Coach")).to_be_visible()
    page.locator("#main").dispatch_event("drop", data)
    expect(page.locator(".message").last).to_contain_text("deals.csv")
    expect(page.locator(".message").last).to_contain_text("Anna Ferreira")
    assert told(listener) == ("file_share", "im", "U0ANNA", "D0ANNA", "deals.csv", 23)


def test_a_file_can_be_chosen_without_dragging(page: Page, listener: Listener) -> None:
    content = {"name": "pipeline.csv", "mimeType": "text/csv", "buffer": b"name\nAcme\n"}
    page.locator("#file-picker").set_input_files(files=[content])  # type: ignore[list-item]
    expect(page.locator(".message").last).to_contain_text("pipeline.csv")
    assert told(listener)[-2:] == ("pipeline.csv", 10)


def told(listener: Listener) -> tuple[Any, ...]:
    """The event as it came through the product's door."""
    event = listener.heard[0]
    [file] = event["files"]
    names = ("subtype", "channel_type", "user", "channel")
    return (*(event[name] for name in names), file["name"], file["size"])
