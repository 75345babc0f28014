"""Close rate, win rate and slippage of a period, in all and split."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.usecases.asking import Asking
from bot.usecases.numbers.scoping import NOBODY, names_of, scope_of
from bot.usecases.requests import Figure
from coaching.money import Money
from coaching.numbers.exchange import converted
from coaching.numbers.rates import Tally, at_list_price, diagnosis
from storage import products
from storage.database import Session
from storage.names import name_key
from storage.numbers import rates
from storage.numbers.rates import Cycle, Ended
from storage.numbers.standing import Scope
from storage.products import Product


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
    listed: Mapping[str, Tally] = field(default_factory=dict)
    unlisted: int = 0


def look(session: Session, asking: Asking, figure: Figure) -> RatesFound:
    """`numbers q2 by source`."""
    scope, by = scope_of(asking, figure), figure.by
    ended = rates.ended_by(session, scope, figure.period, by)
    whole = rates.totals(ended)
    labels = names_of(session, asking, (e.group for e in ended if e.group)) if by == "owner" else {}
    groups = [_group(one, labels) for one in ended] if by else []
    listed, unlisted = _listed(session, asking, figure, scope, ended if by == "product" else None)
    stuck = max(whole.late, key=lambda lies: (whole.late[lies], lies), default=None)
    return RatesFound(
        figure=figure,
        whole=whole,
        groups=tuple(sorted(groups, key=lambda g: (-g.ended.count.closed, g.label.casefold()))),
        cycles=rates.cycles(session, scope, figure.period),
        says=diagnosis(whole.count, stuck),
        currency=scope.currency,
        listed=listed,
        unlisted=unlisted,
    )


def _listed(
    session: Session, asking: Asking, figure: Figure, scope: Scope, ended: list[Ended] | None
) -> tuple[dict[str, Tally], int]:
    """The deals at the list price of their product, in the workspace's currency where it can be;
    nothing where no product has a price."""
    known = products.known(session, asking.workspace.id, scope.as_of)
    if not any(one.price for one in known.values()):
        return {}, 0
    parts = rates.ended_by(session, scope, figure.period, "product") if ended is None else ended
    return at_list_price((one.count, _price(known, one.group, scope)) for one in parts)


def _price(known: Mapping[str, Product], name: str | None, scope: Scope) -> Money | None:
    found = known.get(name_key(name or ""))
    if found is None or found.price is None:
        return None
    return converted(found.price, scope.currency, scope.rates, None)


def _group(ended: Ended, labels: dict[int, str]) -> Group:
    group: Any = ended.group
    if group is None:
        return Group(NOBODY, "", ended)
    return Group(labels.get(group, str(group)), str(group), ended)
