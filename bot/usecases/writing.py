"""Storing one change: once per delivery, undoable, and ticked on today's list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.usecases.asking import Asking
from coaching.cadence import Standing, standing
from coaching.deals import Deal, Touch
from storage import audit, changes, deals
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


def begin(
    session: Session, asking: Asking, verb: str, deal: Deal, after: Mapping[str, Any]
) -> Entry:
    """Writes the audit entry and changes the deal; raises Repeated for a known delivery."""
    entry = _entry(session, asking, verb, deal.id, changes.difference(deal, after))
    if after:
        deals.change(session, asking.workspace.id, deal.id, after)
    return entry


def begin_new(session: Session, asking: Asking, deal_id: int) -> Entry:
    """Writes the audit entry of a deal just added; raises Repeated for a known delivery."""
    return _entry(session, asking, "add", deal_id, {})


def is_retyped(session: Session, asking: Asking) -> bool:
    """Whether the member gave the same words within the last minute (a setting)."""
    if asking.fingerprint is None:
        return False
    since = asking.now - timedelta(seconds=asking.workspace.policy.retyped_seconds)
    return audit.retyped(session, asking.workspace.id, asking.member.id, asking.fingerprint, since)


def written(
    session: Session,
    asking: Asking,
    entry: Entry,
    verb: str,
    before: Deal | None,
    *,
    retyped: bool,
    touch: Touch | None = None,
) -> Written:
    """The change as the member will be told of it."""
    deal = deals.by_id(session, _everything(asking), entry.deal_id, asking.member.zone)
    assert deal is not None
    return Written(
        action_id=entry.action_id,
        verb=verb,
        before=before or deal,
        deal=deal,
        standing=standing(deal, asking.today, asking.workspace.policy, asking.workdays),
        retyped=retyped,
        touch=touch,
    )


def _everything(asking: Asking) -> deals.Sight:
    return deals.Sight(asking.workspace.id, None)


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
