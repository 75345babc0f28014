"""The in-blood forecast of a period, calls, and two forecasts by rates beside it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from bot.usecases.asking import Asking
from bot.usecases.finding import find_with_rest
from bot.usecases.numbers.scoping import last_year, names_of, scope_of, target_of
from bot.usecases.requests import Call, Figure
from bot.usecases.texts import text_of
from bot.usecases.writing import Written, begin, written
from coaching.deals import ForecastCategory
from coaching.errors import Refusal
from coaching.money import Money
from coaching.numbers import periods
from coaching.numbers.forecast import (
    EXAMPLE_CREATION,
    EXAMPLE_RATES,
    INTEREST,
    TIMING,
    Blood,
    Calibration,
    Called,
    smb,
    top_down,
)
from coaching.numbers.periods import Period
from coaching.numbers.rates import ENOUGH, adjusted_close_rate, is_enough
from storage.database import Session
from storage.numbers import calls, forecast, funnel, rates
from storage.numbers.calls import Call as Told
from storage.numbers.forecast import Forecast, Slot
from storage.numbers.standing import Scope

SHOWN = 10
"""Deals on one page of the forecast."""
NAMED = 5
TOLD = 5
PAST_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class ByRates:
    """A forecast by rates, per currency, with the rates and whether they are one's own."""

    kind: str
    totals: Mapping[str, Decimal]
    rates: Mapping[str, Decimal]
    own: bool


@dataclass(frozen=True, slots=True)
class ForecastFound:
    """The forecast of a period: the number per currency, its deals, and what to look at."""

    figure: Figure
    slots: tuple[Slot, ...]
    deals: tuple[Forecast, ...]
    total: int
    blood: Mapping[str, Blood]
    target: Money | None = None
    beside: Mapping[str, Decimal] = field(default_factory=dict)
    unsure: tuple[int, tuple[str, ...]] = (0, ())
    told: tuple[Told, ...] = ()
    calibration: Calibration = field(default_factory=Calibration)
    by_rates: ByRates | None = None
    owners: Mapping[int, str] = field(default_factory=dict)
    near_end: bool = False
    page: int = 1


def look(session: Session, asking: Asking, figure: Figure, page: int = 1) -> ForecastFound:
    """`forecast`, `forecast q3`, `forecast weighted`, `forecast smb`."""
    scope, period = scope_of(asking, figure), figure.period
    if period.first is None or period.last is None:
        raise Refusal("A forecast is about a quarter or a month: say for instance `forecast q3`.")
    slots = forecast.slots(session, scope, period)
    found = forecast.deals_of(session, scope, period, offset=SHOWN * (page - 1), limit=SHOWN)
    told = calls.told(session, scope, period, TOLD)
    near = period.last - scope.today <= timedelta(days=asking.workspace.policy.redlines_days)
    count, named = forecast.without_redlines(session, scope, period, NAMED) if near else (0, [])
    ids = {d.owner_id for d in found} | {t.member_id for t in told if t.member_id}
    return ForecastFound(
        figure=figure,
        slots=tuple(slots),
        deals=tuple(found),
        total=sum(slot.count for slot in slots if slot.category is not None),
        blood=blood_of(slots),
        target=target_of(session, asking, scope, period),
        beside=_beside(session, scope, slots),
        unsure=(count, tuple(named)),
        told=tuple(told),
        calibration=calls.calibration(session, scope, scope.today),
        by_rates=_by_rates(session, scope, figure, slots),
        owners=names_of(session, asking, ids),
        near_end=near,
        page=page,
    )


def blood_of(slots: list[Slot]) -> dict[str, Blood]:
    """The number per currency; deals without an amount count in none."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for slot in slots:
        if slot.currency is None:
            continue
        part = _part(slot)
        if part is not None:
            sums[slot.currency][part] += slot.total
    return {currency: Blood(**parts) for currency, parts in sums.items()}


def _part(slot: Slot) -> str | None:
    if slot.category is None:
        return "closed"
    if slot.inside:
        return "inside"
    return None if slot.category is ForecastCategory.PIPELINE else "excluded"


def _beside(session: Session, scope: Scope, slots: list[Slot]) -> dict[str, Decimal]:
    """Top-down: closed, and the own rate's share of Commit and Best Case, per currency."""
    ended = rates.totals(rates.ended_by(session, scope, last_year(scope.today)))
    if not is_enough(int(ended.count.closed)):
        return {}
    rate = adjusted_close_rate(ended.count).value
    closed: dict[str, Decimal] = defaultdict(Decimal)
    qualified: dict[str, Decimal] = defaultdict(Decimal)
    for slot in slots:
        if slot.currency and slot.category is None:
            closed[slot.currency] += slot.total
        elif slot.currency and slot.category is not ForecastCategory.PIPELINE:
            qualified[slot.currency] += slot.total
    both = {code: top_down(closed[code], qualified[code], rate) for code in {*closed, *qualified}}
    return {code: value for code, value in both.items() if value is not None}


def _by_rates(session: Session, scope: Scope, figure: Figure, slots: list[Slot]) -> ByRates | None:
    if figure.mode == "weighted":
        return _weighted(session, scope, figure.period)
    return _smb(session, scope, slots) if figure.mode == "smb" else None


def _weighted(session: Session, scope: Scope, period: Period) -> ByRates:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for currency, dated, _, total in forecast.weights(session, scope, period):
        sums[currency] += total * (TIMING if dated else INTEREST)
    return ByRates("weighted", sums, {"interest": INTEREST, "timing known": TIMING}, own=False)


def _smb(session: Session, scope: Scope, slots: list[Slot]) -> ByRates:
    history = forecast.history_rates(session, scope)
    own = all(history.get(one, (0, 0))[0] >= ENOUGH for one in ForecastCategory)
    used = dict(EXAMPLE_RATES)
    if own:
        used = {one: Decimal(history[one][1]) / history[one][0] for one in ForecastCategory}
    past = [periods.quarter(scope.today, -n) for n in range(1, PAST_QUARTERS + 1)]
    created: dict[str, Decimal] = defaultdict(Decimal)
    for one in funnel.qualified(session, scope, past):
        for currency, total in one.amounts.items():
            created[currency] += total / PAST_QUARTERS
    totals: dict[str, Decimal] = {}
    for currency in {*created, *(slot.currency for slot in slots if slot.currency)}:
        amounts = {one: _standing(slots, one, currency) for one in ForecastCategory}
        totals[currency] = smb(amounts, created[currency], used)
    named = {one.value: rate for one, rate in used.items()}
    return ByRates("smb", totals, {**named, "created within": EXAMPLE_CREATION}, own=own)


def _standing(slots: list[Slot], category: ForecastCategory, currency: str) -> Decimal:
    found = (s.total for s in slots if s.category is category and s.currency == currency)
    return sum(found, Decimal(0))


def call(session: Session, asking: Asking, request: Call) -> Written:
    """`in acme`, `out acme "legal in July"`: a word on a deal and a period, over earlier ones."""
    deal, rest = find_with_rest(session, asking, request.deal)
    period = request.period
    if deal.category is None:
        raise Refusal(
            f"{deal.name} is no opportunity yet, so no forecast counts it. "
            f"`move {deal.name} opportunity` makes it one.",
            field="deal",
        )
    if period.last is not None and period.last < asking.today:
        raise Refusal(f"{period.label} is over, and its forecast stands as it was called.")
    verb = "in" if request.inside else "out"
    begun = begin(session, asking, verb, deal, {})
    reason = text_of(request.reason or rest or None, "reason")
    calls.add_call(session, begun.entry, request.inside, reason, period)
    noted = Called(request.inside, period.label, reason)
    return replace(written(asking, begun, verb, deal), noted=noted)
