"""The forms: opened for a command that lacks something, filled in, put right, and sent."""

import pytest

from tests.bot.app import Coach
from tests.bot.person import Person, filled, words

DEAL = "Acme"


@pytest.mark.parametrize(
    ("verb", "title", "fields", "told"),
    [
        ("add", "Add a deal", {"name": "Acme", "amount": "12k", "stage": "Lead"}, "Added Acme"),
        ("log", "Log a touch", {"deal": DEAL, "kind": "Call"}, "Logged a call with Acme."),
        ("move", "Move a deal", {"deal": DEAL, "stage": "Prospect"}, "from lead to prospect."),
        ("next", "Next step", {"deal": DEAL, "step_on": "2026-03-05"}, "next step Thu 5 Mar 2026."),
        ("date", "Decision date", {"deal": DEAL, "decision_on": "2026-06-30"}, "Tue 30 Jun 2026."),
        ("won", "Won", {"deal": DEAL, "amount": "14k"}, "Won Acme for $14,000, Mon 2 Mar 2026."),
        (
            "lost",
            "Lost",
            {"deal": DEAL, "outcome": "To no decision", "reason": "budget"},
            "Acme: lost to no decision: “budget”.",
        ),
        ("letgo", "Let go", {"deal": DEAL, "reason": "wrong person"}, "Let go of Acme"),
        ("park", "Park", {"deal": DEAL, "until": "2026-10-01"}, "Parked Acme until Thu 1 Oct 2026"),
        ("snooze", "Snooze", {"deal": DEAL, "until": "2026-03-05"}, "Snoozed Acme until Thu 5 Mar"),
        ("wake", "Wake", {"deal": DEAL}, "Acme is awake again."),
        ("show", "Show a deal", {"deal": DEAL}, "Acme. Lead;"),
    ],
)
def test_a_command_alone_opens_its_form(
    seller: Person, verb: str, title: str, fields: dict[str, str], told: str
) -> None:
    if verb != "add":
        seller.types("add Acme")
    if verb == "wake":
        seller.types("park acme")
    form = seller.opens(verb)
    assert form.title == title
    answer = seller.sends(form, fields)
    assert told in answer.text
    assert answer.only_for == seller.user
    assert seller.slack.view(seller.user) is None


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("log acme", {"deal": "Acme"}),
        ('log acme "Dana signs"', {"deal": "Acme", "text": "Dana signs"}),
        ("call", {"kind": "Call"}),
        ("move acme", {"deal": "Acme"}),
        ("move short list", {"stage": "Opportunity", "buying_stage": "Short list"}),
        ('next acme "security review"', {"deal": "Acme", "step_what": "security review"}),
        ("date acme", {"deal": "Acme"}),
        ("date 30 june", {"decision_on": "2026-06-30"}),
        ("snooze acme", {"deal": "Acme"}),
        ("snooze 3d", {"until": "2026-03-05"}),
        ("lost acme", {"deal": "Acme"}),
        (
            "lost acme to Globex",
            {"deal": "Acme", "outcome": "To a competitor", "competitor": "Globex"},
        ),
        ("lost acme no decision", {"deal": "Acme", "outcome": "To no decision"}),
        ("letgo acme", {"deal": "Acme"}),
    ],
)
def test_a_form_shows_what_was_typed_already(
    seller: Person, line: str, shown: dict[str, str]
) -> None:
    seller.types("add Acme stage opportunity")
    assert filled(seller.opens(line)) == shown


@pytest.mark.parametrize(
    ("line", "wrong", "field", "complaint", "right", "told"),
    [
        (
            "add",
            {"name": "Acme", "amount": "a lot", "stage": "Lead"},
            "amount",
            "I can't read “a lot” as an amount.",
            {"amount": "12k"},
            "Amount $12,000.",
        ),
        (
            "next acme",
            {"step_on": "2026-03-01"},
            "step_on",
            "That day has passed. Choose today or a later day.",
            {"step_on": "2026-03-03"},
            "Tue 3 Mar 2026",
        ),
        (
            "log acme",
            {"kind": "Call", "step_what": "send the contract"},
            "step_on",
            "A next step needs its day: choose one.",
            {"step_on": "2026-03-05"},
            "Next step Thu 5 Mar 2026, send the contract.",
        ),
        (
            "snooze acme",
            {"until": "2026-03-02"},
            "until",
            "That is today already. Choose a later day.",
            {"until": "2026-03-05"},
            "Snoozed Acme until Thu 5 Mar 2026",
        ),
    ],
)
def test_a_complaint_stands_beside_its_field_until_it_is_put_right(
    seller: Person,
    line: str,
    wrong: dict[str, str],
    field: str,
    complaint: str,
    right: dict[str, str],
    told: str,
) -> None:
    if line != "add":
        seller.types("add Acme")
    form = seller.opens(line)
    before = seller.coach.rows()
    refused = seller.submits(form, wrong)
    assert refused.errors.keys() == {field}
    assert complaint in refused.errors[field]
    assert seller.coach.rows() == before
    assert seller.slack.view(seller.user) is form
    assert told in seller.sends(form, right).text


def test_a_name_that_is_taken_is_refused_in_the_form(seller: Person) -> None:
    seller.types("add Acme")
    refused = seller.submits(seller.opens("add"), {"name": "ACME", "stage": "Lead"})
    assert "You already have an open deal called “Acme”." in refused.errors["name"]


def test_the_deal_menu_offers_deals_while_one_types(seller: Person) -> None:
    for name in ("Acme", "Big Acme", "Globex"):
        seller.types(f"add {name}")
    form = seller.opens("log")

    def offered(typed: str) -> list[str]:
        options = seller.door.options(form, "deal_options", typed, user=seller.user).options
        return [option["text"]["text"] for option in options]

    assert offered("") == ["Acme", "Big Acme", "Globex"]
    assert offered("ac") == ["Acme", "Big Acme"]
    assert offered("glob") == ["Globex"]
    assert offered("zzz") == []


@pytest.mark.parametrize(
    ("line", "shown", "change", "told"),
    [
        (
            "add Acme 12k source referral",
            {"name": "Acme", "amount": "USD 12,000", "stage": "Lead", "source": "referral"},
            {"amount": "20k"},
            "Amount $20,000. Source referral.",
        ),
        (
            'log acme call "Dana sings" with Dana',
            {"kind": "Call", "text": "Dana sings", "who": "Dana", "direction": "We reached out"},
            {"text": "Dana signs"},
            "Logged a call with Acme (Dana): “Dana signs”.",
        ),
        (
            "move acme prospect",
            {"stage": "Prospect"},
            {"stage": "Opportunity"},
            "from lead to opportunity.",
        ),
        (
            'next acme "review" thu',
            {"step_on": "2026-03-05", "step_what": "review"},
            {"step_on": "2026-03-06"},
            "next step Fri 6 Mar 2026, review.",
        ),
        (
            "date acme 30 june",
            {"decision_on": "2026-06-30"},
            {"decision_on": "2026-07-31"},
            "decision expected Fri 31 Jul 2026.",
        ),
        (
            "won acme 14k",
            {"amount": "USD 14,000", "closed_on": "2026-03-02"},
            {"amount": "15k"},
            "Won Acme for $15,000",
        ),
        (
            'lost acme to Globex "price"',
            {"outcome": "To a competitor", "competitor": "Globex", "reason": "price"},
            {"reason": "too dear"},
            "lost to Globex: “too dear”.",
        ),
        (
            'letgo acme "timing"',
            {"reason": "timing"},
            {"reason": "no budget"},
            "Let go of Acme: “no budget”.",
        ),
        ("park acme until october", {"until": "2026-10-01"}, {"until": None}, "Parked Acme."),
        ("snooze acme 3d", {"until": "2026-03-05"}, {"until": "2026-03-09"}, "until Mon 9 Mar"),
    ],
)
def test_change_shows_what_was_stored_and_replaces_it(
    seller: Person, line: str, shown: dict[str, str], change: dict[str, str], told: str
) -> None:
    deal = {} if line.startswith("add") else {"deal": "Acme"}
    if deal:
        seller.types("add Acme")
    answer = seller.types(line)
    form = seller.presses_for_a_form(answer, "Change")
    assert filled(form) == shown | deal
    assert told in seller.sends(form, change).text
    assert seller.reads("undo").startswith("Undone: ")


def test_a_changed_call_counts_once(coach: Coach, anna: Person) -> None:
    anna.types("add Acme")
    form = anna.presses_for_a_form(anna.types('log acme call "Dana sings"'), "Change")
    anna.sends(form, {"text": "Dana signs"})
    standing = [body for body, void in coach.values("touches", "body", "voided_at") if not void]
    assert standing == ["Dana signs"]
    assert len(coach.values("touches", "body")) == 2


@pytest.mark.parametrize(
    ("typed", "currency", "told"),
    [
        ("USD 12000.50", "CAD", "$12,000.50"),
        ("CAD 12k", "USD", "CA$12,000"),
        ("¥12000", "EUR", "¥12,000"),
        ("XAF 12k", "USD", "FCFA12,000"),
    ],
)
def test_an_amount_stays_the_same_when_something_else_is_changed(
    coach: Coach, ada: Person, typed: str, currency: str, told: str
) -> None:
    ada.types(f"settings currency {currency}")
    answer = ada.types(f"add Acme {typed}")
    assert f"Amount {told}." in answer.text
    amount = coach.values("deals", "amount", "currency")[0]
    ada.sends(ada.presses_for_a_form(answer, "Change"), {"source": "referral"})
    assert coach.values("deals", "amount", "currency") == [amount, amount]


def test_what_was_undone_cannot_be_changed(seller: Person) -> None:
    seller.types("add Acme")
    answer = seller.types('log acme call "hi"')
    seller.types("undo")
    told = seller.presses(answer, "Change")
    assert told.text == "That was taken back already. Say it anew."


def test_the_card_opens_forms_on_its_deal(seller: Person) -> None:
    seller.types("add Acme")
    for label, title in {
        "Log": "Log a touch",
        "Next step": "Next step",
        "Move": "Move a deal",
        "Won": "Won",
        "Lost": "Lost",
    }.items():
        form = seller.presses_for_a_form(seller.types("show acme"), label)
        assert form.title == title
        assert filled(form)["deal"] == "Acme"
        form.is_open = False
    assert seller.presses(seller.types("show acme"), "Park").text.startswith("Parked Acme.")


def test_changing_a_deal_of_somebody_whom_slack_does_not_know_says_whose_it_stays(
    coach: Coach, ada: Person
) -> None:
    ada.types("today")
    coach.sql(
        "INSERT INTO members (workspace_id, name, zone, list_at, working_days, role, created_at) "
        "VALUES ('T000ACME', 'Dustin', 'UTC', '08:30:00.000000', 31, 'seller', '2026-03-02')"
    )
    form = ada.presses_for_a_form(ada.types("add Zed 5k owner Dustin"), "Change")
    assert "It stays with Dustin, who is not on Slack, unless you choose an owner." in words(form)
    assert "Added Zed as lead for Dustin." in ada.sends(form, {"source": "fair"}).text
    assert "Owner: Dustin" in ada.reads("show zed")
    again = ada.presses_for_a_form(ada.types("add Yon 5k owner Dustin"), "Change")
    ada.sends(again, {"owner": ada.user})
    assert "Owner: you" in ada.reads("show yon")
