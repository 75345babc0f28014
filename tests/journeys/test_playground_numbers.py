"""The numbers in a real browser, as wide as a phone: a forecast, a call, charts, rows."""

import os

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_playground_tour import browser, newest, page, say

__all__ = ["browser", "page"]
pytestmark = pytest.mark.xdist_group("playground tour")
PHONE = {"width": 390, "height": 844}
PICTURES = os.environ.get("DEAL_COACH_PICTURES")
STORY = (
    "/deal target 100k",
    "/deal add Zenith 40k close today stage short list source fair",
    "/deal add Zephyr 60k close today stage negotiating source google",
)


def test_a_forecast_is_called_drawn_and_opened_on_a_phone(page: Page) -> None:
    page.get_by_role("button", name="Leave the tour").click()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for line in STORY:
        say(page, line)
    say(page, "/deal forecast")
    told = newest(page)
    expect(told).to_contain_text("Forecast, Q1 2026")
    expect(told).to_contain_text("Upside up to")
    picture(page, "forecast")
    told.get_by_role("button", name="Call Zenith in").click()
    expect(newest(page)).to_contain_text("Zenith is in the forecast for Q1 2026")

    say(page, "/deal numbers all time by source")
    told = newest(page)
    expect(told).to_contain_text("Close rate")
    told.get_by_role("button", name="Chart and tables").click()
    expect(page.locator("#messages svg").last).to_be_visible()
    picture(page, "numbers")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    say(page, "/deal coverage")
    told = newest(page)
    told.get_by_role("button", name="Deals behind Commit").click()
    expect(newest(page)).to_contain_text("Commit, Q1 2026:")
    picture(page, "rows")


def picture(page: Page, name: str) -> None:
    """What is seen at this point, for whoever wants to look."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/numbers-{name}.png")
