"""The funnel: conversion, whether it rises, and the way back from a target."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.deals import Stage
from coaching.numbers.funnel import backwards, passed, steps, too_wide
from coaching.numbers.rates import Rate

furthest = st.dictionaries(st.sampled_from(Stage), st.integers(0, 1000))


def rates(*shares: tuple[int, int]) -> dict[Stage, Rate]:
    found = (Rate(Decimal(part), Decimal(whole)) for part, whole in shares)
    return dict(zip(Stage, found, strict=False))


@given(furthest)
def test_what_came_far_came_through_every_stage_before(found: dict[Stage, int]) -> None:
    through = list(passed(found).values())
    assert through == sorted(through, reverse=True)
    assert through[0] == sum(found.values())
    assert all(rate.value is None or 0 <= rate.value <= 1 for rate in steps(found).values())


def test_a_skipped_stage_counts_as_passed() -> None:
    found = steps({Stage.LEAD: 8, Stage.OPPORTUNITY: 1, Stage.CUSTOMER: 1})
    assert [(rate.part, rate.whole) for rate in found.values()] == [(2, 10), (2, 2), (2, 2), (1, 2)]


def test_conversion_must_rise_from_left_to_right() -> None:
    rising = rates((1, 2), (10, 100), (15, 100), (33, 100))
    assert too_wide(rising) is None
    assert too_wide(rates((1, 2), (10, 100), (5, 100), (33, 100))) is Stage.SUSPECT
    assert too_wide(rates((1, 2), (10, 100), (50, 100), (33, 100))) is Stage.PROSPECT
    assert too_wide(rates((1, 2), (10, 100), (1, 4), (33, 100))) is None
    assert too_wide(rates((1, 2), (1, 4), (1, 4), (1, 4))) is None


def test_the_rules_of_thumb_lead_back_to_suspects() -> None:
    found = backwards(Decimal(1_000_000), Decimal(100_000), {}, 52)
    told = [(need.stage, need.total, need.own) for need in found]
    assert told == [
        (Stage.CUSTOMER, 10, True),
        (Stage.OPPORTUNITY, 31, False),
        (Stage.PROSPECT, 207, False),
        (Stage.SUSPECT, 2070, False),
    ]
    assert found[0].a_week == Decimal(10) / 52


def test_own_rates_lead_back_to_leads() -> None:
    own = rates((5, 10), (5, 10), (5, 10), (5, 10))
    found = backwards(Decimal(10), Decimal(10), own, 1)
    assert [need.total for need in found] == [1, 2, 4, 8, 16]
    assert all(need.own for need in found)
    none_yet = backwards(Decimal(10), Decimal(10), rates((5, 10), (5, 10), (5, 10), (0, 10)), 1)
    assert not none_yet[1].own


@pytest.mark.parametrize(("average", "weeks"), [(0, 1), (1, 0)])
def test_a_plan_needs_a_customer_and_a_week(average: int, weeks: int) -> None:
    with pytest.raises(ValueError, match="needed"):
        backwards(Decimal(10), Decimal(average), {}, weeks)


@given(st.integers(1, 10**7), st.integers(1, 10**5), st.integers(1, 60))
def test_a_larger_target_never_needs_fewer(target: int, average: int, weeks: int) -> None:
    less = backwards(Decimal(target), Decimal(average), {}, weeks)
    more = backwards(Decimal(target + average), Decimal(average), {}, weeks)
    assert all(a.total < b.total for a, b in zip(less, more, strict=True))
