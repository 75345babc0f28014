"""How qualified deals ended in a period, by whatever they are split by."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, literal, select

from coaching.deals import Outcome
from coaching.numbers.periods import Period
from coaching.numbers.rates import Tally
from storage.database import Session
from storage.names import name_key
from storage.numbers.cuts import ended, slipped
from storage.numbers.days import DaysBetween, LocalDay
from storage.numbers.standing import Scope, dimension, standing

PART_OF = {
    Outcome.WON: ("won",),
    Outcome.LOST_TO_COMPETITION: ("competition",),
    Outcome.LOST_TO_NO_DECISION: ("no_decision",),
    Outcome.LOST: ("unknown",),
    Outcome.LET_GO: ("no_decision", "let_go"),
}
NAMES = tuple(part.name for part in fields(Tally))


@dataclass(slots=True)
class Ended:
    """How the deals of one group ended: their number, and their amounts by currency.

    `group` is an owner's number or what was typed, the spelling of most deals; None: nothing was.
    """

    group: Any
    count: Tally = field(default_factory=Tally)
    amounts: dict[str, Tally] = field(default_factory=dict)

    def add(self, part: str, count: int, coin: str | None, amount: Decimal | None) -> None:
        """Counts some more deals into a part."""
        self.count += Tally(**{part: Decimal(count)})
        if coin is not None and amount is not None:
            known = self.amounts.get(coin, Tally())
            self.amounts[coin] = known + Tally(**{part: amount})


@dataclass(frozen=True, slots=True)
class Cycle:
    """Days from the first to the last day of deals that ended so: how many, mean and median."""

    count: int
    mean: float
    median: float


def ended_by(session: Session, scope: Scope, period: Period, by: str = "") -> list[Ended]:
    """What was closed in the period, or slipped out of it, group by group; one group without by."""
    d = standing(scope)
    group = dimension(d, by) if by else literal("")
    found: dict[Any, Ended] = {}
    for row in session.execute(_closed(d, group, period), scope.values):
        for part in PART_OF[Outcome(row.outcome)]:
            _of(found, row.part).add(part, row.deals, row.coin, row.amount)
    if period.first is not None and period.last is not None:
        for row in session.execute(_slipped(d, group, scope, period), scope.values):
            _of(found, row.part).add("slipped", row.deals, row.coin, row.amount)
    return list(found.values())


def _closed(d: Subquery, group: ColumnElement[Any], period: Period) -> Any:
    inner = select(group.label("part"), d.c.outcome, d.c.coin, d.c.worth).where(ended(d, period))
    return _summed(inner.subquery(), "part", "outcome", "coin")


def _slipped(d: Subquery, group: ColumnElement[Any], scope: Scope, period: Period) -> Any:
    inner = select(group.label("part"), d.c.coin, d.c.worth).where(slipped(d, scope, period))
    return _summed(inner.subquery(), "part", "coin")


def _summed(inner: Subquery, *names: str) -> Any:
    columns = [inner.c[name] for name in names]
    sums = (func.count().label("deals"), func.sum(inner.c.worth).label("amount"))
    return select(*columns, *sums).group_by(*columns)


def _of(found: dict[Any, Ended], group: Any) -> Ended:
    key = name_key(group) if isinstance(group, str) else group
    return found.setdefault(key or None, Ended(group or None))


def spellings(session: Session, scope: Scope, by: str, group: str | None) -> list[Any]:
    """How a group is spelt: Google and google are one source. None of the group without a name."""
    d = standing(scope)
    column = dimension(d, by)
    told = session.execute(select(column).where(column.is_not(None)).distinct(), scope.values)
    wanted = name_key(group or "")
    return [one for one in told.scalars() if name_key(str(one)) == wanted]


def cycles(session: Session, scope: Scope, period: Period) -> dict[str, Cycle]:
    """How long deals took that ended in the period, in days from the day they were added: won,
    lost (let go excepted), and both as closed."""
    d = standing(scope)
    days = DaysBetween(d.c.closed_on, LocalDay(d.c.created_at, scope.zone))
    kind = case((d.c.outcome == Outcome.WON, "won"), else_="lost")
    where = (ended(d, period), d.c.outcome != Outcome.LET_GO)
    told = select(kind.label("kind"), days.label("days")).where(*where).subquery()
    each = _middle(told, told.c.kind)
    every = _middle(told, literal("closed"))
    found = {}
    for statement in (each, every):
        for row in session.execute(statement, scope.values):
            found[row.kind] = Cycle(row.number, float(row.mean), float(row.median))
    return found


def _middle(told: Subquery, kind: ColumnElement[Any]) -> Any:
    """Count, mean and median of the days, by kind; an even number has two middles."""
    number = func.row_number().over(partition_by=kind, order_by=told.c.days)
    count = func.count().over(partition_by=kind)
    ranked = select(
        kind.label("kind"), told.c.days, number.label("number"), count.label("count")
    ).subquery()
    middles = (ranked.c.number * 2).between(ranked.c.count, ranked.c.count + 2)
    return select(
        ranked.c.kind,
        func.max(ranked.c.count).label("number"),
        func.avg(ranked.c.days).label("mean"),
        func.avg(case((middles, ranked.c.days))).label("median"),
    ).group_by(ranked.c.kind)


def totals(groups: Iterable[Ended]) -> Ended:
    """All groups together."""
    whole = Ended(None)
    for one in groups:
        whole.count += one.count
        for coin, tally in one.amounts.items():
            whole.amounts[coin] = whole.amounts.get(coin, Tally()) + tally
    return whole


def stuck_in(session: Session, scope: Scope, period: Period) -> str | None:
    """The forecast category of most open deals that slipped out of the period; None of none."""
    d = standing(scope)
    where = (slipped(d, scope, period), d.c.category.is_not(None))
    counted = select(d.c.category, func.count().label("deals")).where(*where)
    rows = session.execute(counted.group_by(d.c.category), scope.values).all()
    return max(rows, key=lambda row: (row.deals, row.category)).category if rows else None
