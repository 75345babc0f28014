"""What customers cost, where they fit, when to hire, and amounts in another currency."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.money import Money
from coaching.numbers import periods
from coaching.numbers.acquisition import (
    Alike,
    Channel,
    Way,
    channel_of,
    coca_ratio,
    cost_each,
    full_cost,
    hiring,
    returned,
    scalability,
    sdr_bonus,
    way_of,
)
from coaching.numbers.exchange import converted

BOUNDS = (Decimal(1_000), Decimal(10_000), Decimal(100_000), Decimal(250_000))
RATES = {"EUR": [(date(2026, 1, 1), Decimal("1.1")), (date(2026, 3, 1), Decimal("1.2"))]}


def test_the_example_s_slip_of_arithmetic_is_not_copied() -> None:
    spend, revenue = Decimal(215_000), Decimal(3_900_000)
    ratio, back = coca_ratio(spend, revenue), returned(spend, revenue)
    assert ratio is not None
    assert back is not None
    assert round(ratio * 100, 1) == Decimal("5.5")
    assert round(back) == 18
    assert coca_ratio(spend, Decimal(0)) is None
    assert returned(Decimal(0), revenue) is None


def test_nothing_is_divided_by_no_deals() -> None:
    assert cost_each(Decimal(100), 3) == Decimal("33.33")
    assert cost_each(Decimal(100), 0) is None
    assert full_cost(Decimal(100), Decimal(2), Decimal(365), 10) == 120
    assert scalability(Decimal(10), Decimal(20), Decimal(100)) == 2
    assert scalability(Decimal(10), Decimal(20), Decimal(0)) is None


@pytest.mark.parametrize(
    ("amount", "channel"),
    [
        ("999.99", Channel.SELF_SERVICE),
        ("1000", Channel.LOWER_DEAD),
        ("9999.99", Channel.LOWER_DEAD),
        ("10000", Channel.INSIDE),
        ("100000", Channel.UPPER_DEAD),
        ("250000", Channel.ENTERPRISE),
    ],
)
def test_an_amount_has_its_channel(amount: str, channel: Channel) -> None:
    assert channel_of(Decimal(amount), BOUNDS) is channel
    assert channel.is_dead is ("dead" in channel.value)


@pytest.mark.parametrize(
    ("groups", "ready", "says"),
    [
        ((), False, "No customer has both"),
        ((Alike("", "Pro", 20),), False, "No customer has both"),
        ((Alike("bank", "Pro", 1),), False, "1 customer has bank and Pro"),
        ((Alike("bank", "Pro", 2),), False, "12 are needed before a seller can repeat it."),
        ((Alike("bank", "Pro", 3),), False, "3 to 6 with one problem"),
        ((Alike("bank", "Pro", 3), Alike("law", "Pro", 12)), True, "100 more like these 12"),
    ],
)
def test_twelve_alike_are_enough_to_hire(groups: tuple[Alike, ...], ready: bool, says: str) -> None:
    found, why = hiring(groups)
    assert found is ready
    assert says in why


@given(st.integers(0, 10**6), st.integers(0, 500), st.integers(0, 500))
def test_a_closed_deal_pays_ten_meetings(pay: int, meetings: int, closed: int) -> None:
    found = sdr_bonus(Decimal(pay), meetings, closed)
    if found is None:
        assert (meetings, closed) == (0, 0)
        return
    assert found.closed == 10 * found.meeting
    spent = meetings * found.meeting + closed * found.closed
    assert abs(spent - pay) <= Decimal("0.005") * (meetings + 10 * closed)


def test_nobody_is_paid_for_nothing() -> None:
    assert sdr_bonus(Decimal(100), 0, 0) is None


@pytest.mark.parametrize(
    ("amount", "on", "told"),
    [
        (Money(Decimal(100), "EUR"), date(2025, 6, 1), Money(Decimal("110.00"), "USD")),
        (Money(Decimal(100), "EUR"), date(2026, 2, 28), Money(Decimal("110.00"), "USD")),
        (Money(Decimal(100), "EUR"), date(2026, 3, 1), Money(Decimal("120.00"), "USD")),
        (Money(Decimal(100), "EUR"), None, Money(Decimal("120.00"), "USD")),
        (Money(Decimal("0.05"), "EUR"), date(2026, 1, 1), Money(Decimal("0.06"), "USD")),
        (Money(Decimal(100), "USD"), None, Money(Decimal(100), "USD")),
        (Money(Decimal(100), "GBP"), None, Money(Decimal(100), "GBP")),
    ],
)
def test_an_amount_takes_the_rate_of_its_day(amount: Money, on: date | None, told: Money) -> None:
    assert converted(amount, "USD", RATES, on) == told


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-20, 20))
def test_periods_follow_one_another_without_a_gap(day: date, step: int) -> None:
    for grain in (periods.week, periods.month, periods.quarter, periods.half):
        one, after = grain(day, step), grain(day, step + 1)
        assert one.last is not None
        assert after.first == one.last + periods.DAY
    this = periods.quarter(day)
    assert this.first is not None
    assert this.last is not None
    assert this.first <= day <= this.last


def test_a_period_is_named_by_its_ends() -> None:
    assert periods.quarter(date(2026, 5, 5)).label == "Q2 2026"
    assert periods.half(date(2026, 7, 1)).label == "H2 2026"
    assert periods.half(date(2026, 6, 30)).label == "H1 2026"
    assert periods.month(date(2026, 5, 5)).label == "May 2026"
    assert periods.year(2026).days == 365
    assert periods.ALL_TIME.days is None
    assert periods.last_days(date(2026, 1, 2), 2).first == date(2026, 1, 1)
    assert periods.named(date(2026, 4, 1), date(2026, 6, 30)).label == "Q2 2026"
    assert periods.named(date(2026, 4, 1), date(2026, 5, 30)).label == "2026-04-01 to 2026-05-30"


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("Google Ads", Way.INBOUND),
        ("cold calls", Way.OUTBOUND),
        ("web leads, called cold", Way.OUTBOUND),
        ("inbound calls", Way.INBOUND),
        ("trade fair", None),
        ("", None),
    ],
)
def test_a_source_s_name_tells_whether_buyers_come_or_are_gone_to(
    source: str, way: Way | None
) -> None:
    assert way_of(source) is way
