"""A bad day: what needs no conversation today, and what moves to the next working day (001)."""

from dataclasses import dataclass, replace
from datetime import date

from bot.usecases import daily
from bot.usecases.asking import Asking
from bot.usecases.daily import ListedRow
from coaching.priority import Rung
from storage import audit, members
from storage.database import Session

DESK = frozenset({Rung.EARLY})
"""Rungs whose next move is filtering and research at the desk."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day without calls, or one like any other again. Nobody else sees it.

    `desk` needs no conversation, `promised` cannot be moved without a word, `moved` waits.
    """

    low: bool
    desk: tuple[ListedRow, ...]
    promised: tuple[ListedRow, ...]
    moved: tuple[ListedRow, ...]
    until: date


def say(session: Session, asking: Asking, *, low: bool) -> Day:
    """Keeps how the day is, and parts today's list by it."""
    members.change(session, asking.member, low_on=asking.today if low else None)
    audit.append(
        session,
        asking.workspace.id,
        member_id=asking.member.id,
        deal_id=None,
        verb="mojo",
        at=asking.now,
        dedupe_key=asking.delivery,
    )
    member = replace(asking.member, low_on=None)
    listed = daily.now(session, replace(asking, member=member))
    rows = tuple(row for row in listed.rows if row.deal_id not in listed.ticked)
    return Day(
        low=low,
        desk=tuple(row for row in rows if row.rung in DESK),
        promised=tuple(row for row in rows if row.rung == Rung.PROMISED),
        moved=tuple(row for row in rows if is_conversation(row)),
        until=asking.workdays.after(asking.today),
    )


def is_conversation(row: ListedRow) -> bool:
    """Whether its next move is to speak to the buyer, and none was promised for today."""
    return row.rung not in DESK and row.rung != Rung.PROMISED
