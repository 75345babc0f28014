"""The guided tour in a real browser, from today's list to Monday's recap."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.axe import findings
from tests.bot.playground_server.served import playing
from tests.browser import chromium

PATIENCE = 10_000
DESK = {"width": 1280, "height": 800}
pytestmark = pytest.mark.xdist_group("playground tour")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for these tests."""
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The playground as a newcomer finds it; its console must stay silent."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    with playing() as playground:
        calm: dict[str, Any] = {"viewport": DESK, "reduced_motion": "reduce"}
        context = browser.new_context(**calm)
        context.set_default_timeout(PATIENCE)
        found = context.new_page()
        found.on("console", heard)
        found.on("pageerror", lambda error: complaints.append(str(error)))
        found.goto(f"http://localhost:{playground.page.port}/")
        found.wait_for_selector("body[data-ready]")
        yield found
        assert found.locator(".unknown-block").count() == 0
        context.close()
    assert complaints == []


def test_a_newcomer_is_led_from_todays_list_to_mondays_recap(page: Page):
    list_of_today = page.locator(".message").first
    step(page, 1, "Today's list")
    expect(list_of_today).to_contain_text("1. Polar Freight")
    expect(list_of_today).to_contain_text("A promise to the buyer comes first")
    page.get_by_role("button", name="Next", exact=True).click()

    step(page, 2, "Log a call in one line")
    expect(page.locator("#composer-text")).to_have_value(re.compile("^/deal log polar call"))
    page.locator("#composer-text").press("Enter")
    expect(newest(page)).to_contain_text("Logged a call with Polar Freight (Inês)")
    expect(newest(page)).to_contain_text("Thu 12 Mar 2026 11:00, call their lawyer")

    step(page, 3, "Understood, and ticked")
    expect(newest(page).get_by_role("button", name="Undo")).to_be_in_viewport()
    expect(list_of_today).to_contain_text("1. Polar Freight call logged")
    list_of_today.get_by_role("button", name="Park").first.click()

    step(page, 4, "A form, and an answer that is wrong")
    expect(newest(page)).to_contain_text("Parked Atlântico Seafoods")
    expect(newest(page).get_by_role("button", name="Undo")).to_be_in_viewport()
    expect(list_of_today).to_contain_text("2. Atlântico Seafoods parked")
    page.locator("#composer-text").press("Enter")
    form = page.get_by_role("dialog", name="Add a deal")
    form.get_by_label("Name").fill("Tasca Rica")
    form.get_by_label("Amount").fill("twelve bananas")
    choose(page, form, "Stage", "Suspect")
    send(form, "Add")
    expect(form).to_contain_text("I can't read “twelve bananas” as an amount.")
    assert findings(page) == []

    step(page, 5, "Mend it, and take it back")
    form.get_by_label("Amount").fill("12k")
    send(form, "Add")
    expect(form).to_have_count(0)
    expect(newest(page)).to_contain_text("Added Tasca Rica as suspect.")
    newest(page).get_by_role("button", name="Undo").click()
    expect(newest(page)).to_contain_text("Undone")

    step(page, 6, "The next morning")
    page.locator('[data-travel="morning"]').click()
    expect(page.locator("#clock")).to_contain_text("Tue 10 Mar 2026, 08:30")
    expect(newest(page)).to_contain_text("Today, Tue 10 Mar 2026")
    expect(newest(page).get_by_text("Today, Tue 10 Mar 2026")).to_be_in_viewport()
    expect(newest(page)).not_to_contain_text("Polar Freight")
    assert findings(page) == []
    page.get_by_role("button", name="Next", exact=True).click()

    step(page, 7, "Monday's recap")
    page.locator('[data-travel="monday"]').click()
    expect(page.locator("#clock")).to_contain_text("Mon 16 Mar 2026, 09:00")
    heading = newest(page).get_by_text("The week up to Mon 16 Mar 2026")
    expect(heading).to_be_in_viewport(ratio=1)
    expect(newest(page)).to_contain_text("Hudson Provisions $61,000")
    expect(newest(page)).to_contain_text("Parked: 1 (Atlântico Seafoods")
    expect(newest(page)).not_to_contain_text("Tasca Rica")
    assert findings(page) == []
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#tour")).to_be_hidden()


def test_moving_a_deal_and_what_other_people_see(page: Page):
    page.get_by_role("button", name="Leave the tour").click()
    say(page, "/deal move casa short list")
    expect(newest(page)).to_contain_text("Casa Ribeiro")
    expect(newest(page)).to_contain_text("short list")
    page.locator('[data-person="U0MAYA"]').click()
    expect(page.locator("#clock")).to_contain_text("Kathmandu")
    expect(newest(page)).to_contain_text("Himal Vaccine Trust")
    expect(page.locator("#messages")).not_to_contain_text("Casa Ribeiro")


def test_a_week_can_be_watched_and_stopped(page: Page):
    page.get_by_role("button", name="Leave the tour").click()
    week = page.locator('[data-travel="week"]')
    week.click()
    expect(newest(page)).to_contain_text("Today, Tue 10 Mar 2026")
    week.click()
    expect(page.locator("#progress")).to_be_hidden()
    stopped = page.locator("#clock").inner_text()
    assert "16 Mar" not in stopped
    page.wait_for_timeout(400)
    assert page.locator("#clock").inner_text() == stopped


def test_the_story_begins_anew(page: Page):
    page.get_by_role("button", name="Leave the tour").click()
    say(page, "/deal add Tasca Rica 3k")
    expect(newest(page)).to_contain_text("Added Tasca Rica")
    page.locator("#reset").click()
    page.get_by_role("alertdialog").get_by_role("button").last.click()
    expect(page.locator("#messages")).not_to_contain_text("Tasca Rica")
    expect(page.locator("#tour-title")).to_have_text("Today's list")


def step(page: Page, number: int, title: str) -> None:
    expect(page.locator(".tour-count")).to_have_text(f"{number} of 7")
    expect(page.locator("#tour-title")).to_have_text(title)


def newest(page: Page) -> Locator:
    return page.locator(".message").last


def say(page: Page, line: str) -> None:
    page.locator("#composer-text").fill(line)
    page.locator("#composer-text").press("Enter")


def choose(page: Page, form: Locator, field: str, option: str) -> None:
    form.get_by_label(field).click()
    page.get_by_role("option", name=option, exact=True).click()


def send(form: Locator, words: str) -> None:
    form.get_by_role("button", name=words, exact=True).click()
