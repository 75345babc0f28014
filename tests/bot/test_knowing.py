"""What is learnt of a buyer, through Slack: typed, filled in, changed, undone, handed over."""

import pytest

from tests.bot.app import Coach
from tests.bot.person import Person, elements, filled, label_of, words

pytestmark = pytest.mark.parametrize("office", ["http on sqlite"], indirect=True)


def buttons(answer: object) -> list[str]:
    return [label_of(element) for element in elements(answer.blocks)]  # type: ignore[attr-defined]


def test_a_move_names_what_is_open_and_its_form_keeps_the_answers(seller: Person) -> None:
    seller.types("add Acme")
    moved = seller.types("move acme opportunity")
    assert moved.text.startswith("Moved Acme from lead to opportunity.")
    assert "Still open: replaces, scale, fit, path, compelling event, power," in moved.text
    form = seller.presses_for_a_form(moved, "Answer what you know")
    told = seller.sends(
        form, {"fact:problem": "closing takes nine days", "part:decides": "Dana, Raj"}
    )
    assert told.text.startswith("Acme: kept 2 answers. Still open:")
    card = words(seller.types("show acme"))
    assert "problem: closing takes nine days" in card
    assert "*Dana*: decides" in card
    assert "Which problem with it" not in card
    assert "What, or whom, do you use for it today?" in card
    assert seller.presses(told, "Undo").text.startswith("Undone: Acme: what is known")
    assert "nine days" not in words(seller.types("show acme"))


def test_an_empty_form_of_answers_is_told_beside_its_first_field(seller: Person) -> None:
    seller.types("add Acme stage opportunity")
    form = seller.presses_for_a_form(seller.types("questions acme"), "Answer what you know")
    ack = seller.submits(form, {})
    assert "Fill in at least one answer" in str(ack.errors)


@pytest.mark.parametrize(
    ("line", "told", "changed", "now"),
    [
        ('fact acme problem "slow"', "Acme: problem is “slow”.", {"text": "late"}, "“late”"),
        ('gave acme "deck"', "Gave Acme: “deck”.", {"what": "a trial"}, "“a trial”"),
        ('asked acme "data"', "Asked Acme: “data”.", {"what": "people"}, "“people”"),
        ("people acme add Dana CFO signs", "Acme: Dana, CFO: signs.", {"title": "CEO"}, "CEO"),
    ],
)
def test_what_was_learnt_can_be_changed_and_undone(
    seller: Person, line: str, told: str, changed: dict[str, str], now: str
) -> None:
    seller.types("add Acme")
    before = seller.reads("show acme")
    answer = seller.types(line)
    assert answer.text.startswith(told)
    form = seller.presses_for_a_form(answer, "Change")
    assert filled(form)[next(iter(changed))] not in ("", now)
    again = seller.sends(form, changed)
    assert now in again.text
    assert seller.presses(again, "Undo").text.startswith("Undone: Acme")
    assert seller.reads("show acme") == before


def test_the_team_says_who_is_missing_and_offers_a_form(seller: Person) -> None:
    seller.types("add Acme")
    page = seller.types("people acme")
    assert "Nobody is known who evaluates, decides or signs." in page.text
    form = seller.presses_for_a_form(page, "Add a person")
    seller.sends(form, {"name": "Dana"})
    assert "Dana: on the buying team" in seller.reads("people acme")


def test_given_twice_asks_for_something_in_return(seller: Person) -> None:
    seller.types("add Acme")
    assert "since you last asked" not in seller.reads("gave acme deck")
    assert "2 things given since you last asked for something." in seller.reads("gave acme prices")


def test_a_deal_handed_over_is_gone_here_and_there_at_the_colleagues(
    seller: Person, office: Coach
) -> None:
    office.slack.workspace.add_user(f"{seller.user}B", "colleague")
    colleague = Person(office, f"{seller.user}B")
    colleague.types("today")
    seller.types("add Acme 12k")
    handed = seller.types("hand acme @colleague")
    assert handed.text.startswith("Handed Acme to colleague.")
    assert seller.reads("show acme").startswith("You have no deal called “acme”.")
    assert colleague.reads("show acme").startswith("Acme.")
    assert seller.presses(handed, "Undo").text.startswith("Undone: Acme")
    assert colleague.reads("show acme").startswith("You have no deal called “acme”.")


def test_a_closed_deal_is_reopened_from_its_card(seller: Person) -> None:
    seller.types("add Acme stage prospect")
    seller.types('letgo acme "no fit"')
    opened = seller.presses(seller.types("show acme"), "Reopen")
    assert opened.text.startswith("Acme is open again. Prospect;")
    assert "reopened" in words(seller.types("show acme"))


def test_costs_and_targets_are_told_listed_and_undone(seller: Person) -> None:
    told = seller.types("cost google 2k february")
    assert told.text == "Spent $2,000 on google in Feb 2026."
    assert "Until now it was $2,000." in seller.reads("cost google 3k february")
    assert "Feb 2026: google $3,000" in seller.reads("cost")
    assert seller.reads("undo").startswith("Undone: that is not counted as spent")
    assert "Feb 2026: google $2,000" in seller.reads("cost")
    aim = seller.types("target 500k q2")
    assert aim.text == "Your target for Wed 1 Apr 2026 to Tue 30 Jun 2026: $500,000."
    assert seller.presses(aim, "Undo").text.startswith("Undone: that target is gone")
    assert seller.reads("target").startswith("No target is kept yet.")
    form = seller.opens("cost agency")
    assert "Spent $700 on agency" in seller.sends(form, {"amount": "700"}).text


def test_a_city_is_offered_with_its_zone(seller: Person) -> None:
    asked = seller.types("settings zone Lisbon")
    assert buttons(asked) == ["Europe/Lisbon"]
    assert "Europe/Lisbon" in seller.presses(asked, "Europe/Lisbon").text
    assert "Europe/Berlin" in buttons(seller.types("settings zone Berln"))
    assert buttons(seller.types("settings zone xyzzy")) == []


def test_a_date_that_could_be_read_either_way_is_told_and_can_be_changed(seller: Person) -> None:
    seller.types("add Acme")
    told = seller.types("date acme 5/6")
    assert "“5/6” was read day first, as Fri 5 Jun 2026. If Wed 6 May 2026 is meant" in told.text
    assert "Change" in buttons(told)
    for line in ("date acme 25/6", "date acme 6/6", "date acme 2026-06-05", 'call acme "5/6"'):
        assert "was read" not in seller.reads(line), line


def test_the_order_of_day_and_month_is_the_workspaces(office: Coach, ada: Person) -> None:
    ada.types("settings dates month first")
    ada.types("add Acme")
    told = ada.reads("date acme 5/6")
    assert told.startswith("Acme: decision expected Wed 6 May 2026.")
    assert "was read month first" in told
    assert "German" not in ada.reads("settings language de")
    assert "Tue 30 Jun 2026" in ada.reads("date acme Ende Juni")
    assert "I know no language called “klingon”" in ada.reads("settings language klingon")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("next acme tue security review", "Acme: next step Tue 3 Mar 2026, security review."),
        ("next acme security review tue", "Acme: next step Tue 3 Mar 2026, security review."),
        ("add Zed -5k", "I can't read “-5k” as an amount."),
        ("add Zed 12kk", "I can't read “12kk” as an amount."),
        ("add Zed 12.5.1k", "I can't read “12.5.1k” as an amount."),
        ("add “Zed -5k”", "Added Zed -5k as lead."),
        ("add Zed owner @nobody", "I know nobody of yours called “nobody”."),
        ("show acme's", "Acme. Lead;"),
        ("list quiet", "Silent past their window: none."),
        ("list stalled", "Stalled deals: none."),
        ("list won", "Won: none."),
        ("list let go", "Let go: none."),
        ("list my overdue", "Overdue and promised: none."),
        ("list table", "On the table: none."),
    ],
)
def test_what_used_to_be_misread(seller: Person, line: str, told: str) -> None:
    seller.types("add Acme")
    assert seller.reads(line).startswith(told)
