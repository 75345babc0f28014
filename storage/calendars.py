"""Who does not work when: holidays, leave, closed days, and who stands in; a set at a time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, insert, or_, select, update

from coaching.people import Calendar, Cover, Member
from storage import feasts, tables
from storage.database import Session

AWAY, PAUSE, CLOSED = "away", "pause", "closed"
SINCE = date(2026, 1, 1)
"""Days off count from here on, so that the turns of the list do not jump as years pass (ours)."""
YEARS_AHEAD = 2
"""How far ahead holidays are known; the longest window is half a year (ours)."""
DAY = timedelta(days=1)

absences, members = tables.absences, tables.members
_owner = members.alias("owner")
_STANDS = absences.c.ended_at.is_(None)
_OF = (
    select(
        members.c.id.label("member_id"),
        members.c.country,
        members.c.region,
        absences.c.member_id.label("of_member"),
        absences.c.cover_id,
        absences.c.first_on,
        absences.c.last_on,
        _owner.c.name,
    )
    .select_from(members)
    .outerjoin(
        absences,
        and_(
            absences.c.workspace_id == members.c.workspace_id,
            _STANDS,
            or_(
                absences.c.member_id == members.c.id,
                absences.c.member_id.is_(None),
                absences.c.cover_id == members.c.id,
            ),
        ),
    )
    .outerjoin(
        _owner,
        and_(_owner.c.workspace_id == absences.c.workspace_id, _owner.c.id == absences.c.member_id),
    )
    .where(
        members.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
        members.c.id.in_(bindparam("members", expanding=True)),
    )
)
_HANDED_ON = (
    select(absences.c.member_id, absences.c.cover_id, absences.c.first_on, absences.c.last_on)
    .add_columns(_owner.c.name)
    .join(
        _owner,
        and_(_owner.c.workspace_id == absences.c.workspace_id, _owner.c.id == absences.c.member_id),
    )
    .where(
        absences.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
        absences.c.cover_id.in_(bindparam("covers", expanding=True)),
        _STANDS,
    )
)
_BY_MEMBER = (
    select(absences)
    .where(
        absences.c.workspace_id == bindparam("workspace"),
        _STANDS,
        absences.c.last_on >= bindparam("since"),
    )
    .order_by(absences.c.first_on, absences.c.id)
)
_END = update(absences).where(
    absences.c.workspace_id == bindparam("workspace"), absences.c.id == bindparam("absence")
)


@dataclass(frozen=True, slots=True)
class Absence:
    """A span of days off; without a member the whole workspace is closed."""

    id: int
    member_id: int | None
    kind: str
    first_on: date
    last_on: date
    cover_id: int | None


def of(
    session: Session,
    workspaces: Collection[str],
    member_ids: Iterable[int],
    today: date,
) -> dict[int, Calendar]:
    """The calendars of those members: what the clock needs for a whole batch. One query, and one
    more where somebody stands in for somebody, who may stand in for others in turn."""
    asked = {"workspaces": list(workspaces), "members": sorted(set(member_ids))}
    found: dict[int, list[Any]] = {}
    for row in session.execute(_OF, asked):
        found.setdefault(row.member_id, []).append(row)
    calendars = {number: _calendar(rows, today) for number, rows in found.items()}
    covered = {one.owner_id for calendar in calendars.values() for one in calendar.covers}
    if not covered:
        return calendars
    asked_on = {"workspaces": list(workspaces), "covers": sorted(covered)}
    handed_on = session.execute(_HANDED_ON, asked_on).all()
    return {number: _with_next(number, one, handed_on) for number, one in calendars.items()}


def of_one(session: Session, member: Member, today: date) -> Calendar:
    """The calendar of one member."""
    found = of(session, [member.workspace_id], [member.id], today)
    return found.get(member.id, Calendar())


def holidays_of(_session: Session, member: Member, today: date) -> Calendar:
    """The calendar of one member where nobody has leave: public holidays alone, from memory."""
    return Calendar(_feasts(member, today))


def coming(
    session: Session, workspace_id: str, member_id: int | None, since: date
) -> list[Absence]:
    """Leave of the member (None: days on which the workspace is closed) that ends then or later."""
    own = absences.c.member_id == member_id if member_id else absences.c.member_id.is_(None)
    rows = session.execute(_BY_MEMBER.where(own), {"workspace": workspace_id, "since": since})
    return [
        Absence(row.id, row.member_id, row.kind, row.first_on, row.last_on, row.cover_id)
        for row in rows
    ]


def add(
    session: Session,
    workspace_id: str,
    member_id: int | None,
    kind: str,
    span: tuple[date, date],
    now: datetime,
    cover_id: int | None = None,
) -> None:
    """Keeps a span of days off, both ends included."""
    first, last = span
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        "kind": kind,
        "first_on": first,
        "last_on": last,
        "cover_id": cover_id,
        "created_at": now,
    }
    session.execute(insert(absences), row)


def end(session: Session, workspace_id: str, absence: Absence, day: date, now: datetime) -> None:
    """Ends it before that day; one that had not begun by then never counts."""
    values = {"last_on": day - DAY} if absence.first_on < day else {"ended_at": now}
    session.execute(_END.values(**values), {"workspace": workspace_id, "absence": absence.id})


def _calendar(rows: Collection[Any], today: date) -> Calendar:
    first = next(iter(rows))
    off = _feasts(first, today)
    own = [row for row in rows if row.of_member == row.member_id or _closed(row)]
    leave = {day for row in own for day in _days(row.first_on, row.last_on)}
    covers = tuple(
        Cover(row.of_member, row.name, row.first_on, row.last_on)
        for row in rows
        if row.cover_id == row.member_id and row.of_member is not None
    )
    return Calendar(off | leave if leave else off, covers)


def _with_next(number: int, calendar: Calendar, handed_on: Collection[Any]) -> Calendar:
    """Also what somebody covered would cover: a cover who is away hands it on to their own."""
    further = tuple(
        Cover(row.member_id, row.name, max(own.first, row.first_on), min(own.last, row.last_on))
        for own in calendar.covers
        for row in handed_on
        if row.cover_id == own.owner_id and row.member_id != number
    )
    spans = (one for one in further if one.first <= one.last)
    return replace(calendar, covers=(*calendar.covers, *spans))


def _feasts(member: Any, today: date) -> frozenset[date]:
    """Public holidays where the member, or the row of one, lives."""
    begins = min(SINCE, date(today.year - 1, 1, 1))
    return feasts.days(member.country, member.region, begins.year, today.year + YEARS_AHEAD)


def _closed(row: Any) -> bool:
    return row.first_on is not None and row.of_member is None


def _days(first: date, last: date) -> Iterable[date]:
    return (first + DAY * n for n in range((last - first).days + 1))
