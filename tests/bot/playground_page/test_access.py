"""Anybody can use it: by keyboard alone, with a screen reader, on a phone, in the dark."""

import pytest
from playwright.sync_api import expect

from tests.axe import findings
from tests.bot.playground_page.canned import (
    PIXEL,
    Json,
    button,
    field,
    log_form,
    marked,
    modal,
    options,
    section,
    tour,
    words,
)
from tests.bot.playground_page.conftest import Open
from tests.bot.playground_page.screen import Screen
from tests.bot.playground_page.test_blocks import BLOCKS, PIE, people_table, raw

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}

EVERYTHING: list[Json] = [
    block | {"block_id": f"every{number}"} for number, (block, *_) in enumerate(BLOCKS.values())
]
EVERYTHING += [
    people_table(page_size=3) | {"block_id": "table"},
    {"type": "table", "block_id": "wide", "rows": [[raw(f"Column {n}") for n in range(20)]] * 2},
    {"type": "data_visualization", "block_id": "pie", "title": "Ended", "chart": PIE},
    {"type": "image", "block_id": "img", "image_url": PIXEL, "alt_text": "a dot"},
    {
        "type": "actions",
        "block_id": "all",
        "elements": [
            button("Danger", "danger", style="danger"),
            {"type": "overflow", "action_id": "o", "options": options("One", "Two")},
            {"type": "multi_users_select", "action_id": "m", "initial_users": ["U0BEN"]},
            {"type": "datepicker", "action_id": "d", "initial_date": "2026-03-12"},
            {"type": "radio_buttons", "action_id": "r", "options": options("One", "Two")},
            {"type": "checkboxes", "action_id": "c", "options": options("One", "Two")},
        ],
    },
    section("`code` <@U0ANNA> <https://example.com|a link> ~gone~ :tada:", 77),
]
FIELDS = (
    *log_form()["blocks"],
    field("when", {"type": "timepicker"}, optional=True),
    field("which", {"type": "radio_buttons", "options": options("One", "Two")}),
    field("any", {"type": "checkboxes", "options": options("Three", "Four")}, optional=True),
    field("many", {"type": "multi_static_select", "options": options("A")}, hint=words("Any")),
    {"type": "alert", "block_id": "al", "level": "error", "text": marked("Careful")},
)


def crowded(opened: Open, **options: object) -> Screen:
    """Everything the page can draw, in one message."""
    screen = opened(**options)
    screen.says(*EVERYTHING)
    return screen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened: Open, scheme: str) -> None:
    screen = crowded(opened, color_scheme=scheme)
    assert findings(screen.page) == []
    screen.stand.changed(tour={"steps": tour(), "at": 1})
    expect(screen.page.locator("#tour")).to_be_visible()
    screen.page.get_by_role("button", name="JSON and limits", exact=True).click()
    screen.composer.fill("/deal l")
    screen.composer.focus()
    assert findings(screen.page) == []
    screen.page.locator('[data-place="HOME"]').click()
    assert findings(screen.page) == []
    dialog = screen.shows(modal(*FIELDS))
    dialog.get_by_role("button", name="Log").click()
    dialog.get_by_role("combobox", name="Kind").click()
    assert findings(screen.page) == []


def test_axe_finds_nothing_serious_on_a_phone(opened: Open) -> None:
    screen = crowded(opened, **PHONE)
    assert findings(screen.page) == []
    screen.page.get_by_role("button", name="Places and people").click()
    assert findings(screen.page) == []


def too_wide(screen: Screen) -> list[str]:
    """What sticks out of a phone's screen and would make it scroll sideways."""
    found: list[str] = screen.page.evaluate(
        """() => {
            const wide = document.scrollingElement.scrollWidth > innerWidth;
            const parts = ["#scroller", "#top", "#main", ".modal-body", "#drawer", "#composer"];
            const found = parts.filter((name) => {
                const part = document.querySelector(name);
                return part && part.scrollWidth > part.clientWidth + 1;
            });
            return wide ? ["page", ...found] : found;
        }"""
    )
    return found


def test_nothing_scrolls_sideways_on_a_phone(opened: Open) -> None:
    screen = crowded(opened, **PHONE)
    assert too_wide(screen) == []
    screen.composer.fill("/deal log a_very_long_word_" + "x" * 80)
    assert too_wide(screen) == []
    screen.page.get_by_role("button", name="JSON and limits", exact=True).click()
    assert too_wide(screen) == []
    screen.page.get_by_role("button", name="Close the drawer").click()
    dialog = screen.shows(modal(*FIELDS))
    assert too_wide(screen) == []
    size = dialog.bounding_box()
    assert size is not None
    assert size["width"] == 360


def test_on_a_phone_the_sidebar_opens_over_the_conversation(opened: Open) -> None:
    screen = opened(**PHONE)
    sales = screen.page.locator('[data-place="C0SALES"]')
    expect(sales).to_be_hidden()
    screen.page.get_by_role("button", name="Places and people").click()
    sales.click()
    expect(sales).to_be_hidden()
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("#sales")


def test_a_call_is_logged_by_keyboard_alone(screen: Screen) -> None:
    keys = screen.page.keyboard
    keys.press("Tab")
    expect(screen.focused).to_have_text("Skip to the composer")
    keys.press("Enter")
    expect(screen.composer).to_be_focused()
    keys.type("/deal lo")
    keys.press("Tab")
    keys.type("acme mail")
    keys.press("Enter")
    assert screen.did("command")["text"] == "log acme mail"
    keys.press("Shift+Tab")
    for _ in range(12):
        if screen.focused.inner_text() == "Undo":
            break
        keys.press("Shift+Tab")
    keys.press("Enter")
    assert screen.action()["action_id"] == "undo"


def test_a_form_is_filled_in_by_keyboard_alone(screen: Screen) -> None:
    keys = screen.page.keyboard
    screen.shows(
        modal(
            field("kind", {"type": "static_select", "options": options("Call", "Mail")}),
            field("way", {"type": "radio_buttons", "options": options("In", "Out")}),
            field("text", {"type": "plain_text_input"}),
        )
    )
    expect(screen.focused).to_have_role("combobox")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type("Dana")
    keys.press("Enter")
    values = screen.did("submit")["values"]
    assert values["kind"]["value"]["selected_option"]["value"] == "mail"
    assert values["way"]["value"]["selected_option"]["value"] == "out"
    assert values["text"]["value"]["value"] == "Dana"


def test_a_menu_is_used_by_keyboard_alone(screen: Screen) -> None:
    more = {"type": "overflow", "action_id": "more", "options": options("One", "Two", "Three")}
    shown = screen.says(section("a", accessory=more))
    dots = shown.get_by_role("button", name="More actions", exact=True)
    dots.focus()
    keys = screen.page.keyboard
    keys.press("Enter")
    keys.press("ArrowUp")
    expect(screen.focused).to_have_text("Three")
    keys.press("Escape")
    expect(dots).to_be_focused()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Enter")
    assert screen.action()["selected_option"]["value"] == "two"
    expect(dots).to_be_focused()


def test_what_has_the_keyboard_is_seen(screen: Screen) -> None:
    for _ in range(20):
        screen.page.keyboard.press("Tab")
        seen = screen.focused.evaluate(
            "(one) => getComputedStyle(one).outlineStyle === 'solid' || one.id === 'composer-text'"
        )
        assert seen, screen.focused.evaluate("(one) => one.outerHTML.slice(0, 100)")


def test_the_landmarks_are_named(screen: Screen) -> None:
    for role, name in (
        ("navigation", "Workspace"),
        ("region", "Conversation"),
        ("region", "Time machine"),
        ("log", "New messages"),
    ):
        expect(screen.page.get_by_role(role, name=name)).to_have_count(1)  # type: ignore[arg-type]
    expect(screen.page.get_by_role("main")).to_have_count(1)
