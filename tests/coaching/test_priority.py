import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.cadence import Due
from coaching.deals import Deal, Direction, Outcome, Shelf, Stage, Step, TouchKind
from coaching.money import Money
from coaching.policy import Policy
from coaching.priority import TURNS, Rung, daily_list, ladder, rank, row_of
from coaching.workdays import Workdays

DAY = timedelta(days=1)
TODAY = date(2026, 3, 3)
POLICY, WEEK = Policy(), Workdays()


def ago(days):
    return TODAY - days * DAY


def ahead(days):
    return TODAY + days * DAY


def a_deal(id=1, stage=Stage.OPPORTUNITY, **facts):
    plain = {"name": f"Deal {id:03}", "created_on": ago(400), "entered_stage_on": ago(400)}
    return Deal(id=id, owner_id=1, stage=stage, **(plain | facts))


def table(id, silent=3, **facts):
    return a_deal(id, **({"decision_on": ahead(20), "last_touch_on": ago(silent)} | facts))


def fridge(id, silent=15, **facts):
    return a_deal(id, **({"decision_on": ahead(100), "last_touch_on": ago(silent)} | facts))


def freezer(id, silent=90, **facts):
    return a_deal(id, last_touch_on=ago(silent), **facts)


def prospect(id, silent=7, **facts):
    return a_deal(id, Stage.PROSPECT, last_touch_on=ago(silent), **facts)


def suspect(id, silent=14, **facts):
    return a_deal(id, Stage.SUSPECT, last_touch_on=ago(silent), **facts)


def lead(id, **facts):
    return a_deal(id, Stage.LEAD, **facts)


def wrote(deal, days=1):
    return replace(
        deal,
        last_touch_on=ago(days),
        last_touch_kind=TouchKind.MAIL,
        last_touch_direction=Direction.IN,
    )


def promised(id, day=TODAY, **facts):
    return fridge(id, step=Step(day, "send SOC 2"), **facts)


def listed(deals, today=TODAY, policy=POLICY, workdays=WEEK):
    return daily_list(deals, today, policy, workdays, "EUR")


def ids(rows):
    return [row.deal.id for row in rows]


def order(*deals):
    return ids(ladder(deals, TODAY, POLICY, WEEK, "EUR"))


# The ladder


@pytest.mark.parametrize(
    ("deal", "rung"),
    [
        (promised(1), Rung.PROMISED),
        (promised(1, ago(30), silent=40), Rung.PROMISED),
        (table(1, silent=5), Rung.TABLE_OVERDUE),
        (table(1, silent=3), Rung.TABLE_DUE),
        (wrote(fridge(1)), Rung.UNANSWERED),
        (fridge(1, silent=40), Rung.FRIDGE_OVERDUE),
        (prospect(1), Rung.PROSPECT),
        (fridge(1), Rung.FRIDGE_DUE),
        (suspect(1), Rung.EARLY),
        (lead(1), Rung.EARLY),
        (lead(1, last_touch_on=ago(14)), Rung.EARLY),
        (freezer(1), Rung.FREEZER),
        (freezer(1, silent=300), Rung.FREEZER),
    ],
)
def test_every_deal_has_its_rung(deal, rung):
    assert row_of(deal, TODAY, POLICY, WEEK, "EUR").rung is rung


def test_the_rungs_come_in_their_order_whatever_else_speaks_for_a_deal():
    rich = {"amount": Money(Decimal(10**9), "EUR")}
    deals = [
        *(promised(1), table(2, silent=5), table(3), wrote(fridge(4)), fridge(5, silent=40)),
        *(prospect(6), fridge(7, **rich), suspect(8, **rich), freezer(9, **rich)),
    ]
    assert order(*reversed(deals)) == list(range(1, 10))


@pytest.mark.parametrize(
    "deal",
    [
        table(1, silent=1),
        fridge(1, silent=14),
        freezer(1, silent=89),
        prospect(1, silent=6),
        suspect(1, silent=13),
        lead(1, last_touch_on=ago(13)),
    ],
)
def test_what_was_touched_recently_enough_is_left_alone(deal):
    assert order(deal) == []


@pytest.mark.parametrize(
    "hold",
    [
        {"outcome": Outcome.WON},
        {"snoozed_until": ahead(1)},
        {"parked": True},
        {"parked": True, "parked_until": ahead(1)},
        {"step": Step(ahead(1))},
    ],
)
@pytest.mark.parametrize(
    "deal", [wrote(table(1)), promised(1), fridge(1, silent=40), lead(1), freezer(1)]
)
def test_nothing_held_is_ever_listed(deal, hold):
    assert order(replace(deal, **hold)) == []


def test_a_snoozed_or_parked_deal_is_back_on_its_day():
    assert order(table(1, snoozed_until=TODAY)) == [1]
    assert order(table(1, silent=1, parked=True, parked_until=TODAY)) == [1]


def test_an_unanswered_mail_brings_a_deal_back_before_its_window_opens():
    assert order(wrote(freezer(1))) == [1]
    assert order(wrote(freezer(1), days=0)) == []


def test_an_unanswered_deal_keeps_a_higher_rung_of_its_own():
    overdue, due = wrote(table(1), days=5), wrote(table(2), days=3)
    rungs = [row.rung for row in ladder([overdue, due], TODAY, POLICY, WEEK, "EUR")]
    assert rungs == [Rung.TABLE_OVERDUE, Rung.TABLE_DUE]
    assert row_of(wrote(table(1)), TODAY, POLICY, WEEK, "EUR").rung is Rung.UNANSWERED


def test_a_promise_for_a_saturday_leads_the_list_of_monday():
    saturday, monday = date(2026, 3, 7), date(2026, 3, 9)
    deals = [table(1), fridge(2, step=Step(saturday))]
    assert 2 not in ids(listed(deals, saturday - DAY).rows)
    assert ids(listed(deals, monday).rows)[0] == 2


# Within a rung


def euros(amount, currency="EUR"):
    return {"amount": Money(Decimal(amount), currency)}


def test_an_earlier_decision_comes_first_and_none_last():
    later = suspect(1, decision_on=ahead(60))
    earlier = suspect(2, decision_on=ahead(10))
    assert order(suspect(3, **euros(999)), later, earlier) == [2, 1, 3]


def test_then_the_larger_amount_in_the_currency_of_the_workspace():
    deals = [suspect(1, **euros(5)), suspect(2, **euros(50)), suspect(3), suspect(4, **euros(0))]
    assert order(*deals)[:3] == [2, 1, 4]


def test_an_amount_in_another_currency_counts_as_unknown():
    foreign, unknown = suspect(1, **euros(10**6, "JPY")), suspect(2, silent=20)
    assert order(foreign, unknown, suspect(3, **euros(1))) == [3, 2, 1]


def test_then_the_longer_silence():
    assert order(suspect(1, silent=14), suspect(2, silent=30)) == [2, 1]


def test_then_the_name_whatever_its_case_and_then_the_older_deal():
    named = [suspect(1, name="Beta"), suspect(2, name="alpha"), suspect(3, name="Alpha")]
    assert order(*named) == [2, 3, 1]


# Halves


def many(make, first, count, **facts):
    return [make(first + n, **facts) for n in range(count)]


PLENTY = many(table, 100, 30) + many(prospect, 200, 30)


@pytest.mark.parametrize(
    ("size", "share", "tabled"),
    [(8, 50, 4), (7, 50, 4), (1, 50, 1), (8, 0, 0), (8, 100, 8), (8, 30, 3), (25, 50, 13)],
)
def test_the_share_of_the_table_is_rounded_up(size, share, tabled):
    found = listed(PLENTY, policy=Policy(list_rows=size, table_share=share))
    assert (found.table_rows, found.developing_rows) == (tabled, size - tabled)


def test_where_one_half_is_short_the_other_fills_it():
    few_tables = listed(many(table, 100, 1) + many(prospect, 200, 30))
    assert (few_tables.table_rows, few_tables.developing_rows) == (1, 7)
    few_others = listed(many(table, 100, 30) + many(prospect, 200, 2))
    assert (few_others.table_rows, few_others.developing_rows) == (6, 2)
    assert len(listed(many(table, 100, 2) + many(lead, 200, 1)).rows) == 3


def test_promises_take_their_rows_before_the_halves_do():
    found = listed([*PLENTY, *many(promised, 300, 3)])
    kinds = Counter(row.rung for row in found.rows)
    assert kinds == {Rung.PROMISED: 3, Rung.TABLE_DUE: 3, Rung.PROSPECT: 2}


def test_more_promises_than_rows_fill_the_list_and_the_rest_stand_below():
    found = listed([*PLENTY, *many(promised, 300, 10)])
    assert ids(found.rows) == list(range(300, 308))
    assert ids(found.more)[:2] == [308, 309]


def test_what_is_eligible_and_not_shown_stands_in_the_same_order():
    found = listed(PLENTY)
    everything = ladder(PLENTY, TODAY, POLICY, WEEK, "EUR")
    assert sorted((*found.rows, *found.more), key=rank) == list(everything)
    assert list(found.more) == sorted(found.more, key=rank)


def test_nothing_due_is_an_empty_list():
    found = listed([table(1, silent=0)])
    assert (found.rows, found.more, found.table_rows, found.developing_rows) == ((), (), 0, 0)


@pytest.mark.parametrize("size", [0, -1])
def test_a_list_without_rows_shows_nothing(size):
    found = listed([*PLENTY, promised(1)], policy=Policy(list_rows=size))
    assert found.rows == ()
    assert len(found.more) == 61


@pytest.mark.parametrize(("share", "tabled"), [(-5, 0), (140, 8)])
def test_a_share_beyond_the_list_is_the_whole_list(share, tabled):
    assert listed(PLENTY, policy=Policy(table_share=share)).table_rows == tabled


# Turns

CROWD = (
    many(fridge, 100, 20, silent=40)
    + many(prospect, 200, 20)
    + many(fridge, 300, 20)
    + many(suspect, 400, 20)
    + many(lead, 500, 20)
    + many(freezer, 600, 20)
    + many(table, 700, 20)
)


def five_days(start, workdays):
    days = [workdays.on_or_after(start)]
    while len(days) < 5:
        days.append(workdays.after(days[-1]))
    return days


def test_one_seat_goes_to_the_kind_whose_turn_it_is():
    for day in five_days(TODAY, WEEK):
        turn = TURNS[WEEK.ordinal(day) % 5]
        developing = [row for row in listed(CROWD, day).rows if not row.on_table]
        others = [row for row in developing if row.rung is Rung.FRIDGE_OVERDUE]
        assert any(row.kind is turn for row in developing)
        assert len(others) >= len(developing) - 1


def test_the_seat_goes_to_the_highest_of_its_kind():
    days = five_days(TODAY, WEEK)
    freezing = next(day for day in days if TURNS[WEEK.ordinal(day) % 5] is Shelf.FREEZER)
    assert [row.deal.id for row in listed(CROWD, freezing).rows if row.deal.id >= 600][-1] == 600


def test_on_the_weekend_the_list_is_asked_for_with_the_turn_of_monday():
    saturday = date(2026, 3, 7)
    turns = [WEEK.ordinal(saturday + n * DAY) % 5 for n in range(3)]
    assert len(set(turns)) == 1


def test_a_day_full_of_promises_has_no_turn():
    found = listed([*CROWD, *many(promised, 800, 8)])
    assert {row.rung for row in found.rows} == {Rung.PROMISED}


def test_a_turn_nobody_waits_for_leaves_its_seat_to_the_ladder():
    for day in five_days(TODAY, WEEK):
        assert ids(listed(many(prospect, 1, 20), day).rows) == list(range(1, 9))


# Whatever the deals

near = st.integers(-10, 10).map(ahead)


TWISTS = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"snoozed_until": near}),
    st.fixed_dictionaries({"parked": st.just(True), "parked_until": st.none() | near}),
    st.fixed_dictionaries({"step": near.map(Step)}),
    st.just({"outcome": Outcome.LET_GO}),
    st.fixed_dictionaries({"name": st.sampled_from(["Acme", "acme", "Same"])}),
    st.builds(euros, st.integers(0, 3), st.sampled_from(["EUR", "USD"])),
    st.fixed_dictionaries({"decision_on": st.none() | near}),
    st.just({"last_touch_kind": TouchKind.MAIL, "last_touch_direction": Direction.IN}),
)
MAKERS = st.sampled_from([table, fridge, freezer, prospect, suspect, lead])


@st.composite
def some_deals(draw, most=40):
    drawn = draw(st.lists(st.tuples(MAKERS, st.integers(-50, 200), TWISTS), max_size=most))
    touched = ({"last_touch_on": ago(silent)} if silent >= 0 else {} for _, silent, _ in drawn)
    return [
        replace(make(id), **when, **twist)
        for id, ((make, _, twist), when) in enumerate(zip(drawn, touched, strict=True))
    ]


some_policies = st.builds(Policy, list_rows=st.integers(1, 25), table_share=st.integers(0, 100))
some_days = st.integers(0, 20).map(ahead)


@settings(max_examples=80)
@given(some_deals(), some_policies, some_days)
def test_a_list_holds_what_is_eligible_once_and_nothing_else(deals, policy, today):
    found = listed(deals, today, policy)
    everything = (*found.rows, *found.more)
    assert len(set(ids(everything))) == len(everything)
    assert len(found.rows) == min(policy.list_rows, len(everything))
    for row in everything:
        assert row.standing.hold is None
        assert row.standing.due is not Due.LATER or row.standing.unanswered
    left_out = {deal.id for deal in deals} - set(ids(everything))
    standings = [row_of(deal, today, policy, WEEK, "EUR") for deal in deals if deal.id in left_out]
    assert standings == [None] * len(left_out)


@settings(max_examples=80)
@given(some_deals(), some_policies, some_days)
def test_the_halves_are_kept_wherever_both_have_enough(deals, policy, today):
    found = listed(deals, today, policy)
    free = [row for row in found.rows if row.rung is not Rung.PROMISED]
    tabled = sum(row.on_table for row in free)
    wanted = ceil(len(free) * Decimal(policy.table_share) / 100)
    if tabled < wanted:
        assert not any(row.on_table for row in found.more if row.rung is not Rung.PROMISED)
    if tabled > wanted:
        assert all(row.on_table for row in found.more if row.rung is not Rung.PROMISED)
    assert found.table_rows + found.developing_rows == len(found.rows)
    assert found.table_rows == sum(row.on_table for row in found.rows)


@settings(max_examples=60)
@given(some_deals(), some_policies, some_days, st.randoms(use_true_random=False))
def test_the_order_in_which_deals_arrive_changes_nothing(deals, policy, today, chance):
    shuffled = random.Random(chance.random()).sample(deals, len(deals))
    assert listed(shuffled, today, policy) == listed(deals, today, policy)
    ranks = [rank(row) for row in ladder(deals, today, policy, WEEK, "EUR")]
    assert all(a < b for a, b in pairwise(ranks))


@settings(max_examples=60)
@given(some_deals(), some_policies, some_days, some_deals(most=3))
def test_a_deal_that_ranks_lower_never_takes_the_place_of_a_promise(deals, policy, today, new):
    def promises(found):
        return [row.deal.id for row in found.rows if row.rung is Rung.PROMISED]

    unpromised = [replace(deal, id=deal.id + 1000, step=None) for deal in new]
    before, after = listed(deals, today, policy), listed(deals + unpromised, today, policy)
    assert promises(after) == promises(before)


@settings(max_examples=100)
@given(
    deals=some_deals(),
    policy=some_policies,
    start=some_days,
    workdays=st.builds(
        Workdays,
        st.frozensets(st.integers(0, 6), min_size=1),
        st.frozensets(st.integers(0, 30).map(ahead), max_size=6),
    ),
)
def test_within_five_working_days_every_kind_that_waits_has_its_turn(
    deals, policy, start, workdays
):
    days = five_days(start, workdays)
    lists = [listed(deals, day, policy, workdays) for day in days]
    if any(found.developing_rows == 0 or only_promises(found) for found in lists):
        return
    for kind in TURNS:
        waits = all(any(row.kind is kind for row in (*f.rows, *f.more)) for f in lists)
        assert not waits or any(row.kind is kind for f in lists for row in f.rows)


def only_promises(found):
    """Whether no seat of that day was left for the developing half."""
    return all(row.rung is Rung.PROMISED for row in found.rows if not row.on_table)


def test_a_held_deal_has_no_row():
    assert row_of(table(1, parked=True), TODAY, POLICY, WEEK, "EUR") is None
