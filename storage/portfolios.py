"""Of members: their open deals in a few columns, and how large deals ended lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, or_, select

from coaching.deals import Outcome, Stage
from coaching.people import Member
from storage import tables
from storage.database import Session

deals = tables.deals
_MINE = select(
    deals.c.owner_id,
    deals.c.name,
    deals.c.stage,
    deals.c.amount,
    deals.c.currency,
    deals.c.decision_on,
    deals.c.created_at,
    deals.c.last_touch_at,
    deals.c.source,
    deals.c.outcome,
).where(
    deals.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
    deals.c.owner_id.in_(bindparam("owners", expanding=True)),
    deals.c.voided_at.is_(None),
    or_(deals.c.outcome.is_(None), deals.c.closed_on >= bindparam("since")),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A deal as its owner's pipeline counts it; one that has ended has an outcome."""

    name: str
    stage: Stage
    amount: Decimal | None
    currency: str | None
    decision_on: date | None
    created_at: datetime
    touched_at: datetime | None
    source: str
    outcome: Outcome | None


def held(session: Session, people: Mapping[int, Member], since: date) -> dict[int, list[Held]]:
    """By member: their deals that are open, or ended since that day."""
    spaces = sorted({one.workspace_id for one in people.values()})
    asked = {"workspaces": spaces, "owners": sorted(people), "since": since}
    found: dict[int, list[Held]] = {}
    for row in session.execute(_MINE, asked):
        found.setdefault(row.owner_id, []).append(_held(row))
    return found


def _held(row: Any) -> Held:
    return Held(
        row.name,
        Stage(row.stage),
        row.amount,
        row.currency,
        row.decision_on,
        row.created_at,
        row.last_touch_at,
        row.source or "",
        Outcome(row.outcome) if row.outcome else None,
    )
