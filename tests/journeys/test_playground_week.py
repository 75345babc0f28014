"""A played week in a real browser: list, ticks, snooze, a day off, a pause, and the recap."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_playground_tour import browser, newest, page, say

__all__ = ["browser", "page"]
pytestmark = pytest.mark.xdist_group("playground tour")
PICTURES = os.environ.get("DEAL_COACH_PICTURES")
"""A folder for pictures of what is looked at, where somebody wants them."""


def test_a_week_with_list_ticks_snooze_day_off_pause_and_recap(page: Page) -> None:
    page.get_by_role("button", name="Leave the tour").click()
    travel(page, "morning")
    today = newest(page)
    expect(today).to_contain_text("Today, Tue 10 Mar 2026")
    expect(today).to_contain_text("easiest to reach five minutes before the hour")
    first, second = names(page)[:2]
    picture(page, "list")

    say(page, f"/deal log {first} call “Dana asked for a quote”")
    expect(page.locator("#messages")).to_contain_text("call logged")
    say(page, f"/deal snooze {second} 2d")
    expect(page.locator("#messages")).to_contain_text("snoozed until Thu 12 Mar 2026")

    say(page, "/deal settings away 12 mar")
    expect(newest(page)).to_contain_text("Your next list: Wed 11 Mar 2026")
    say(page, "/deal settings pause until friday")
    expect(newest(page)).to_contain_text("Your next list: Fri 13 Mar 2026")
    say(page, "/deal settings resume")
    expect(newest(page)).to_contain_text("Your next list: Wed 11 Mar 2026")
    say(page, "/deal settings")
    form = page.get_by_role("dialog", name="Settings")
    expect(form).to_contain_text("Daily list")
    expect(form).to_contain_text("Public holidays: Portugal")
    picture(page, "settings")
    form.get_by_role("button", name="Turn off daily list").click()
    expect(form).to_contain_text("shows it whenever you ask")
    form.get_by_role("button", name="Turn on daily list").click()
    expect(form).to_contain_text("Your next list: Wed 11 Mar 2026")
    form.get_by_role("button", name="Cancel").click()

    travel(page, "monday")
    expect(page.locator("#clock")).to_contain_text("Mon 16 Mar 2026, 09:00")
    page.locator('[data-place="C0SALES"]').click()
    recap = newest(page)
    expect(recap).to_contain_text("The week up to Mon 16 Mar 2026")
    expect(recap).to_contain_text("Lesson of the week.")
    chart = recap.get_by_role("img", name="Bar chart: Open opportunities")
    expect(chart).to_have_attribute("src", re.compile("^blob:"))
    drawn = "picture => picture.decode().then(() => picture.naturalWidth)"
    assert chart.evaluate(drawn) > 100
    picture(page, "recap")


def travel(page: Page, where: str) -> None:
    page.locator(f'[data-travel="{where}"]').click()
    expect(page.locator("#progress")).to_be_hidden()


def names(page: Page) -> list[str]:
    """The names on the newest list, in order."""
    rows = newest(page).locator("b, strong").all_inner_texts()
    return [name.split()[0] for name in rows]


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
