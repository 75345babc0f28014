"""Deals of many members that may be worth a nudge, and what they were told lately."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from coaching.deals import Deal, Direction, Stage
from coaching.people import Member
from storage import tables
from storage.database import Session
from storage.deals import FIELDS, as_deal

KIND = "nudge"
deals, outbox = tables.deals, tables.outbox
_OPEN: Select[Any] = select(*FIELDS).where(
    deals.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
    deals.c.owner_id.in_(bindparam("owners", expanding=True)),
    deals.c.outcome.is_(None),
    deals.c.voided_at.is_(None),
)
_CANDIDATES = _OPEN.where(
    or_(
        deals.c.step_at.is_not(None),
        deals.c.last_touch_direction == Direction.IN,
        deals.c.last_touch_signal.is_not(None),
        (deals.c.stage == Stage.OPPORTUNITY) & deals.c.decision_on.is_not(None),
    )
)
_ONE = _OPEN.where(deals.c.id == bindparam("deal"))
_TOLD = select(outbox.c.workspace_id, outbox.c.subject, outbox.c.local_date).where(
    outbox.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
    outbox.c.kind == KIND,
    outbox.c.local_date >= bindparam("since"),
    outbox.c.status.in_(("pending", "sending", "sent")),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A nudge that was sent, or is on its way."""

    workspace_id: str
    subject: str
    local_date: date


def candidates(session: Session, members: Mapping[int, Member]) -> dict[int, list[Deal]]:
    """The open deals of those members that may be worth a word, by member; one query."""
    asked = {
        "workspaces": sorted({one.workspace_id for one in members.values()}),
        "owners": sorted(members),
    }
    found: dict[int, list[Deal]] = {}
    for row in session.execute(_CANDIDATES, asked):
        found.setdefault(row.owner_id, []).append(as_deal(row, members[row.owner_id].zone))
    return found


def deal(session: Session, member: Member, deal_id: int) -> Deal | None:
    """One open deal of the member's."""
    asked = {"workspaces": [member.workspace_id], "owners": [member.id], "deal": deal_id}
    row = session.execute(_ONE, asked).first()
    return as_deal(row, member.zone) if row else None


def told(session: Session, workspaces: Collection[str], since: date) -> list[Told]:
    """The nudges of those workspaces from that day on."""
    rows = session.execute(_TOLD, {"workspaces": sorted(workspaces), "since": since})
    return [Told(row.workspace_id, row.subject, row.local_date) for row in rows]
