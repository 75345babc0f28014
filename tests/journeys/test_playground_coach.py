"""A stall, its way out answered each way, a draft, and the mirror, in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.bot.playground_server.served import playing
from tests.browser import chromium
from tests.journeys.test_playground_forms import newest, say, send

pytestmark = pytest.mark.xdist_group("playground forms")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for these tests."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One playground for these tests, without its tour."""
    with playing() as playground:
        found = browser.new_page(reduced_motion="reduce")
        complaints: list[str] = []
        found.on("pageerror", lambda error: complaints.append(str(error)))
        found.goto(f"http://localhost:{playground.page.port}/")
        found.wait_for_selector("body[data-ready]")
        found.get_by_role("button", name="Leave the tour").click()
        yield found
        assert found.locator(".unknown-block").count() == 0
        found.close()
    assert complaints == []


def test_a_stalled_deal_brings_a_way_out_that_is_answered_each_way(page: Page) -> None:
    morning = page.locator(".message").first
    expect(morning).to_contain_text("Atlântico Seafoods: stalled. The decision moved later 2 times")
    letter = the_letter(morning)
    assert letter.startswith("Marta, ")
    press(morning, "Copy the text for Atlântico")
    form = page.get_by_role("dialog", name="Log a touch")
    expect(form).to_contain_text("Copy the text into your own mail or chat.")
    expect(form.get_by_label("What was said")).to_have_value(letter)
    send(form, "Log")
    expect(newest(page)).to_contain_text(f"Logged a mail with Atlântico Seafoods: “{letter}”")

    way_out(page, "atl", "Atlântico Seafoods: stalled. The decision moved later 2 times")
    assert the_letter(newest(page)) != letter
    press(newest(page), "Not now: Atlântico Seafoods")
    expect(newest(page)).to_have_text(
        re.compile("Fine. I say nothing more about Atlântico Seafoods for 15 days.")
    )

    way_out(page, "nordlys", "Nordlys Pharma: stalled. Silent for")
    press(newest(page), "They opted in: Nordlys Pharma")
    expect(newest(page)).to_contain_text("Logged a message from Nordlys Pharma: “they want to go")

    way_out(page, "algarve", "Algarve Hotels: stalled. A slow no,")
    press(newest(page), "They opted out: Algarve Hotels")
    gone = newest(page)
    expect(gone).to_contain_text("Let go of Algarve Hotels: “took the way out that we offered”.")
    expect(gone).to_contain_text("That is time won back.")
    expect(gone).to_contain_text("Some will, some won't. So what: next. It took")
    press(gone, "Undo")
    expect(newest(page)).to_contain_text("Undone: Algarve Hotels is open again.")


def test_a_draft_is_checked_and_the_mirror_is_ones_own(page: Page) -> None:
    say(page, "/deal check Hi Dana, I'm sending my offer. Would you buy it?")
    checked = newest(page)
    expect(checked).to_contain_text("Hi Dana, we're sending our offer. Would you buy it?")
    expect(checked).to_contain_text("2 changes")
    expect(checked).to_contain_text("Asks for an opinion")
    say(page, "/deal mirror")
    mirror = newest(page)
    expect(mirror).to_contain_text("Your last 90 days look most like a")
    expect(mirror).to_contain_text("touches held a question")
    expect(mirror).to_contain_text("Only visible to you")


def way_out(page: Page, deal: str, begins: str) -> None:
    say(page, f"/deal offramp {deal}")
    expect(newest(page)).to_contain_text(begins)


def the_letter(message: Locator) -> str:
    """The words to send, as they are quoted."""
    expect(message).to_contain_text("A way in or out that you can send:")
    return message.locator("blockquote").first.inner_text().strip()


def press(message: Locator, name: str) -> None:
    message.get_by_role("button", name=name).first.click()
