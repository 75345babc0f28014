"""Moving a deal: its stage, its decision date, on and off the list, and its end."""

from datetime import date
from decimal import Decimal

import pytest

from bot.usecases.requests import Close, DealWords, Hold
from bot.usecases.writing import Written
from bot.views.stands import stands_line
from coaching.deals import Outcome, Stage
from coaching.errors import Refusal
from coaching.money import Money
from tests.bot.usecases.office import Office, Seller

ACME = DealWords("acme")
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _deal(office: Office, anna: Seller) -> None:
    anna.says("add Acme 12k")
    office.passes(days=1)


def test_a_deal_may_skip_stages_and_go_back(office: Office, anna: Seller) -> None:
    assert anna.says("move acme short list").deal.buying_stage == "shortlist"
    office.passes(days=1)
    back = anna.says("move acme suspect")
    assert (back.before.stage, back.deal.stage) == (Stage.OPPORTUNITY, Stage.SUSPECT)
    assert back.deal.buying_stage is None
    moves = [(m.from_stage, m.to_stage, m.to_buying_stage) for m in office.history("stage_moves")]
    assert moves[1:] == [
        ("lead", "opportunity", "shortlist"),
        ("opportunity", "suspect", None),
    ]


def test_another_buying_stage_is_no_new_entry_into_the_stage(office: Office, anna: Seller) -> None:
    anna.says("move acme opportunity")
    office.passes(days=5)
    moved = anna.says("move acme short list").deal
    assert moved.entered_stage_on == date(2026, 3, 11)


@pytest.mark.parametrize("stage", ["opportunity", "short list"])
def test_a_deal_that_is_there_already_stays_as_it_is(
    office: Office, anna: Seller, stage: str
) -> None:
    anna.says("move acme short list")
    with pytest.raises(Refusal, match="is there already"):
        anna.says(f"move acme {stage}")
    assert len(office.history("stage_moves")) == 2


def test_each_move_of_the_decision_date_is_kept(office: Office, anna: Seller) -> None:
    anna.says("date acme 30 april")
    anna.says("date acme 30 june")
    assert anna.says("date acme none").deal.decision_on is None
    april, june = date(2026, 4, 30), date(2026, 6, 30)
    moves = [(move.from_on, move.to_on) for move in office.history("close_date_moves")]
    assert moves == [(None, april), (april, june), (june, None)]


def test_the_same_decision_date_again_is_refused(anna: Seller) -> None:
    anna.says("date acme 30 april")
    for line in ("date acme 30 april", "date acme 30/4", "date acme end of april"):
        with pytest.raises(Refusal, match="is Thu 30 Apr 2026 already"):
            anna.says(line)


def test_a_won_deal_is_a_customer_with_its_final_amount(anna: Seller) -> None:
    anna.says('next acme "sign" fri')
    won = anna.says("won acme 14k yesterday").deal
    assert (won.outcome, won.stage, won.closed_on) == (Outcome.WON, Stage.CUSTOMER, TODAY)
    assert (won.amount, won.step) == (Money(Decimal(14000), "USD"), None)


def test_winning_without_an_amount_keeps_the_one_known(anna: Seller) -> None:
    assert anna.says("won acme").deal.amount == Money(Decimal(12000), "USD")


@pytest.mark.parametrize(
    ("line", "outcome", "reason", "competitor"),
    [
        ('lost acme to Globex "price"', Outcome.LOST_TO_COMPETITION, "price", "Globex"),
        ('lost acme no decision "budget"', Outcome.LOST_TO_NO_DECISION, "budget", None),
        ('letgo acme "wrong person"', Outcome.LET_GO, "wrong person", None),
    ],
)
def test_an_end_keeps_its_reason_and_where_the_deal_stood(
    anna: Seller, line: str, outcome: Outcome, reason: str, competitor: str | None
) -> None:
    anna.says("move acme prospect")
    closed = anna.says(line).deal
    assert (closed.outcome, closed.reason, closed.competitor) == (outcome, reason, competitor)
    assert (closed.stage, closed.closed_on) == (Stage.PROSPECT, date(2026, 3, 11))


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.WON])
@pytest.mark.parametrize("reason", [None, "", "  "])
def test_every_end_but_winning_needs_a_reason(
    anna: Seller, outcome: Outcome, reason: str | None
) -> None:
    with pytest.raises(Refusal) as refused:
        anna.does(Close(ACME, outcome, reason))
    assert refused.value.field == "reason"


def test_a_closed_deal_takes_no_further_change(anna: Seller) -> None:
    anna.says("won acme")
    for line in ("log acme call", "move acme prospect", "date acme june", "park acme", "won acme"):
        with pytest.raises(Refusal, match="is closed"):
            anna.says(line)


def test_a_deal_is_snoozed_then_parked_then_woken(anna: Seller) -> None:
    snoozed = anna.says("snooze acme 3d").deal
    assert snoozed.snoozed_until == date(2026, 3, 14)
    parked = anna.says("park acme until june").deal
    assert (parked.parked, parked.parked_until) == (True, date(2026, 6, 1))
    assert parked.snoozed_until is None
    with pytest.raises(Refusal, match="is parked until Mon 1 Jun 2026"):
        anna.says("snooze acme 3d")
    awake = anna.says("wake acme").deal
    assert (awake.parked, awake.snoozed_until) == (False, None)
    with pytest.raises(Refusal, match="awake already"):
        anna.says("wake acme")


@pytest.mark.parametrize("until", [None, date(2026, 3, 10), date(2026, 3, 11)])
def test_a_snooze_ends_on_a_later_day(anna: Seller, until: date | None) -> None:
    with pytest.raises(Refusal) as refused:
        anna.does(Hold(ACME, "snoozed", until))
    assert refused.value.field == "until"


def test_closing_ends_a_hold(anna: Seller) -> None:
    anna.says("park acme")
    assert not anna.says("won acme").deal.parked


def test_what_came_back_from_the_freezer_can_be_snoozed(office: Office, anna: Seller) -> None:
    anna.says("park acme until 12 march")
    with pytest.raises(Refusal, match="off the list already"):
        anna.says("snooze acme 3d")
    office.passes(days=2)
    woken = anna.says("snooze acme 3d").deal
    assert (woken.parked, woken.parked_until) == (False, None)


def test_a_promise_that_a_snooze_would_break_is_warned_of(office: Office, anna: Seller) -> None:
    anna.says("next acme 12 march “send SOC 2”")
    until = "lies before that: wake it by then"
    assert until in stands(anna.says("snooze acme 3d"))
    assert until not in stands(anna.says("snooze acme 1d"))
    assert until in stands(anna.says("park acme"))
    assert until not in stands(anna.says("next acme none"))


def stands(written: Written) -> str:
    return stands_line(written.deal, written.standing)
