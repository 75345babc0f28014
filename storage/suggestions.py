"""What the coach suggested to members, and what came of it. A suggestion is its member's own."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, update

from coaching.kept import Answer, Kept, Sort
from storage import tables
from storage.database import Session

rows = tables.suggestions
_ADD = insert(rows).returning(rows.c.id)
_IN_SPACES = rows.c.workspace_id.in_(bindparam("workspaces", expanding=True))
_LATELY: Select[Any] = (
    select(rows)
    .where(
        _IN_SPACES,
        rows.c.member_id.in_(bindparam("members", expanding=True)),
        rows.c.local_date >= bindparam("since"),
    )
    .order_by(rows.c.id)
)
_OF_DEALS = (
    select(rows)
    .where(_IN_SPACES, rows.c.deal_id.in_(bindparam("deals", expanding=True)))
    .order_by(rows.c.id)
)
_ONE = select(rows).where(
    rows.c.workspace_id == bindparam("workspace"),
    rows.c.member_id == bindparam("member"),
    rows.c.id == bindparam("number"),
)


def add(session: Session, workspace_id: str, kept: Kept, now: datetime) -> int:
    """Keeps a suggestion; returns its number, and the one it brings is left aside."""
    row = {
        "workspace_id": workspace_id,
        "member_id": kept.member_id,
        "deal_id": kept.deal_id,
        "local_date": kept.on,
        "at": now,
        "sort": kept.sort,
        "about": kept.about,
        "wording": kept.text,
        "asked": kept.asked,
    }
    return int(session.execute(_ADD, row).scalar_one())


def lately(
    session: Session, workspaces: Iterable[str], members: Iterable[int], since: date
) -> dict[int, list[Kept]]:
    """By member: what was suggested from that day on, oldest first."""
    asked = {"workspaces": sorted(set(workspaces)), "members": sorted(members), "since": since}
    found: dict[int, list[Kept]] = {}
    for row in session.execute(_LATELY, asked):
        found.setdefault(row.member_id, []).append(_kept(row))
    return found


def of_deals(
    session: Session, workspaces: Iterable[str], deals: Collection[int]
) -> dict[int, list[Kept]]:
    """By deal: everything ever suggested about it, oldest first."""
    asked = {"workspaces": sorted(set(workspaces)), "deals": sorted(deals)}
    found: dict[int, list[Kept]] = {}
    for row in session.execute(_OF_DEALS, asked) if deals else ():
        found.setdefault(row.deal_id, []).append(_kept(row))
    return found


def by_id(session: Session, workspace_id: str, member_id: int, number: int) -> Kept | None:
    """The member's own suggestion of that number."""
    asked = {"workspace": workspace_id, "member": member_id, "number": number}
    row = session.execute(_ONE, asked).first()
    return _kept(row) if row else None


def answer(
    session: Session, workspace_id: str, member_id: int, number: int, told: Answer, now: datetime
) -> None:
    """Keeps what came of a suggestion of the member's; the last word counts."""
    session.execute(
        update(rows)
        .where(
            rows.c.workspace_id == workspace_id,
            rows.c.member_id == member_id,
            rows.c.id == number,
        )
        .values(answer=told, answered_at=now)
    )


def _kept(row: Any) -> Kept:
    return Kept(
        id=row.id,
        member_id=row.member_id,
        on=row.local_date,
        sort=Sort(row.sort),
        about=row.about,
        text=row.wording,
        deal_id=row.deal_id,
        asked=row.asked,
        answer=Answer(row.answer) if row.answer else None,
    )
