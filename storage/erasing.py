"""Erases a workspace whole: nothing of it stays; or a member, whose deals and touches do."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, Text, cast, delete, or_, select, update

from coaching.people import LIST_AT, MONDAY_TO_FRIDAY, Member, Role
from storage import own, tables, walls
from storage.database import Session

_LEFT = select(tables.workspaces.c.id).order_by(tables.workspaces.c.left_at).limit(1)


def claim_left(session: Session, before: datetime) -> str | None:
    """A workspace that left by then and did not come back, locked; None when there is no other."""
    due = _LEFT.where(tables.workspaces.c.left_at <= before).with_for_update(skip_locked=True)
    found: str | None = session.execute(due).scalar()
    return found


def erase_workspace(session: Session, workspace_id: str) -> None:
    """Deletes every row of a workspace, those first that point at others."""
    with walls.erasing(session):
        for table in reversed(tables.Base.metadata.sorted_tables):
            if "workspace_id" in table.c:
                session.execute(delete(table).where(table.c.workspace_id == workspace_id))
    one = tables.workspaces.c.id == workspace_id
    session.execute(delete(tables.workspaces).where(one))


def erase_member(session: Session, member: Member, known_as: str, zone: str) -> None:
    """What is a member's own goes, and so does their name, wherever it stands by itself; what was
    done to deals stays, by `known_as`. Nobody's free words are changed."""
    workspace_id, number = member.workspace_id, member.id
    mine = (
        (tables.suggestions, tables.suggestions.c.member_id == number),
        (tables.absences, tables.absences.c.member_id == number),
        (tables.due_moments, own.moments(number)),
        (tables.outbox, own.letters(number)),
    )
    for table, theirs in mine:
        session.execute(delete(table).where(table.c.workspace_id == workspace_id, theirs))
    covers = tables.absences.c.cover_id == number
    _change(session, tables.absences, workspace_id, covers, cover_id=None)
    installer = tables.installations.c.installer == member.slack_id
    _change(session, tables.installations, workspace_id, installer, installer="")
    names = [member.name, *_addresses(session, member)]
    with walls.erasing(session):
        _rename(session, tables.buyers.c.known_by, workspace_id, names, known_as)
    _rename(session, tables.imported.c.said, workspace_id, names, known_as)
    _rename(session, tables.outbox.c.content, workspace_id, names, known_as)
    is_they = tables.members.c.id == number
    _change(session, tables.members, workspace_id, is_they, **_nobody(known_as, zone))


def _nobody(name: str, zone: str) -> dict[str, Any]:
    """Every column of a member but those that deals and history hang on."""
    return {
        **dict.fromkeys(
            ("slack_id", "email", "dm_channel", "country", "region", "list_rows", "quiet_from",
             "quiet_until", "low_on", "read_at")
        ),
        "name": name, "zone": zone, "zone_set_by_hand": False, "list_at": LIST_AT,
        "working_days": MONDAY_TO_FRIDAY, "role": Role.SELLER, "active": False,
        "lists_on": False, "nudges": "",
    }  # fmt: skip


def _addresses(session: Session, member: Member) -> Iterable[str]:
    one = (
        tables.members.c.workspace_id == member.workspace_id,
        tables.members.c.id == member.id,
        tables.members.c.email.is_not(None),
    )
    return session.execute(select(tables.members.c.email).where(*one)).scalars()


def _change(session: Session, table: Table, workspace_id: str, where: Any, **values: Any) -> None:
    session.execute(update(table).where(table.c.workspace_id == workspace_id, where).values(values))


def _rename(
    session: Session, column: Column[Any], workspace_id: str, names: Iterable[str], known_as: str
) -> None:
    """Puts another name in place of these, where one of them is a whole value or ends one."""
    table, plain = column.table, cast(column, Text)
    known = [name for name in names if name]
    holds = or_(*(plain.contains(json.dumps(name)[1:-1], autoescape=True) for name in known))
    rows = session.execute(
        select(table.c.id, column).where(table.c.workspace_id == workspace_id, holds)
    ).all()
    for number, kept in rows:
        fresh = _replaced(kept, known, known_as)
        if fresh != kept:
            _change(session, table, workspace_id, table.c.id == number, **{column.name: fresh})


def _replaced(kept: Any, names: Iterable[str], known_as: str) -> Any:
    again: Callable[[Any], Any] = lambda inner: _replaced(inner, names, known_as)  # noqa: E731
    if isinstance(kept, dict):
        return {key: inner if key == "name" else again(inner) for key, inner in kept.items()}
    if isinstance(kept, list):
        return [again(inner) for inner in kept]
    if not isinstance(kept, str):
        return kept
    for name in names:
        if kept.casefold() == name.casefold():
            return known_as
        if kept.endswith(f" {name}"):
            return kept.removesuffix(name) + known_as
    return kept
