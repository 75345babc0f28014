"""Lines that move a deal, hold it, or end it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.usecases.requests import Close, DealWords, DecisionDate, Hold, Move
from coaching.deals import Outcome, Stage
from coaching.money import Money
from tests.bot.grammar.reading import form, in_march, reads, refusal

ACME = DealWords("acme")
FOURTEEN = Money(Decimal(14000), "EUR")
COMPETITION, NO_DECISION = Outcome.LOST_TO_COMPETITION, Outcome.LOST_TO_NO_DECISION


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("move acme opportunity", Move(ACME, Stage.OPPORTUNITY)),
        ("stage acme to prospect", Move(ACME, Stage.PROSPECT)),
        ("move acme to stage suspect", Move(ACME, Stage.SUSPECT)),
        ("move acme from lead to suspect", Move(ACME, Stage.SUSPECT)),
        ("move acme short list", Move(ACME, Stage.OPPORTUNITY, "shortlist")),
        ("move acme to redlining the contract", Move(ACME, Stage.OPPORTUNITY, "redlining")),
        ("move blue bottle SQL", Move(DealWords("blue bottle"), Stage.PROSPECT)),
        ('move "Lead Forensics" prospect', Move(DealWords("Lead Forensics"), Stage.PROSPECT)),
        ("move lead opportunity", Move(DealWords("lead"), Stage.OPPORTUNITY)),
    ],
)
def test_a_stage_is_read_by_any_of_its_names(line: str, expected: Move) -> None:
    assert reads(line) == expected


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("move", {}),
        ("move acme", {"deal": "acme"}),
        ("move acme to", {"deal": "acme"}),
        ("move blue bottle", {"deal": "blue bottle"}),
        ("move prospect", {"stage": "prospect"}),
    ],
)
def test_a_move_without_a_stage_opens_the_form(line: str, filled: dict[str, str]) -> None:
    assert form(line) == ("move", filled)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("move acme customer", "won acme"),
        ("move acme to won", "won acme"),
        ("move acme lost", "lost acme"),
        ("move acme let go", "letgo acme"),
    ],
)
def test_an_end_is_no_stage_and_the_refusal_offers_the_command(line: str, command: str) -> None:
    assert [s.command for s in refusal(line).suggestions] == [command]


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("date acme 30 june", date(2026, 6, 30)),
        ("date acme to end of march", in_march(31)),
        ("date acme eoq", in_march(31)),
        ("date acme by friday", in_march(13)),
        ("date acme q3", date(2026, 9, 30)),
        ("date acme none", None),
        ("date acme never", None),
    ],
)
def test_a_decision_is_expected_by_the_end_of_what_was_named(line: str, on: date | None) -> None:
    assert reads(line) == DecisionDate(ACME, on)


def test_a_decision_cannot_be_expected_in_the_past() -> None:
    assert "that day has passed" in refusal("date acme yesterday").sentence


@pytest.mark.parametrize(
    ("line", "amount", "on"),
    [
        ("won acme", None, None),
        ("win acme 14k", FOURTEEN, None),
        ("won acme 14k yesterday", FOURTEEN, in_march(9)),
        ("won acme yesterday 14k", FOURTEEN, in_march(9)),
        ("won acme for 14k on monday", FOURTEEN, in_march(9)),
        ("won acme today", None, in_march(10)),
        ("won acme friday", None, in_march(6)),
        ("won acme last friday", None, in_march(6)),
        ("won acme 3 march", None, in_march(3)),
        ("won acme 3 dec", None, date(2025, 12, 3)),
    ],
)
def test_a_deal_is_won_on_a_day_that_has_come(
    line: str, amount: Money | None, on: date | None
) -> None:
    assert reads(line) == Close(ACME, Outcome.WON, amount=amount, on=on)


@pytest.mark.parametrize(
    "day", ["tomorrow", "in 3 days", "next friday", "end of march", "this quarter", "30 june"]
)
def test_a_deal_is_not_won_in_advance(day: str) -> None:
    assert "A deal is won on the day the order comes" in refusal(f"won acme {day}").sentence


@pytest.mark.parametrize("name", ["area 51", "acme 2026", "studio 54", "may", "3m"])
def test_a_number_or_a_month_in_a_name_is_no_amount_and_no_day(name: str) -> None:
    assert reads(f"won {name}") == Close(DealWords(name), Outcome.WON)


@pytest.mark.parametrize(
    ("line", "outcome", "reason", "competitor"),
    [
        ('lost acme to Globex "price"', COMPETITION, "price", "Globex"),
        ('lost acme to "Path to Power" "price"', COMPETITION, "price", "Path to Power"),
        ("lost acme to Globex because they went to SAP", COMPETITION, "they went to SAP", "Globex"),
        ("lost acme to Globex 'price'", COMPETITION, "price", "Globex"),
        ('lose acme no decision "budget"', NO_DECISION, "budget", None),
        ("lost acme no decision budget", NO_DECISION, "budget", None),
        ("lost acme no-decision: budget", NO_DECISION, "budget", None),
        ('lost acme to no decision "budget"', NO_DECISION, "budget", None),
        ("lost acme no decision because budget", NO_DECISION, "budget", None),
    ],
)
def test_a_loss_is_read_as_it_was_said(
    line: str, outcome: Outcome, reason: str, competitor: str | None
) -> None:
    assert reads(line) == Close(ACME, outcome, reason, competitor)


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("lost", {}),
        ("lost acme", {"deal": "acme"}),
        ('lost acme "price"', {"deal": "acme", "reason": "price"}),
        ("lost acme to Globex", {"deal": "acme", "outcome": COMPETITION, "competitor": "Globex"}),
        ('lost acme to "Globex"', {"deal": "acme", "outcome": COMPETITION, "competitor": "Globex"}),
        ("lost acme no decision", {"deal": "acme", "outcome": NO_DECISION}),
    ],
)
def test_a_loss_without_its_reason_opens_the_form(line: str, filled: dict[str, Any]) -> None:
    assert form(line) == ("lost", filled)


def test_two_tos_leave_open_where_the_name_ends_so_nothing_is_written() -> None:
    assert "quotes" in refusal('lost path to power to Globex "price"').sentence


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('letgo acme "not a priority"', "not a priority"),
        ("letgo acme because wrong person", "wrong person"),
        ("drop acme „kein Budget“", "kein Budget"),
    ],
)
def test_letting_go_takes_its_reason(line: str, reason: str) -> None:
    assert reads(line) == Close(ACME, Outcome.LET_GO, reason)


def test_letting_go_without_a_reason_opens_the_form() -> None:
    assert form("letgo acme") == ("letgo", {"deal": "acme"})
    assert form("letgo acme too small") == ("letgo", {"deal": "acme too small"})


@pytest.mark.parametrize(
    ("line", "how", "until"),
    [
        ("park acme", "parked", None),
        ("park acme until october", "parked", date(2026, 10, 1)),
        ("park acme oct", "parked", date(2026, 10, 1)),
        ("snooze acme 3d", "snoozed", in_march(13)),
        ("snooze acme for 2 weeks", "snoozed", in_march(24)),
        ("snooze acme until next monday", "snoozed", in_march(16)),
        ("snooze acme till friday", "snoozed", in_march(13)),
        ("wake acme", "awake", None),
        ("unpark acme", "awake", None),
    ],
)
def test_a_deal_is_held_until_the_first_day_of_what_was_named(
    line: str, how: str, until: date | None
) -> None:
    assert reads(line) == Hold(ACME, how, until)


def test_a_name_may_hold_the_words_between() -> None:
    assert reads("snooze waiting for godot 3d") == Hold(
        DealWords("waiting for godot"), "snoozed", in_march(13)
    )


@pytest.mark.parametrize(
    ("line", "verb", "filled"),
    [
        ("snooze acme", "snooze", {"deal": "acme"}),
        ("snooze acme until", "snooze", {"deal": "acme"}),
        ("park acme until", "park", {"deal": "acme"}),
        ("park", "park", {}),
        ("wake", "wake", {}),
        ("won", "won", {}),
        ("date acme", "date", {"deal": "acme"}),
    ],
)
def test_what_lacks_a_deal_or_a_day_opens_its_form(
    line: str, verb: str, filled: dict[str, str]
) -> None:
    assert form(line) == (verb, filled)


@pytest.mark.parametrize(
    "line", ["snooze acme today", "snooze acme yesterday", "park acme until further notice"]
)
def test_a_hold_needs_a_day_to_come(line: str) -> None:
    assert refusal(line).field == "when"


def test_closing_asks_which_of_the_three_ends_it_was() -> None:
    commands = [s.command for s in refusal("close acme").suggestions]
    assert commands == ["won acme", "lost acme", "letgo acme"]
    assert refusal("close acme 30 june").suggestions[-1].command == "date acme 30 june"
    assert form("close") == ("close", {})


def test_words_behind_a_reason_are_no_part_of_the_name() -> None:
    assert form('letgo acme "no" please') == ("letgo", {"deal": "acme no please"})
