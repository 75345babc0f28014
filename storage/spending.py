"""What was spent on finding buyers, and what is to be reached; newer words replace older ones."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from coaching.money import Money
from storage import tables
from storage.database import Session
from storage.names import name_key


@dataclass(frozen=True, slots=True)
class Noted:
    """Which action of whom a row belongs to."""

    workspace_id: str
    member_id: int
    action_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Spend:
    """Money spent in the month that begins on that day, on a source."""

    source: str
    month: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be won between two days; `owner_id` is None for the whole workspace."""

    owner_id: int | None
    starts_on: date
    ends_on: date
    amount: Money


def add_spend(session: Session, noted: Noted, spend: Spend) -> None:
    """Keeps what was spent; an earlier figure of the same member, month and source is replaced."""
    row = {
        **_row(noted, spend.amount),
        "source": spend.source,
        "source_key": name_key(spend.source),
        "month": spend.month,
    }
    session.execute(insert(tables.spend).values(row))


def spent(
    session: Session, workspace_id: str, member_id: int | None, before: datetime | None = None
) -> list[Spend]:
    """What counts, newest month first: a member's own entries, or (None) everybody's; of what was
    entered before a moment."""
    table = tables.spend
    where = [table.c.workspace_id == workspace_id, table.c.voided_at.is_(None)]
    if member_id is not None:
        where.append(table.c.member_id == member_id)
    if before is not None:
        where.append(table.c.at < before)
    newest = {
        (row.member_id, row.source_key, row.month): Spend(
            row.source, row.month, Money(row.amount, row.currency)
        )
        for row in session.execute(select(table).where(*where).order_by(table.c.id))
    }
    return sorted(newest.values(), key=lambda one: (-one.month.toordinal(), one.source.casefold()))


def add_target(session: Session, noted: Noted, target: Target) -> None:
    """Keeps a target; an earlier one of the same owner and period is replaced."""
    row = {
        **_row(noted, target.amount),
        "owner_id": target.owner_id,
        "starts_on": target.starts_on,
        "ends_on": target.ends_on,
    }
    session.execute(insert(tables.targets).values(row))


def targets(
    session: Session, workspace_id: str, owner_id: int | None, before: datetime | None = None
) -> list[Target]:
    """The targets that count, in the order of their periods: one owner's, or the workspace's; of
    those set before a moment."""
    table = tables.targets
    owned = table.c.owner_id.is_(None) if owner_id is None else table.c.owner_id == owner_id
    where = [table.c.workspace_id == workspace_id, table.c.voided_at.is_(None), owned]
    if before is not None:
        where.append(table.c.at < before)
    newest = {
        (row.starts_on, row.ends_on): Target(
            row.owner_id, row.starts_on, row.ends_on, Money(row.amount, row.currency)
        )
        for row in session.execute(select(table).where(*where).order_by(table.c.id))
    }
    return [newest[period] for period in sorted(newest)]


def void(session: Session, workspace_id: str, action_id: int, now: datetime) -> None:
    """Takes what one action wrote out of every count; the rows stay."""
    for table in (tables.spend, tables.targets, tables.products):
        session.execute(
            update(table)
            .where(table.c.workspace_id == workspace_id, table.c.action_id == action_id)
            .values(voided_at=now)
        )


def _row(noted: Noted, amount: Money) -> dict[str, Any]:
    return {
        "workspace_id": noted.workspace_id,
        "member_id": noted.member_id,
        "action_id": noted.action_id,
        "at": noted.at,
        "amount": amount.amount,
        "currency": amount.currency,
    }
