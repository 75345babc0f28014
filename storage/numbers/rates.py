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

    `group` is an owner's number or what was typed; None: nothing was. `late` counts the open deals
    that slipped out by their forecast category.
    """

    group: Any
    count: Tally = field(default_factory=Tally)
    amounts: dict[str, Tally] = field(default_factory=dict)
    late: dict[str, int] = field(default_factory=dict)

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
            one = _of(found, row.part)
            one.add("slipped", row.deals, row.coin, row.amount)
            if row.category is not None:
                one.late[row.category] = one.late.get(row.category, 0) + row.deals
    return list(found.values())


def _closed(d: Subquery, group: ColumnElement[Any], period: Period) -> Any:
    inner = select(group.label("part"), d.c.outcome, d.c.coin, d.c.worth).where(ended(d, period))
    return _summed(inner.subquery(), "part", "outcome", "coin")


def _slipped(d: Subquery, group: ColumnElement[Any], scope: Scope, period: Period) -> Any:
    columns = (group.label("part"), d.c.category, d.c.coin, d.c.worth)
    inner = select(*columns).where(slipped(d, scope, period))
    return _summed(inner.subquery(), "part", "category", "coin")


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
    lost (let go excepted), and both as closed; those of which no day is known have no length."""
    d = standing(scope)
    days = DaysBetween(d.c.closed_on, LocalDay(d.c.created_at, scope.zone))
    kind = case((d.c.outcome == Outcome.WON, "won"), else_="lost")
    where = (ended(d, period), d.c.closed_on.is_not(None), d.c.outcome != Outcome.LET_GO)
    told = select(kind.label("kind"), days.label("days")).where(*where).subquery()
    columns = (told.c.kind, told.c.days)
    rows = session.execute(select(*columns, func.count()).group_by(*columns), scope.values)
    spans: dict[str, dict[int, int]] = {}
    for which, took, deals in rows:
        for one in (which, "closed"):
            known = spans.setdefault(one, {})
            known[took] = known.get(took, 0) + deals
    return {one: _cycle(known) for one, known in spans.items()}


def _cycle(spans: dict[int, int]) -> Cycle:
    """From how many deals took how many days; an even number has two middles."""
    count = sum(spans.values())
    mean = sum(days * deals for days, deals in spans.items()) / count
    middles, passed = [], 0
    for days in sorted(spans):
        passed += spans[days]
        middles += [days for nth in ((count + 1) // 2, count // 2 + 1) if nth <= passed]
        if len(middles) >= MIDDLES:
            break
    return Cycle(count, mean, (middles[0] + middles[1]) / MIDDLES)


MIDDLES = 2


def totals(groups: Iterable[Ended]) -> Ended:
    """All groups together."""
    whole = Ended(None)
    for one in groups:
        whole.count += one.count
        for coin, tally in one.amounts.items():
            whole.amounts[coin] = whole.amounts.get(coin, Tally()) + tally
        for lies, deals in one.late.items():
            whole.late[lies] = whole.late.get(lies, 0) + deals
    return whole
