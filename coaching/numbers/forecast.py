"""The in-blood forecast, its checks, and two forecasts by rates (002, 000)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from coaching.deals import ForecastCategory

EXAMPLE_RATES: Mapping[ForecastCategory, Decimal] = {
    ForecastCategory.COMMIT: Decimal("0.90"),
    ForecastCategory.BEST_CASE: Decimal("0.60"),
    ForecastCategory.PIPELINE: Decimal("0.30"),
}
EXAMPLE_CREATION = Decimal("0.30")
"""002's example for a workspace without history, and for what is created within the period."""
INTEREST = Decimal("0.25")
TIMING = Decimal("0.60")
"""Stage probabilities of a weighted pipeline: interest is shown, timing is known (000)."""
BRINGS_IN: Mapping[ForecastCategory, str] = {
    ForecastCategory.COMMIT: "clear the obstacles, agree the deployment plan, get redlines",
    ForecastCategory.BEST_CASE: (
        "references, proof of what sets us apart, a proposal, an implementation plan"
    ),
    ForecastCategory.PIPELINE: "nothing within this period, by rule of thumb",
}
"""What would bring an excluded deal in, by its category (002)."""


def is_in_by_rule(category: ForecastCategory) -> bool:
    """Whether a deal of which nobody said anything counts: Commit does, out for timing only (002).

    Best Case needs a believer, Pipeline is never in.
    """
    return category is ForecastCategory.COMMIT


def is_against_rule(category: ForecastCategory, inside: bool) -> bool:
    """Whether what somebody said is told beside the rule: Pipeline called in (002)."""
    return inside and category is ForecastCategory.PIPELINE


@dataclass(frozen=True, slots=True)
class Called:
    """A word on a deal: in or out of the forecast of the period of that name, and why."""

    inside: bool
    label: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Blood:
    """A forecast in one currency, in major units: what is closed, in, and left out.

    `excluded` are Commit and Best Case that are out; Pipeline is no upside.
    """

    closed: Decimal = Decimal(0)
    inside: Decimal = Decimal(0)
    excluded: Decimal = Decimal(0)

    @property
    def number(self) -> Decimal:
        """Closed and in (002)."""
        return self.closed + self.inside

    @property
    def upside(self) -> Decimal:
        """What it would be with every excluded Commit and Best Case (002)."""
        return self.number + self.excluded


def top_down(closed: Decimal, qualified: Decimal, rate: Decimal | None) -> Decimal | None:
    """Closed and the rate's share of open Commit and Best Case; None without a rate.

    Beside the bottom-up number it shows sand-bagging (ours lower) and happy ears (higher) (002).
    """
    return None if rate is None else closed + qualified * rate


@dataclass(frozen=True, slots=True)
class Calibration:
    """How calls of past periods turned out: called in and won, called out and won after all."""

    called_in: int = 0
    in_won: int = 0
    called_out: int = 0
    out_won: int = 0


def reading_of(told: Calibration) -> str:
    """What the calls say of the caller: happy ears, sand-bagging, or neither (002; bounds ours)."""
    calls = told.called_in + told.called_out
    if calls < 5:
        return f"Not enough past calls yet ({calls})."
    wrong_in, wrong_out = told.called_in - told.in_won, told.out_won
    if wrong_in > 2 * wrong_out and 3 * wrong_in > told.called_in:
        return "More was called in than came: happy ears."
    if wrong_out > 2 * wrong_in and 3 * wrong_out > told.called_out:
        return "Much of what was called out came after all: sand-bagging."
    return "Calls and outcomes agree so far."


def smb(
    amounts: Mapping[ForecastCategory, Decimal],
    creation: Decimal,
    rates: Mapping[ForecastCategory, Decimal] = EXAMPLE_RATES,
    creation_rate: Decimal = EXAMPLE_CREATION,
) -> Decimal:
    """Σ category × its rate, and what is created within the period × its own (002).

    Amounts in one currency's major units, rates from 0 to 1. 1 M Commit, 2 M Best Case, 2 M
    Pipeline and 1 M created come to 3.0 M with the example's rates.
    """
    standing = sum((amounts.get(one, Decimal(0)) * rates[one] for one in rates), Decimal(0))
    return standing + creation * creation_rate


def weighted(deals: Iterable[tuple[Decimal, bool]]) -> Decimal:
    """Σ amount × 60 % where the timing is known, else × 25 % (000).

    For many deals and an accurate history only: one deal is won whole or not at all (002).
    """
    return sum((amount * (TIMING if dated else INTEREST) for amount, dated in deals), Decimal(0))
