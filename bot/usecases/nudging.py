"""Nudges between two lists: looked for every half hour, said once, silenced by a touch."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.usecases.asking import Asking
from bot.usecases.showing import money
from coaching.deals import Deal
from coaching.nudges import NudgeKind, is_quiet, next_look, nudge_of, nudges
from coaching.people import Member
from coaching.signals import words_of
from coaching.wording import both, relative
from coaching.workdays import Workdays
from storage import moments, outbox
from storage import nudges as stored
from storage.database import Session
from storage.moments import DueMoment
from storage.outbox import Letter

KIND = "nudge"
LOOK = moments.NUDGES
IDLE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Nudged:
    """One deal and why it is named now, in words."""

    deal_id: int
    name: str
    kind: NudgeKind
    why: str
    facts: str


def plan(session: Session, asking: Asking) -> None:
    """The next look for the member, or none any more when no nudge is wanted."""
    member, subject = asking.member, str(asking.member.id)
    if not wanted(member):
        moments.remove(session, member.workspace_id, LOOK, subject)
        return
    day, at = following(member, asking.workdays, asking.now)
    moments.put(
        session,
        member.workspace_id,
        LOOK,
        subject,
        next_at=at,
        local_date=day,
        zone=member.zone,
        local_time=member.quiet_until,
        working_days=member.working_days,
    )


def wanted(member: Member) -> tuple[NudgeKind, ...]:
    """The kinds that the member has switched on."""
    return tuple(kind for kind in NudgeKind if kind.value in member.nudges.split())


def following(member: Member, workdays: Workdays, now: datetime) -> tuple[date, datetime]:
    """The next look, with its local date."""
    quiet = (member.quiet_from, member.quiet_until)
    return next_look(now, member.zone, quiet, workdays)


def advanced(
    one: DueMoment, askings: Mapping[int, Asking], now: datetime
) -> tuple[DueMoment, date, datetime]:
    """The same look once more; of somebody who has left, in a month."""
    asking = askings.get(int(one.subject))
    if asking is None:
        return one, one.local_date, now + IDLE
    return one, *following(asking.member, asking.workdays, now)


def look(session: Session, due: Sequence[DueMoment], askings: Mapping[int, Asking]) -> int:
    """Puts what is to be said now, for all whose look is due; returns how many letters that made.

    Three questions of the database, however many they are.
    """
    mine = [askings[int(one.subject)] for one in due if int(one.subject) in askings]
    deals = stored.candidates(session, {a.member.id: a.member for a in mine})
    told = stored.told(session, {a.workspace.id for a in mine}, _earliest(mine))
    letters = {
        letter: asking.now
        for asking in mine
        for letter in _letters(asking, deals.get(asking.member.id, []), told)
    }
    return outbox.put(session, letters)


def say(session: Session, asking: Asking, deal_id: int) -> Nudged | None:
    """What there is to say of the deal at this moment; None once it was touched, or in quiet."""
    deal = stored.deal(session, asking.member, deal_id)
    member = asking.member
    if deal is None or is_quiet(asking.local_now.time(), member.quiet_from, member.quiet_until):
        return None
    kind = nudge_of(deal, asking.local_now, asking.policy, asking.workdays)
    if kind is None or kind not in wanted(member):
        return None
    return Nudged(deal.id, deal.name, kind, _why(deal, kind, asking), _facts(deal, asking))


def to_content(nudged: Nudged) -> dict[str, Any]:
    """A nudge as it is kept in the outbox."""
    return {name: getattr(nudged, name) for name in Nudged.__slots__}


def from_content(content: Mapping[str, Any]) -> Nudged:
    """A nudge as it was kept."""
    return Nudged(**{**content, "kind": NudgeKind(content["kind"])})


def subject_of(member_id: int, deal_id: int) -> str:
    """What makes a nudge unique for its day: whom it goes to, and the deal."""
    return f"{member_id}:{deal_id}"


def parts_of(subject: str) -> tuple[int, int]:
    """The member and the deal again."""
    member, _, deal = subject.partition(":")
    return int(member), int(deal)


def _letters(asking: Asking, deals: Sequence[Deal], told: Collection[stored.Told]) -> list[Letter]:
    """The most urgent ones, as many as the day still bears, of deals not named lately."""
    today, member, policy = asking.today, asking.member, asking.policy
    since = today - timedelta(days=policy.nudge_cooldown_days)
    mine = [one for one in told if one.workspace_id == asking.workspace.id]
    sent = [(parts_of(one.subject), one.local_date) for one in mine]
    lately = {deal for (to, deal), on in sent if to == member.id and on > since}
    left = policy.nudges_a_day - sum(1 for (to, _), on in sent if to == member.id and on == today)
    found = nudges(deals, asking.local_now, wanted(member), policy, asking.workdays)
    chosen = [one.deal.id for one in found if one.deal.id not in lately][: max(left, 0)]
    return [
        Letter(asking.workspace.id, KIND, subject_of(member.id, deal), today) for deal in chosen
    ]


def _earliest(askings: Sequence[Asking]) -> date:
    days = (one.today - timedelta(days=one.policy.nudge_cooldown_days) for one in askings)
    return min(days, default=date.max)


def _why(deal: Deal, kind: NudgeKind, asking: Asking) -> str:
    if kind is NudgeKind.PROMISE and deal.step and deal.step.at:
        what = f": {deal.step.what}" if deal.step.what else ""
        return f"You promised it for {deal.step.at:%H:%M} today{what}."
    if kind is NudgeKind.REPLY:
        since = relative(deal.last_touch_on or asking.today, asking.today)
        signal = words_of(deal.last_touch_signal)
        if signal:
            return f"A buying signal from {since} waits: {signal}."
        return f"They wrote {since}, and wait for an answer."
    return "It is on the table, and has been silent past its window."


def _facts(deal: Deal, asking: Asking) -> str:
    decision = f"decision {both(deal.decision_on, asking.today)}" if deal.decision_on else ""
    return ", ".join(filter(None, (deal.stage.value, money(deal.amount), decision)))
