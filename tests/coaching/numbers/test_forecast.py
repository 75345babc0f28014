"""Forecasts: in-blood, by rates, and whether there is enough."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.deals import ForecastCategory
from coaching.numbers.coverage import TIMES, Coverage, Mode, deals_for, mode_of, need
from coaching.numbers.forecast import (
    Blood,
    Calibration,
    is_against_rule,
    is_in_by_rule,
    reading_of,
    smb,
    top_down,
    weighted,
)

COMMIT, BEST, PIPELINE = (
    ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE
)  # fmt: skip
MILLION = Decimal(1_000_000)
amounts = st.integers(0, 10**9).map(Decimal)


def test_the_smb_example_comes_to_three_million() -> None:
    standing = {COMMIT: MILLION, BEST: 2 * MILLION, PIPELINE: 2 * MILLION}
    assert smb(standing, MILLION) == Decimal("3.0") * MILLION
    assert smb({}, Decimal(0)) == 0


def test_a_weighted_pipeline_asks_whether_the_timing_is_known() -> None:
    assert weighted([(Decimal(100), True), (Decimal(100), False)]) == Decimal(85)


def test_commit_is_in_by_rule_and_pipeline_against_it() -> None:
    assert [is_in_by_rule(one) for one in (COMMIT, BEST, PIPELINE)] == [True, False, False]
    assert is_against_rule(PIPELINE, True)
    assert not is_against_rule(PIPELINE, False)
    assert not is_against_rule(BEST, True)


@given(amounts, amounts, amounts)
def test_the_number_is_closed_and_in_and_the_upside_never_less(a, b, c) -> None:
    found = Blood(a, b, c)
    assert found.number == a + b
    assert found.upside == a + b + c


def test_top_down_needs_a_rate() -> None:
    assert top_down(Decimal(10), Decimal(100), Decimal("0.25")) == 35
    assert top_down(Decimal(10), Decimal(100), None) is None


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (Calibration(2, 1, 2, 0), "Not enough past calls yet (4)."),
        (Calibration(10, 5, 10, 1), "happy ears"),
        (Calibration(10, 9, 10, 5), "sand-bagging"),
        (Calibration(10, 8, 10, 2), "agree so far"),
        (Calibration(30, 27, 10, 0), "agree so far"),
        (Calibration(10, 10, 30, 3), "agree so far"),
    ],
)
def test_past_calls_tell_happy_ears_from_sand_bagging(told: Calibration, says: str) -> None:
    assert says in reading_of(told)


def test_a_quarter_of_deals_needs_four_times_and_a_third_three() -> None:
    assert need(Decimal("0.25")) == 4
    assert need(Decimal(1) / 3) == pytest.approx(TIMES)
    assert need(None) is None
    assert need(Decimal(0)) is None


def test_enterprise_leaves_pipeline_out_and_smb_counts_what_is_usual() -> None:
    found = Coverage(*map(Decimal, (10, 40, 50, 100, 50, 20)))
    assert found.times(Mode.ENTERPRISE) == 2
    assert found.times(Mode.SMB) == Decimal("4.4")
    assert found.gap(Mode.ENTERPRISE, TIMES) == 50
    assert found.gap(Mode.SMB, TIMES) == 0
    assert not found.mostly_commit
    assert Coverage(*map(Decimal, (0, 40, 20, 0, 0))).mostly_commit
    assert Coverage(*map(Decimal, (0, 40, 20, 0, 0))).times(Mode.SMB) is None


@given(*[amounts] * 4, st.integers(1, 10**6).map(Decimal), amounts)
def test_coverage_and_its_gap_come_to_what_is_needed(a, b, c, d, target, created) -> None:
    found = Coverage(a, b, c, d, target, created)
    for mode in Mode:
        covered = found.covered(mode)
        gap = found.gap(mode, TIMES)
        assert gap == 0 or covered + gap == TIMES * target
        assert gap >= 0


def test_a_gap_is_told_in_deals_of_average_size() -> None:
    assert deals_for(Decimal(99), Decimal(10)) == 10
    assert deals_for(Decimal(0), Decimal(10)) == 0
    assert deals_for(Decimal(99), None) is None


def test_short_cycles_are_smb_unless_the_workspace_says_otherwise() -> None:
    assert mode_of("auto", 89) is Mode.SMB
    assert mode_of("auto", 90) is Mode.ENTERPRISE
    assert mode_of("auto", None) is Mode.ENTERPRISE
    assert mode_of("smb", 200) is Mode.SMB
