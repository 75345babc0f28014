"""Storing one change: once per delivery, undoable, and ticked on today's list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.usecases.asking import Asking
from coaching.buyers import Buyer
from coaching.cadence import Standing, standing
from coaching.deals import Deal, Touch
from coaching.exchange import Exchange
from coaching.facts import Fact, FactKind, Question
from coaching.numbers.forecast import Called
from coaching.people import Member
from storage import audit, changes, deals
from storage.database import Session
from storage.history import Entry


class Repeated(Exception):
    """The same delivery came again; what it asked for is stored already."""


@dataclass(frozen=True, slots=True)
class Freed:
    """What a deal took, and the name of the next best row; empty where nothing is due."""

    touches: int
    hours: int
    following: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was stored: the deal before and after, where it stands now, and how to take it back.

    `noted` is what was learnt, or who has the deal now; `given` counts what was given since last
    asking for something; `questions` are still open. `earlier` is the local day of a touch that was
    not today.
    """

    action_id: int
    verb: str
    before: Deal
    deal: Deal
    standing: Standing
    retyped: bool = False
    touch: Touch | None = None
    noted: Buyer | Fact | FactKind | Exchange | Member | Called | int | None = None
    given: int = 0
    questions: tuple[Question, ...] = ()
    freed: Freed | None = None
    earlier: date | None = None


Writer = Callable[[Session, Asking, Any], Written]
"""A change that can be asked for: it takes its request last."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A change under way: where its history belongs, and the deal as it stands now."""

    entry: Entry
    deal: Deal


def is_stored(session: Session, asking: Asking) -> bool:
    """Whether an earlier copy of this delivery was stored."""
    workspace_id, delivery = asking.workspace.id, asking.delivery
    return delivery is not None and audit.by_delivery(session, workspace_id, delivery) is not None


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
    entry = _entry(session, asking, verb, deal.id, changes.difference(deal, after))
    values = {**after, **(derived or {})}
    zone = asking.member.zone
    now = (
        deals.change(session, asking.workspace.id, deal.id, values, zone, known=deal)
        if values
        else deal
    )
    return Begun(entry, now)


def begin_new(session: Session, asking: Asking, deal_id: int, owner_id: int) -> Begun:
    """Writes the audit entry of a deal just added; raises Repeated for a known delivery."""
    given = {"owner_id": [owner_id, owner_id]} if owner_id != asking.member.id else {}
    entry = _entry(session, asking, "add", deal_id, given)
    everything = deals.Sight(asking.workspace.id, None)
    deal = deals.by_id(session, everything, deal_id, asking.member.zone)
    assert deal is not None
    return Begun(entry, deal)


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
        retyped=asking.retyped,
        touch=touch,
    )


def _entry(
    session: Session, asking: Asking, verb: str, deal_id: int, changed: dict[str, Any]
) -> Entry:
    action_id = audit.append(
        session,
        asking.workspace.id,
        member_id=asking.member.id,
        deal_id=deal_id,
        verb=verb,
        at=asking.now,
        dedupe_key=asking.delivery,
        fingerprint=asking.fingerprint,
        changes=changed or None,
    )
    if action_id is None:
        raise Repeated
    return Entry(asking.workspace.id, deal_id, asking.member.id, action_id, asking.now)
