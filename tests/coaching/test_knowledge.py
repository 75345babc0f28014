"""The buying team, the facts of a deal, what is still to be asked, and the value exchange."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.buyers import PART_NAMES, Buyer, Part, filled_parts, merged
from coaching.cadence import Due, silent_through, standing
from coaching.deals import Deal, Outcome, Shelf, Stage
from coaching.exchange import Exchange, given_since_asked, out_of_balance
from coaching.facts import FACT_NAMES, QUESTIONS, Fact, FactKind, asked_at, open_questions
from coaching.policy import Policy
from coaching.workdays import Workdays

DAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DANA = Buyer("Dana", "CFO", frozenset({Part.SIGNS, Part.DECIDES}))


def deal(stage: Stage, buying_stage: str | None = None, outcome: Outcome | None = None) -> Deal:
    return Deal(1, "Acme", 1, stage, DAY, DAY, buying_stage=buying_stage, outcome=outcome)


def abouts(*args: object) -> list[FactKind | Part]:
    return [question.about for question in asked_at(deal(*args))]  # type: ignore[arg-type]


def test_parts_stand_in_the_order_in_which_a_decision_is_made() -> None:
    assert DANA.ordered == (Part.DECIDES, Part.SIGNS)
    assert filled_parts([DANA, Buyer("Raj", parts=frozenset({Part.USES}))]) == {
        Part.DECIDES, Part.SIGNS, Part.USES,
    }  # fmt: skip


def test_what_is_told_later_adds_to_what_is_known() -> None:
    told = Buyer("dana", None, frozenset({Part.CHAMPION}), ("Ben",), "phone")
    again = merged(merged(DANA, told), replace(told, title="CEO", known_by=("Ben", "Ada")))
    parts = DANA.parts | {Part.CHAMPION}
    assert again == Buyer("Dana", "CEO", parts, ("Ben", "Ada"), "phone")
    assert merged(None, DANA) is DANA


def test_every_part_and_every_fact_can_be_named() -> None:
    assert set(PART_NAMES.values()) == set(Part)
    assert set(FACT_NAMES.values()) == set(FactKind)
    assert all(name == name.casefold() for name in (*PART_NAMES, *FACT_NAMES))


@pytest.mark.parametrize(
    ("text", "holds"),
    [("yes", True), ("since January", True), ("no", False), ("Not this year", False),
     ("no, frozen", False), ("nein", False), ("Norway pays", True), ("", True)],
)  # fmt: skip
def test_a_fact_of_yes_or_no_is_read_from_its_first_word(text: str, holds: bool) -> None:
    assert Fact(FactKind.FUNDED, text).holds is holds


def test_each_stage_asks_for_more_and_the_newest_comes_first() -> None:
    early = [abouts(stage) for stage in (Stage.LEAD, Stage.SUSPECT, Stage.PROSPECT)]
    assert early[0] == [FactKind.PROFILE]
    assert all(later[-len(before) :] == before for before, later in pairwise(early))
    opportunity = abouts(Stage.OPPORTUNITY)
    assert {Part.EVALUATES, Part.DECIDES, Part.SIGNS, FactKind.PATH, FactKind.FIT} <= {*opportunity}
    assert FactKind.FUNDED not in opportunity


@pytest.mark.parametrize(
    ("buying_stage", "first"),
    [
        ("need", [FactKind.REPLACES]),
        ("shortlist", [FactKind.FUNDED, FactKind.REPLACES]),
        ("negotiating", [FactKind.SELECTED, FactKind.FUNDED, FactKind.REPLACES]),
        ("redlining", [FactKind.REDLINES, FactKind.SELECTED, FactKind.FUNDED]),
    ],
)
def test_what_a_forecast_category_claims_must_be_confirmed(buying_stage: str, first: list) -> None:
    assert abouts(Stage.OPPORTUNITY, buying_stage)[: len(first)] == first


def test_a_closed_deal_asks_nothing() -> None:
    assert abouts(Stage.OPPORTUNITY, None, Outcome.LET_GO) == []
    assert abouts(Stage.CUSTOMER, None, Outcome.WON) == []


def test_what_is_known_is_not_asked() -> None:
    asked = deal(Stage.OPPORTUNITY)
    facts = {FactKind.PROBLEM: Fact(FactKind.PROBLEM, "slow")}
    left = {question.about for question in open_questions(asked, facts, DANA.parts)}
    everything = {question.about for question in asked_at(asked)}
    known = {FactKind.PROBLEM, Part.DECIDES, Part.SIGNS, FactKind.POWER}
    assert left == everything - known
    assert open_questions(asked, {}, frozenset({Part.USES})) == asked_at(asked)


def test_questions_ask_for_facts_and_never_for_opinions() -> None:
    for question in QUESTIONS.values():
        assert question.words.endswith("?")
        assert "would you" not in question.words.lower()
        assert question.source in {"000", "001", "002", "003", "004"}


def exchange(gave: bool, minutes: int) -> Exchange:
    return Exchange(gave, "x", NOON + timedelta(minutes=minutes))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 99)), max_size=8))
def test_only_what_was_given_since_asking_counts(rows: list[tuple[bool, int]]) -> None:
    exchanges = [exchange(*row) for row in rows]
    since = given_since_asked(exchanges)
    assert all(one.gave for one in since)
    assert out_of_balance(exchanges) == (len(since) > 1)
    if since:
        first = since[0].at
        assert all(one.gave or one.at <= first for one in exchanges)


def test_two_things_given_and_nothing_asked_is_out_of_balance() -> None:
    gave, asked = exchange(True, 1), exchange(False, 2)
    assert not out_of_balance([gave])
    assert out_of_balance([gave, exchange(True, 3)])
    assert not out_of_balance([gave, exchange(True, 3), exchange(False, 4)])
    assert not out_of_balance([gave, asked, exchange(True, 3)])


@given(
    shelf=st.sampled_from(Shelf),
    today=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    weekdays=st.frozensets(st.integers(0, 6)),
    off=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 2, 1)), max_size=5),
)
def test_a_deal_is_overdue_from_the_day_that_the_bound_names(
    shelf: Shelf, today: date, weekdays: frozenset[int], off: frozenset[date]
) -> None:
    workdays, policy = Workdays(weekdays, off), Policy()
    decision = {Shelf.TABLE: today, Shelf.FRIDGE: today + timedelta(days=90), Shelf.FREEZER: None}
    last = silent_through(shelf, today, policy, workdays)
    for day, due in ((last, True), (last + timedelta(days=1), False)):
        touched = replace(deal(Stage.OPPORTUNITY), decision_on=decision[shelf], last_touch_on=day)
        stands = standing(touched, today, policy, workdays)
        assert stands.shelf is shelf
        assert (stands.due is Due.OVERDUE) is due
