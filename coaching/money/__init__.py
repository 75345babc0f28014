"""Amounts with their currency, and how sellers type them: "12.5k", "€1.200,50", "1,2 Mio €"."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from coaching.money.phrase import read_amount


class MixedCurrencies(ValueError):
    """Amounts in two currencies were to be added."""


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in major units (dollars, not cents) of a currency, by its ISO 4217 code."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        """Add within a currency; raise MixedCurrencies across two."""
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency} do not add up.")
        return Money(self.amount + other.amount, self.currency)


def sum_by_currency(amounts: Iterable[Money]) -> dict[str, Money]:
    """Add amounts up per currency, in the order in which the currencies first appear."""
    sums: dict[str, Money] = {}
    for money in amounts:
        known = sums.get(money.currency)
        sums[money.currency] = known + money if known else money
    return sums


def parse_money(text: str, default_currency: str) -> Money | None:
    """Read an amount, or give None where the text is none, or could be something else.

    A range gives its low end; one separator with three digits after it parts thousands. The amount
    lies between 0 and 10^12 and is rounded to the currency's minor unit, halves up. Where no
    currency is typed it is `default_currency` (an ISO 4217 code), which also settles "$" and "kr".
    Nothing is raised, whatever the text.
    """
    found = read_amount(text, default_currency.upper())
    return Money(*found) if found else None
