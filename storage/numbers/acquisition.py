"""What came of which source, and deals by the channel that their size asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Subquery, and_, case, func, literal, or_, select, type_coerce

from coaching.deals import Outcome, Stage
from coaching.money import Money
from coaching.numbers.acquisition import Alike, Channel
from coaching.numbers.periods import Period
from storage.database import Session
from storage.numbers.cuts import ended
from storage.numbers.days import DaysBetween, LocalDay
from storage.numbers.funnel import reached_by
from storage.numbers.standing import QUALIFIED, Scope, dimension, standing, within
from storage.types import Amount

Bounds = tuple[Decimal, Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Sold:
    """Deals of one channel, in the workspace's currency: open ones, and those of the period."""

    channel: Channel
    open: int
    open_total: Decimal
    won: int
    won_total: Decimal
    closed: int
    mean_days: float | None


def reached(
    session: Session, scope: Scope, period: Period, by: str
) -> list[tuple[str | None, Any, Stage, int]]:
    """Deals added in the period by source, by another part, and by the furthest stage of each."""
    d = standing(scope)
    return reached_by(session, scope, period, dimension(d, by), d)


def revenue(
    session: Session, scope: Scope, period: Period, by: str
) -> list[tuple[Any, str | None, str, Decimal]]:
    """What was won in the period, by a part, by product and by currency."""
    d = standing(scope)
    inner = (
        select(
            dimension(d, by).label("part"), d.c.product.label("sort"), d.c.coin, d.c.worth
        )
        .where(ended(d, period), d.c.outcome == Outcome.WON, d.c.worth.is_not(None))
        .subquery()
    )  # fmt: skip
    columns = (inner.c.part, inner.c.sort, inner.c.coin)
    rows = session.execute(
        select(*columns, func.sum(inner.c.worth)).group_by(*columns), scope.values
    )
    return [(part, product, coin, total) for part, product, coin, total in rows]


def revenue_within(
    session: Session, scope: Scope, periods: Sequence[Period]
) -> list[tuple[int, str | None, Decimal]]:
    """What was won in each of those periods (its number comes first) by source, in the
    workspace's currency."""
    d = standing(scope)
    bucket = case(
        *(
            (and_(*within(d.c.closed_on, one.first, one.last)), number)
            for number, one in enumerate(periods)
        )
    )
    first, last = periods[0].first, periods[-1].last
    whole = Period(first, last, "")
    inner = (
        select(bucket.label("bucket"), d.c.source, d.c.worth)
        .where(
            ended(d, whole), d.c.outcome == Outcome.WON, d.c.worth.is_not(None),
            d.c.coin == scope.currency,
        )
        .subquery()
    )  # fmt: skip
    columns = (inner.c.bucket, inner.c.source)
    rows = session.execute(
        select(*columns, func.sum(inner.c.worth)).group_by(*columns), scope.values
    )
    return [(number, source, total) for number, source, total in rows]


def sold(session: Session, scope: Scope, period: Period, bounds: Bounds) -> tuple[list[Sold], int]:
    """Qualified deals with an amount in the workspace's currency, channel by channel; and how many
    open ones have none, so that their channel is not known."""
    d = standing(scope)
    is_open, is_ended = d.c.category.is_not(None), ended(d, period)
    won = and_(is_ended, d.c.outcome == Outcome.WON)
    days = DaysBetween(d.c.closed_on, LocalDay(d.c.created_at, scope.zone))
    known = and_(d.c.coin == scope.currency, d.c.worth.is_not(None))
    inner = (
        select(
            case((known, _channel(d, bounds))).label("channel"), d.c.worth,
            case((is_open, 1), else_=0).label("open"), case((won, 1), else_=0).label("won"),
            case((is_ended, 1), else_=0).label("ended"), case((won, days)).label("days"),
        )
        .where(or_(is_open, is_ended))
        .subquery()
    )  # fmt: skip
    total = {name: func.sum(case((inner.c[name] == 1, inner.c.worth))) for name in ("open", "won")}
    rows = session.execute(
        select(
            inner.c.channel, func.sum(inner.c.open), type_coerce(total["open"], Amount),
            func.sum(inner.c.won), type_coerce(total["won"], Amount), func.sum(inner.c.ended),
            func.avg(inner.c.days),
        ).group_by(inner.c.channel),
        scope.values,
    ).all()  # fmt: skip
    zero, channels = Decimal(0), list(Channel)
    unknown = sum(int(row[1]) for row in rows if row[0] is None)
    told = sorted((row for row in rows if row[0] is not None), key=lambda row: row[0])
    return [
        Sold(
            channels[n], int(still), left or zero, int(took), got or zero, int(every), _float(days)
        )
        for n, still, left, took, got, every, days in told
    ], unknown


def in_channels(
    session: Session, scope: Scope, bounds: Bounds, channels: Sequence[Channel], limit: int
) -> dict[Channel, list[tuple[int, str, Money]]]:
    """Open opportunities of those channels, so many of each, the largest first."""
    d, every = standing(scope), list(Channel)
    channel = _channel(d, bounds).label("channel")
    place = func.row_number().over(
        partition_by=channel, order_by=(d.c.worth.desc(), d.c.name, d.c.id)
    )
    inner = (
        select(d.c.id, d.c.name, d.c.worth, d.c.coin, channel, place.label("place"))
        .where(
            d.c.category.is_not(None),
            d.c.coin == scope.currency,
            d.c.worth.is_not(None),
            channel.in_([every.index(one) for one in channels]),
        )
        .subquery()
    )
    shown = select(inner).where(inner.c.place <= limit).order_by(inner.c.channel, inner.c.place)
    found: dict[Channel, list[tuple[int, str, Money]]] = {one: [] for one in channels}
    for row in session.execute(shown, scope.values):
        found[every[row.channel]].append((row.id, row.name, Money(row.worth, row.coin)))
    return found


def alike(session: Session, scope: Scope) -> list[Alike]:
    """Customers by segment and product: one profile, one use case."""
    d = standing(scope)
    rows = session.execute(
        select(d.c.segment, d.c.product, func.count())
        .where(d.c.outcome == Outcome.WON, d.c.stage.in_(QUALIFIED))
        .group_by(d.c.segment, d.c.product),
        scope.values,
    )
    return [Alike(segment or "", product or "", count) for segment, product, count in rows]


def sellers(session: Session, scope: Scope, period: Period) -> int:
    """How many owners won something in the period."""
    d = standing(scope)
    counted = select(func.count(d.c.owner_id.distinct())).where(
        ended(d, period), d.c.outcome == Outcome.WON
    )
    return int(session.execute(counted, scope.values).scalar_one())


def _channel(d: Subquery, bounds: Bounds) -> Any:
    whens = [(d.c.worth < literal(bound, Amount), n) for n, bound in enumerate(bounds)]
    return case(*whens, else_=len(bounds))


def _float(number: Any) -> float | None:
    return None if number is None else float(number)
