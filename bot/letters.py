"""What each kind of message says, when it is built, and where it goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.usecases import daily, recap
from bot.usecases.asking import Asking
from bot.views import daily as daily_views
from bot.views import recap as recap_views
from bot.views.kit import Said
from coaching.people import Member
from storage import members, outbox, settings
from storage.outbox import Claim, Letter

LATE_UPDATE_HOURS = 24
"""A tick that could not be shown for so long is let go."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message ready to go. `content` is kept before it is sent; without a channel it goes to the
    member's DM; `ts` names the message to change; `too_late` lets only an earlier try count."""

    said: Said
    content: dict[str, Any]
    channel: str | None = None
    member: Member | None = None
    ts: str | None = None
    too_late: bool = False


@dataclass(frozen=True, slots=True)
class NothingToSay:
    """The reason why this message is not sent."""

    reason: str


Prepare = Callable[[Session, Claim, datetime], Prepared | NothingToSay]


def prepare(session: Session, claim: Claim, now: datetime) -> Prepared | NothingToSay:
    """Builds the message; what an earlier try has kept is said again word for word."""
    return KINDS[claim.letter.kind](session, claim, now)


def too_late(claim: Claim, hours: int, now: datetime) -> bool:
    """Whether a message waited so long that its day has lost it."""
    return now - claim.created_at > timedelta(hours=hours)


def _daily_list(session: Session, claim: Claim, now: datetime) -> Prepared | NothingToSay:
    asking = _asking(session, claim.letter, now)
    if asking is None or asking.member.slack_id is None:
        return NothingToSay("no such member any more")
    late = too_late(claim, asking.workspace.policy.late_list_hours, now)
    if late and not claim.tried_before:
        return NothingToSay("too late for its day")
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


def _list_update(session: Session, claim: Claim, now: datetime) -> Prepared | NothingToSay:
    letter = claim.letter
    sent = outbox.find_sent(
        session, Letter(letter.workspace_id, daily.LIST, letter.subject, letter.local_date)
    )
    if sent is None or too_late(claim, LATE_UPDATE_HOURS, now):
        return NothingToSay("there is no list to tick any more")
    said = daily_views.daily_list(daily.from_content(sent.content), letter.local_date)
    return Prepared(said=said, content={}, channel=sent.channel, ts=sent.ts)


def _recap(session: Session, claim: Claim, now: datetime) -> Prepared | NothingToSay:
    letter = claim.letter
    workspace = settings.workspace(session, letter.workspace_id)
    if workspace is None or workspace.recap_channel is None:
        return NothingToSay("no channel is chosen")
    late = too_late(claim, workspace.policy.late_recap_hours, now)
    if late and not claim.tried_before:
        return NothingToSay("too late for its week")
    told = (
        recap.from_content(claim.content)
        if claim.content
        else recap.build(session, letter.workspace_id, now)
    )
    return Prepared(
        said=recap_views.recap(told, letter.local_date),
        content=recap.to_content(told),
        channel=workspace.recap_channel,
        too_late=late,
    )


KINDS: Mapping[str, Prepare] = {
    daily.LIST: _daily_list,
    daily.UPDATE: _list_update,
    recap.KIND: _recap,
}


def _asking(session: Session, letter: Letter, now: datetime) -> Asking | None:
    member = members.by_id(session, letter.workspace_id, int(letter.subject))
    workspace = settings.workspace(session, letter.workspace_id)
    if member is None or workspace is None or not member.active:
        return None
    return Asking(member, workspace, now)


def _told_lately(session: Session, asking: Asking, letter: Letter) -> bool:
    """Whether the calm line came already within its span (a setting)."""
    first = letter.local_date - timedelta(days=asking.workspace.policy.quiet_line_days - 1)
    return any(not sent.content.get("rows") for sent in outbox.sent_since(session, letter, first))
