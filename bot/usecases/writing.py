"""Storing one change: once per delivery, undoable, and ticked on today's list."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.usecases.asking import Asking
from coaching.cadence import Standing, standing
from coaching.deals import Deal, Touch
from coaching.errors import Refusal
from storage import audit, changes, deals
from storage.database import Session
from storage.history import Entry


class Repeated(Exception):
    """The same delivery came again; what it asked for is stored already."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was stored: the deal before and after, where it stands now, and how to take it back."""

    action_id: int
    verb: str
    before: Deal
    deal: Deal
    standing: Standing
    retyped: bool = False
    touch: Touch | None = None


Writer = Callable[[Session, Asking, Any], Written]
"""A change that can be asked for: it takes its request last."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A change under way: where its history belongs, and the deal as it stands now."""

    entry: Entry
    deal: Deal
    retyped: bool


@contextmanager
def once(session: Session, asking: Asking) -> Iterator[None]:
    """A second copy of a delivery hears that it is stored, not what the first one made impossible.

    `won acme`, delivered twice, would find the deal closed.
    """
    try:
        yield
    except Refusal as refused:
        if asking.delivery and audit.by_delivery(session, asking.workspace.id, asking.delivery):
            raise Repeated from refused
        raise


def begin(
    session: Session,
    asking: Asking,
    verb: str,
    deal: Deal,
    after: Mapping[str, Any],
    derived: Mapping[str, Any] | None = None,
) -> Begun:
    """Writes the audit entry and changes the deal; raises Repeated for a known delivery.

    `after` are fields that undoing gives back; `derived` ones are computed anew from the history.
    """
    added = _append(session, asking, verb, deal.id, changes.difference(deal, after))
    values = {**after, **(derived or {})}
    zone = asking.member.zone
    now = deals.change(session, asking.workspace.id, deal.id, values, zone) if values else deal
    return Begun(_entry(asking, deal.id, added.id), now, added.retyped)


def begin_new(session: Session, asking: Asking, deal_id: int) -> Begun:
    """Writes the audit entry of a deal just added; raises Repeated for a known delivery."""
    added = _append(session, asking, "add", deal_id, {})
    everything = deals.Sight(asking.workspace.id, None)
    deal = deals.by_id(session, everything, deal_id, asking.member.zone)
    assert deal is not None
    return Begun(_entry(asking, deal_id, added.id), deal, added.retyped)


def written(
    asking: Asking, begun: Begun, verb: str, before: Deal, touch: Touch | None = None
) -> Written:
    """The change as the member will be told of it."""
    return Written(
        action_id=begun.entry.action_id,
        verb=verb,
        before=before,
        deal=begun.deal,
        standing=standing(begun.deal, asking.today, asking.workspace.policy, asking.workdays),
        retyped=begun.retyped,
        touch=touch,
    )


def _append(
    session: Session, asking: Asking, verb: str, deal_id: int, changed: dict[str, Any]
) -> audit.Appended:
    added = audit.append(
        session,
        asking.workspace.id,
        member_id=asking.member.id,
        deal_id=deal_id,
        verb=verb,
        at=asking.now,
        dedupe_key=asking.delivery,
        fingerprint=asking.fingerprint,
        retyped_since=asking.now - timedelta(seconds=asking.workspace.policy.retyped_seconds),
        changes=changed or None,
    )
    if added is None:
        raise Repeated
    return added


def _entry(asking: Asking, deal_id: int, action_id: int) -> Entry:
    return Entry(asking.workspace.id, deal_id, asking.member.id, action_id, asking.now)
