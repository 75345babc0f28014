"""What came of which source, and deals by the channel that their size asks for."""

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
from storage.numbers.standing import QUALIFIED, Scope, dimension, standing
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
) -> list[tuple[Any, str, Decimal]]:
    """What was won in the period, by a part and by currency."""
    d = standing(scope)
    inner = (
        select(dimension(d, by).label("part"), d.c.coin, d.c.worth)
        .where(ended(d, period), d.c.outcome == Outcome.WON, d.c.worth.is_not(None))
        .subquery()
    )
    columns = (inner.c.part, inner.c.coin)
    rows = session.execute(
        select(*columns, func.sum(inner.c.worth)).group_by(*columns), scope.values
    )
    return [(part, coin, total) for part, coin, total in rows]


def sold(session: Session, scope: Scope, period: Period, bounds: Bounds) -> list[Sold]:
    """Qualified deals with an amount in the workspace's currency, channel by channel."""
    d = standing(scope)
    is_open, is_ended = d.c.category.is_not(None), ended(d, period)
    won = and_(is_ended, d.c.outcome == Outcome.WON)
    days = DaysBetween(d.c.closed_on, LocalDay(d.c.created_at, scope.zone))
    inner = (
        select(
            _channel(d, bounds).label("channel"), d.c.worth,
            case((is_open, 1), else_=0).label("open"), case((won, 1), else_=0).label("won"),
            case((is_ended, 1), else_=0).label("ended"), case((won, days)).label("days"),
        )
        .where(d.c.coin == scope.currency, d.c.worth.is_not(None), or_(is_open, is_ended))
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
    )  # fmt: skip
    zero, channels = Decimal(0), list(Channel)
    return [
        Sold(
            channels[n], int(still), left or zero, int(took), got or zero, int(every), _float(days)
        )
        for n, still, left, took, got, every, days in sorted(rows, key=lambda row: row[0])
    ]


def elsewhere(session: Session, scope: Scope) -> int:
    """Open opportunities of which the channel is not known: no amount, or no rate for it."""
    d = standing(scope)
    unknown = or_(d.c.worth.is_(None), d.c.coin != scope.currency)
    counted = select(func.count()).select_from(d).where(d.c.category.is_not(None), unknown)
    return int(session.execute(counted, scope.values).scalar_one())


def in_channel(
    session: Session, scope: Scope, bounds: Bounds, channel: Channel, limit: int
) -> list[tuple[int, str, Money]]:
    """Open opportunities of a channel, the largest first."""
    d = standing(scope)
    number = list(Channel).index(channel)
    rows = session.execute(
        select(d.c.id, d.c.name, d.c.worth, d.c.coin)
        .where(
            d.c.category.is_not(None),
            d.c.coin == scope.currency,
            d.c.worth.is_not(None),
            _channel(d, bounds) == number,
        )
        .order_by(d.c.worth.desc(), d.c.name, d.c.id)
        .limit(limit),
        scope.values,
    )
    return [(row.id, row.name, Money(row.worth, row.coin)) for row in rows]


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
