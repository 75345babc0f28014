"""Finding, adding and changing the people of a workspace."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coaching.people import Member, Role
from storage.dialects import insert
from storage.tables import MemberRow, WorkspaceRow

_FIELDS = (
    MemberRow.id,
    MemberRow.workspace_id,
    MemberRow.slack_id,
    MemberRow.name,
    MemberRow.zone,
    MemberRow.list_at,
    MemberRow.working_days,
    MemberRow.role,
    MemberRow.dm_channel,
    MemberRow.active,
)


def by_slack_id(session: Session, workspace_id: str, slack_id: str) -> Member | None:
    """The member behind a Slack user id, if they were ever here."""
    row = session.execute(
        select(*_FIELDS).where(
            MemberRow.workspace_id == workspace_id, MemberRow.slack_id == slack_id
        )
    ).first()
    return _member(row) if row else None


def by_id(session: Session, workspace_id: str, member_id: int) -> Member | None:
    """The member with that number."""
    row = session.execute(
        select(*_FIELDS).where(MemberRow.workspace_id == workspace_id, MemberRow.id == member_id)
    ).first()
    return _member(row) if row else None


def by_ids(session: Session, workspace_id: str, ids: Iterable[int]) -> dict[int, Member]:
    """Members by number, in one query."""
    rows = session.execute(
        select(*_FIELDS).where(MemberRow.workspace_id == workspace_id, MemberRow.id.in_(list(ids)))
    )
    return {row.id: _member(row) for row in rows}


def add_workspace(session: Session, workspace_id: str, name: str, now: datetime) -> bool:
    """Adds the workspace; False when it was there already."""
    added = session.execute(
        insert(session, WorkspaceRow)
        .values(id=workspace_id, name=name, created_at=now)
        .on_conflict_do_nothing()
        .returning(WorkspaceRow.id)
    ).first()
    return added is not None


def add(session: Session, workspace_id: str, now: datetime, **values: Any) -> None:
    """Adds a member unless the Slack id is known already; values as in coaching.people.Member."""
    session.execute(
        insert(session, MemberRow)
        .values(workspace_id=workspace_id, created_at=now, **values)
        .on_conflict_do_nothing()
    )


def change(session: Session, member: Member, **values: Any) -> None:
    """Changes what is known of a member; names as in coaching.people.Member."""
    session.execute(
        update(MemberRow)
        .where(MemberRow.workspace_id == member.workspace_id, MemberRow.id == member.id)
        .values(**values)
    )


def _member(row: Any) -> Member:
    values = dict(row._mapping)
    return Member(**{**values, "role": Role(values["role"])})
