"""The bounds of a day agree with the rules they turn round."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.bounds import bounds
from coaching.cadence import Due, shelf_of, standing
from coaching.deals import Deal, Shelf, Stage, TouchKind
from coaching.policy import Policy
from coaching.workdays import Workdays

DAY = timedelta(days=1)
POLICY, WEEK = Policy(), Workdays()
SUNDAY = date(2026, 3, 8)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def touched(on: date, stage: Stage, decision_on: date | None = None) -> Deal:
    began = date(2024, 1, 1)
    return Deal(
        1, "Acme", 1, stage, began, began,
        decision_on=decision_on, last_touch_on=on, last_touch_kind=TouchKind.CALL,
    )  # fmt: skip


@given(days)
def test_a_deal_is_due_from_the_bound_on_and_not_before(today: date) -> None:
    limits = bounds(today, POLICY, WEEK)
    for stage, shelf_day, due in (
        (Stage.OPPORTUNITY, limits.table_to, limits.table_due),
        (Stage.OPPORTUNITY, limits.fridge_to, limits.fridge_due),
        (Stage.OPPORTUNITY, None, limits.freezer_due),
        (Stage.PROSPECT, None, limits.prospect_due),
        (Stage.SUSPECT, None, limits.suspect_due),
    ):
        at = standing(touched(due, stage, shelf_day), today, POLICY, WEEK)
        after = standing(touched(due + DAY, stage, shelf_day), today, POLICY, WEEK)
        assert at.due is not Due.LATER
        assert after.due is Due.LATER


@given(days)
def test_a_deal_is_overdue_from_the_bound_on_and_not_before(today: date) -> None:
    limits = bounds(today, POLICY, WEEK)
    for shelf_day, overdue in (
        (limits.table_to, limits.table_overdue),
        (limits.fridge_to, limits.fridge_overdue),
    ):
        at = standing(touched(overdue, Stage.OPPORTUNITY, shelf_day), today, POLICY, WEEK)
        after = standing(touched(overdue + DAY, Stage.OPPORTUNITY, shelf_day), today, POLICY, WEEK)
        assert at.due is Due.OVERDUE
        assert after.due is not Due.OVERDUE


@given(days)
def test_the_last_day_of_a_shelf_is_its_own(today: date) -> None:
    limits = bounds(today, POLICY, WEEK)
    assert shelf_of(limits.table_to, today, POLICY) is Shelf.TABLE
    assert shelf_of(limits.table_to + DAY, today, POLICY) is Shelf.FRIDGE
    assert shelf_of(limits.fridge_to, today, POLICY) is Shelf.FRIDGE
    assert shelf_of(limits.fridge_to + DAY, today, POLICY) is Shelf.FREEZER
    assert shelf_of(limits.late_from, today, POLICY) is Shelf.TABLE
    assert shelf_of(limits.late_from - DAY, today, POLICY) is not Shelf.TABLE


@pytest.mark.parametrize(("today", "worked"), [(SUNDAY, SUNDAY - 2 * DAY), (SUNDAY + DAY,) * 2])
def test_what_falls_on_a_weekend_has_not_come_until_monday(today: date, worked: date) -> None:
    assert bounds(today, POLICY, WEEK).worked == worked
