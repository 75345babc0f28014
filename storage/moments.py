"""The moments at which something recurring is next due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.dialects import upsert
from storage.tables import DueMomentRow

DAILY_LIST = "daily_list"
RECAP = "recap"


@dataclass(frozen=True, slots=True)
class DueMoment:
    """One recurring thing: what, for whom, when next, and by whose clock."""

    id: int
    workspace_id: str
    kind: str
    subject: str
    next_at: datetime
    local_date: date
    zone: str
    local_time: time
    working_days: frozenset[int]


def claim_due(session: Session, now: datetime, limit: int) -> list[DueMoment]:
    """Locks and returns what is due, oldest first; rows another replica holds are passed over."""
    rows = session.scalars(
        select(DueMomentRow)
        .where(DueMomentRow.next_at <= now)
        .order_by(DueMomentRow.next_at, DueMomentRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_moment(row) for row in rows]


def advance(session: Session, moments: Sequence[tuple[DueMoment, date, datetime]]) -> None:
    """Sets the next local date and moment of each, in one round trip."""
    if moments:
        session.execute(
            update(DueMomentRow),
            [{"id": moment.id, "local_date": day, "next_at": at} for moment, day, at in moments],
        )


def put(
    session: Session,
    workspace_id: str,
    kind: str,
    subject: str,
    *,
    next_at: datetime,
    local_date: date,
    zone: str,
    local_time: time,
    working_days: frozenset[int],
) -> None:
    """Schedules a recurring thing, or schedules it anew."""
    row = {
        "workspace_id": workspace_id,
        "kind": kind,
        "subject": subject,
        "next_at": next_at,
        "local_date": local_date,
        "zone": zone,
        "local_time": local_time,
        "working_days": working_days,
    }
    statement = upsert(session, DueMomentRow, row, keys=("workspace_id", "kind", "subject"))
    session.execute(statement)


def find(session: Session, workspace_id: str, kind: str, subject: str) -> DueMoment | None:
    """When that thing is next due; None when it is not scheduled."""
    row = session.scalars(
        select(DueMomentRow).where(
            DueMomentRow.workspace_id == workspace_id,
            DueMomentRow.kind == kind,
            DueMomentRow.subject == subject,
        )
    ).first()
    return _moment(row) if row else None


def remove(session: Session, workspace_id: str, kind: str, subject: str) -> None:
    """Ends a recurring thing."""
    session.execute(
        delete(DueMomentRow).where(
            DueMomentRow.workspace_id == workspace_id,
            DueMomentRow.kind == kind,
            DueMomentRow.subject == subject,
        )
    )


def _moment(row: DueMomentRow) -> DueMoment:
    return DueMoment(
        id=row.id,
        workspace_id=row.workspace_id,
        kind=row.kind,
        subject=row.subject,
        next_at=row.next_at,
        local_date=row.local_date,
        zone=row.zone,
        local_time=row.local_time,
        working_days=row.working_days,
    )
