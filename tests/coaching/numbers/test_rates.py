"""Rates: the formulas, their intervals, and what they say."""

from dataclasses import astuple
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.money import Money
from coaching.numbers.rates import (
    Rate,
    Tally,
    adjusted_close_rate,
    at_list_price,
    close_rate,
    diagnosis,
    interval,
    is_enough,
    wilson,
    win_rate,
)

counts = st.integers(0, 500).map(Decimal)
tallies = st.builds(Tally, *[counts] * 6)


def tally(won: int = 0, competition: int = 0, no_decision: int = 0, **more: int) -> Tally:
    parts = {name: Decimal(value) for name, value in more.items()}
    return Tally(Decimal(won), Decimal(competition), Decimal(no_decision), **parts)


def test_a_third_of_all_and_half_against_competition_are_healthy() -> None:
    found = tally(10, 10, 10, slipped=10)
    assert close_rate(found) == Rate(Decimal(10), Decimal(30))
    assert win_rate(found).value == Decimal("0.5")
    assert adjusted_close_rate(found).value == Decimal("0.25")
    assert diagnosis(found).startswith("Healthy: 10 of 30")


def test_without_anything_closed_there_is_no_rate() -> None:
    assert [rate(Tally()).value for rate in (close_rate, win_rate, adjusted_close_rate)] == [
        None
    ] * 3
    assert not is_enough(4)
    assert is_enough(5)


def test_a_loss_of_unknown_kind_counts_in_the_close_rate_alone() -> None:
    found = tally(1, 1, unknown=2)
    assert close_rate(found).value == Decimal("0.25")
    assert win_rate(found).value == Decimal("0.5")


def test_at_list_price_a_discount_and_a_lost_deal_s_missing_amount_do_not_count() -> None:
    one, other = Money(Decimal(100), "USD"), Money(Decimal(9), "EUR")
    found, without = at_list_price(
        [(tally(2, 1), one), (tally(1, unknown=3), one), (tally(4), other), (tally(5, 6), None)]
    )
    assert close_rate(found["USD"]) == Rate(Decimal(300), Decimal(700))
    assert close_rate(found["EUR"]) == Rate(Decimal(36), Decimal(36))
    assert without == 11


@given(tallies, tallies)
def test_parts_add_up_to_the_whole(one: Tally, other: Tally) -> None:
    both = one + other
    assert astuple(both) == tuple(a + b for a, b in zip(astuple(one), astuple(other), strict=True))
    assert both.closed == one.closed + other.closed


@given(tallies)
def test_rates_lie_between_nothing_and_everything_in_their_order(found: Tally) -> None:
    close, win, adjusted = (r(found).value for r in (close_rate, win_rate, adjusted_close_rate))
    for rate in (close, win, adjusted):
        assert rate is None or 0 <= rate <= 1
    if close is not None:
        assert adjusted is not None
        assert adjusted <= close
        assert win is None or win >= close


@given(tallies)
def test_one_more_won_never_lowers_a_rate(found: Tally) -> None:
    more = found + tally(1)
    for rate in (close_rate, win_rate, adjusted_close_rate):
        before, after = rate(found).value, rate(more).value
        assert before is None or (after is not None and after >= before)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilson_s(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=1e-4)


def test_an_interval_is_told_for_few_deals_only() -> None:
    assert interval(3, 29) == wilson(3, 29)
    assert interval(3, 30) is None
    assert wilson(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="part"):
        wilson(3, 2)


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_holds_the_share(part: int, more: int) -> None:
    whole = part + more
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole <= high <= 1


@pytest.mark.parametrize(
    ("found", "stuck", "says"),
    [
        (tally(1, 1, 2), None, "Not enough data yet (4 closed; 5 are needed)."),
        (tally(1, 1, 3), None, "3 of 4 losses went to no decision: discovery or persuasion"),
        (tally(1, 3, 1), None, "3 of 4 losses went to competition: differentiation"),
        (tally(1, 3, 1), "Commit", "clear contract, security and deployment."),
        (tally(1, 1, 3), "Pipeline", "bring business-value material."),
        (tally(1, 1, 3), "Best Case", "bring proof and references."),
        (tally(1, unknown=9), None, "All 9 losses are of unknown kind"),
        (tally(5, unknown=5), None, "Healthy: 5 of 10"),
        (tally(4, 5), None, "5 of 5 losses went to competition"),
        (tally(0, 0, 6), None, "6 of 6 losses went to no decision"),
    ],
)
def test_what_was_not_won_says_what_to_mend(found: Tally, stuck: str | None, says: str) -> None:
    assert says in diagnosis(found, stuck)
