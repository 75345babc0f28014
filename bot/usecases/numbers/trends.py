"""What inbound and outbound cost and brought, quarter by quarter (001)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.usecases.asking import Asking
from bot.usecases.numbers.scoping import rates_of
from coaching.numbers import periods
from coaching.numbers.acquisition import Way, way_of
from coaching.numbers.exchange import converted
from coaching.numbers.periods import Period
from coaching.people import Role
from storage import spending
from storage.database import Session
from storage.numbers import acquisition
from storage.numbers.standing import Scope

QUARTERS = 5
"""Quarters of a trend, the period's last one included."""


@dataclass(frozen=True, slots=True)
class Trend:
    """For each quarter and way what was spent and won, in the workspace's currency; `neither` are
    sources whose names tell no way."""

    quarters: tuple[Period, ...]
    spent: Mapping[Way, tuple[Decimal, ...]]
    won: Mapping[Way, tuple[Decimal, ...]]
    neither: tuple[str, ...]


def look(session: Session, asking: Asking, scope: Scope, period: Period) -> Trend:
    """The quarters up to the end of the period, or up to today."""
    end = min(period.last or scope.today, scope.today)
    quarters = [periods.quarter(end, -n) for n in range(QUARTERS - 1, -1, -1)]
    into, rates = scope.currency, rates_of(asking.workspace)
    paid, won = _nothing(), _nothing()
    neither: dict[str, str] = {}
    known = spent(session, asking, scope)
    for number, quarter in enumerate(quarters):
        for one in spent_within(known, quarter):
            amount = converted(one.amount, into, rates, one.month)
            way = way_of(one.source)
            if way is None:
                neither.setdefault(one.source.casefold(), one.source)
            elif amount.currency == into:
                paid[way][number] += amount.amount
    for number, source, total in acquisition.revenue_within(session, scope, quarters):
        way = way_of(source or "")
        if way is not None:
            won[way][number] += total
        elif source:
            neither.setdefault(source.casefold(), source)
    return Trend(
        tuple(quarters), _frozen(paid), _frozen(won), tuple(neither[one] for one in sorted(neither))
    )


def spent(session: Session, asking: Asking, scope: Scope) -> list[spending.Spend]:
    """What was spent, ever: an admin counts everything, everybody else what they entered."""
    everything = asking.member.role is Role.ADMIN
    mine = None if everything else asking.member.id
    return spending.spent(session, asking.workspace.id, mine, scope.as_of)


def spent_within(found: Iterable[spending.Spend], period: Period) -> list[spending.Spend]:
    """What was spent in the months that the period touches."""
    first = period.first.replace(day=1) if period.first else None
    return [
        one
        for one in found
        if (first is None or one.month >= first)
        and (period.last is None or one.month <= period.last)
    ]


def _nothing() -> dict[Way, list[Decimal]]:
    return {way: [Decimal(0)] * QUARTERS for way in Way}


def _frozen(found: Mapping[Way, list[Decimal]]) -> Mapping[Way, tuple[Decimal, ...]]:
    return {way: tuple(values) for way, values in found.items()}
