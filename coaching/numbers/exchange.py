"""Amounts in another currency, at the rates that a workspace entered; frozen at close."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from coaching.currencies import digits
from coaching.money import Money

Rates = Mapping[str, Sequence[tuple[date, Decimal]]]
"""By currency: from which day on one unit is worth how much of the workspace's; days rise."""


@dataclass(frozen=True, slots=True)
class Span:
    """A rate that holds from a day on, up to the next one's; None: from ever, for ever."""

    since: date | None
    until: date | None
    rate: Decimal


def spans(known: Sequence[tuple[date, Decimal]]) -> list[Span]:
    """When each rate holds. What was closed before the first rate was entered takes the first."""
    days = [None, *(day for day, _ in known[1:])]
    return [
        Span(day, later, rate)
        for day, later, (_, rate) in zip(days, [*days[1:], None], known, strict=True)
    ]


def converted(amount: Money, into: str, rates: Rates, on: date | None) -> Money:
    """At the rate of that day (None: the newest), rounded to the minor unit, halves up.

    An amount without a rate stays in its own currency: currencies are never mixed.
    """
    known = rates.get(amount.currency)
    if amount.currency == into or not known:
        return amount
    found = spans(known)
    rate = found[-1].rate if on is None else next(s.rate for s in found if _holds(s, on))
    unit = Decimal(1).scaleb(-digits(into))
    return Money((amount.amount * rate).quantize(unit, ROUND_HALF_UP), into)


def _holds(span: Span, on: date) -> bool:
    return span.until is None or on < span.until
