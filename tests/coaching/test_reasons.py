import re
from dataclasses import astuple, replace
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.cadence import shelf_of
from coaching.deals import BUYING_STAGES, Deal, Direction, Shelf, Stage, Step, TouchKind
from coaching.money import Money
from coaching.policy import Policy, Window
from coaching.priority import Row, Rung, daily_list, row_of
from coaching.reasons import reason
from coaching.workdays import Workdays

DAY = timedelta(days=1)
TODAY = date(2026, 3, 3)
POLICY, WEEK = Policy(), Workdays()


def ago(days):
    return TODAY - days * DAY


def ahead(days):
    return TODAY + days * DAY


def euros(amount):
    return Money(Decimal(amount), "EUR")


def a_deal(name="Acme", stage=Stage.OPPORTUNITY, **facts):
    plain = {"id": 1, "owner_id": 1, "created_on": ago(400), "entered_stage_on": ago(400)}
    return Deal(name=name, stage=stage, **(plain | facts))


ACME = a_deal(
    amount=euros(12000),
    buying_stage="negotiating",
    decision_on=ahead(9),
    last_touch_on=ago(5),
    last_touch_kind=TouchKind.CALL,
    last_touch_direction=Direction.OUT,
)


def row(deal, today=TODAY, policy=POLICY):
    found = row_of(deal, today, policy, WEEK, "EUR")
    assert found is not None
    return found


def told(deal, below=None, today=TODAY, policy=POLICY, money=None):
    lower = row(below, today, policy) if below else None
    return reason(row(deal, today, policy), lower, today, policy, money=money)


# Facts


def test_the_facts_of_an_opportunity_stand_in_one_sentence():
    assert told(ACME, money="€12,000").facts == (
        "Opportunity on the table, €12,000, negotiating, decision Thu 12 Mar 2026 (in 9 days), "
        "last call 5 days ago."
    )


def test_an_amount_nobody_formatted_is_still_told_with_its_currency():
    assert "12,000 EUR" in told(ACME).facts
    assert "1,234,567.50 EUR" in told(replace(ACME, amount=euros("1234567.50"))).facts


def test_what_is_unknown_about_an_opportunity_is_said():
    facts = told(a_deal(last_touch_on=ago(100))).facts
    assert facts == (
        "Opportunity in the freezer, amount unknown, no decision date, last touch 100 days ago."
    )


def test_a_lead_is_told_without_what_no_lead_has():
    lead = a_deal(stage=Stage.LEAD, created_on=ago(2), entered_stage_on=ago(2))
    assert told(lead).facts == "Lead, not touched yet, lead since Sun 1 Mar 2026."
    tomorrow = replace(lead, created_on=ahead(1), entered_stage_on=ahead(1))
    assert told(tomorrow).facts == "Lead, not touched yet, lead since Tue 3 Mar 2026."


def test_an_opportunity_without_a_touch_says_since_when():
    facts = told(replace(ACME, last_touch_on=None, entered_stage_on=ago(4))).facts
    assert facts.endswith("not touched yet, opportunity since Fri 27 Feb 2026.")


def test_what_the_buyer_did_last_is_told_as_theirs():
    theirs = replace(ACME, last_touch_direction=Direction.IN)
    assert "their last call 5 days ago." in told(theirs).facts
    mail = replace(theirs, last_touch_kind=TouchKind.MAIL, last_touch_on=ago(1))
    assert "their last mail yesterday, unanswered." in told(mail).facts


def test_a_decision_date_that_has_passed_is_said():
    assert (
        "decision date Sun 1 Mar 2026 passed 2 days ago"
        in told(replace(ACME, decision_on=ago(2))).facts
    )


def test_a_buying_stage_of_their_own_is_left_out():
    assert told(replace(ACME, buying_stage="pilot"), money="€1").facts == (
        "Opportunity on the table, €1, decision Thu 12 Mar 2026 (in 9 days), last call 5 days ago."
    )


# Promises

PROMISE = replace(ACME, step=Step(TODAY, " send SOC 2.\n"))


def test_a_promise_says_what_was_promised_and_for_when():
    found = told(PROMISE)
    assert found.facts.startswith("You promised: send SOC 2, for Tue 3 Mar 2026 (today). Opportun")
    assert found.why == "A promise to the buyer comes first, and its day is today."
    assert found.if_left.startswith("The promise is broken")
    assert found.move.startswith("Do it today: send SOC 2. ")


def test_a_promise_for_an_hour_names_it():
    found = told(replace(ACME, step=Step(TODAY, "call Dana", time(9, 5))))
    assert found.facts.startswith("You promised: call Dana, for Tue 3 Mar 2026 (today) at 09:05.")


@pytest.mark.parametrize("what", [None, "", " . "])
def test_a_promise_without_words_is_a_next_step(what):
    found = told(replace(ACME, step=Step(TODAY, what)))
    assert found.facts.startswith("You promised a next step for Tue 3 Mar 2026 (today).")
    assert found.move.startswith("Do it today. If")


def test_a_late_promise_says_so_without_reproach():
    saturday = date(2026, 3, 7)
    deal = replace(ACME, step=Step(saturday, "call Dana"))
    found = told(deal, today=date(2026, 3, 9))
    assert "for Sat 7 Mar 2026 (2 days ago)" in found.facts
    assert found.why == "A promise to the buyer comes first, and its day was 2 days ago."
    assert found.if_left == "It is late already, and each further day costs trust."


# Why it is here


@pytest.mark.parametrize(("silent", "since"), [(6, "today"), (7, "since Sat 28 Feb 2026")])
def test_an_overdue_deal_says_since_when_and_what_its_shelf_asks(silent, since):
    assert told(replace(ACME, last_touch_on=ago(silent))).why == (
        f"Overdue {since}: on the table a deal is touched every 2 to 3 days."
    )


@pytest.mark.parametrize(("silent", "since"), [(15, "today"), (16, "since Mon 2 Mar 2026")])
def test_a_due_deal_says_since_when(silent, since):
    fridge = replace(ACME, decision_on=ahead(100), last_touch_on=ago(silent))
    assert told(fridge).why == (
        f"Due {since}: in the fridge a deal is touched every 15 to 30 days."
    )


def test_no_deal_is_called_late_for_days_before_it_came_to_its_shelf_or_stage():
    arrived = replace(ACME, decision_on=ahead(30), last_touch_on=ago(20))
    assert told(arrived).why.startswith("Overdue since Mon 2 Mar 2026: on the table")
    promoted = a_deal(stage=Stage.PROSPECT, last_touch_on=ago(60), entered_stage_on=ago(2))
    assert told(promoted).why.startswith("Due since Sun 1 Mar 2026: a prospect")
    thawing = replace(ACME, decision_on=ahead(300), last_touch_on=ago(92))
    assert told(thawing).why.startswith("Due since Mon 2 Mar 2026: in the freezer")


def test_the_rhythm_is_told_as_the_workspace_has_set_it():
    policy = Policy(table=Window(4, 4, 3, 7))
    assert told(ACME, policy=policy).why.endswith("a deal is touched every 4 days.")


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.PROSPECT, "a prospect is followed up after 7 days."),
        (Stage.SUSPECT, "a suspect is followed up after 14 days."),
        (Stage.LEAD, "a lead is followed up after 14 days."),
    ],
)
def test_before_opportunity_the_pause_is_the_reason(stage, sentence):
    assert told(a_deal(stage=stage, last_touch_on=ago(60))).why.endswith(sentence)


def test_a_lead_never_touched_gets_its_one_touch():
    assert "everybody gets one qualifying touch" in told(a_deal(stage=Stage.LEAD)).why


def test_an_unanswered_mail_is_a_reason_of_its_own():
    fridge = replace(
        ACME,
        decision_on=ahead(100),
        last_touch_on=ago(1),
        last_touch_kind=TouchKind.MAIL,
        last_touch_direction=Direction.IN,
    )
    found = told(fridge)
    assert found.why == "Their mail waits for an answer, and an answer comes before new work."
    assert found.if_left == "The buyer keeps waiting, and interest cools."
    assert found.move == "Answer their mail, and end with one question."


def test_a_parked_deal_says_that_its_day_has_come():
    parked = replace(ACME, decision_on=None, parked=True, parked_until=TODAY)
    assert told(parked).why == "It was parked until Tue 3 Mar 2026, and that day has come."


# Why it is above the next

GLOBEX = replace(ACME, id=2, name="Globex")


def above(upper, lower):
    return told(upper, lower).why.split(". ", 1)[1]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"decision_on": ahead(10)}, "Above Globex because its decision is earlier."),
        ({"amount": euros(11999)}, "Above Globex because its amount is larger."),
        ({"amount": None}, "Above Globex because its amount is known and can be compared."),
        (
            {"amount": Money(Decimal(10**9), "JPY")},
            "Above Globex because its amount is known and can be compared.",
        ),
        ({}, "Above Globex because all else is equal and its name comes first."),
        ({"name": "ACME"}, "Above ACME because all else is equal and it was added first."),
    ],
)
def test_within_a_rung_the_first_difference_is_told(change, sentence):
    assert above(ACME, replace(GLOBEX, **change)) == sentence


def test_a_longer_silence_is_told():
    silent = replace(ACME, last_touch_on=ago(9))
    assert above(silent, replace(GLOBEX, last_touch_on=ago(8))) == (
        "Above Globex because it has been silent for longer."
    )


def test_a_decision_date_stands_above_none():
    dated = a_deal(stage=Stage.SUSPECT, decision_on=ahead(5), last_touch_on=ago(20))
    undated = replace(dated, id=2, name="Globex", decision_on=None)
    assert above(dated, undated) == "Above Globex because it has a decision date."


def test_between_rungs_the_ladder_is_told():
    overdue, due = replace(ACME, last_touch_on=ago(9)), replace(GLOBEX, last_touch_on=ago(3))
    assert above(overdue, due) == (
        "Above Globex: an overdue deal on the table comes before a deal due on the table."
    )


def test_the_last_row_and_a_row_out_of_order_claim_nothing():
    assert "Above" not in told(ACME).why
    assert "Above" not in told(GLOBEX, ACME).why
    assert "Above" not in told(ACME, ACME).why


# If it is left, and the move


def test_a_table_deal_left_alone_is_decided_without_us_and_soon_overdue():
    assert told(replace(ACME, last_touch_on=ago(3))).if_left == (
        "The decision comes in 9 days, and may be taken without us. "
        "From Wed 4 Mar 2026 on it is overdue."
    )


@pytest.mark.parametrize(
    ("decision", "silent", "words"),
    [
        (9, 9, "The decision comes in 9 days, and may be taken without us."),
        (0, 9, "The decision comes today, and may be taken without us."),
        (-2, 9, "Without a new date it goes to the freezer on Mon 9 Mar 2026."),
        (41, 60, "It goes quiet, and is cold when it reaches the table on Fri 13 Mar 2026."),
        (193, 300, "It is easily forgotten before it reaches the fridge on Fri 13 Mar 2026."),
        (-9, 300, "It is easily forgotten: no date is known that would bring it back."),
    ],
)
def test_an_overdue_opportunity_says_what_happens_if_it_is_left(decision, silent, words):
    assert (
        told(replace(ACME, decision_on=ahead(decision), last_touch_on=ago(silent))).if_left == words
    )


def test_a_deal_past_its_date_leaves_the_table_on_the_day_that_was_told():
    told_for = date(2026, 3, 9)
    assert shelf_of(ago(2), told_for - DAY, POLICY) is Shelf.TABLE
    assert shelf_of(ago(2), told_for, POLICY) is Shelf.FREEZER


def test_a_due_opportunity_says_when_it_is_overdue():
    fridge = replace(ACME, decision_on=ahead(100), last_touch_on=ago(15))
    assert told(fridge).if_left.endswith("From Thu 19 Mar 2026 on it is overdue.")


@pytest.mark.parametrize("stage", [Stage.LEAD, Stage.SUSPECT, Stage.PROSPECT])
def test_every_early_stage_has_its_own_risk_and_moves(stage):
    new, old = a_deal(stage=stage), a_deal(stage=stage, last_touch_on=ago(60))
    assert told(new).move != told(old).move
    others = {told(a_deal(stage=other)).if_left for other in Stage if other.order < 3}
    assert len(others) == 3


MOVES = [
    ({"decision_on": ago(1)}, "new date"),
    ({"decision_on": None}, "by when they want"),
    ({"decision_on": ahead(300)}, "date still holds"),
    ({"buying_stage": None}, "where they are"),
    ({"amount": None}, "what the problem costs"),
    ({"buying_stage": "pilot"}, "next step on their side"),
    ({"buying_stage": "redlining"}, "changes to the contract"),
]


@pytest.mark.parametrize(("change", "words"), MOVES)
def test_the_move_starts_with_what_is_unknown(change, words):
    assert words in told(replace(ACME, **({"last_touch_on": ago(300)} | change))).move


def test_every_buying_stage_has_its_own_move():
    moves = {told(replace(ACME, buying_stage=stage.key)).move for stage in BUYING_STAGES}
    assert len(moves) == len(BUYING_STAGES)


# Whatever the deal

some_facts = st.fixed_dictionaries(
    {
        "stage": st.sampled_from([Stage.LEAD, Stage.SUSPECT, Stage.PROSPECT, Stage.OPPORTUNITY]),
        "name": st.sampled_from(["Acme", "Globex Inc.", "Initech"]),
        "amount": st.none() | st.integers(0, 10**9).map(euros),
        "buying_stage": st.none() | st.sampled_from(["need", "shortlist", "pilot"]),
        "decision_on": st.none() | st.integers(-20, 400).map(ahead),
        "step": st.none()
        | st.builds(Step, st.integers(-20, 0).map(ahead), st.none() | st.just("x")),
        "last_touch_on": st.none() | st.integers(0, 400).map(ago),
        "last_touch_kind": st.none() | st.sampled_from(TouchKind),
        "last_touch_direction": st.none() | st.sampled_from(Direction),
        "parked": st.booleans(),
        "parked_until": st.integers(-30, 0).map(ahead),
    }
)


@settings(max_examples=100)
@given(st.lists(some_facts, max_size=8))
def test_every_row_speaks_in_whole_plain_sentences(facts):
    deals = [a_deal(**(one | {"id": n})) for n, one in enumerate(facts)]
    rows = daily_list(deals, TODAY, POLICY, WEEK, "EUR").rows
    for upper, lower in zip_longest(rows, rows[1:]):
        found = reason(upper, lower, TODAY, POLICY)
        assert ("Above" in found.why) == (lower is not None)
        for part in astuple(found):
            assert re.fullmatch(r"[A-Z].*[.?]", part)
            assert not re.search(r"None|[*_`<>~\[\]{}]|  |\.\.|Stage\.|\bin -|\n", part)


def test_a_row_made_by_hand_still_speaks():
    customer = replace(row(ACME), rung=Rung.EARLY)
    standing = replace(customer.standing, shelf=None)
    odd = Row(replace(ACME, stage=Stage.CUSTOMER), standing, Rung.EARLY)
    assert reason(odd, None, TODAY, POLICY).move


def test_a_signal_that_waits_is_named_and_answered():
    found = row(replace(ACME, last_touch_signal="price", last_touch_on=ago(1)))
    assert found.rung is Rung.UNANSWERED
    why = told(found.deal)
    assert "A buying signal: they asked for the price. It waits for an answer." in str(why)
    assert why.move.startswith("Give them what they asked for")
