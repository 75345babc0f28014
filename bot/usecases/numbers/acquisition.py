"""What customers cost, how each channel fits, whether to hire, and an SDR's bonus."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.usecases.asking import Asking
from bot.usecases.numbers import trends
from bot.usecases.numbers.scoping import NOBODY, YEAR_DAYS, last_year, names_of, rates_of, scope_of
from bot.usecases.numbers.trends import Trend
from bot.usecases.requests import Figure
from coaching.deals import Stage
from coaching.money import Money
from coaching.numbers.acquisition import (
    WAYS_OUT,
    Bonus,
    Channel,
    full_cost,
    hiring,
    scalability,
    sdr_bonus,
)
from coaching.numbers.exchange import converted
from coaching.numbers.funnel import passed
from coaching.numbers.periods import Period
from storage import products
from storage.database import Session
from storage.names import name_key
from storage.numbers import acquisition, forecast
from storage.numbers.acquisition import Sold
from storage.numbers.standing import Scope

NAMED = 5
"""Deals of a dead zone that are named."""
EURO = "EUR"


@dataclass(frozen=True, slots=True)
class Source:
    """What was spent on one part, in the workspace's currency, and what came of it; `key` names it
    in a drill-down. `gross` is the gross margin of `margined`, the revenue of products of which a
    margin is known (000)."""

    label: str
    spend: Decimal
    through: Mapping[Stage, int]
    revenue: Decimal
    key: str = ""
    gross: Decimal = Decimal(0)
    margined: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class CostFound:
    """Acquisition cost of a period: the parts, the whole, and spend without any deal."""

    figure: Figure
    currency: str
    whole: Source
    parts: tuple[Source, ...]
    unplaced: Decimal = Decimal(0)
    left_out: tuple[Money, ...] = ()
    full: Decimal | None = None
    trend: Trend | None = None


@dataclass(frozen=True, slots=True)
class ChannelsFound:
    """Deals by channel, and those of a dead zone by name."""

    figure: Figure
    currency: str
    bounds: tuple[Decimal, ...]
    is_converted: bool
    sold: tuple[Sold, ...]
    dead: Mapping[Channel, tuple[tuple[int, str, Money], ...]] = field(default_factory=dict)
    unknown: int = 0
    scales: Decimal | None = None
    a_seller: Decimal | None = None
    seller_cost: int = 0


@dataclass(frozen=True, slots=True)
class HiringFound:
    """Whether it is time for a first seller, and why."""

    figure: Figure
    is_ready: bool
    why: str


def costs(session: Session, asking: Asking, figure: Figure) -> CostFound:
    """`cost report 2026 by source`: spend by what the deals added in the period came to."""
    scope, by = scope_of(asking, figure), figure.by or "source"
    spent, left_out = _spent(session, asking, scope, figure.period)
    reached = acquisition.reached(session, scope, figure.period, by)
    per_source: dict[str, int] = defaultdict(int)
    for source, _, _, count in reached:
        per_source[name_key(source or "")] += count
    parts: dict[Any, dict[str, Any]] = defaultdict(_nothing)
    for source, part, stage, count in reached:
        told = parts[_key(part)]
        told["label"] = told["label"] or part
        key = name_key(source or "")
        told["spend"] += spent.get(key, Decimal(0)) * count / per_source[key]
        told["furthest"][stage] += count
    margins = products.margins(session, asking.workspace.id, scope.as_of)
    for part, product, currency, total in acquisition.revenue(session, scope, figure.period, by):
        told = parts[_key(part)]
        told["label"] = told["label"] or part
        if currency == scope.currency:
            told["revenue"] += total
            margin = margins.get(name_key(product or ""))
            told["gross"] += total * margin if margin is not None else 0
            told["margined"] += total if margin is not None else 0
    placed = {key for key in spent if key in per_source}
    for key in spent.keys() - placed if by == "source" else ():
        parts[key] |= {"label": key, "spend": spent[key]}
    return _cost_found(session, asking, figure, parts, spent, placed, left_out)


def _nothing() -> dict[str, Any]:
    return {
        "label": None, "furthest": defaultdict(int),
        **dict.fromkeys(("spend", "revenue", "gross", "margined"), Decimal(0)),
    }  # fmt: skip


def _key(part: Any) -> Any:
    return name_key(part) if isinstance(part, str) else part


def _cost_found(
    session: Session,
    asking: Asking,
    figure: Figure,
    parts: Mapping[Any, Mapping[str, Any]],
    spent: Mapping[str, Decimal],
    placed: set[str],
    left_out: tuple[Money, ...],
) -> CostFound:
    scope = scope_of(asking, figure)
    ids = [part for part in parts if isinstance(part, int)]
    names = names_of(session, asking, ids) if ids else {}
    found = [
        Source(
            names.get(key, str(told["label"] or NOBODY)),
            told["spend"],
            passed(told["furthest"]),
            told["revenue"],
            str(key or ""),
            told["gross"],
            told["margined"],
        )
        for key, told in parts.items()
    ]
    through = {stage: sum(one.through[stage] for one in found) for stage in Stage}
    total = sum(spent.values(), Decimal(0))
    whole = Source(
        "All", total, through, sum((one.revenue for one in found), Decimal(0)),
        gross=sum((one.gross for one in found), Decimal(0)),
        margined=sum((one.margined for one in found), Decimal(0)),
    )  # fmt: skip
    cost, days = asking.workspace.policy.seller_cost, figure.period.days
    sellers = acquisition.sellers(session, scope, figure.period)
    return CostFound(
        figure=figure,
        currency=scope.currency,
        whole=whole,
        parts=tuple(sorted(found, key=lambda one: (-one.spend, one.label.casefold()))),
        unplaced=sum((spent[key] for key in spent if key not in placed), Decimal(0)),
        left_out=left_out,
        trend=trends.look(session, asking, scope, figure.period),
        full=full_cost(total, Decimal(sellers), Decimal(cost), days) if cost and days else None,
    )


def _spent(
    session: Session, asking: Asking, scope: Scope, period: Period
) -> tuple[dict[str, Decimal], tuple[Money, ...]]:
    """What was spent in the months that begin in the period, by source, in the workspace's
    currency at the month's rate; and what has no rate."""
    rates, into = rates_of(asking.workspace), asking.workspace.currency
    sums: dict[str, Decimal] = defaultdict(Decimal)
    left: list[Money] = []
    for one in trends.spent_within(trends.spent(session, asking, scope), period):
        amount = converted(one.amount, into, rates, one.month)
        if amount.currency == into:
            sums[name_key(one.source)] += amount.amount
        else:
            left.append(amount)
    return dict(sums), tuple(left)


def channels(session: Session, asking: Asking, figure: Figure) -> ChannelsFound:
    """`channels`: each deal by its size; bounds in euros, converted where a rate was entered."""
    scope, policy = scope_of(asking, figure), asking.workspace.policy
    plain = (
        policy.channel_self, policy.channel_inside, policy.channel_dead, policy.channel_enterprise
    )  # fmt: skip
    euros = [Money(Decimal(one), EURO) for one in sorted(plain)]
    into = [converted(one, scope.currency, scope.rates, None) for one in euros]
    a, b, c, d = (one.amount for one in into)
    bounds = (a, b, c, d)
    sold, unknown = acquisition.sold(session, scope, figure.period, bounds)
    year = last_year(scope.today)
    sellers = acquisition.sellers(session, scope, year)
    won, total = forecast.won_of(session, scope, year).get(scope.currency, (0, Decimal(0)))
    each = Decimal(won) / sellers if sellers else None
    cost = Decimal(policy.seller_cost)
    scales = scalability(total / won, each, cost) if won and each is not None else None
    dead = acquisition.in_channels(session, scope, bounds, list(WAYS_OUT), NAMED)
    return ChannelsFound(
        figure=figure,
        currency=scope.currency,
        bounds=bounds,
        is_converted=scope.currency == EURO or into[0].currency == scope.currency,
        sold=tuple(sold),
        dead={one: tuple(deals) for one, deals in dead.items()},
        unknown=unknown,
        scales=scales,
        a_seller=each,
        seller_cost=policy.seller_cost,
    )


def hire(session: Session, asking: Asking, figure: Figure) -> HiringFound:
    """`hiring`."""
    ready, why = hiring(acquisition.alike(session, scope_of(asking, figure)))
    return HiringFound(figure, ready, why)


def bonus(figure: Figure) -> Bonus | None:
    """`sdr 12k 40 4`."""
    assert figure.amount is not None
    return sdr_bonus(figure.amount.amount, *figure.counts)


__all__ = [
    "YEAR_DAYS", "ChannelsFound", "CostFound", "HiringFound", "Source", "bonus", "channels",
    "costs", "hire",
]  # fmt: skip
