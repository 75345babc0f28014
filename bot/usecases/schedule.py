"""When the recurring things are next due, kept in rows and computed in local time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coaching.localtime import local_day, moment_of, next_fire
from coaching.people import Member, Workspace
from coaching.workdays import DAY, Workdays
from storage import calendars, moments, outbox
from storage.database import Session
from storage.moments import DAILY_LIST, RECAP, DueMoment
from storage.outbox import Letter


@dataclass(frozen=True, slots=True)
class Fired:
    """A due moment that was taken: its letter (None when it came too late), and the next one."""

    moment: DueMoment
    letter: Letter | None
    due_at: datetime
    next_day: date
    next_at: datetime


def first_list(session: Session, member: Member, now: datetime) -> None:
    """The first list comes on the next working day; a member who has a list keeps it."""
    subject = str(member.id)
    if moments.find(session, member.workspace_id, DAILY_LIST, subject) is None:
        plan_list(session, member, _end_of(local_day(now, member.zone), member.zone))


def reschedule_list(session: Session, member: Member, now: datetime) -> None:
    """After a change of hour, zone or working days: today's list only if it was still to come.

    One that was, and whose new hour is past, is due at once; not so after a flight.
    """
    planned = moments.find(session, member.workspace_id, DAILY_LIST, str(member.id))
    today = local_day(now, member.zone)
    after = now
    if planned is not None and planned.local_date > today:
        after = _end_of(today, member.zone)
    elif planned is not None and planned.local_date == today and planned.zone == member.zone:
        after = _end_of(today - DAY, member.zone)
    plan_list(session, member, after, at_once=now)


def next_list(session: Session, member: Member, off: frozenset[date]) -> datetime | None:
    """When the next list really comes: what was planned for a day off moves on."""
    planned = moments.find(session, member.workspace_id, DAILY_LIST, str(member.id))
    if planned is None or planned.local_date not in off:
        return planned.next_at if planned else None
    workdays = Workdays(member.working_days, off)
    return next_fire(planned.next_at, member.list_at, member.zone, workdays)[1]


def schedule_recap(session: Session, workspace: Workspace, now: datetime) -> None:
    """The weekly recap, once a channel is chosen; without one there is none."""
    if workspace.recap_channel is None:
        moments.remove(session, workspace.id, RECAP, "")
        return
    weekdays = frozenset({workspace.recap_weekday})
    day, at = next_fire(now, workspace.recap_at, workspace.zone, Workdays(weekdays))
    moments.put(
        session,
        workspace.id,
        RECAP,
        "",
        next_at=at,
        local_date=day,
        zone=workspace.zone,
        local_time=workspace.recap_at,
        working_days=weekdays,
    )


def fire(
    moment: DueMoment, now: datetime, late: timedelta, off: frozenset[date] = frozenset()
) -> Fired:
    """What a due moment asks for now, and its next one.

    However long the clock stood still, one moment fires once: for the latest day that is not too
    late yet, and for none if there is no such day. Raises for an unknown zone.
    """
    days = Workdays(moment.working_days, off)
    day, due_at = moment.local_date, moment.next_at
    if is_too_late(moment.kind, due_at, moment.zone, now, late):
        day, due_at = next_fire(now - late, moment.local_time, moment.zone, days)
    late_by_now = is_too_late(moment.kind, due_at, moment.zone, now, late)
    told = due_at <= now and not late_by_now and day not in off
    letter = Letter(moment.workspace_id, moment.kind, moment.subject, day) if told else None
    next_day, next_at = next_fire(now, moment.local_time, moment.zone, days)
    return Fired(moment, letter, due_at, next_day, next_at)


def is_too_late(kind: str, due_at: datetime, zone: str, now: datetime, late: timedelta) -> bool:
    """Whether it may no longer be told; after midnight a list would name the wrong day."""
    past = kind == DAILY_LIST and local_day(now, zone) != local_day(due_at, zone)
    return past or now - due_at > late


def _end_of(day: date, zone: str) -> datetime:
    return moment_of(day, time(23, 59, 59), zone)


def plan_list(
    session: Session, member: Member, after: datetime, at_once: datetime | None = None
) -> None:
    """The next list, on a day that had none yet: flying west brings a day twice.

    With `at_once` one whose hour is past is due then.
    """
    workspace_id, subject = member.workspace_id, str(member.id)
    if not member.lists_on:
        moments.remove(session, workspace_id, DAILY_LIST, subject)
        return
    off = calendars.of_one(session, member, after.date()).off
    workdays = Workdays(member.working_days, off)
    day, at = next_fire(after, member.list_at, member.zone, workdays)
    while outbox.exists(session, Letter(workspace_id, DAILY_LIST, subject, day)):
        day, at = next_fire(at, member.list_at, member.zone, workdays)
    moments.put(
        session,
        workspace_id,
        DAILY_LIST,
        subject,
        next_at=max(at, at_once or at),
        local_date=day,
        zone=member.zone,
        local_time=member.list_at,
        working_days=member.working_days,
    )
