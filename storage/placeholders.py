"""Members whom a file named and who have not come from Slack yet."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from coaching.people import LIST_AT, MONDAY_TO_FRIDAY, Role
from storage import tables
from storage.database import Session
from storage.names import name_key

members = tables.members
_OWNERS = select(members.c.id, members.c.name, members.c.email, members.c.slack_id).where(
    members.c.workspace_id == bindparam("workspace")
)


def owners(session: Session, workspace_id: str) -> dict[str, int]:
    """Members by the key of their name and by their address; those on Slack before placeholders."""
    found: dict[str, int] = {}
    rows = session.execute(_OWNERS, {"workspace": workspace_id}).all()
    for row in sorted(rows, key=lambda row: (row.slack_id is None, row.id)):
        for name in filter(None, (row.name, row.email)):
            found.setdefault(name_key(name), row.id)
    return found


def add(
    session: Session, workspace_id: str, names: Sequence[str], zone: str, now: datetime
) -> None:
    """Members without Slack, whose deals can be handed over; an address is kept as such."""
    if names:
        everybody = {
            "workspace_id": workspace_id, "slack_id": None, "zone": zone, "list_at": LIST_AT,
            "working_days": MONDAY_TO_FRIDAY, "role": Role.SELLER, "created_at": now,
        }  # fmt: skip
        session.execute(
            insert(members),
            [
                {**everybody, "name": name, "email": name_key(name) if "@" in name else None}
                for name in names
            ],
        )


def take_over(session: Session, workspace_id: str, email: str, slack_id: str, zone: str) -> None:
    """Gives a placeholder's deals to the person of that address, unless they are here already."""
    known = select(members.c.id).where(
        members.c.workspace_id == workspace_id, members.c.slack_id == slack_id
    )
    placeholder = select(func.min(members.c.id)).where(
        members.c.workspace_id == workspace_id,
        members.c.slack_id.is_(None),
        members.c.email == name_key(email),
    )
    if session.execute(known).first() is None:
        session.execute(
            update(members)
            .where(
                members.c.workspace_id == workspace_id,
                members.c.id == placeholder.scalar_subquery(),
            )
            .values(slack_id=slack_id, zone=zone)
        )
