"""Changing a deal so that it can be taken back: the audit keeps fields before and after."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from coaching.deals import Deal, Touch, TouchKind
from storage import audit, deals, history, tables
from storage.audit import Action
from storage.database import Session
from storage.plain import as_plain

TOUCHED = (
    "last_touch_at",
    "last_touch_kind",
    "last_touch_direction",
    "last_touch_signal",
)
"""What a deal repeats of its last touch."""
DECODERS: dict[str, Any] = {
    "decision_on": date.fromisoformat,
    "closed_on": date.fromisoformat,
    "step_on": date.fromisoformat,
    "snoozed_until": date.fromisoformat,
    "parked_until": date.fromisoformat,
    "step_at": time.fromisoformat,
    "amount": Decimal,
}


def as_row(deal: Deal) -> dict[str, Any]:
    """The fields of a deal that people change, named as in the table."""
    return {
        "name": deal.name,
        "owner_id": deal.owner_id,
        "stage": deal.stage,
        "buying_stage": deal.buying_stage,
        "amount": deal.amount.amount if deal.amount else None,
        "currency": deal.amount.currency if deal.amount else None,
        "decision_on": deal.decision_on,
        "step_on": deal.step.on if deal.step else None,
        "step_what": deal.step.what if deal.step else None,
        "step_at": deal.step.at if deal.step else None,
        "outcome": deal.outcome,
        "closed_on": deal.closed_on,
        "reason": deal.reason,
        "competitor": deal.competitor,
        "snoozed_until": deal.snoozed_until,
        "parked": deal.parked,
        "parked_until": deal.parked_until,
        "source": deal.source,
        "product": deal.product,
        "segment": deal.segment,
    }


def difference(deal: Deal, after: Mapping[str, Any]) -> dict[str, Any]:
    """What is set, as [before, after] for the audit; also where it was so already."""
    before = as_row(deal)
    return {name: [as_plain(before[name]), as_plain(value)] for name, value in after.items()}


def revert(
    session: Session, workspace_id: str, deal: Deal, action: Action, now: datetime, zone: str
) -> None:
    """Takes an action back: its history is voided, and the deal stands as if it had never been.

    What later actions set stays theirs. The undoing must stand in the audit already.
    """
    history.void(session, workspace_id, action.id, now)
    if action.verb == "add":
        deals.change(session, workspace_id, deal.id, {"voided_at": now}, zone)
        return
    back = _without(action, audit.of_deal(session, workspace_id, deal.id))
    last = history.last_touch(session, workspace_id, deal.id)
    if "name" in back:
        back["name_key"] = deals.name_key(back["name"])
    entered = _entered_stage(session, workspace_id, deal.id)
    values = {**back, **touch_fields(last), "entered_stage_at": entered}
    deals.change(session, workspace_id, deal.id, values, zone)


def _without(action: Action, entries: Sequence[Action]) -> dict[str, Any]:
    """The fields that the action set, as what stands without it leaves them."""
    back = {}
    for name in action.changes:
        setting = [entry for entry in entries if name in entry.changes]
        standing = [entry for entry in setting if not entry.undone]
        value = standing[-1].changes[name][1] if standing else setting[0].changes[name][0]
        back[name] = _typed(name, value)
    return back


def _entered_stage(session: Session, workspace_id: str, deal_id: int) -> datetime:
    """When the deal came into the stage in which its standing moves leave it."""
    moves, of_deals = tables.stage_moves, tables.deals
    entered: datetime = session.execute(
        select(of_deals.c.created_at).where(
            of_deals.c.workspace_id == workspace_id, of_deals.c.id == deal_id
        )
    ).scalar_one()
    stage = None
    for row in session.execute(
        select(moves.c.at, moves.c.to_stage)
        .where(
            moves.c.workspace_id == workspace_id,
            moves.c.deal_id == deal_id,
            moves.c.voided_at.is_(None),
            moves.c.to_outcome.is_(None),
        )
        .order_by(moves.c.at, moves.c.id)
    ):
        if row.to_stage != stage:
            entered, stage = row.at, row.to_stage
    return entered


def touch_fields(last: Touch | None) -> dict[str, Any]:
    """What a deal repeats of its last touch."""
    if last is None:
        return dict.fromkeys(TOUCHED)
    assert last.kind is not TouchKind.NOTE
    return {
        "last_touch_at": last.at,
        "last_touch_kind": last.kind,
        "last_touch_direction": last.direction,
        "last_touch_signal": last.signal,
    }


def _typed(name: str, value: Any) -> Any:
    decode = DECODERS.get(name)
    return decode(value) if decode and value is not None else value
