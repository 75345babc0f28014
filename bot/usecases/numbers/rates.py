"""Close rate, win rate and slippage of a period, in all and split."""

from dataclasses import dataclass, field
from typing import Any

from bot.usecases.asking import Asking
from bot.usecases.numbers.scoping import NOBODY, names_of, scope_of
from bot.usecases.requests import Figure
from coaching.numbers.rates import diagnosis
from storage.database import Session
from storage.numbers import rates
from storage.numbers.rates import Cycle, Ended


@dataclass(frozen=True, slots=True)
class Group:
    """One part of a split: what it is called, what names it in a drill-down, and how it ended."""

    label: str
    key: str
    ended: Ended


@dataclass(frozen=True, slots=True)
class RatesFound:
    """The rates of a period: the whole, its parts, how long deals took, and what it says."""

    figure: Figure
    whole: Ended
    groups: tuple[Group, ...] = ()
    cycles: dict[str, Cycle] = field(default_factory=dict)
    says: str = ""
    currency: str = ""


def look(session: Session, asking: Asking, figure: Figure) -> RatesFound:
    """`numbers q2 by source`."""
    scope, by = scope_of(asking, figure), figure.by
    ended = rates.ended_by(session, scope, figure.period, by)
    whole = rates.totals(ended)
    labels = names_of(session, asking, (e.group for e in ended if e.group)) if by == "owner" else {}
    groups = [_group(one, labels) for one in ended] if by else []
    stuck = max(whole.late, key=lambda lies: (whole.late[lies], lies), default=None)
    return RatesFound(
        figure=figure,
        whole=whole,
        groups=tuple(sorted(groups, key=lambda g: (-g.ended.count.closed, g.label.casefold()))),
        cycles=rates.cycles(session, scope, figure.period),
        says=diagnosis(whole.count, stuck),
        currency=scope.currency,
    )


def _group(ended: Ended, labels: dict[int, str]) -> Group:
    group: Any = ended.group
    if group is None:
        return Group(NOBODY, "", ended)
    return Group(labels.get(group, str(group)), str(group), ended)
