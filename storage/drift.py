"""What is needed to tell many members how their opportunities moved by themselves."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from coaching.deals import Deal, Direction, Stage, TouchKind
from coaching.people import Member
from storage import tables
from storage.database import Session
from storage.deals import FIELDS, as_deal

deals, touches, outbox = tables.deals, tables.touches, tables.outbox
moves, dates = tables.stage_moves, tables.close_date_moves
_THEIRS = (
    deals.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
    deals.c.owner_id.in_(bindparam("owners", expanding=True)),
    deals.c.voided_at.is_(None),
)
_OPEN = (*_THEIRS, deals.c.outcome.is_(None), deals.c.stage == Stage.OPPORTUNITY)
_DRIFTED = select(*FIELDS).where(
    *_OPEN,
    deals.c.parked.is_(False),
    or_(
        deals.c.last_touch_signal.is_not(None),
        deals.c.decision_on.in_(bindparam("days", expanding=True)),
        and_(
            deals.c.decision_on >= bindparam("late_from"),
            deals.c.entered_stage_at < bindparam("long_before"),
        ),
    ),
)
_TOUCHED = (
    select(touches.c.at, touches.c.member_id, touches.c.direction, *FIELDS)
    .join(
        deals,
        and_(deals.c.workspace_id == touches.c.workspace_id, deals.c.id == touches.c.deal_id),
    )
    .where(
        *_THEIRS,
        touches.c.at >= bindparam("since"),
        touches.c.voided_at.is_(None),
        touches.c.kind != TouchKind.NOTE,
    )
)
_DATES = (
    select(dates.c.deal_id, dates.c.at, dates.c.to_on)
    .where(
        dates.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
        dates.c.deal_id.in_(bindparam("deals", expanding=True)),
        dates.c.voided_at.is_(None),
    )
    .order_by(dates.c.at, dates.c.id)
)
_MOVED = (
    select(moves.c.deal_id, func.max(moves.c.at))
    .where(
        moves.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
        moves.c.deal_id.in_(bindparam("deals", expanding=True)),
        moves.c.voided_at.is_(None),
    )
    .group_by(moves.c.deal_id)
)
_LAST_TOLD = (
    select(outbox.c.subject, func.max(outbox.c.local_date))
    .where(
        outbox.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
        outbox.c.kind == "daily_list",
        outbox.c.subject.in_(bindparam("subjects", expanding=True)),
        outbox.c.local_date >= bindparam("since"),
        outbox.c.local_date < bindparam("before"),
        outbox.c.status == "sent",
    )
    .group_by(outbox.c.subject)
)


@dataclass(frozen=True, slots=True)
class Touched:
    """A touch and its deal as it stands now."""

    at: datetime
    by: int | None
    direction: Direction
    deal: Deal


def _of(people: Mapping[int, Member]) -> dict[str, Any]:
    spaces = sorted({one.workspace_id for one in people.values()})
    return {"workspaces": spaces, "owners": sorted(people)}


def drifted(
    session: Session,
    people: Mapping[int, Member],
    days: Collection[date],
    late_from: date,
    long_before: datetime,
) -> list[Deal]:
    """Open opportunities with a decision on one of those days, or that lie there for long."""
    asked = {"days": sorted(days), "late_from": late_from, "long_before": long_before}
    rows = session.execute(_DRIFTED, {**_of(people), **asked})
    return [as_deal(row, people[row.owner_id].zone) for row in rows]


def touched(session: Session, people: Mapping[int, Member], since: datetime) -> list[Touched]:
    """The real touches on those members' deals from then on, open or closed."""
    rows = session.execute(_TOUCHED, {**_of(people), "since": since})
    return [
        Touched(
            row.at,
            row.member_id,
            Direction(row.direction),
            as_deal(row, people[row.owner_id].zone),
        )
        for row in rows
    ]


def decision_dates(
    session: Session, workspaces: Collection[str], ids: Iterable[int]
) -> dict[int, list[tuple[datetime, date | None]]]:
    """By deal: when which decision date was set, the oldest first."""
    asked = {"workspaces": sorted(workspaces), "deals": sorted(ids)}
    found: dict[int, list[tuple[datetime, date | None]]] = {}
    for deal_id, at, to_on in session.execute(_DATES, asked):
        found.setdefault(deal_id, []).append((at, to_on))
    return found


def last_moves(
    session: Session, workspaces: Collection[str], ids: Iterable[int]
) -> dict[int, datetime]:
    """By deal: when it last changed its stage or buying stage."""
    asked = {"workspaces": sorted(workspaces), "deals": sorted(ids)}
    return {row.deal_id: row[1] for row in session.execute(_MOVED, asked)}


def last_lists(
    session: Session, workspaces: Collection[str], ids: Iterable[int], since: date, before: date
) -> dict[int, date]:
    """By member: the day of the last list that was sent, between those days."""
    asked = {"workspaces": sorted(workspaces), "subjects": [str(number) for number in ids]}
    rows = session.execute(_LAST_TOLD, {**asked, "since": since, "before": before})
    return {int(subject): day for subject, day in rows}
