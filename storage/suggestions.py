"""What the coach suggested to members, and what came of it. A suggestion is its member's own."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, insert, select, update

from coaching.kept import Answer, Kept, Sort
from storage import tables
from storage.database import Session

rows = tables.suggestions
undo = tables.audit.alias("undo")
_STANDING = case((undo.c.id.is_(None), rows.c.answer), else_=rows.c.answer_before)
_KEPT: Select[Any] = select(rows, _STANDING.label("standing")).select_from(
    rows.outerjoin(
        undo,
        and_(undo.c.workspace_id == rows.c.workspace_id, undo.c.undoes == rows.c.action_id),
    )
)
"""Suggestions, each with the answer that stands: one that was undone does not."""
_ADD = insert(rows).returning(rows.c.id)
_IN_SPACES = rows.c.workspace_id.in_(bindparam("workspaces", expanding=True))
_LATELY = _KEPT.where(
    _IN_SPACES,
    rows.c.member_id.in_(bindparam("members", expanding=True)),
    rows.c.local_date >= bindparam("since"),
).order_by(rows.c.id)
_OF_DEALS = _KEPT.where(
    _IN_SPACES, rows.c.deal_id.in_(bindparam("deals", expanding=True))
).order_by(rows.c.id)
_ONE = _KEPT.where(
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
    session: Session,
    workspace_id: str,
    kept: Kept,
    told: Answer,
    now: datetime,
    action_id: int | None = None,
) -> None:
    """Keeps what came of a suggestion; the last word counts, while its action stands."""
    mine = (rows.c.workspace_id == workspace_id, rows.c.member_id == kept.member_id)
    said = {"answer": told, "answered_at": now}
    back = {"action_id": action_id, "answer_before": kept.answer}
    session.execute(update(rows).where(*mine, rows.c.id == kept.id).values(**said, **back))


def follow(session: Session, workspace_id: str, action_id: int, instead: int) -> None:
    """An answer goes on to the action that was made in place of the one that gave it."""
    given = (rows.c.workspace_id == workspace_id, rows.c.action_id == action_id)
    session.execute(update(rows).where(*given).values(action_id=instead))


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
        answer=Answer(row.standing) if row.standing else None,
    )
