"""From lead to customer: conversion of a cohort, aging, cycle, new pipeline, and the way back."""

from dataclasses import dataclass, field
from decimal import Decimal

from bot.usecases.asking import Asking
from bot.usecases.numbers.scoping import last_year, scope_of
from bot.usecases.requests import Figure
from coaching.deals import Stage
from coaching.errors import Refusal
from coaching.numbers import periods
from coaching.numbers.funnel import Need, backwards, passed, steps, too_wide
from coaching.numbers.periods import ALL_TIME, Period
from coaching.numbers.rates import Rate
from storage.database import Session
from storage.numbers import forecast, funnel, rates
from storage.numbers.funnel import Aged, Created
from storage.numbers.rates import Cycle

QUARTERS = 5
"""Quarters in which new qualified pipeline is shown, this one last."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class FunnelFound:
    """A cohort by how far it came, with its conversions, and where open deals have aged."""

    figure: Figure
    through: dict[Stage, int]
    rates: dict[Stage, Rate]
    wide: Stage | None
    aged: tuple[Aged, ...] = ()
    cycles: dict[str, Cycle] = field(default_factory=dict)
    created: tuple[Created, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFound:
    """The way back from a target."""

    figure: Figure
    needs: tuple[Need, ...]
    average: Decimal
    customers: int
    weeks: int
    year: Period = ALL_TIME


def look(session: Session, asking: Asking, figure: Figure) -> FunnelFound:
    """`funnel`, `funnel 2025`."""
    scope = scope_of(asking, figure)
    furthest = funnel.furthest(session, scope, figure.period)
    found = steps(furthest)
    past = [periods.quarter(scope.today, -n) for n in range(QUARTERS - 1, -1, -1)]
    return FunnelFound(
        figure=figure,
        through=passed(furthest),
        rates=found,
        wide=too_wide(found),
        aged=tuple(funnel.aging(session, scope)),
        cycles=rates.cycles(session, scope, figure.period),
        created=tuple(funnel.qualified(session, scope, past)),
    )


def plan(session: Session, asking: Asking, figure: Figure) -> PlanFound:
    """`plan 1m`: from a target to leads a week, at one's own rates where there are any."""
    scope, target, period = scope_of(asking, figure), figure.amount, figure.period
    assert target is not None
    year = last_year(scope.today)
    won = forecast.won_of(session, scope, year).get(target.currency)
    if won is None or not won[1]:
        raise Refusal(
            f"To plan I need a customer won in the last 365 days with an amount in "
            f"{target.currency}. `won acme 12k` keeps one."
        )
    own = steps(funnel.furthest(session, scope, year))
    days = period.days or WEEK
    left = days
    if period.first and period.last and period.first <= scope.today <= period.last:
        left = (period.last - scope.today).days + 1
    average, weeks = won[1] / won[0], max(1, -(-left // WEEK))
    needs = backwards(target.amount, average, own, weeks)
    return PlanFound(figure, tuple(needs), average, won[0], weeks, year)
