"""Forms, shortcuts and Home in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.bot.playground_server.served import playing
from tests.browser import chromium

pytestmark = pytest.mark.xdist_group("playground forms")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for these tests."""
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The playground without its tour; its console must stay silent."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    with playing() as playground:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        found = context.new_page()
        found.on("console", heard)
        found.on("pageerror", lambda error: complaints.append(str(error)))
        found.goto(f"http://localhost:{playground.page.port}/")
        found.wait_for_selector("body[data-ready]")
        found.get_by_role("button", name="Leave the tour").click()
        yield found
        assert found.locator(".unknown-block").count() == 0
        context.close()
    assert complaints == []


def test_a_form_asks_what_follows_and_keeps_what_was_typed_beside_its_error(page: Page) -> None:
    say(page, "/deal add")
    form = page.get_by_role("dialog", name="Add a deal")
    form.get_by_label("Name").fill("Tasca Rica")
    form.get_by_label("Amount").fill("bananas")
    choose(page, form, "Stage", "Opportunity")
    choose(page, form, "Where the buyer is", "Short list")
    send(form, "Add")
    expect(form).to_contain_text("I can't read “bananas” as an amount.")
    expect(form.get_by_label("Name")).to_have_value("Tasca Rica")
    form.get_by_label("Amount").fill("12k")
    send(form, "Add")
    expect(newest(page)).to_contain_text("Added Tasca Rica as opportunity, short list.")


def test_losing_to_a_competitor_asks_for_its_name(page: Page) -> None:
    say(page, "/deal close")
    form = page.get_by_role("dialog", name="Close a deal")
    form.get_by_label("Deal").fill("casa")
    page.get_by_role("option", name="Casa Ribeiro").click()
    expect(form.get_by_label("Competitor")).to_have_count(0)
    choose(page, form, "How did it end?", "Lost to a competitor")
    form.get_by_label("Competitor").fill("Globex")
    form.get_by_label("Reason").fill("price")
    send(form, "Close it")
    expect(newest(page)).to_contain_text("Casa Ribeiro: lost to Globex: “price”.")


def test_a_message_is_logged_to_the_deal_that_it_names(page: Page) -> None:
    on_message(page, "Teresa of Casa Ribeiro asks for a price & a date", "Log to a deal")
    form = page.get_by_role("dialog", name="Log a touch")
    expect(form).to_contain_text("It names Casa Ribeiro.")
    expect(form.get_by_label("What was said")).to_have_value(
        "Teresa of Casa Ribeiro asks for a price & a date"
    )
    send(form, "Log")
    expect(newest(page)).to_contain_text("Logged a message with Casa Ribeiro: “Teresa of Casa")


def test_a_draft_is_read_before_it_is_sent(page: Page) -> None:
    on_message(page, "Hi Dana, I'm sending my offer. Would you buy it?", "Check this draft")
    shown = page.get_by_role("dialog", name="Check this draft")
    expect(shown).to_contain_text("Hi Dana, we're sending our offer. Would you buy it?")
    expect(shown).to_contain_text("2 changes")
    expect(shown).to_contain_text("Asks for an opinion")
    shown.get_by_role("button", name="They wrote this").click()
    expect(page.get_by_role("dialog")).to_contain_text("I hear no slow no in it.")


def test_a_call_is_logged_from_anywhere_and_taken_back_where_it_was_told(page: Page) -> None:
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Log a call").click()
    form = page.get_by_role("dialog", name="Log a touch")
    form.get_by_label("Deal").fill("polar")
    page.get_by_role("option", name="Polar Freight").click()
    send(form, "Log")
    told = page.get_by_role("dialog", name="Deal Coach")
    expect(told).to_contain_text("Logged a call with Polar Freight.")
    told.get_by_role("button", name="Undo").click()
    expect(told).to_contain_text("Undone:")


def test_home_is_worked_and_turned_over(page: Page) -> None:
    page.get_by_role("button", name="Home").last.click()
    home = page.locator(".home-blocks")
    expect(home).to_contain_text("1. Polar Freight")
    expect(home).to_contain_text("Open amounts by category, EUR")
    expect(home.get_by_role("table", name="Open deals by shelf")).to_contain_text("On the table")
    expect(home).to_contain_text("Your deals: 12, page 1 of 2")
    home.get_by_role("button", name="The next page").click()
    expect(home).to_contain_text("Your deals: 12, page 2 of 2")
    home.get_by_role("button", name="Log on Polar Freight", exact=True).click()
    form = page.get_by_role("dialog", name="Log a touch")
    choose(page, form, "What it was", "Call")
    send(form, "Log")
    told = page.get_by_role("dialog", name="Deal Coach")
    expect(told).to_contain_text("Logged a call with Polar Freight.")
    told.get_by_role("button", name="Close").last.click()
    expect(home).to_contain_text("1. Polar Freight call logged")


def newest(page: Page) -> Locator:
    return page.locator(".message").last


def say(page: Page, line: str) -> None:
    page.locator("#composer-text").fill(line)
    page.locator("#composer-text").press("Enter")


def on_message(page: Page, text: str, shortcut: str) -> None:
    page.locator('[data-place="C0SALES"]').click()
    say(page, text)
    expect(newest(page)).to_contain_text(text)
    newest(page).hover()
    newest(page).get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name=shortcut).click()


def choose(page: Page, form: Locator, field: str, option: str) -> None:
    form.get_by_label(field).click()
    page.get_by_role("option", name=option, exact=True).click()


def send(form: Locator, words: str) -> None:
    form.get_by_role("button", name=words, exact=True).click()
