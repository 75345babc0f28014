"""What each kind of message says, when it is built, and where it goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.usecases import daily, nudging, recap
from bot.usecases.asking import Asking
from bot.usecases.schedule import is_too_late
from bot.views import daily as daily_views
from bot.views import nudge as nudge_views
from bot.views import recap as recap_views
from bot.views.kit import Said
from coaching.people import Member
from storage import calendars, members, outbox, settings
from storage.database import Session
from storage.outbox import Claim, Letter

LATE_UPDATE = timedelta(hours=24)
"""A tick that could not be shown for so long is let go."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message ready to go. `content` is kept before it is sent; without a channel it goes to the
    member's DM; `ts` names the message to change, `thread` the one to answer; `too_late` lets only
    an earlier try count."""

    said: Said
    content: dict[str, Any]
    channel: str | None = None
    member: Member | None = None
    ts: str | None = None
    thread: str | None = None
    too_late: bool = False


@dataclass(frozen=True, slots=True)
class NothingToSay:
    """The reason why this message is not sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotYet:
    """The reason why this message waits a little."""

    reason: str


Made = Prepared | NothingToSay | NotYet
Prepare = Callable[[Session, Claim, datetime], Made]


def prepare(session: Session, claim: Claim, now: datetime) -> Made:
    """Builds the message; what an earlier try has kept is said again word for word."""
    return KINDS[claim.letter.kind](session, claim, now)


def too_late(claim: Claim, zone: str, hours: int, now: datetime) -> bool:
    """Whether a message waited so long that its day has lost it."""
    return is_too_late(claim.letter.kind, claim.due_at, zone, now, timedelta(hours=hours))


def _daily_list(session: Session, claim: Claim, now: datetime) -> Made:
    asking = _asking(session, claim.letter, now)
    if asking is None or asking.member.slack_id is None:
        return NothingToSay("no such member any more")
    late = too_late(claim, asking.member.zone, asking.workspace.policy.late_list_hours, now)
    if late and not claim.tried_before:
        return NothingToSay("too late for its day")
    if letter_is_off(asking, claim) and not claim.tried_before:
        return NothingToSay("a day off")
    listed = daily.from_content(claim.content) if claim.content else daily.build(session, asking)
    if not listed.rows and _told_lately(session, asking, claim.letter):
        return NothingToSay("nothing due, and that was said this week")
    return Prepared(
        said=daily_views.daily_list(listed, claim.letter.local_date),
        content=daily.to_content(listed),
        channel=asking.member.dm_channel,
        member=asking.member,
        too_late=late,
    )


def letter_is_off(asking: Asking, claim: Claim) -> bool:
    """Whether its day became a day off since it was put, or lists were switched off."""
    return claim.letter.local_date in asking.calendar.off


def _list_update(session: Session, claim: Claim, now: datetime) -> Made:
    letter = claim.letter
    told = outbox.find_told(
        session, Letter(letter.workspace_id, daily.LIST, letter.subject, letter.local_date)
    )
    if told is None or now - claim.due_at > LATE_UPDATE:
        return NothingToSay("there is no list to tick any more")
    if told.ts is None:
        return NotYet("the list is still on its way")
    said = daily_views.daily_list(daily.from_content(told.content), letter.local_date)
    return Prepared(said=said, content={}, channel=told.channel, ts=told.ts)


def _recap(session: Session, claim: Claim, now: datetime) -> Made:
    letter = claim.letter
    workspace = settings.workspace(session, letter.workspace_id)
    if workspace is None or workspace.recap_channel is None:
        return NothingToSay("no channel is chosen")
    late = too_late(claim, workspace.zone, workspace.policy.late_recap_hours, now)
    if late and not claim.tried_before:
        return NothingToSay("too late for its week")
    if _is_closed(session, letter) and not claim.tried_before:
        return NothingToSay("the workspace is closed")
    told = (
        recap.from_content(claim.content)
        if claim.content
        else recap.build(session, workspace, claim.due_at)
    )
    if recap_views.needs_details(told):
        outbox.put(session, {replace(letter, kind=recap.DETAILS): now})
    return Prepared(
        said=recap_views.recap(told, letter.local_date),
        content=recap.to_content(told),
        channel=workspace.recap_channel,
        too_late=late,
    )


def _is_closed(session: Session, letter: Letter) -> bool:
    shut = calendars.coming(session, letter.workspace_id, None, letter.local_date)
    return any(one.first_on <= letter.local_date for one in shut)


def _recap_details(session: Session, claim: Claim, now: datetime) -> Made:
    """What the recap had no room for, in its thread."""
    told = outbox.find_told(session, replace(claim.letter, kind=recap.KIND))
    if told is None or now - claim.due_at > LATE_UPDATE:
        return NothingToSay("there is no recap to add to")
    if told.ts is None:
        return NotYet("the recap is still on its way")
    said = recap_views.details(recap.from_content(told.content))
    return Prepared(said=said, content={}, channel=told.channel, thread=told.ts)


def _nudge(session: Session, claim: Claim, now: datetime) -> Made:
    letter = claim.letter
    member_id, deal_id = nudging.parts_of(letter.subject)
    asking = _asking(session, replace(letter, subject=str(member_id)), now)
    if asking is None or asking.member.slack_id is None:
        return NothingToSay("no such member any more")
    if asking.today != letter.local_date:
        return NothingToSay("too late for its day")
    told = nudging.from_content(claim.content) if claim.content else None
    told = told or nudging.say(session, asking, deal_id)
    if told is None:
        return NothingToSay("worked meanwhile, quiet, or no longer wanted")
    return Prepared(
        said=nudge_views.nudge(told),
        content=nudging.to_content(told),
        channel=asking.member.dm_channel,
        member=asking.member,
    )


KINDS: Mapping[str, Prepare] = {
    daily.LIST: _daily_list,
    daily.UPDATE: _list_update,
    recap.KIND: _recap,
    recap.DETAILS: _recap_details,
    nudging.KIND: _nudge,
}


def _asking(session: Session, letter: Letter, now: datetime) -> Asking | None:
    member = members.by_id(session, letter.workspace_id, int(letter.subject))
    workspace = settings.workspace(session, letter.workspace_id)
    if member is None or workspace is None or not member.active:
        return None
    calendar = calendars.of_one(session, member, now.date())
    return Asking(member, workspace, now, calendar=calendar)


def _told_lately(session: Session, asking: Asking, letter: Letter) -> bool:
    """Whether the calm line came already within its span (a setting)."""
    first = letter.local_date - timedelta(days=asking.workspace.policy.quiet_line_days - 1)
    return any(not sent.content.get("rows") for sent in outbox.sent_since(session, letter, first))
