"""Which deal is worth a word between two lists, and whether one may be said now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from coaching.cadence import Due, standing
from coaching.deals import Deal, Shelf
from coaching.localtime import moment_of
from coaching.policy import Policy
from coaching.workdays import Workdays

HOUR = timedelta(hours=1)
STEP = timedelta(minutes=30)
"""Between two looks at whether there is something to say (ours)."""
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class NudgeKind(StrEnum):
    """What a nudge may be about, the most urgent first."""

    PROMISE = "promise"
    REPLY = "reply"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Nudge:
    """One deal, and why it is named now."""

    deal: Deal
    kind: NudgeKind


def is_quiet(at: time, quiet_from: time, quiet_until: time) -> bool:
    """Whether no nudge comes at that local time; the span may lie across midnight."""
    if quiet_from < quiet_until:
        return quiet_from <= at < quiet_until
    return at >= quiet_from or at < quiet_until


def nudge_of(
    deal: Deal, local_now: datetime, policy: Policy, workdays: Workdays
) -> NudgeKind | None:
    """What there is to say of a deal at the member's local moment; nothing once it was touched.

    A promise counts from an hour before its time on, until the day is over.
    """
    today = local_now.date()
    if deal.last_touch_on == today:
        return None
    where = standing(deal, today, policy, workdays)
    if where.hold is not None:
        return None
    if _promised_soon(deal, local_now):
        return NudgeKind.PROMISE
    if where.unanswered:
        return NudgeKind.REPLY
    late = where.shelf is Shelf.TABLE and where.due is Due.OVERDUE
    return NudgeKind.OVERDUE if late else None


def nudges(
    deals: Iterable[Deal],
    local_now: datetime,
    wanted: Iterable[NudgeKind],
    policy: Policy,
    workdays: Workdays,
) -> tuple[Nudge, ...]:
    """All there is to say now, the most urgent first, then the nearest decision."""
    kinds = frozenset(wanted)
    found = ((deal, nudge_of(deal, local_now, policy, workdays)) for deal in deals)
    told = [Nudge(deal, kind) for deal, kind in found if kind in kinds and kind is not None]
    order = list(NudgeKind)
    return tuple(
        sorted(
            told,
            key=lambda one: (
                order.index(one.kind),
                one.deal.decision_on or date.max,
                one.deal.name,
                one.deal.id,
            ),
        )
    )


def _promised_soon(deal: Deal, local_now: datetime) -> bool:
    step = deal.step
    if step is None or step.at is None or step.on != local_now.date():
        return False
    due = datetime.combine(step.on, step.at, local_now.tzinfo)
    return due - local_now <= HOUR


def next_look(
    after: datetime, zone: str, quiet: tuple[time, time], workdays: Workdays
) -> tuple[date, datetime]:
    """The next half hour at which a nudge may be said, with its local date; quiet hours and days
    off are held over to the end of the next quiet hours on a working day."""
    ahead = STEP - (after - EPOCH) % STEP
    local = (after + ahead).astimezone(ZoneInfo(zone))
    if workdays.is_working(local.date()) and not is_quiet(local.time(), *quiet):
        return local.date(), after + ahead
    day = workdays.on_or_after(local.date())
    at = moment_of(day, quiet[1], zone)
    while at <= after:
        day = workdays.after(day)
        at = moment_of(day, quiet[1], zone)
    return day, at
