"""Days off: leave with or without a cover, a pause, holidays, days the workspace is closed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.usecases import colleagues, nudging, regions, schedule
from bot.usecases.asking import Asking
from bot.usecases.regions import Place
from bot.usecases.requests import Colleague
from coaching.errors import Refusal, Suggestion
from coaching.people import Member, Role
from coaching.when import parse_when
from coaching.wording import day
from storage import calendars, members
from storage.calendars import AWAY, CLOSED, PAUSE
from storage.database import Session

COVER = " cover "
ENDING = frozenset({"none", "off", "cancel", "back", "-"})
LONGEST = timedelta(days=366)
"""The longest span of days off that is believed (ours)."""
FOR_ADMINS = "Days on which the workspace is closed are set by an admin. Ask one of them to say it."


@dataclass(frozen=True, slots=True)
class Leave:
    """A span of days off as it is told: whose it is, and who stands in."""

    kind: str
    first: date
    last: date
    cover: str = ""


def away(session: Session, asking: Asking, typed: str) -> Asking:
    """`3 aug - 20 aug [cover @ben]`, or `none` to be back at once; raises Refusal."""
    if typed.casefold() in ENDING:
        return resume(session, asking, "")
    words, _, named = f" {typed} ".partition(COVER)
    first, last = _span(asking, words.strip(), "away", "settings away 3 aug - 20 aug")
    cover = _cover(session, asking, named.strip(), first, last) if named.strip() else None
    return _keep(session, asking, AWAY, (first, last), cover)


def pause(session: Session, asking: Asking, typed: str) -> Asking:
    """`until monday`: no list and no nudge before that day; raises Refusal."""
    example = "settings pause until monday"
    words = typed.casefold().removeprefix("until ").removeprefix("till ")
    back, _ = _span(asking, words, "pause", example)
    if back <= asking.today:
        raise Refusal(f"A pause ends on a later day. Say for instance `{example}`.", field="pause")
    return _keep(session, asking, PAUSE, (asking.today, back - timedelta(days=1)), None)


def resume(session: Session, asking: Asking, typed: str) -> Asking:
    """Ends leave or a pause today, and what was planned if nothing is under way; raises Refusal."""
    known = calendars.coming(session, asking.workspace.id, asking.member.id, asking.today)
    under_way = [one for one in known if one.first_on <= asking.today] or known
    if not under_way:
        raise Refusal(
            "You are neither away nor paused, so there is nothing to end. "
            "`settings pause until monday` pauses."
        )
    for absence in under_way:
        calendars.end(session, asking.workspace.id, absence, asking.today, asking.now)
    return _replanned(session, asking, at_once=True)


def closed(session: Session, asking: Asking, typed: str) -> Asking:
    """`24 dec - 1 jan`: nobody of the workspace works; `none` forgets what is planned."""
    if asking.member.role is not Role.ADMIN:
        raise Refusal(FOR_ADMINS)
    if typed.casefold() in ENDING:
        known = calendars.coming(session, asking.workspace.id, None, asking.today)
        for absence in known:
            calendars.end(session, asking.workspace.id, absence, asking.today, asking.now)
    else:
        span = _span(asking, typed, "closed", "settings closed 24 dec - 1 jan")
        calendars.add(session, asking.workspace.id, None, CLOSED, span, asking.now)
    return _replanned(session, asking)


def holidays(session: Session, asking: Asking, typed: str) -> Asking:
    """`portugal`, `DE-BY`, `none`: whose public holidays are days off; raises Refusal."""
    place = None if typed.casefold() in regions.OFF else regions.find(typed)
    if place is None and typed.casefold() not in regions.OFF:
        likely = regions.alike(typed)[: regions.MOST_ALIKE]
        offered = " Did you mean one of these?" if likely else ""
        raise Refusal(
            f"I know no country or region called “{typed}”.{offered} Say for instance "
            "`settings holidays Portugal`, `settings holidays DE-BY` or `settings holidays none`.",
            field="holidays",
            suggestions=tuple(_suggested(one) for one in likely),
        )
    country, region = (place.country, place.region) if place else (None, None)
    members.change(session, asking.member, country=country, region=region)
    member = replace(asking.member, country=country, region=region)
    return _replanned(session, replace(asking, member=member))


def planned(session: Session, asking: Asking) -> tuple[Leave, ...]:
    """The member's days off from today on, those of the whole workspace included."""
    workspace_id, today = asking.workspace.id, asking.today
    own = calendars.coming(session, workspace_id, asking.member.id, today)
    shut = calendars.coming(session, workspace_id, None, today)
    known = sorted((*own, *shut), key=lambda one: (one.first_on, one.id))
    covers = members.names(session, workspace_id, {one.cover_id for one in known if one.cover_id})
    return tuple(
        Leave(one.kind, one.first_on, one.last_on, covers.get(one.cover_id or 0, ""))
        for one in known
    )


def _suggested(place: Place) -> Suggestion:
    return Suggestion(regions.name_of(place), f"settings holidays {place.code}")


def _span(asking: Asking, typed: str, field: str, example: str) -> tuple[date, date]:
    workspace = asking.workspace
    languages = tuple(dict.fromkeys(("en", workspace.language)))
    found = parse_when(typed, asking.local_now, day_first=workspace.day_first, languages=languages)
    if found is None:
        raise Refusal(f"I can't read “{typed}” as days. Say for instance `{example}`.", field=field)
    if found.end < asking.today:
        raise Refusal(
            f"I read that as {day(found.start)} to {day(found.end)}, and that has passed. "
            f"Say for instance `{example}`.",
            field=field,
        )
    if found.end - found.start > LONGEST:
        raise Refusal(
            f"From {day(found.start)} to {day(found.end)} is more than a year. "
            f"Say for instance `{example}`.",
            field=field,
        )
    return found.start, found.end


def _cover(session: Session, asking: Asking, typed: str, first: date, last: date) -> Member:
    mentioned = typed.startswith("@") and typed[1:].isalnum() and typed[1:].isupper()
    named = Colleague(typed.lstrip("@"), typed[1:] if mentioned else None)
    again = f"settings away {day(first)} - {day(last)} cover {{}}"
    found = colleagues.find(session, asking, named, again)
    if found.id == asking.member.id:
        raise Refusal("Somebody else has to stand in for you. Name a colleague.", field="cover")
    leave = calendars.coming(session, asking.workspace.id, found.id, first)
    overlap = next((one for one in leave if one.first_on <= last), None)
    if overlap is not None:
        raise Refusal(
            f"{found.name} is away themselves, {day(overlap.first_on)} to {day(overlap.last_on)}. "
            "Name somebody else, or leave the cover out.",
            field="cover",
        )
    return found


def _keep(
    session: Session, asking: Asking, kind: str, span: tuple[date, date], cover: Member | None
) -> Asking:
    """Keeps it in place of what it overlaps: saying it again changes it."""
    workspace_id, member = asking.workspace.id, asking.member
    known = calendars.coming(session, workspace_id, member.id, span[0])
    for absence in known:
        if absence.first_on <= span[1]:
            calendars.end(session, workspace_id, absence, span[0], asking.now)
    cover_id = cover.id if cover else None
    calendars.add(session, workspace_id, member.id, kind, span, asking.now, cover_id)
    return _replanned(session, asking)


def _replanned(session: Session, asking: Asking, *, at_once: bool = False) -> Asking:
    """With the next list on a day that is worked; after a pause that may be today."""
    calendar = calendars.of_one(session, asking.member, asking.now.date())
    if at_once:
        schedule.plan_list(session, asking.member, asking.now)
    else:
        schedule.reschedule_list(session, asking.member, asking.now)
    changed = replace(asking, calendar=calendar)
    nudging.plan(session, changed)
    return changed
