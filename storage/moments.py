"""The moments at which something recurring is next due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Integer, bindparam, delete, func, select, update

from storage import tables
from storage.database import Session
from storage.dialects import dialect_of, upsert
from storage.given import as_json, given
from storage.types import Moment

DAILY_LIST = "daily_list"
RECAP = "recap"
NUDGES = "nudges"
_now: BindParameter[datetime] = bindparam("now", type_=Moment())
_LEFT = select(tables.workspaces.c.id).where(tables.workspaces.c.left_at.is_not(None))
_DUE = select(tables.due_moments).where(
    tables.due_moments.c.next_at <= _now, tables.due_moments.c.workspace_id.not_in(_LEFT)
)
_CLAIM = (
    _DUE.order_by(tables.due_moments.c.next_at, tables.due_moments.c.id)
    .limit(bindparam("most", type_=Integer()))
    .with_for_update(skip_locked=True)
)
_ANY_DUE = _DUE.with_only_columns(tables.due_moments.c.id).limit(1)


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
    return [_moment(row) for row in session.execute(_CLAIM, {"now": now, "most": limit})]


def any_due(session: Session, now: datetime) -> bool:
    """Whether there is anything to claim; takes no lock."""
    return session.execute(_ANY_DUE, {"now": now}).first() is not None


def advance(session: Session, moments: Sequence[tuple[DueMoment, date, datetime]]) -> None:
    """Sets the next local date and moment of each, in one statement."""
    rows = [
        {
            "workspace": moment.workspace_id,
            "moment": moment.id,
            "local_date": day,
            "next_at": at,
        }
        for moment, day, at in moments
    ]
    if rows:
        dialect = dialect_of(session)
        session.execute(_advance(dialect), {"moves": as_json(rows, dialect == "sqlite")})


@cache
def _advance(dialect: str) -> Any:
    due = tables.due_moments
    columns = {"workspace": due.c.workspace_id, "moment": due.c.id}
    columns |= {name: due.c[name] for name in ("local_date", "next_at")}
    types = {name: column.type for name, column in columns.items()}
    moves = given("moves", types, dialect == "sqlite")
    return (
        update(due)
        .where(due.c.workspace_id == moves.c.workspace, due.c.id == moves.c.moment)
        .values(local_date=moves.c.local_date, next_at=moves.c.next_at)
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
    statement = upsert(session, tables.due_moments, row, keys=("workspace_id", "kind", "subject"))
    session.execute(statement)


def find(session: Session, workspace_id: str, kind: str, subject: str) -> DueMoment | None:
    """When that thing is next due; None when it is not scheduled."""
    row = session.execute(
        select(tables.due_moments).where(
            tables.due_moments.c.workspace_id == workspace_id,
            tables.due_moments.c.kind == kind,
            tables.due_moments.c.subject == subject,
        )
    ).first()
    return _moment(row) if row else None


def earliest(session: Session) -> datetime | None:
    """When anything is next due, in whatever workspace; None when nothing is scheduled."""
    here = tables.due_moments.c.workspace_id.not_in(_LEFT)
    return session.execute(select(func.min(tables.due_moments.c.next_at)).where(here)).scalar()


def remove(session: Session, workspace_id: str, kind: str, subject: str) -> None:
    """Ends a recurring thing."""
    session.execute(
        delete(tables.due_moments).where(
            tables.due_moments.c.workspace_id == workspace_id,
            tables.due_moments.c.kind == kind,
            tables.due_moments.c.subject == subject,
        )
    )


def _moment(row: Any) -> DueMoment:
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
