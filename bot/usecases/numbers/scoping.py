"""Who asks for a figure, as of when, and in which currency it counts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.usecases.asking import Asking
from bot.usecases.requests import Figure
from coaching.money import Money
from coaching.numbers.exchange import Rates
from coaching.numbers.periods import Period
from coaching.people import Role, Workspace
from storage import members, spending
from storage.database import Session
from storage.numbers.standing import Scope

NOBODY = "nothing noted"
YEAR_DAYS = 365


def scope_of(asking: Asking, figure: Figure) -> Scope:
    """The scope of a figure; as of a day means at its end, in the member's zone."""
    zone, as_of = asking.member.zone, None
    today = asking.today
    if figure.as_of is not None and figure.as_of < today:
        after = datetime.combine(figure.as_of + timedelta(days=1), time(0), ZoneInfo(zone))
        as_of, today = after.astimezone(asking.now.tzinfo), figure.as_of
    workspace = asking.workspace
    return Scope(asking.sight, zone, today, workspace.currency, rates_of(workspace), as_of)


def scope_at(workspace: Workspace, asked: Scope, moment: datetime, today: date) -> Scope:
    """The same scope as it stood at a moment."""
    return replace(asked, as_of=moment, today=today, currency=workspace.currency)


def rates_of(workspace: Workspace) -> Rates:
    """The rates that were entered, by currency, in the order of their days."""
    found: dict[str, list[tuple[date, Decimal]]] = {}
    for code, since, rate in sorted(workspace.rates):
        found.setdefault(code, []).append((date.fromisoformat(since), Decimal(rate)))
    return found


def last_year(today: date) -> Period:
    """The 365 days up to a day: what rates of one's own are taken from (ours)."""
    return Period(today - timedelta(days=YEAR_DAYS - 1), today, "the last 365 days")


def names_of(session: Session, asking: Asking, ids: Iterable[int]) -> dict[int, str]:
    """The names of members."""
    return members.names(session, asking.workspace.id, set(ids))


def target_of(session: Session, asking: Asking, scope: Scope, period: Period) -> Money | None:
    """What is to be won in the period: an admin's is the workspace's, else one's own.

    A target of exactly the period counts, else what its parts come to where they fill it.
    """
    owner = None if asking.member.role is Role.ADMIN else asking.member.id
    known = spending.targets(session, asking.workspace.id, owner, scope.as_of)
    return filled(known, period)


def filled(known: list[spending.Target], period: Period) -> Money | None:
    """The target of exactly that period, else the sum of those that fill it without a gap."""
    exact = [t for t in known if (t.starts_on, t.ends_on) == (period.first, period.last)]
    if exact:
        return exact[-1].amount
    if period.first is None or period.last is None:
        return None
    day, total = period.first, None
    while day <= period.last:
        part = [t for t in known if t.starts_on == day and t.ends_on <= period.last]
        if not part:
            return None
        best = max(part, key=lambda one: one.ends_on)
        if total is not None and best.amount.currency != total.currency:
            return None
        total = total + best.amount if total else best.amount
        day = best.ends_on + timedelta(days=1)
    return total
