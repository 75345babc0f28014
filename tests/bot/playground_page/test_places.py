"""Who one is, where one looks, what is news there, and what time it is."""

import re

from playwright.sync_api import BrowserContext, expect

from tests.bot.playground_page.canned import (
    DM,
    SALES,
    Json,
    button,
    message,
    section,
)
from tests.bot.playground_page.conftest import Open
from tests.bot.playground_page.screen import Screen
from tests.bot.playground_page.server import Stand


def test_the_page_opens_on_what_the_product_wrote_to_me(screen: Screen) -> None:
    page = screen.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Deal Coach")
    expect(page.get_by_role("heading", name="Today, Mon 9 Mar 2026")).to_be_visible()
    expect(page.locator(".day")).to_have_text(["Today"])
    expect(page.locator(".message").first.locator(".app-badge")).to_have_text("APP")
    expect(page.locator("#clock")).to_contain_text("Mon 9 Mar 2026, 08:42")


def test_only_what_is_mine_alone_is_marked_and_can_be_dismissed(told: Screen) -> None:
    mark = told.page.get_by_text("Only visible to you")
    expect(mark).to_have_count(1)
    told.page.get_by_role("button", name="Dismiss").click()
    expect(mark).to_have_count(0)
    expect(told.page.locator(".message")).to_have_count(1)


def test_news_elsewhere_is_counted_until_one_looks(told: Screen) -> None:
    sales = told.page.get_by_role("button", name="sales")
    expect(sales).to_have_accessible_name("sales 1 unread")
    messages = told.stand.state["messages"]
    more = message(900, [section("Moved on")])
    told.stand.changed(messages=messages | {SALES: [*messages[SALES], more]})
    expect(sales).to_have_accessible_name("sales 2 unread")
    sales.click()
    expect(sales).to_have_accessible_name("sales")
    expect(sales).to_have_attribute("aria-current", "page")
    expect(told.page.get_by_text("Moved on")).to_be_visible()


def test_a_message_of_another_day_has_its_divider(told: Screen) -> None:
    messages = told.stand.state["messages"]
    old = message(1, [section("old")], time="2026-03-06T08:30:00+00:00")
    told.stand.changed(messages=messages | {DM: [old, *messages[DM]]})
    expect(told.page.locator(".day")).to_have_text(["Friday, 6 March", "Today"])


def test_one_can_be_somebody_else(screen: Screen) -> None:
    ben = screen.page.get_by_role("button", name=re.compile("Ben Carter"))
    expect(ben).to_contain_text("Seller, New York")
    expect(ben).to_contain_text("04:42")
    ben.click()
    expect(ben).to_have_attribute("aria-current", "true")
    expect(screen.page.locator("#clock")).to_contain_text("New York")
    screen.page.get_by_role("button", name="+1 h").click()
    screen.did("travel")
    assert screen.stand.done[-1]["as"] == "U0BEN"
    assert "as=U0BEN" in screen.page.url


def test_what_others_got_is_counted_beside_their_name(told: Screen) -> None:
    people = told.stand.state["people"]
    told.stand.changed(people=[p | {"posts": p["posts"] + 2} for p in people])
    expect(told.page.get_by_role("button", name=re.compile("Maya.*2 unread"))).to_be_visible()


def test_new_messages_are_read_out_with_their_fallback(told: Screen) -> None:
    told.says(section("*Seen*"), text="Spoken &amp; *clear*, to <@U0ANNA>")
    expect(told.page.locator("#live")).to_contain_text(
        "Deal Coach: Spoken & clear, to @Anna Ferreira"
    )


def test_a_changed_message_is_drawn_in_its_place_and_keeps_the_keyboard(told: Screen) -> None:
    row = {"type": "actions", "block_id": "r", "elements": [button("A", "a"), button("B", "b")]}
    shown = told.says(row)
    shown.get_by_role("button", name="B", exact=True).focus()
    messages = told.stand.state["messages"]
    last = messages[DM][-1]
    again = last | {"blocks": [section("*Done*"), row]}
    told.stand.changed(messages=messages | {DM: [*messages[DM][:-1], again]})
    expect(shown.get_by_text("Done")).to_be_visible()
    expect(told.focused).to_have_text("B")


def test_the_message_menu_holds_the_products_shortcuts(told: Screen) -> None:
    first = told.page.locator(".message").first
    first.hover()
    first.get_by_role("button", name=re.compile("More actions")).click()
    told.page.get_by_role("menuitem", name="Log to a deal").click()
    assert told.did("message_shortcut") == {
        "callback_id": "log_to_deal",
        "place": DM,
        "ts": first.get_attribute("data-ts"),
    }


def test_the_drawer_shows_the_json_and_what_the_limits_say(told: Screen) -> None:
    told.stand.limits = {"problems": [], "measures": [{"what": "Blocks", "is": 3, "most": 50}]}
    told.page.get_by_role("button", name="JSON and limits", exact=True).click()
    drawer = told.page.get_by_role("complementary", name="JSON and limits")
    expect(drawer.get_by_role("region", name="JSON")).to_contain_text('"text": "Undo"')
    expect(drawer).to_contain_text("Within all of Slack's limits.")
    expect(drawer).to_contain_text("Blocks: 3 of 50")
    assert set(told.stand.asked_limits[-1]) == {"type", "text", "blocks"}
    told.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(told.focused).to_have_id("drawer-toggle")


def test_time_moves_when_asked(told: Screen) -> None:
    for name, to in (("+1 h", "+1h"), ("Next morning", "morning"), ("Next Monday", "monday")):
        told.page.get_by_role("button", name=name).click()
        told.comes_to("travel", {"to": to})


def test_a_week_plays_and_can_be_stopped(told: Screen) -> None:
    told.page.get_by_role("button", name="Play a week").click()
    expect(told.page.get_by_role("progressbar")).to_be_visible()
    expect(told.page.get_by_text("Day 1 of 7")).to_be_visible()
    told.page.get_by_role("button", name="Stop").click()
    expect(told.page.get_by_role("progressbar")).to_be_hidden()
    steps = told.stand.of("travel")
    assert steps
    assert len(steps) < 28
    assert all(one == {"to": "+6h"} for one in steps)


def test_the_story_begins_anew_only_after_a_question(told: Screen) -> None:
    told.page.get_by_role("button", name="Begin the story anew").click()
    told.page.get_by_role("button", name="Keep it").click()
    assert told.stand.of("reset") == []
    told.page.get_by_role("button", name="Begin the story anew").click()
    told.page.get_by_role("button", name="Begin anew", exact=True).click()
    assert told.did("reset") == {}


def test_a_file_is_a_link_to_what_is_in_it(told: Screen) -> None:
    file = {"id": "F1", "name": "deals.csv", "size": 2_100}
    link = told.says(section("Here"), file=file).get_by_role("link", name="deals.csv 2 kB")
    expect(link).to_have_attribute("href", "/files/F1?as=U0ANNA")
    expect(link).to_have_attribute("download", "deals.csv")


def test_while_the_story_is_being_told_the_page_says_so(desk: BrowserContext, stand: Stand) -> None:
    stand.is_told.clear()
    with desk.new_page() as page:
        page.goto(stand.url, wait_until="commit")
        waits = page.get_by_text("Half a year of sales is being told. One moment …")
        expect(waits).to_be_visible()
        stand.is_told.set()
        page.wait_for_selector("body[data-ready]")
        expect(waits).to_have_count(0)


def test_without_news_from_the_server_the_page_asks(opened: Open, stand: Stand) -> None:
    stand.has_events = False
    alone = opened()
    alone.stand.changed(now={"iso": "2026-03-09T09:00:00+00:00", "text": "Nine o'clock"})
    expect(alone.page.locator("#clock")).to_contain_text("Nine o'clock")


def test_what_an_answer_brought_already_is_not_asked_for_again(told: Screen) -> None:
    asked: list[str] = []
    told.page.on("request", lambda request: asked.append(request.url))

    def answered(_asked: Json) -> Json:
        told.stand.changed(now=told.stand.state["now"] | {"text": "Half past nine"})
        return {"state": told.stand.state}

    told.stand.answers["travel"] = answered
    told.page.get_by_role("button", name="+1 h").click()
    expect(told.page.locator("#clock")).to_contain_text("Half past nine")
    told.says(section("Later"))
    assert len([url for url in asked if "/state" in url]) == 1


def test_colours_can_be_chosen_and_are_remembered(opened: Open) -> None:
    screen = opened(color_scheme="dark")
    root = screen.page.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    screen.page.get_by_role("button", name="Colours").click()
    expect(root).to_have_attribute("data-theme", "light")
    screen.page.reload()
    expect(root).to_have_attribute("data-theme", "light")
