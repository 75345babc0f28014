"""Whether the pipeline of a period is enough for its target."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from bot.usecases.asking import Asking
from bot.usecases.numbers.scoping import last_year, scope_of, target_of
from bot.usecases.requests import Figure
from coaching.deals import ForecastCategory
from coaching.errors import Refusal
from coaching.money import Money
from coaching.numbers import periods
from coaching.numbers.coverage import Coverage, Mode, mode_of
from coaching.numbers.periods import Period
from coaching.numbers.rates import Rate, adjusted_close_rate, close_rate, is_enough
from storage.database import Session
from storage.numbers import forecast, rates
from storage.numbers.forecast import Slot
from storage.numbers.standing import Scope

PAST = 4
"""Periods over which is averaged what one usually brings (ours)."""


@dataclass(frozen=True, slots=True)
class CoverageFound:
    """Coverage in the target's currency; what lies in other currencies is left out and named."""

    figure: Figure
    mode: Mode
    target: Money | None
    coverage: Coverage
    close: Rate
    adjusted: Rate
    average: Decimal | None
    currency: str
    others: tuple[Money, ...] = ()
    median_days: float | None = None
    won_before: int = 0


def look(session: Session, asking: Asking, figure: Figure) -> CoverageFound:
    """`coverage`, `coverage q3`, `coverage smb as of last monday`."""
    scope, period = scope_of(asking, figure), figure.period
    if period.first is None or period.last is None:
        raise Refusal("Coverage is about a quarter or a month: say for instance `coverage q3`.")
    target = target_of(session, asking, scope, period)
    currency = target.currency if target else scope.currency
    before = last_year(scope.today)
    ended = rates.totals(rates.ended_by(session, scope, before)).count
    won = forecast.won_of(session, scope, before).get(currency)
    cycle = rates.cycles(session, scope, before).get("won")
    median = cycle.median if cycle and is_enough(cycle.count) else None
    slots = forecast.slots(session, scope, period)
    return CoverageFound(
        figure=figure,
        mode=mode_of(figure.mode or asking.workspace.selling, median),
        target=target,
        coverage=_coverage(session, scope, period, slots, currency, target),
        close=close_rate(ended),
        adjusted=adjusted_close_rate(ended),
        average=won[1] / won[0] if won else None,
        currency=currency,
        others=_others(slots, currency),
        median_days=median,
        won_before=won[0] if won else 0,
    )


def _coverage(
    session: Session,
    scope: Scope,
    period: Period,
    slots: list[Slot],
    currency: str,
    target: Money | None,
) -> Coverage:
    sums: dict[ForecastCategory | None, Decimal] = defaultdict(Decimal)
    for slot in slots:
        if slot.currency == currency:
            sums[slot.category] += slot.total
    created = forecast.won_within(session, scope, _before(period)).get(currency, Decimal(0))
    return Coverage(
        closed=sums[None],
        commit=sums[ForecastCategory.COMMIT],
        best_case=sums[ForecastCategory.BEST_CASE],
        pipeline=sums[ForecastCategory.PIPELINE],
        target=target.amount if target else Decimal(0),
        created=created / PAST,
    )


def _before(period: Period) -> list[Period]:
    """The periods of the same kind before it: months for a month, else quarters."""
    assert period.first is not None
    short = (period.days or 0) <= 31
    step = periods.month if short else periods.quarter
    return [step(period.first, -n) for n in range(1, PAST + 1)]


def _others(slots: list[Slot], currency: str) -> tuple[Money, ...]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for slot in slots:
        if slot.currency and slot.currency != currency:
            sums[slot.currency] += slot.total
    return tuple(Money(total, code) for code, total in sorted(sums.items()))
