from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.cadence import (
    Due,
    Hold,
    first_day_on,
    returned_on,
    shelf_of,
    standing,
    too_many,
    window_of,
)
from coaching.deals import Deal, Direction, Outcome, Shelf, Stage, Step, TouchKind
from coaching.policy import Policy, Window
from coaching.workdays import Workdays

DAY = timedelta(days=1)
POLICY, WEEK, EVERY_DAY = Policy(), Workdays(), Workdays(frozenset(range(7)))
TUESDAY = date(2026, 3, 3)
TODAY = TUESDAY


def ago(days):
    return TODAY - days * DAY


def ahead(days):
    return TODAY + days * DAY


def a_deal(stage=Stage.OPPORTUNITY, **facts):
    born = {"created_on": ago(400), "entered_stage_on": ago(400)}
    return Deal(id=1, name="Acme", owner_id=1, stage=stage, **(born | facts))


def stands(deal, today=TODAY, policy=POLICY, workdays=EVERY_DAY):
    return standing(deal, today, policy, workdays)


# Shelves


@pytest.mark.parametrize(
    ("days", "shelf"),
    [
        (0, Shelf.TABLE),
        (31, Shelf.TABLE),
        (32, Shelf.FRIDGE),
        (183, Shelf.FRIDGE),
        (184, Shelf.FREEZER),
        (-1, Shelf.TABLE),
        (-7, Shelf.TABLE),
        (-8, Shelf.FREEZER),
    ],
)
def test_the_expected_decision_puts_an_opportunity_on_its_shelf(days, shelf):
    assert shelf_of(ahead(days), TODAY, POLICY) is shelf
    assert stands(a_deal(decision_on=ahead(days))).shelf is shelf


def test_without_a_decision_date_it_lies_in_the_freezer():
    assert shelf_of(None, TODAY, POLICY) is Shelf.FREEZER


def test_the_bounds_of_the_shelves_are_settings():
    policy = Policy(table_days=10, fridge_days=20, late_decision_days=0)
    shelves = [shelf_of(ahead(days), TODAY, policy) for days in (-1, 0, 10, 11, 20, 21)]
    table, fridge, freezer = Shelf.TABLE, Shelf.FRIDGE, Shelf.FREEZER
    assert shelves == [freezer, table, table, fridge, fridge, freezer]


def test_leads_suspects_and_prospects_have_no_shelf():
    for stage in (Stage.LEAD, Stage.SUSPECT, Stage.PROSPECT):
        assert stands(a_deal(stage, decision_on=ahead(5))).shelf is None


def test_a_parked_opportunity_lies_in_the_freezer_whatever_its_date():
    assert stands(a_deal(parked=True, decision_on=ahead(5))).shelf is Shelf.FREEZER


@given(st.integers(-400, 400))
def test_a_deal_only_moves_nearer_until_its_date_has_passed(days):
    order = [Shelf.FREEZER, Shelf.FRIDGE, Shelf.TABLE]
    today, tomorrow = (shelf_of(ahead(days), TODAY + n * DAY, POLICY) for n in (0, 1))
    if days > -7:
        assert order.index(tomorrow) >= order.index(today)
    elif days < -7:
        assert tomorrow is Shelf.FREEZER


@pytest.mark.parametrize(
    ("shelf", "decision"), [(Shelf.TABLE, 31), (Shelf.FRIDGE, 183), (Shelf.FREEZER, -8)]
)
def test_the_first_day_on_a_shelf_is_the_first_on_which_it_lies_there(shelf, decision):
    assert first_day_on(shelf, ahead(decision), POLICY) == TODAY
    assert shelf_of(ahead(decision), TODAY, POLICY) is shelf
    assert shelf_of(ahead(decision), TODAY - DAY, POLICY) is not shelf


# Windows

SHELVES = [(Shelf.TABLE, 20, 2, 3), (Shelf.FRIDGE, 100, 15, 30), (Shelf.FREEZER, 300, 90, 180)]


@pytest.mark.parametrize(("shelf", "decision", "opens", "closes"), SHELVES)
def test_a_touch_is_due_when_the_window_opens_and_overdue_when_it_has_closed(
    shelf, decision, opens, closes
):
    def due(silent):
        return stands(a_deal(decision_on=ahead(decision), last_touch_on=ago(silent)))

    assert due(0).shelf is shelf
    found = [due(silent).due for silent in (0, opens - 1, opens, closes, closes + 1)]
    assert found == [Due.LATER, Due.LATER, Due.DUE, Due.DUE, Due.OVERDUE]
    assert due(0).due_on == ahead(opens)
    assert due(0).overdue_from == ahead(closes + 1)


@pytest.mark.parametrize(("shelf", "opens", "closes"), [(s, o, c) for s, _, o, c in SHELVES])
def test_every_shelf_has_its_window(shelf, opens, closes):
    assert (window_of(shelf, POLICY).opens, window_of(shelf, POLICY).closes) == (opens, closes)


@pytest.mark.parametrize(
    ("stage", "pause"), [(Stage.PROSPECT, 7), (Stage.SUSPECT, 14), (Stage.LEAD, 14)]
)
def test_before_opportunity_a_follow_up_is_due_after_a_pause_and_never_overdue(stage, pause):
    def after(silent):
        return stands(a_deal(stage, last_touch_on=ago(silent)))

    assert [after(n).due for n in (pause - 1, pause, 500)] == [Due.LATER, Due.DUE, Due.DUE]
    assert after(0).due_on == ahead(pause)
    assert after(500).overdue_from is None


def test_a_lead_never_touched_is_due_from_its_creation():
    lead = a_deal(Stage.LEAD, created_on=TODAY, entered_stage_on=TODAY)
    assert (stands(lead).due, stands(lead).due_on) == (Due.DUE, TODAY)


def test_a_lead_never_touched_is_due_even_on_a_day_off_or_west_of_where_it_was_made():
    saturday = date(2026, 3, 7)
    lead = a_deal(Stage.LEAD, created_on=saturday, entered_stage_on=saturday)
    assert stands(lead, saturday, workdays=WEEK).due is Due.DUE
    assert stands(lead, saturday - DAY, workdays=WEEK).due is Due.DUE


def test_a_deal_without_a_touch_counts_from_the_day_it_entered_the_stage():
    fresh = a_deal(decision_on=ahead(20), entered_stage_on=ago(1))
    assert (stands(fresh).counted_from, stands(fresh).due) == (ago(1), Due.LATER)
    assert stands(replace(fresh, entered_stage_on=ago(4))).due is Due.OVERDUE


def test_a_stage_move_resets_nothing_once_there_was_a_touch():
    moved = a_deal(decision_on=ahead(20), entered_stage_on=TODAY, last_touch_on=ago(9))
    assert (stands(moved).counted_from, stands(moved).due) == (ago(9), Due.OVERDUE)


def test_a_due_day_on_the_weekend_moves_to_monday_and_so_does_the_end_of_the_window():
    thursday = date(2026, 3, 5)
    found = stands(a_deal(decision_on=ahead(20), last_touch_on=thursday), thursday, workdays=WEEK)
    assert found.due_on == date(2026, 3, 9)
    assert found.overdue_from == date(2026, 3, 10)


def test_leave_moves_what_is_due():
    leave = Workdays(off=frozenset({date(2026, 3, 5), date(2026, 3, 6)}))
    found = stands(a_deal(decision_on=ahead(20), last_touch_on=TUESDAY), workdays=leave)
    assert (found.due_on, found.overdue_from) == (date(2026, 3, 9), date(2026, 3, 10))


# Holds


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_closed_deal_is_held_for_good(outcome):
    deal = a_deal(outcome=outcome, step=Step(ago(1)), decision_on=ago(2), last_touch_on=ago(9))
    theirs = {"last_touch_kind": TouchKind.MAIL, "last_touch_direction": Direction.IN}
    found = stands(replace(deal, **theirs))
    assert (found.hold, found.due, found.shelf) == (Hold.CLOSED, Due.LATER, None)
    assert (found.due_on, found.overdue_from) == (None, None)
    assert [found.promised, found.decision_passed, found.unanswered] == [False] * 3


def test_a_customer_has_left_the_pipeline():
    assert stands(a_deal(Stage.CUSTOMER)).hold is Hold.CLOSED


def test_a_snoozed_deal_is_back_on_its_day_as_it_was():
    deal = a_deal(decision_on=ahead(20), last_touch_on=ago(9), snoozed_until=ahead(1))
    assert (stands(deal).hold, stands(deal).due) == (Hold.SNOOZED, Due.LATER)
    assert (stands(deal).due_on, stands(deal).overdue_from) == (ahead(1), None)
    back = stands(deal, ahead(1))
    assert (back.hold, back.due) == (None, Due.OVERDUE)


def test_a_snooze_longer_than_the_window_names_the_working_day_on_which_the_deal_is_back():
    deal = a_deal(decision_on=ahead(20), last_touch_on=TODAY, snoozed_until=date(2026, 3, 14))
    assert stands(deal, workdays=WEEK).due_on == date(2026, 3, 16)


def test_a_snooze_shorter_than_the_window_changes_nothing_about_its_due_day():
    deal = a_deal(decision_on=ahead(100), last_touch_on=TODAY, snoozed_until=ahead(1))
    assert stands(deal).due_on == ahead(15)


def test_a_deal_parked_without_a_date_waits_to_be_woken():
    found = stands(a_deal(parked=True, last_touch_on=ago(300)))
    assert (found.hold, found.due, found.due_on) == (Hold.PARKED, Due.LATER, None)


def test_a_parked_deal_is_due_on_the_day_the_buyer_named_though_its_window_is_shut():
    deal = a_deal(parked=True, parked_until=ahead(30), last_touch_on=ago(1))
    assert (stands(deal).hold, stands(deal).due_on) == (Hold.PARKED, ahead(30))
    assert stands(deal, ahead(29)).hold is Hold.PARKED
    back = stands(deal, ahead(30))
    assert (back.hold, back.due, back.due_on) == (None, Due.DUE, ahead(30))


def test_the_return_of_a_parked_deal_is_told_until_somebody_touches_it():
    deal = a_deal(parked=True, parked_until=ago(3), last_touch_on=ago(4))
    assert returned_on(deal, TODAY) == ago(3)
    assert returned_on(deal, ago(4)) is None
    assert returned_on(deal, ago(3)) == ago(3)
    assert returned_on(replace(deal, last_touch_on=ago(3)), TODAY) is None
    assert returned_on(replace(deal, parked=False), TODAY) is None


def test_once_touched_after_its_return_a_parked_deal_counts_from_that_touch():
    deal = a_deal(parked=True, parked_until=ago(3), last_touch_on=ago(3))
    assert (stands(deal).hold, stands(deal).due_on) == (None, ahead(87))


def test_a_deal_parked_and_never_touched_is_due_when_it_returns():
    deal = a_deal(parked=True, parked_until=TODAY, entered_stage_on=ago(10))
    assert stands(deal).due is Due.DUE


def test_a_woken_deal_has_forgotten_its_date():
    assert stands(a_deal(parked=False, parked_until=ahead(30))).hold is None


def test_parking_does_not_hide_that_a_deal_has_been_silent_for_too_long():
    deal = a_deal(parked=True, parked_until=TODAY, decision_on=ahead(20), last_touch_on=ago(40))
    assert stands(deal).due is Due.OVERDUE


def test_where_several_things_hold_a_deal_the_weightiest_is_named_and_the_last_one_frees_it():
    deal = a_deal(parked=True, parked_until=ahead(5), snoozed_until=ahead(9), step=Step(ahead(2)))
    assert (stands(deal).hold, stands(deal).due_on) == (Hold.PARKED, ahead(9))
    assert stands(deal, ahead(5)).hold is Hold.SNOOZED
    assert stands(deal, ahead(9)).promised
    assert stands(replace(deal, outcome=Outcome.WON)).hold is Hold.CLOSED


# Agreed steps


def test_an_agreed_step_pauses_the_clock_until_its_day():
    deal = a_deal(decision_on=ahead(20), last_touch_on=ago(30), step=Step(ahead(1)))
    waiting = stands(deal)
    assert (waiting.hold, waiting.due, waiting.promised) == (Hold.WAITING, Due.LATER, False)
    assert (waiting.due_on, waiting.overdue_from) == (ahead(1), None)
    day = stands(deal, ahead(1))
    assert (day.hold, day.due, day.promised) == (None, Due.DUE, True)


def test_a_step_for_today_beats_a_recent_touch_but_no_snooze():
    deal = a_deal(decision_on=ahead(100), last_touch_on=ago(1), step=Step(TODAY))
    assert (stands(deal).due, stands(deal).due_on) == (Due.DUE, TODAY)
    snoozed = stands(replace(deal, snoozed_until=ahead(1)))
    assert (snoozed.hold, snoozed.due, snoozed.promised) == (Hold.SNOOZED, Due.LATER, True)


@pytest.mark.parametrize("stage", [Stage.LEAD, Stage.SUSPECT, Stage.PROSPECT, Stage.OPPORTUNITY])
def test_a_promise_is_late_from_the_next_day_at_every_stage(stage):
    deal = a_deal(stage, step=Step(ago(1)), last_touch_on=ago(5))
    assert stands(deal, ago(1)).due is Due.DUE
    assert (stands(deal).due, stands(deal).promised) == (Due.OVERDUE, True)


def test_a_step_on_a_saturday_is_due_on_monday_and_stays_promised_until_it_is_kept():
    saturday, monday = date(2026, 3, 7), date(2026, 3, 9)
    deal = a_deal(step=Step(saturday), last_touch_on=date(2026, 3, 2))
    assert stands(deal, saturday - DAY, workdays=WEEK).hold is Hold.WAITING
    for day, due in [(saturday, Due.DUE), (monday, Due.DUE), (monday + DAY, Due.OVERDUE)]:
        found = stands(deal, day, workdays=WEEK)
        assert (found.promised, found.due, found.due_on) == (True, due, saturday)
    assert stands(deal, monday + 90 * DAY, workdays=WEEK).promised


def test_a_touch_after_the_day_of_a_step_completes_it():
    day = ago(2)
    kept = stands(a_deal(decision_on=ahead(100), step=Step(day), last_touch_on=day + DAY))
    assert not kept.promised
    assert kept.due_on == day + 16 * DAY


def test_a_step_agreed_in_a_touch_for_the_same_day_is_still_promised():
    assert stands(a_deal(step=Step(TODAY), last_touch_on=TODAY)).promised


def test_a_touch_before_the_day_of_a_step_does_not_complete_it():
    assert stands(a_deal(step=Step(ago(2)), last_touch_on=ago(3))).promised


# Answers


def heard(kind=TouchKind.MAIL, direction=Direction.IN, on=None, **facts):
    when = {"last_touch_on": on or ago(1)}
    return a_deal(last_touch_kind=kind, last_touch_direction=direction, **when, **facts)


@pytest.mark.parametrize("kind", [TouchKind.MAIL, TouchKind.MESSAGE])
def test_what_the_buyer_wrote_waits_for_an_answer_from_the_next_day(kind):
    assert stands(heard(kind)).unanswered
    assert not stands(heard(kind, on=TODAY)).unanswered
    assert not stands(heard(kind, Direction.OUT)).unanswered


def test_a_call_or_a_meeting_leaves_nothing_to_answer():
    for kind in (TouchKind.CALL, TouchKind.MEETING, TouchKind.DEMO, TouchKind.VISIT, None):
        assert not stands(heard(kind)).unanswered


def test_a_decision_date_has_passed_from_the_day_after():
    days = (None, ahead(1), TODAY, ago(1))
    assert [stands(a_deal(decision_on=d)).decision_passed for d in days] == [False] * 3 + [True]


# Too many


@pytest.mark.parametrize(
    ("shelf", "most", "span"),
    [(Shelf.TABLE, 3, 7), (Shelf.FRIDGE, 2, 30), (Shelf.FREEZER, 1, 90)],
)
def test_more_outgoing_touches_than_a_shelf_bears_are_too_many(shelf, most, span):
    assert not too_many([TODAY] * most, shelf, TODAY, POLICY)
    assert too_many([TODAY] * (most + 1), shelf, TODAY, POLICY)


@pytest.mark.parametrize(("shelf", "span"), [(Shelf.TABLE, 7), (Shelf.FREEZER, 90)])
def test_in_seven_days_means_seven_dates_including_today(shelf, span):
    enough = [TODAY] * POLICY.table.most if shelf is Shelf.TABLE else [TODAY]
    assert too_many([*enough, ago(span - 1)], shelf, TODAY, POLICY)
    assert not too_many([*enough, ago(span)], shelf, TODAY, POLICY)
    assert not too_many([*enough, ahead(1)], shelf, TODAY, POLICY)


# Everything at once, against a calendar walked day by day


def working_days_from(day, workdays):
    while True:
        if day.weekday() in workdays.weekdays and day not in workdays.off:
            yield day
        day += DAY


def wait_of(deal, today, policy):
    """Days of silence before it is due, and before it is overdue (None: never)."""
    if deal.stage in (Stage.LEAD, Stage.SUSPECT):
        return policy.suspect_days, None
    if deal.stage is Stage.PROSPECT:
        return policy.prospect_days, None
    left = 10**6 if deal.decision_on is None else (deal.decision_on - today).days
    for window, first, last in [
        (policy.table, -policy.late_decision_days, policy.table_days),
        (policy.fridge, policy.table_days + 1, policy.fridge_days),
    ]:
        if first <= left <= last:
            return window.opens, window.closes
    return policy.freezer.opens, policy.freezer.closes


def expected(deal, today, policy, workdays):
    """What a careful person with a calendar would say: held, later, due or overdue."""
    step = deal.step.on if deal.step else None
    if step and deal.last_touch_on and deal.last_touch_on > step:
        step = None
    back = deal.parked_until if deal.parked else None
    if any(
        (
            deal.outcome,
            deal.stage is Stage.CUSTOMER,
            deal.parked and back is None,
            *(day is not None and day > today for day in (back, deal.snoozed_until, step)),
        )
    ):
        return "held"
    if step:
        first = next(working_days_from(step, workdays))
        return Due.DUE if today <= first else Due.OVERDUE
    if deal.stage is Stage.LEAD and not deal.last_touch_on:
        return Due.DUE
    silent_since = deal.last_touch_on if deal.last_touch_on else deal.entered_stage_on
    opens, closes = wait_of(deal, today, policy)

    def passed(start, slack):
        """Whether a working day after so much silence has come; strictly before today if slack."""
        return next(working_days_from(start, workdays)) <= today - slack * DAY

    if closes is not None and passed(silent_since + closes * DAY, 1):
        return Due.OVERDUE
    returned = back and (not deal.last_touch_on or deal.last_touch_on < back) and passed(back, 0)
    return Due.DUE if returned or passed(silent_since + opens * DAY, 0) else Due.LATER


near = st.integers(-40, 40).map(lambda n: TODAY + n * DAY)
far = st.integers(-250, 250).map(lambda n: TODAY + n * DAY)
past = st.integers(-250, 0).map(lambda n: TODAY + n * DAY)


@st.composite
def some_deals(draw):
    return Deal(
        id=1,
        name="Acme",
        owner_id=1,
        stage=draw(st.sampled_from([*Stage, Stage.OPPORTUNITY, Stage.OPPORTUNITY])),
        created_on=ago(250),
        entered_stage_on=draw(past),
        decision_on=draw(st.none() | near | far),
        step=draw(st.none() | st.none() | near.map(Step)),
        outcome=draw(st.sampled_from([None, None, None, None, None, Outcome.WON, Outcome.LET_GO])),
        last_touch_on=draw(st.none() | past | st.integers(-20, 0).map(ahead)),
        last_touch_kind=draw(st.none() | st.sampled_from(TouchKind)),
        last_touch_direction=draw(st.none() | st.sampled_from(Direction)),
        snoozed_until=draw(st.none() | st.none() | near),
        parked=draw(st.sampled_from([False, False, True])),
        parked_until=draw(st.none() | near),
    )


@st.composite
def some_windows(draw):
    opens = draw(st.integers(0, 100))
    return Window(opens, opens + draw(st.integers(0, 60)), 3, 7)


some_policies = st.just(POLICY) | st.builds(
    Policy,
    table_days=st.integers(0, 40),
    fridge_days=st.integers(41, 200),
    table=some_windows(),
    fridge=some_windows(),
    freezer=some_windows(),
    prospect_days=st.integers(0, 30),
    suspect_days=st.integers(0, 30),
    late_decision_days=st.integers(0, 20),
)
some_workdays = st.builds(
    Workdays,
    st.just(WEEK.weekdays) | st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(near, max_size=8),
)


@settings(max_examples=400)
@given(some_deals(), some_policies, some_workdays)
def test_a_deal_stands_where_a_calendar_walked_by_hand_puts_it(deal, policy, workdays):
    found = stands(deal, policy=policy, workdays=workdays)
    assert ("held" if found.hold else found.due) == expected(deal, TODAY, policy, workdays)


@settings(max_examples=120)
@given(some_deals(), some_workdays)
def test_the_days_that_are_told_agree_with_the_word(deal, workdays):
    found = stands(deal, workdays=workdays)
    if found.hold:
        assert found.due is Due.LATER
        assert found.overdue_from is None
        assert found.due_on is None or found.due_on > TODAY
    else:
        late = found.overdue_from is not None and found.overdue_from <= TODAY
        assert (found.due is Due.OVERDUE) == late
        assert (found.due is Due.LATER) == (not late and found.due_on > TODAY)


@settings(max_examples=120)
@given(some_deals(), some_workdays)
def test_a_held_deal_is_due_on_the_working_day_it_names_and_on_none_before(deal, workdays):
    held = stands(deal, workdays=workdays)
    days = (TODAY + n * DAY for n in range(400))
    if held.hold and held.due_on and held.shelf in (None, Shelf.FREEZER) and not deal.decision_on:
        free = (d for d in days if workdays.is_working(d) or (deal.step and d == deal.step.on))
        states = ((d, stands(deal, d, workdays=workdays)) for d in free)
        assert next(d for d, found in states if found.due is not Due.LATER) == held.due_on
