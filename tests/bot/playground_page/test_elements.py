"""What is pressed, chosen or typed reaches the server as Slack would tell it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.bot.playground_page.canned import (
    DM,
    Json,
    button,
    field,
    modal,
    option,
    options,
    section,
    words,
)
from tests.bot.playground_page.screen import Screen

CALL, MAIL = options("Call", "Mail")
CONFIRM = {
    "title": words("Really?"),
    "text": words("It cannot be undone."),
    "confirm": words("Yes, go"),
    "deny": words("No"),
}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "block_id": "row", "elements": list(elements)}


def pick(box: Locator, *labels: str) -> None:
    """Chooses in a menu, by pointer."""
    page = box.page
    for label in labels:
        box.click()
        page.get_by_role("option", name=label, exact=True).click()


def test_a_button_tells_its_ids_value_and_place(told: Screen) -> None:
    message = told.says(actions(button("Log", "log:1", style="primary", value="42")))
    message.get_by_role("button", name="Log").click()
    sent = told.did("press")
    assert sent["place"] == DM
    assert sent["ts"] == message.get_attribute("data-ts")
    assert (sent["block_id"], sent["action_id"]) == ("row", "log:1")
    assert sent["action"] == {
        "type": "button",
        "block_id": "row",
        "action_id": "log:1",
        "text": words("Log"),
        "value": "42",
    }
    assert sent["values"] == {}


def test_a_button_on_home_tells_the_view(told: Screen) -> None:
    told.page.get_by_role("button", name="Home", exact=True).click()
    assert told.did("open_home") == {}
    told.page.get_by_role("button", name="Settings").click()
    sent = told.did("press")
    assert (sent["view"], sent["action_id"]) == ("V0HOME", "open_settings")
    assert "ts" not in sent


def test_a_button_may_ask_first(told: Screen) -> None:
    message = told.says(actions(button("Delete", "delete", style="danger", confirm=CONFIRM)))
    delete = message.get_by_role("button", name="Delete")
    delete.click()
    ask = told.page.get_by_role("alertdialog", name="Really?")
    expect(ask).to_contain_text("It cannot be undone.")
    ask.get_by_role("button", name="No").click()
    expect(ask).to_have_count(0)
    expect(told.focused).to_have_text("Delete")
    assert told.stand.of("press") == []
    delete.click()
    ask.get_by_role("button", name="Yes, go").click()
    assert told.action()["action_id"] == "delete"


def test_a_button_with_an_address_opens_it_beside(told: Screen) -> None:
    address = f"{told.stand.url}/page/mark.svg"
    message = told.says(actions(button("Open", "open", url=address)))
    with told.page.context.expect_page() as opened:
        message.get_by_role("button", name="Open").click()
    assert opened.value.url == address
    opened.value.close()
    assert told.action()["action_id"] == "open"


def test_a_button_says_aloud_what_the_product_wants(told: Screen) -> None:
    message = told.says(actions(button("Log", "log", accessibility_label="Log on Acme")))
    expect(message.get_by_role("button", name="Log on Acme")).to_have_text("Log")


def test_menus_of_several_rows_are_told_apart_by_those_who_hear_them(told: Screen) -> None:
    snooze = {"type": "static_select", "placeholder": words("Snooze"), "options": [CALL, MAIL]}
    rows = [
        block
        for number, name in enumerate(("Acme & Co", "Globex"), 1)
        for block in (
            section(f"{number}. *{name.replace('&', '&amp;')}*\nA fact", number),
            actions({**snooze, "action_id": f"snooze:{number}"}) | {"block_id": f"row{number}"},
        )
    ]
    message = told.says(*rows)
    for name in ("Snooze: 1. Acme & Co", "Snooze: 2. Globex"):
        expect(message.get_by_role("combobox", name=name, exact=True)).to_have_count(1)


def test_an_overflow_tells_the_option(told: Screen) -> None:
    more = {"type": "overflow", "action_id": "more", "options": [CALL, MAIL]}
    message = told.says(section("a", accessory=more))
    message.get_by_role("button", name="More actions", exact=True).click()
    told.page.get_by_role("menuitem", name="Mail").click()
    assert told.action() == {
        "type": "overflow",
        "block_id": "b0",
        "action_id": "more",
        "selected_option": MAIL,
    }


GROUPS = [
    {"label": words("People"), "options": [CALL]},
    {"label": words("Paper"), "options": [MAIL]},
]
CHOSEN: dict[str, tuple[Json, str, Json]] = {
    "static_select": ({"options": [CALL, MAIL]}, "Mail", {"selected_option": MAIL}),
    "static_select grouped": ({"option_groups": GROUPS}, "Mail", {"selected_option": MAIL}),
    "users_select": ({}, "Ben Carter Seller", {"selected_user": "U0BEN"}),
    "channels_select": ({}, "#sales", {"selected_channel": "C0SALES"}),
    "conversations_select": ({}, "#general", {"selected_conversation": "C0GENERAL"}),
    "multi_static_select": ({"options": [CALL, MAIL]}, "Mail", {"selected_options": [MAIL]}),
    "multi_users_select": ({}, "Ben Carter Seller", {"selected_users": ["U0BEN"]}),
    "multi_channels_select": ({}, "#sales", {"selected_channels": ["C0SALES"]}),
    "multi_conversations_select": ({}, "#sales", {"selected_conversations": ["C0SALES"]}),
}


@pytest.mark.parametrize("name", CHOSEN)
def test_a_menu_tells_what_is_chosen(told: Screen, name: str) -> None:
    more, label, expected = CHOSEN[name]
    kind = name.split()[0]
    element = {"type": kind, "action_id": "menu", "placeholder": words("Which"), **more}
    pick(told.says(actions(element)).get_by_role("combobox", name="Which"), label)
    assert told.action() == {"type": kind, "block_id": "row", "action_id": "menu", **expected}
    assert told.did("press")["values"] == {"row": {"menu": {"type": kind, **expected}}}


def test_a_chosen_option_stands_in_the_menu_after_a_redrawing(told: Screen) -> None:
    menu = {"type": "static_select", "action_id": "menu", "options": [CALL, MAIL]}
    message = told.says(actions(menu))
    box = message.get_by_role("combobox")
    pick(box, "Mail")
    messages = told.stand.state["messages"]
    last = messages[DM][-1]
    again = last | {"edited": True, "blocks": [*last["blocks"], section("more", 9)]}
    told.stand.changed(messages=messages | {DM: [*messages[DM][:-1], again]})
    expect(message.get_by_text("more")).to_be_visible()
    expect(box).to_have_value("Mail")


@pytest.mark.parametrize("many", [False, True], ids=["one", "several"])
def test_an_external_menu_asks_while_one_types(told: Screen, many: bool) -> None:
    deals = [option("Polar Freight", "1"), option("Polar Bear Ice", "2")]

    def offered(asked: Json) -> Json:
        return {"options": [d for d in deals if asked["value"] in d["text"]["text"].lower()]}

    told.stand.answers["options"] = offered
    kind = "multi_external_select" if many else "external_select"
    element = {"type": kind, "action_id": "deal", "min_query_length": 0}
    dialog = told.shows(modal(field("deal", element)))
    box = dialog.get_by_role("combobox", name="Deal")
    box.click()
    expect(told.page.get_by_role("option")).to_have_count(2)
    box.press_sequentially("bear")
    expect(told.page.get_by_role("option")).to_have_text(["Polar Bear Ice"])
    box.press("Enter")
    dialog.get_by_role("button", name="Log").click()
    chosen = {"selected_options": [deals[1]]} if many else {"selected_option": deals[1]}
    assert told.did("submit")["values"]["deal"]["deal"] == {"type": kind, **chosen}
    assert told.stand.of("options")[-1] == {
        "view": "V1",
        "block_id": "deal",
        "action_id": "deal",
        "value": "bear",
    }


def test_an_external_menu_waits_for_as_many_letters_as_it_wants(told: Screen) -> None:
    element = {"type": "external_select", "min_query_length": 2}
    dialog = told.shows(modal(field("deal", element)))
    box = dialog.get_by_role("combobox")
    box.click()
    expect(told.page.get_by_role("option")).to_have_text(["Type at least 2 characters."])
    box.press_sequentially("p")
    told.page.wait_for_timeout(200)
    assert told.stand.of("options") == []


def test_several_can_be_chosen_and_taken_back(told: Screen) -> None:
    element = {
        "type": "multi_static_select",
        "options": options("A", "B", "C"),
        "initial_options": options("A"),
        "max_selected_items": 2,
    }
    dialog = told.shows(modal(field("which", element)))
    box = dialog.get_by_role("combobox")
    pick(box, "B")
    box.click()
    told.page.get_by_role("option", name="C").click()
    expect(told.page.get_by_role("option")).to_have_text(["At most 2 can be chosen."])
    box.press("Escape")
    dialog.get_by_role("button", name="Remove A").click()
    expect(dialog.locator(".chip")).to_have_text(["B"])
    dialog.get_by_role("button", name="Log").click()
    state = told.did("submit")["values"]["which"]["value"]
    assert [one["value"] for one in state["selected_options"]] == ["b"]


FILLED: dict[str, tuple[Json, Callable[[Page], None], Json]] = {
    "plain_text_input": (
        {},
        lambda page: page.locator(".field").fill("Dana"),
        {"value": "Dana"},
    ),
    "number_input": (
        {"is_decimal_allowed": False},
        lambda page: page.locator(".field").fill("12"),
        {"value": "12"},
    ),
    "email_text_input": (
        {},
        lambda page: page.locator(".field").fill("a@b.co"),
        {"value": "a@b.co"},
    ),
    "url_text_input": (
        {},
        lambda page: page.locator(".field").fill("https://b.co"),
        {"value": "https://b.co"},
    ),
    "datepicker": (
        {"initial_date": "2026-03-12"},
        lambda page: page.locator(".field").fill("2026-03-13"),
        {"selected_date": "2026-03-13"},
    ),
    "timepicker": (
        {},
        lambda page: page.locator(".field").fill("08:30"),
        {"selected_time": "08:30"},
    ),
    "datetimepicker": (
        {},
        lambda page: page.locator(".field").fill("2026-07-01T08:30"),
        {"selected_date_time": 1782891000},
    ),
    "radio_buttons": (
        {"options": [CALL, MAIL]},
        lambda page: page.get_by_label("Mail").check(),
        {"selected_option": MAIL},
    ),
    "checkboxes": (
        {"options": [CALL, MAIL], "initial_options": [CALL]},
        lambda page: page.get_by_label("Mail").check(),
        {"selected_options": [CALL, MAIL]},
    ),
}


@pytest.mark.parametrize("kind", FILLED)
def test_a_field_is_sent_with_its_form(told: Screen, kind: str) -> None:
    more, fills, expected = FILLED[kind]
    dialog = told.shows(modal(field("it", {"type": kind, **more})))
    fills(told.page)
    dialog.get_by_role("button", name="Log").click()
    assert told.did("submit") == {
        "view": "V1",
        "values": {"it": {"value": {"type": kind, **expected}}},
    }
    assert told.stand.of("press") == []


@pytest.mark.parametrize("kind", [k for k in FILLED if k.endswith(("picker", "buttons", "boxes"))])
def test_in_a_message_a_change_is_told_at_once(told: Screen, kind: str) -> None:
    more, fills, expected = FILLED[kind]
    told.says(actions({"type": kind, "action_id": "it", **more}))
    fills(told.page)
    assert told.action() == {"type": kind, "block_id": "row", "action_id": "it", **expected}


def test_a_field_may_tell_when_enter_is_pressed(told: Screen) -> None:
    dialog = told.shows(modal(field("name", {"type": "plain_text_input"}, dispatch_action=True)))
    dialog.get_by_label("Name").fill("Acme")
    dialog.get_by_label("Name").press("Enter")
    assert told.action()["value"] == "Acme"
    assert told.stand.of("submit") == []


def test_what_a_view_starts_with_is_sent_untouched(told: Screen) -> None:
    dialog = told.shows(
        modal(
            field("a", {"type": "plain_text_input", "initial_value": "x"}),
            field("b", {"type": "static_select", "options": [CALL], "initial_option": CALL}),
            field("c", {"type": "channels_select", "initial_channel": "C0SALES"}),
            field("d", {"type": "datepicker"}, optional=True),
        )
    )
    expect(dialog.get_by_role("combobox", name="C", exact=True)).to_have_value("#sales")
    dialog.get_by_role("button", name="Log").click()
    values = told.did("submit")["values"]
    assert values["a"]["value"]["value"] == "x"
    assert values["b"]["value"]["selected_option"] == CALL
    assert values["c"]["value"]["selected_channel"] == "C0SALES"
    assert values["d"]["value"]["selected_date"] is None
