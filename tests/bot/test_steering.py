"""Forms that ask more, or less, once something is chosen in them; nothing typed is lost."""

import pytest

from tests.bot.app import Coach
from tests.bot.person import Person, filled
from tests.slack import View


def fields(view: View) -> list[str]:
    """The fields that are asked, top to bottom."""
    return [block["block_id"] for block in view.blocks if block["type"] == "input"]


def test_a_competitor_is_asked_for_where_the_deal_went_to_one(seller: Person) -> None:
    seller.types("add Acme")
    form = seller.opens("lost acme")
    assert fields(form) == ["deal", "outcome", "reason"]
    seller.door.build.type(form, {"reason": "too dear"})
    seller.chooses(form, "outcome", "To a competitor")
    assert fields(form) == ["deal", "outcome", "competitor", "reason"]
    assert filled(form) == {"deal": "Acme", "outcome": "To a competitor", "reason": "too dear"}
    told = seller.sends(form, {"competitor": "Globex"}).text
    assert "Acme: lost to Globex: “too dear”." in told


def test_a_competitor_named_before_the_choice_changed_is_left_out(seller: Person) -> None:
    seller.types("add Acme")
    form = seller.opens("lost acme to Globex")
    seller.chooses(form, "outcome", "To no decision")
    assert "competitor" not in fields(form)
    told = seller.sends(form, {"reason": "no budget"}).text
    assert "Acme: lost to no decision: “no budget”." in told


@pytest.mark.parametrize(
    ("end", "asked", "given", "told"),
    [
        ("Won", ["amount", "closed_on"], {"amount": "14k"}, "Won Acme for $14,000"),
        (
            "Lost to a competitor",
            ["competitor", "reason"],
            {"competitor": "Globex", "reason": "price"},
            "lost to Globex: “price”.",
        ),
        ("Lost to no decision", ["reason"], {"reason": "budget"}, "lost to no decision: “budget”."),
        ("Let go: we stop", ["reason"], {"reason": "timing"}, "Let go of Acme: “timing”."),
    ],
)
def test_closing_asks_for_what_its_end_needs(
    seller: Person, end: str, asked: list[str], given: dict[str, str], told: str
) -> None:
    seller.types("add Acme")
    form = seller.opens("close")
    assert fields(form) == ["deal", "outcome"]
    seller.chooses(form, "outcome", end)
    assert fields(form) == ["deal", "outcome", *asked]
    assert told in seller.sends(form, {"deal": "Acme"} | given).text


@pytest.mark.parametrize("line", ["add", "move acme"])
def test_an_opportunity_is_asked_where_the_buyer_is(seller: Person, line: str) -> None:
    seller.types("add Acme")
    form = seller.opens(line)
    assert "buying_stage" not in fields(form)
    seller.chooses(form, "stage", "Opportunity")
    assert "buying_stage" in fields(form)
    name = {"name": "Globex"} if line == "add" else {}
    assert "short list" in seller.sends(form, name | {"buying_stage": "Short list"}).text


def test_the_hour_of_a_step_is_asked_once_its_day_is_known_and_survives_a_change(
    seller: Person,
) -> None:
    seller.types("add Acme")
    form = seller.opens("log acme")
    assert "step_at" not in fields(form)
    seller.chooses(form, "step_on", "2026-03-06")
    answer = seller.sends(form, {"kind": "Call", "step_at": "10:30"})
    assert "Next step Fri 6 Mar 2026 10:30." in answer.text
    changed = seller.presses_for_a_form(answer, "Change")
    assert filled(changed)["step_at"] == "10:30"
    assert "Fri 6 Mar 2026 10:30." in seller.sends(changed, {"text": "hi"}).text


def test_a_choice_in_a_form_that_was_drawn_anew_meanwhile_changes_nothing(
    coach: Coach, anna: Person
) -> None:
    anna.types("add Acme")
    form = anna.opens("lost acme")
    anna.chooses(form, "outcome", "To a competitor")
    late = anna.door.build.press(form, "steer", anna.user, "To no decision", "outcome")
    form.hash = "another"
    assert anna.door.deliver(late).ok
    assert "competitor" in fields(form)
    assert [one for one in coach.slack.views if one.is_open] == [form]


def test_every_part_of_a_person_is_kept_and_shown_again(seller: Person) -> None:
    seller.types("add Acme")
    form = seller.opens("people acme add")
    answer = seller.sends(form, {"name": "Dana", "title": "CFO", "parts": ["Decides", "Signs"]})
    assert "decides" in answer.text
    assert "signs" in answer.text
    changed = seller.presses_for_a_form(answer, "Change")
    told = seller.sends(changed, {"title": "CEO"}).text
    assert "decides" in told
    assert "signs" in told


def test_a_deal_is_handed_to_whoever_is_chosen_once_they_are_here(
    coach: Coach, anna: Person, ben: Person
) -> None:
    anna.types("add Acme")
    form = anna.opens("hand acme")
    refused = anna.submits(form, {"to": ben.user})
    assert "They have not used Deal Coach yet." in refused.errors["to"]
    ben.types("today")
    assert "ben" in anna.sends(form, {"to": ben.user}).text.casefold()
    assert "Acme" in ben.reads("list")


def test_the_owner_of_a_deal_stays_when_something_else_is_changed(
    coach: Coach, anna: Person, ben: Person
) -> None:
    ben.types("today")
    answer = anna.types("add Acme 12k owner @ben")
    form = anna.presses_for_a_form(answer, "Change")
    anna.sends(form, {"source": "referral"})
    owners = coach.values("deals", "owner_id", "source", "voided_at")
    assert [owner for owner, _, _ in owners] == [owners[0][0]] * 2
    assert owners[1][1:] == ("referral", None)


def test_a_closed_deal_is_offered_where_it_is_to_be_opened_again(seller: Person) -> None:
    seller.types("add Acme")
    seller.types("add Acme Two")
    seller.types("won acme")
    form = seller.opens("reopen")
    options = seller.door.options(form, "deal_options", "", user=seller.user).options
    assert [one["text"]["text"] for one in options] == ["Acme"]
    assert "Acme" in seller.sends(form, {"deal": "Acme"}).text


@pytest.mark.parametrize(
    ("line", "fields", "told"),
    [
        ("cost google", {"amount": "2k"}, "google"),
        ("fact acme", {"kind": "Problem", "text": "slow books"}, "slow books"),
        ("gave acme", {"what": "the deck"}, "the deck"),
        ("asked acme", {"what": "their volumes"}, "their volumes"),
    ],
)
def test_what_is_learnt_and_spent_has_its_form(
    seller: Person, line: str, fields: dict[str, str], told: str
) -> None:
    seller.types("add Acme")
    assert told in seller.sends(seller.opens(line), fields).text


def test_a_target_is_set_in_a_form_behind_the_list_of_targets(seller: Person) -> None:
    form = seller.presses_for_a_form(seller.types("target"), "Set a target")
    refused = seller.submits(form, {"amount": "a lot"})
    assert "I can't read “a lot” as an amount." in refused.errors["amount"]
    assert "$500,000" in seller.sends(form, {"amount": "500k", "quarter": "2026-05-01"}).text
    form = seller.presses_for_a_form(seller.types("cost"), "Add a cost")
    assert "google" in seller.sends(form, {"source": "google", "amount": "2k"}).text


def test_a_long_reason_is_not_cut_when_it_is_changed(seller: Person) -> None:
    seller.types("add Acme")
    long = "because " * 60
    answer = seller.types(f'letgo acme "{long.strip()}"')
    form = seller.presses_for_a_form(answer, "Change")
    assert filled(form)["reason"] == long.strip()
