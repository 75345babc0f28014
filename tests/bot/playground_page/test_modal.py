"""Modals: errors beside their fields, pushes and updates, and the keyboard kept inside."""

import threading

from playwright.sync_api import expect

from tests.bot.playground_page.canned import Json, button, field, log_form, modal, section, words
from tests.bot.playground_page.screen import Screen

NAME = field("name", {"type": "plain_text_input"})
AMOUNT = field("amount", {"type": "plain_text_input"}, optional=True, hint=words("12k"))


def test_a_form_with_an_error_is_corrected_and_sent(told: Screen) -> None:
    wrong = {"errors": {"amount": "“lots” is no amount: write 12k or €40,000."}}
    told.stand.answers["submit"] = lambda _asked: wrong
    dialog = told.shows(modal(NAME, AMOUNT))
    expect(told.focused).to_have_attribute("data-key", "name/value")
    dialog.get_by_label("Name").fill("Acme")
    amount = dialog.get_by_role("textbox", name="Amount")
    amount.fill("lots")
    amount.press("Enter")
    error = dialog.get_by_text("“lots” is no amount")
    expect(error).to_be_visible()
    expect(amount).to_be_focused()
    expect(amount).to_have_attribute("aria-invalid", "true")
    expect(amount).to_have_accessible_description("12k “lots” is no amount: write 12k or €40,000.")

    def accepted(_asked: Json) -> Json:
        told.stand.changed(modals=[])
        return {}

    told.stand.answers["submit"] = accepted
    amount.fill("12k")
    dialog.get_by_role("button", name="Log").click()
    expect(told.page.locator("dialog")).to_have_count(0)
    values = told.did("submit")["values"]
    assert values["amount"]["value"] == {"type": "plain_text_input", "value": "12k"}
    assert values["name"]["value"]["value"] == "Acme"


def test_what_is_required_is_asked_before_anything_is_sent(told: Screen) -> None:
    dialog = told.shows(log_form())
    dialog.get_by_role("button", name="Log").click()
    expect(dialog.locator(".field-error:not(:empty)")).to_have_text(
        ["Please complete this required field."] * 2
    )
    expect(dialog.get_by_role("combobox", name="Deal")).to_be_focused()
    assert told.stand.of("submit") == []


def test_numbers_and_addresses_are_checked_as_slack_does(told: Screen) -> None:
    number = {"type": "number_input", "is_decimal_allowed": False, "min_value": "3"}
    dialog = told.shows(
        modal(
            field("number", number),
            field("mail", {"type": "email_text_input"}),
            field("site", {"type": "url_text_input"}),
        )
    )
    dialog.get_by_label("Number").fill("2")
    dialog.get_by_label("Mail").fill("nobody")
    dialog.get_by_label("Site").fill("nowhere")
    dialog.get_by_role("button", name="Log").click()
    expect(dialog.locator(".field-error")).to_have_text(
        ["Type at least 3.", "Type an email address.", "Type a web address with its https://."]
    )


def test_a_form_that_is_being_sent_says_so_and_is_sent_once(told: Screen) -> None:
    go = threading.Event()
    told.stand.answers["submit"] = lambda _asked: {"ok": go.wait(5)}
    dialog = told.shows(modal(AMOUNT))
    send = dialog.get_by_role("button", name="Log")
    send.click()
    expect(send).to_have_attribute("aria-busy", "true")
    dialog.get_by_role("textbox", name="Amount").press("Enter")
    go.set()
    expect(send).not_to_have_attribute("aria-busy", "true")
    assert len(told.stand.of("submit")) == 1


def test_a_failure_is_said_above_the_form_which_stays(told: Screen) -> None:
    told.stand.answers["submit"] = lambda _asked: {"ok": False, "error": "It did not answer."}
    dialog = told.shows(modal(NAME))
    dialog.get_by_label("Name").fill("Acme")
    dialog.get_by_role("button", name="Log").click()
    note = dialog.get_by_role("alert")
    expect(note).to_contain_text("It did not answer.")
    expect(dialog.get_by_label("Name")).to_have_value("Acme")
    note.get_by_role("button").click()


def test_a_pushed_modal_covers_the_first_and_gives_it_back_as_it_was(told: Screen) -> None:
    first = modal(NAME)
    second = modal(section("Sure?"), id="V2", title=words("Second"), submit=words("Yes"))
    dialog = told.shows(first)
    dialog.get_by_label("Name").fill("Acme")
    told.shows(first, second)
    expect(dialog.get_by_text("2 open")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    assert told.did("close") == {"view": "V2", "all": False}
    dialog.get_by_role("button", name="Close").click()
    told.comes_to("close", {"view": "V2", "all": True})
    told.shows(first)
    expect(dialog.get_by_label("Name")).to_have_value("Acme")


def test_an_updated_modal_keeps_what_is_typed_and_the_caret(told: Screen) -> None:
    dialog = told.shows(modal(NAME))
    dialog.get_by_label("Name").fill("Acme")
    dialog.get_by_label("Name").press("ArrowLeft")
    told.shows(modal(NAME, section("*Looks new*", 7), hash="2.h"))
    expect(dialog.get_by_text("Looks new")).to_be_visible()
    expect(dialog.get_by_label("Name")).to_be_focused()
    told.page.keyboard.type("!")
    expect(dialog.get_by_label("Name")).to_have_value("Acm!e")


def test_a_modal_that_became_another_page_starts_empty(told: Screen) -> None:
    dialog = told.shows(modal(NAME))
    dialog.get_by_label("Name").fill("Acme")
    told.shows()
    told.shows(modal(NAME, id="V9"))
    expect(dialog.get_by_label("Name")).to_have_value("")


def test_escape_closes_a_menu_first_and_then_the_modal(told: Screen) -> None:
    dialog = told.shows(log_form())
    kind = dialog.get_by_role("combobox", name="Kind")
    kind.click()
    expect(told.page.get_by_role("option")).to_have_count(3)
    kind.press("Escape")
    expect(told.page.get_by_role("option")).to_have_count(0)
    assert told.stand.of("close") == []
    kind.press("Escape")
    assert told.did("close") == {"view": "V1", "all": False}


def test_tab_stays_inside_and_the_keyboard_comes_back(told: Screen) -> None:
    opener = told.page.get_by_role("button", name="Log on Polar Freight")
    opener.focus()
    dialog = told.shows(modal(NAME))
    for _ in range(8):
        told.page.keyboard.press("Tab")
        assert dialog.evaluate(
            "(dialog) => dialog.contains(document.activeElement) "
            "|| document.activeElement === document.body"
        )
    told.shows()
    expect(opener).to_be_focused()


def test_a_button_inside_sends_what_is_typed_so_far(told: Screen) -> None:
    row = {"type": "actions", "block_id": "row", "elements": [button("Look up", "look")]}
    dialog = told.shows(modal(NAME, row))
    dialog.get_by_label("Name").fill("Ac")
    dialog.get_by_role("button", name="Look up").click()
    sent = told.did("press")
    assert sent["view"] == "V1"
    assert sent["values"]["name"]["value"]["value"] == "Ac"


def test_a_page_to_read_has_no_button_but_close(told: Screen) -> None:
    dialog = told.shows(modal(section("Saved."), submit=None, close=words("Close")))
    expect(dialog.locator(".modal-foot button")).to_have_text(["Close"])


def test_the_json_of_a_modal_stands_beside_it(told: Screen) -> None:
    told.stand.limits = {"problems": ["title: must be less than 25 characters"]}
    dialog = told.shows(modal(NAME))
    dialog.get_by_role("button", name="JSON and limits").click()
    expect(dialog.get_by_role("region", name="JSON")).to_contain_text('"callback_id": "form"')
    expect(dialog.get_by_text("must be less than 25 characters")).to_be_visible()
    assert told.stand.asked_limits[-1]["id"] == "V1"
