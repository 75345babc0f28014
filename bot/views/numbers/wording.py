"""Rates, sums and spans as the numbers say them."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from bot.usecases.requests import Figure
from bot.usecases.showing import money
from bot.views.kit import escape
from coaching.money import Money
from coaching.numbers.periods import Period
from coaching.numbers.rates import ENOUGH, Rate, interval
from coaching.wording import day

HUNDREDTH = Decimal("0.01")
CURRENCIES = 4
"""Currencies told in a line, the rest is counted."""


def percent(value: Decimal | float | None) -> str:
    """`63.15 %`, halves up; a dash where there is none."""
    if value is None:
        return "–"
    return f"{(Decimal(value) * 100).quantize(HUNDREDTH, ROUND_HALF_UP)} %"


def rate(found: Rate) -> str:
    """`63.15 % (4,238 of 6,711)`, with an interval where there are few; or that it is early."""
    part, whole = int(found.part), int(found.whole)
    if whole < ENOUGH:
        return f"not enough data ({whole})"
    told = f"{percent(found.value)} ({part:,} of {whole:,})"
    bounds = interval(part, whole)
    if bounds is None:
        return told
    low, high = (percent(bound).removesuffix(" %") for bound in bounds)
    return f"{told}, 95 % sure between {low} and {high} %"


def short_rate(found: Rate) -> str:
    """The same in a table's cell."""
    whole = int(found.whole)
    return percent(found.value) if whole >= ENOUGH else f"not enough data ({whole})"


def amount(value: Decimal | None, currency: str) -> str:
    """`$12,000`, rounded to the cent."""
    if value is None:
        return "–"
    return money(Money(value.quantize(HUNDREDTH, ROUND_HALF_UP), currency))


def whole(value: Decimal, currency: str) -> str:
    """`$12,000`, rounded to the unit: for averages and forecasts by rates."""
    return money(Money(value.quantize(Decimal(1), ROUND_HALF_UP), currency))


def sums(found: Mapping[str, Decimal]) -> str:
    """`€4,500 + $12,000`: never one currency added to another."""
    told = [money(Money(found[code], code)) for code in sorted(found) if code]
    rest = f" and {len(told) - CURRENCIES} more currencies" if len(told) > CURRENCIES else ""
    return " + ".join(told[:CURRENCIES]) + rest if told else "–"


def times(value: Decimal | None) -> str:
    """`3.2×`."""
    return "–" if value is None else f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP)}×"


def span(period: Period) -> str:
    """`Thu 1 Jan 2026 to Tue 31 Mar 2026`; an open end is all time."""
    if period.first is None or period.last is None:
        return period.label
    return f"{day(period.first)} to {day(period.last)}"


def when(period: Period, figure: Figure | None = None) -> list[str]:
    """The days of a period, and as of when; the title names it."""
    as_of = f", as it stood at the end of {day(figure.as_of)}" if figure and figure.as_of else ""
    told = f"{span(period)}{as_of}"
    return [f"{told[:1].upper()}{told[1:]}"]


def named(text: str) -> str:
    """What was typed, escaped."""
    return escape(text)
