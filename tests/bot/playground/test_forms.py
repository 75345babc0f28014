import re

from tests.bot.playground.conftest import Told

ADDED = "Added Tasca Rica as suspect."


def test_a_form_in_a_script_is_answered_by_field_and_corrected(told: Told):
    said = told(
        "/deal add",
        "name: Tasca Rica",
        "amount: twelve bananas",
        "stage: suspect",
        "submit",
        "amount: 12k",
        "submit",
    )
    assert "✖ I can't read “twelve bananas” as an amount." in said
    assert ADDED in said
    assert "Amount €12,000" in said.partition(ADDED)[2]


def test_a_needed_field_that_is_empty_is_asked_for_again(told: Told):
    said = told("/deal add", "stage: suspect", "submit", "name: Tasca Rica", "submit")
    assert "✖ Please fill in this field." in said
    assert ADDED in said


def test_somebody_at_the_keyboard_is_asked_field_by_field_and_then_only_what_is_wrong(typed: Told):
    said = typed("/deal add", "Tasca Rica", "bananas", "2", "fri", "", "-", "", "", "12k")
    assert "Stage: 1 Lead  2 Suspect" in said
    assert "Amount [bananas]: 12k" in said
    assert ADDED in said
    assert "Decision expected Fri 13 Mar 2026" in said.partition(ADDED)[2]


def test_enter_keeps_what_stands_in_a_field(typed: Told):
    said = typed("log casa mail “sent the price”", "64", "", "call", "", "", "Teresa", "", "", "")
    assert "What was said [sent the price]:" in said
    assert "Logged a call with Casa Ribeiro (Teresa): “sent the price”" in said


def test_a_command_typed_into_a_form_leaves_it_and_is_obeyed(told: Told):
    said = told("/deal add", "name: Tasca Rica", "/deal add", "/deal log casa call “asked for it”")
    assert said.count("The form is closed; nothing was sent.") == 2
    assert "Logged a call with Casa Ribeiro: “asked for it”" in said
    assert "Added" not in said


def test_a_command_typed_into_a_field_leaves_the_form_too(typed: Told):
    said = typed(
        "/deal add", "Tasca Rica", "/deal log casa call “asked for it”", "/deal show tasca"
    )
    assert "The form is closed; nothing was sent." in said
    assert "Logged a call with Casa Ribeiro: “asked for it”" in said
    assert "Added" not in said


def test_a_menu_of_deals_offers_what_fits_and_takes_a_number(told: Told):
    said = told(
        "/deal log",
        "deal: zz",
        "deal: ca",
        "deal: casa",
        "what it was: call",
        "submit",
    )
    assert "✖ Nothing here begins with “zz”." in said
    assert "✖ Choose one:" in said
    assert "Logged a call with Casa Ribeiro." in said


def test_a_field_says_what_it_would_take(told: Told):
    said = told(
        "settings",
        "channel: #nowhere",
        "channel: #general",
        "how dates are read: sideways",
        "your: 7:45",
        "submit",
    )
    assert "✖ The channels here: #sales, #general." in said
    assert "✖ Choose one: 1 3/4 is 3 April  2 3/4 is March 4" in said
    assert "Say `field: value`, `submit` or `cancel`. The fields: Your list arrives at" in said
    assert "in #general." in said


def test_a_day_is_taken_as_people_say_it(told: Told):
    said = told("next casa", "on: sometime", "on: fri", "submit")
    assert "✖ That is no day. Say 2026-03-12, or fri, or end of march." in said
    assert "Casa Ribeiro: next step Fri 13 Mar 2026." in said


def test_cancel_closes_a_form_unsent(told: Told):
    said = told("/deal add", "name: Tasca Rica", "cancel", "list tasca")
    assert "The form is closed; nothing was sent." in said
    assert "Open deals with “tasca”: none." in said


ADD_FROM_HOME = ("home", "2", "name: Tasca Rica", "stage: suspect", "submit")


def undo_of(told: Told) -> str:
    """The number of Undo on the page that the form becomes."""
    found = re.search(r"\[(\d+)\] Undo", told(*ADD_FROM_HOME))
    assert found is not None
    return found[1]


def test_a_form_opened_from_home_ends_in_a_page_whose_buttons_work(told: Told):
    said = told(*ADD_FROM_HOME, undo_of(told), "list tasca")
    assert "Deal Coach  a page\n  │ Added Tasca Rica as suspect." in said
    assert "Undone: Tasca Rica is not added." in said
    assert "Open deals with “tasca”: none." in said


def test_a_page_is_closed_by_whatever_is_done_next(told: Told):
    said = told(*ADD_FROM_HOME, "list tasca", undo_of(told))
    assert f"[{undo_of(told)}] is gone: what it stood on has changed or is closed." in said
    assert "Open deals with “tasca”: 1 deal" in said


def test_the_end_of_the_input_inside_a_form_ends_the_demo(typed: Told):
    said = typed("/deal add", "Tasca Rica")
    assert "The form is closed; nothing was sent." in said
    assert said.rstrip().endswith("Goodbye. Nothing of this was kept.")


def test_a_field_that_follows_from_a_choice_is_asked_as_well(typed: Told, told: Told):
    lines = ("/deal add", "Tasca Rica", "", "4", "short", "fri", "", "-", "", "maya")
    said = typed(*lines)
    assert "Where the buyer is: 1 Understanding the need" in said
    assert "Added Tasca Rica as opportunity, short list for Maya." in said
    lines = ("/deal lost casa", "how: to a c", "competitor: Globex", "reason: price", "submit")
    assert "Casa Ribeiro: lost to Globex: “price”." in told(*lines)


def test_hours_and_several_parts_are_taken_as_they_are_typed(told: Told):
    said = told("/deal next casa", "on: fri", "at: soon", "at: 10am", "submit")
    assert "✖ That is no hour. Say 10:30, or 10am." in said
    assert "next step Fri 13 Mar 2026 10:00." in said
    lines = ("name: Dana", "part in the decision: nothing", "part in the decision: dec, 3")
    said = told("/deal people casa add", *lines, "submit")
    assert "✖ Choose some, with commas between: 1 Evaluates  2 Decides  3 Signs" in said
    assert "decides, signs" in said or "decides and signs" in said


def test_home_shows_its_figures(told: Told):
    said = told("home")
    assert "On the table" in said
    assert "Opportunities by forecast category" in said
    assert "Your deals: 12, page 1 of 2" in said
