"""What each kind of message says, when it is built, and where it goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.usecases import arriving, daily, handing, nudging, recap
from bot.usecases.asking import Asking
from bot.usecases.daily import Listed
from bot.usecases.schedule import is_too_late
from bot.views import arrived as arrived_views
from bot.views import daily as daily_views
from bot.views import handed as handed_views
from bot.views import nudge as nudge_views
from bot.views import recap as recap_views
from bot.views import trouble as trouble_views
from bot.views.kit import Said
from coaching.people import Member, Role
from storage import calendars, members, outbox, settings
from storage.database import Session
from storage.outbox import Letter
from storage.sending import Claim

UNREAD = "unread"
"""What is kept of a list that could not be read."""
LATE_UPDATE = timedelta(hours=24)
"""A tick that could not be shown for so long is let go."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message ready to go; what it says is drawn by `say`, and `content` is kept before that.

    Without a channel it goes to the member's DM; `ts` names the message to change, `thread` the
    one to answer; `too_late` lets only an earlier try count.
    """

    say: Callable[[], Said]
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


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read for a batch of messages together: who is written to, and their lists."""

    askings: Mapping[int, Asking] = field(default_factory=dict)
    lists: Mapping[int, Listed] = field(default_factory=dict)


Prepare = Callable[[Session, Claim, datetime, Gathered], Made]


def gather(session: Session, claims: Sequence[Claim], now: datetime) -> Gathered:
    """Reads for all lists of a batch what each of them would have to ask for alone."""
    listed = [one for one in claims if one.letter.kind == daily.LIST]
    if not listed:
        return Gathered()
    spaces = {one.letter.workspace_id for one in listed}
    people = members.of_ids(session, spaces, (int(one.letter.subject) for one in listed))
    days_off = calendars.of(session, spaces, (one.id for one in people), now.date())
    known = settings.workspaces(session, spaces)
    askings = {
        one.id: Asking(one, known[one.workspace_id], now, calendar=days_off[one.id])
        for one in people
    }
    fresh = {int(one.letter.subject) for one in listed if not one.content}
    asked = [asking for number, asking in askings.items() if number in fresh]
    return Gathered(askings, daily.build_all(session, asked))


def prepare(session: Session, claim: Claim, now: datetime, known: Gathered) -> Made:
    """Builds the message; what an earlier try has kept is said again word for word."""
    return KINDS[claim.letter.kind](session, claim, now, known)


def too_late(claim: Claim, zone: str, hours: int, now: datetime) -> bool:
    """Whether a message waited so long that its day has lost it."""
    return is_too_late(claim.letter.kind, claim.due_at, zone, now, timedelta(hours=hours))


def _daily_list(session: Session, claim: Claim, now: datetime, known: Gathered) -> Made:
    asking = known.askings.get(int(claim.letter.subject))
    if asking is None or asking.member.slack_id is None:
        return NothingToSay("no such member any more")
    late = too_late(claim, asking.member.zone, asking.workspace.policy.late_list_hours, now)
    if late and not claim.tried_before:
        return NothingToSay("too late for its day")
    if letter_is_off(asking, claim) and not claim.tried_before:
        return NothingToSay("a day off")
    kept = claim.content
    if kept and UNREAD in kept:
        return unread(session, claim, now)
    listed = daily.from_content(kept) if kept else known.lists[asking.member.id]
    if not listed.rows and _told_lately(session, asking, claim.letter):
        return NothingToSay("nothing due, and that was said this week")
    listed = listed if kept else daily.kept(session, asking, listed)
    return Prepared(
        say=partial(daily_views.daily_list, listed, claim.letter.local_date),
        content=daily.to_content(listed),
        channel=asking.member.dm_channel,
        member=asking.member,
        too_late=late,
    )


def unread(session: Session, claim: Claim, now: datetime) -> Made:
    """In place of a list that cannot be built: silence would mean that nothing is due."""
    asking = _asking(session, claim.letter, now)
    if claim.letter.kind != daily.LIST or asking is None or asking.member.slack_id is None:
        return NothingToSay("cannot be built")
    return Prepared(
        say=partial(daily_views.unread, "`/deal today` tries again."),
        content={UNREAD: True},
        channel=asking.member.dm_channel,
        member=asking.member,
    )


def letter_is_off(asking: Asking, claim: Claim) -> bool:
    """Whether its day became a day off since it was put, or lists were switched off."""
    return claim.letter.local_date in asking.calendar.off


def _list_update(session: Session, claim: Claim, now: datetime, known: Gathered) -> Made:
    letter = claim.letter
    told = outbox.find_told(
        session, Letter(letter.workspace_id, daily.LIST, letter.subject, letter.local_date)
    )
    if told is None or now - claim.due_at > LATE_UPDATE:
        return NothingToSay("there is no list to tick any more")
    reader = members.by_id(session, letter.workspace_id, int(letter.subject))
    if reader is None or not reader.active:
        return NothingToSay("no such member any more")
    if told.ts is None:
        return NotYet("the list is still on its way")
    say = partial(daily_views.daily_list, daily.from_content(told.content), letter.local_date)
    return Prepared(say=say, content={}, channel=told.channel, ts=told.ts)


def _recap(session: Session, claim: Claim, now: datetime, known: Gathered) -> Made:
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
        outbox.put(session, {letter._replace(kind=recap.DETAILS): now})
    return Prepared(
        say=partial(recap_views.recap, told, letter.local_date),
        content=recap.to_content(told),
        channel=workspace.recap_channel,
        too_late=late,
    )


def _is_closed(session: Session, letter: Letter) -> bool:
    shut = calendars.coming(session, letter.workspace_id, None, letter.local_date)
    return any(one.first_on <= letter.local_date for one in shut)


def _recap_details(session: Session, claim: Claim, now: datetime, known: Gathered) -> Made:
    """What the recap had no room for, in its thread."""
    told = outbox.find_told(session, claim.letter._replace(kind=recap.KIND))
    if told is None or now - claim.due_at > LATE_UPDATE:
        return NothingToSay("there is no recap to add to")
    if told.ts is None:
        return NotYet("the recap is still on its way")
    say = partial(recap_views.details, recap.from_content(told.content))
    return Prepared(say=say, content={}, channel=told.channel, thread=told.ts)


def _nudge(session: Session, claim: Claim, now: datetime, known: Gathered) -> Made:
    letter = claim.letter
    member_id, deal_id = nudging.parts_of(letter.subject)
    asking = _asking(session, letter._replace(subject=str(member_id)), now)
    if asking is None or asking.member.slack_id is None:
        return NothingToSay("no such member any more")
    if asking.today != letter.local_date:
        return NothingToSay("too late for its day")
    told = nudging.from_content(claim.content) if claim.content else None
    told = told or nudging.say(session, asking, deal_id)
    if told is None:
        return NothingToSay("worked meanwhile, quiet, or no longer wanted")
    return Prepared(
        say=partial(nudge_views.nudge, told),
        content=nudging.to_content(told),
        channel=asking.member.dm_channel,
        member=asking.member,
    )


def _handed(session: Session, claim: Claim, now: datetime, known: Gathered) -> Made:
    """What an earlier try has kept is not looked up again: the same message, word for word."""
    kept = claim.content
    told = handing.Handed(**kept) if kept else handing.told(session, claim.letter)
    owner = members.by_id(session, claim.letter.workspace_id, told.owner_id) if told else None
    if told is None or owner is None or owner.slack_id is None or not owner.active:
        return NothingToSay("it did not stay with them")
    return Prepared(
        say=partial(handed_views.handed, told),
        content={name: getattr(told, name) for name in handing.Handed.__slots__},
        channel=owner.dm_channel,
        member=owner,
    )


def _welcome(session: Session, claim: Claim, now: datetime, known: Gathered) -> Made:
    member = arriving.told(session, claim.letter)
    if member is None:
        return NothingToSay("no such member any more")
    is_back = claim.letter.kind == arriving.WELCOME_BACK
    draw = arrived_views.welcome_back if is_back else arrived_views.welcome
    kept = claim.content or {"zone": member.zone, "hour": f"{member.list_at:%-H:%M}"}
    return Prepared(
        say=partial(draw, **kept), content=kept, channel=member.dm_channel, member=member
    )


GONE = "channel_gone"


def channel_gone(letter: Letter, channel: str, reason: str) -> Letter:
    """What tells an admin that a channel takes no message of ours any more."""
    return letter._replace(kind=GONE, subject=f"{channel} {reason}"[:48])


def _channel_gone(session: Session, claim: Claim, now: datetime, known: Gathered) -> Made:
    """Told once for each time that the channel was chosen."""
    letter = claim.letter
    channel, _, reason = letter.subject.partition(" ")
    admins = members.of_role(session, letter.workspace_id, Role.ADMIN)
    admin = next((one for one in admins if one.slack_id is not None), None)
    if admin is None:
        return NothingToSay("there is no admin")
    chosen = settings.set_at(session, letter.workspace_id, "recap_channel")
    first = chosen.date() if chosen else letter.local_date
    if outbox.sent_since(session, letter, first):
        return NothingToSay("told already")
    return Prepared(
        say=partial(trouble_views.channel_gone, channel, reason),
        content={},
        channel=admin.dm_channel,
        member=admin,
    )


KINDS: Mapping[str, Prepare] = {
    daily.LIST: _daily_list,
    daily.UPDATE: _list_update,
    recap.KIND: _recap,
    recap.DETAILS: _recap_details,
    nudging.KIND: _nudge,
    handing.KIND: _handed,
    GONE: _channel_gone,
    arriving.WELCOME: _welcome,
    arriving.WELCOME_BACK: _welcome,
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
    told = (sent.content for sent in outbox.sent_since(session, letter, first))
    return any(not content.get("rows") and UNREAD not in content for content in told)
