"""What happens to an opportunity by itself, and how it is told once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coaching.deals import Deal, Shelf, Stage
from coaching.drift import Dated, is_pawed, lies_too_long, moved_to, on_shelf_since, table_share
from coaching.policy import Policy

TODAY = date(2026, 4, 7)
DAY = timedelta(days=1)
POLICY = Policy()
LONG_AGO = date(2025, 1, 1)
DEAL = Deal(1, "Acme", 1, Stage.OPPORTUNITY, LONG_AGO, LONG_AGO)


def decided(days: int) -> Deal:
    """A deal whose decision lies so many days ahead."""
    return replace(DEAL, decision_on=TODAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("ahead", "shelf"),
    [
        (31, Shelf.TABLE),
        (32, None),
        (30, None),
        (183, Shelf.FRIDGE),
        (184, None),
        (-7, None),
        (-8, Shelf.FREEZER),
        (-9, None),
    ],
)
def test_a_change_of_shelf_is_told_on_its_day_and_on_no_other(
    ahead: int, shelf: Shelf | None
) -> None:
    assert moved_to(decided(ahead), TODAY - DAY, TODAY, POLICY) is shelf


def test_a_change_over_the_weekend_is_told_on_monday() -> None:
    assert moved_to(decided(29), TODAY - 3 * DAY, TODAY, POLICY) is Shelf.TABLE


@pytest.mark.parametrize(
    "deal",
    [
        replace(decided(31), stage=Stage.PROSPECT),
        replace(decided(31), parked=True),
        replace(decided(31), entered_stage_on=TODAY),
        replace(DEAL, decision_on=None),
    ],
)
def test_what_has_no_shelf_or_is_new_changes_none(deal: Deal) -> None:
    assert moved_to(deal, TODAY - DAY, TODAY, POLICY) is None


def test_pushing_a_date_again_and_again_keeps_a_deal_on_the_table() -> None:
    pushed = [Dated(TODAY - n * DAY, TODAY + (25 - n) * DAY) for n in (80, 60, 40, 20, 0)]
    shelf, since = on_shelf_since(pushed, LONG_AGO, TODAY, POLICY)
    assert (shelf, since) == (Shelf.TABLE, TODAY - 86 * DAY)
    assert lies_too_long(shelf, since, TODAY, POLICY)
    assert not lies_too_long(shelf, TODAY - 62 * DAY, TODAY, POLICY)
    assert on_shelf_since(pushed, TODAY - 10 * DAY, TODAY, POLICY)[1] == TODAY - 10 * DAY


def test_a_year_in_the_fridge_is_long_and_the_freezer_never_is() -> None:
    assert lies_too_long(Shelf.FRIDGE, TODAY - 366 * DAY, TODAY, POLICY)
    assert not lies_too_long(Shelf.FREEZER, LONG_AGO, TODAY, POLICY)
    assert on_shelf_since([], TODAY - DAY, TODAY, POLICY) == (Shelf.FREEZER, TODAY - DAY)


@pytest.mark.parametrize(("ahead", "touched", "most"), [(10, 7, 3), (100, 30, 2), (400, 90, 1)])
def test_more_touches_than_the_shelf_bears_are_too_many(
    ahead: int, touched: int, most: int
) -> None:
    on = [TODAY - n * DAY for n in range(most + 1)]
    assert is_pawed(decided(ahead), on, TODAY, POLICY)
    assert not is_pawed(decided(ahead), on[:most], TODAY, POLICY)
    assert not is_pawed(decided(ahead), [*on[:most], TODAY - touched * DAY], TODAY, POLICY)
    assert not is_pawed(replace(decided(ahead), parked=True), on, TODAY, POLICY)
    assert not is_pawed(replace(decided(ahead), stage=Stage.LEAD), on, TODAY, POLICY)


def test_the_tables_share_counts_touches_by_the_shelf_of_their_day() -> None:
    lead = replace(DEAL, stage=Stage.LEAD)
    won = replace(decided(5), stage=Stage.CUSTOMER)
    touched = [(TODAY, decided(5)), (TODAY, won), (TODAY, lead), (TODAY - 60 * DAY, decided(5))]
    assert table_share(touched, POLICY) == (2, 4)
    assert table_share([], POLICY) == (0, 0)
