"""Changing a deal so that it can be taken back: the audit keeps fields before and after."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coaching.deals import Deal, Touch, TouchKind
from storage import deals, history
from storage.audit import Action
from storage.tables import DealRow, StageMoveRow

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
    """What really changes, as [before, after] for the audit."""
    before = as_row(deal)
    return {
        name: [_plain(before[name]), _plain(value)]
        for name, value in after.items()
        if before[name] != value
    }


def revert(session: Session, workspace_id: str, deal: Deal, action: Action, now: datetime) -> None:
    """Takes an action back: its history is voided, and fields nobody changed since return."""
    history.void(session, workspace_id, action.id, now)
    if action.verb == "add":
        deals.change(session, workspace_id, deal.id, {"voided_at": now})
        return
    current = {name: _plain(value) for name, value in as_row(deal).items()}
    back = {
        name: _typed(name, before)
        for name, (before, after) in action.changes.items()
        if current[name] == after
    }
    if "name" in back:
        back["name_key"] = deals.name_key(back["name"])
    derived = _derived(session, workspace_id, deal.id)
    deals.change(session, workspace_id, deal.id, {**back, **derived})


def _derived(session: Session, workspace_id: str, deal_id: int) -> dict[str, Any]:
    """What the standing history says about the last touch and the entry into the stage."""
    last = history.last_touch(session, workspace_id, deal_id)
    entered = session.execute(
        select(func.max(StageMoveRow.at)).where(
            StageMoveRow.workspace_id == workspace_id,
            StageMoveRow.deal_id == deal_id,
            StageMoveRow.voided_at.is_(None),
            StageMoveRow.to_outcome.is_(None),
            StageMoveRow.from_stage.is_distinct_from(StageMoveRow.to_stage),
        )
    ).scalar()
    created = session.execute(
        select(DealRow.created_at).where(
            DealRow.workspace_id == workspace_id, DealRow.id == deal_id
        )
    ).scalar_one()
    return {"entered_stage_at": entered or created, **touch_fields(last)}


def touch_fields(last: Touch | None) -> dict[str, Any]:
    """What a deal repeats of its last touch."""
    if last is None:
        return {"last_touch_at": None, "last_touch_kind": None, "last_touch_direction": None}
    assert last.kind is not TouchKind.NOTE
    return {
        "last_touch_at": last.at,
        "last_touch_kind": last.kind,
        "last_touch_direction": last.direction,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _typed(name: str, value: Any) -> Any:
    decode = DECODERS.get(name)
    return decode(value) if decode and value is not None else value
