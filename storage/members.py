"""Finding, adding and changing the people of a workspace."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from coaching.people import QUIET_FROM, QUIET_UNTIL, Member, Role
from storage import tables
from storage.database import Session
from storage.dialects import insert
from storage.names import name_key

members = tables.members
FIELDS = (
    members.c.id,
    members.c.workspace_id,
    members.c.slack_id,
    members.c.name,
    members.c.zone,
    members.c.list_at,
    members.c.working_days,
    members.c.role,
    members.c.dm_channel,
    members.c.active,
    members.c.country,
    members.c.region,
    members.c.lists_on,
    members.c.list_rows,
    members.c.nudges,
    members.c.quiet_from,
    members.c.quiet_until,
    members.c.low_on,
)
NAMES = tuple(field.key for field in FIELDS)
_SELECT = select(*FIELDS).where(members.c.workspace_id == bindparam("workspace"))
_NAMES = _SELECT.where(members.c.id.in_(bindparam("members", expanding=True)))
_ACTIVE = _SELECT.where(members.c.active)
_BY_SLACK_ID = _SELECT.where(members.c.slack_id == bindparam("slack"))
_BY_HAND = select(members.c.zone_set_by_hand).where(
    members.c.workspace_id == bindparam("workspace"), members.c.id == bindparam("member")
)
_LEFT = select(tables.workspaces.c.id).where(tables.workspaces.c.left_at.is_not(None))
_TO_READ = (
    select(*FIELDS)
    .where(
        or_(members.c.read_at.is_(None), members.c.read_at <= bindparam("before")),
        members.c.slack_id.is_not(None),
        members.c.workspace_id.not_in(_LEFT),
    )
    .order_by(members.c.read_at, members.c.id)
    .with_for_update(skip_locked=True)
)
_READ_AT = update(members).where(
    members.c.workspace_id == bindparam("in_workspace"), members.c.id == bindparam("of_member")
)
_SLACK_IDS = _ACTIVE.where(members.c.slack_id.in_(bindparam("ids", expanding=True)))
_OF_ROLE = _ACTIVE.where(members.c.role == bindparam("role"))
_OF_IDS = select(*FIELDS).where(
    members.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
    members.c.id.in_(bindparam("members", expanding=True)),
    members.c.active,
)
_BY_ID = _SELECT.where(members.c.id == bindparam("member"))


def by_slack_id(session: Session, workspace_id: str, slack_id: str) -> Member | None:
    """The member behind a Slack user id, if they were ever here."""
    asked = {"workspace": workspace_id, "slack": slack_id}
    row = session.execute(_BY_SLACK_ID, asked).first()
    return from_row(row) if row else None


def by_id(session: Session, workspace_id: str, member_id: int) -> Member | None:
    """The member with that number."""
    row = session.execute(_BY_ID, {"workspace": workspace_id, "member": member_id}).first()
    return from_row(row) if row else None


def by_name(session: Session, workspace_id: str, name: str) -> list[Member]:
    """The active members called so, whatever the case and accents; whom Slack knows come first."""
    rows = session.execute(_ACTIVE, {"workspace": workspace_id})
    key = name_key(name)
    found = [from_row(row) for row in rows if name_key(row.name) == key]
    return sorted(found, key=lambda member: (member.slack_id is None, member.id))


def of_slack_ids(session: Session, workspace_id: str, ids: Iterable[str]) -> list[Member]:
    """The active members behind those Slack user ids."""
    rows = session.execute(_SLACK_IDS, {"workspace": workspace_id, "ids": sorted(ids)})
    return [from_row(row) for row in rows]


def of_role(session: Session, workspace_id: str, role: Role) -> list[Member]:
    """The active members of that role."""
    rows = session.execute(_OF_ROLE, {"workspace": workspace_id, "role": role})
    return [from_row(row) for row in rows]


def of_ids(session: Session, workspaces: Iterable[str], ids: Iterable[int]) -> list[Member]:
    """The members with those numbers, of several workspaces: for the clock."""
    asked = {"workspaces": sorted(set(workspaces)), "members": sorted(set(ids))}
    return [from_row(row) for row in session.execute(_OF_IDS, asked)]


def names(session: Session, workspace_id: str, ids: Iterable[int]) -> dict[int, str]:
    """The names of those members, by number."""
    rows = session.execute(_NAMES, {"workspace": workspace_id, "members": sorted(ids)})
    return {row.id: row.name for row in rows}


def add_workspace(session: Session, workspace_id: str, name: str, now: datetime) -> bool:
    """Adds the workspace; False when it was there already."""
    added = session.execute(
        insert(session, tables.workspaces)
        .values(id=workspace_id, name=name, created_at=now)
        .on_conflict_do_nothing()
        .returning(tables.workspaces.c.id)
    ).first()
    return added is not None


def add(session: Session, workspace_id: str, now: datetime, **values: Any) -> None:
    """Adds a member unless the Slack id is known already; values as in coaching.people.Member."""
    session.execute(
        insert(session, tables.members)
        .values(workspace_id=workspace_id, created_at=now, **values)
        .on_conflict_do_nothing()
    )


def change(session: Session, member: Member, **values: Any) -> None:
    """Changes what is known of a member; names as in coaching.people.Member."""
    session.execute(
        update(tables.members)
        .where(
            tables.members.c.workspace_id == member.workspace_id, tables.members.c.id == member.id
        )
        .values(**values)
    )


def zone_is_by_hand(session: Session, member: Member) -> bool:
    """Whether the member chose their zone, so that Slack's does not count."""
    asked = {"workspace": member.workspace_id, "member": member.id}
    return bool(session.execute(_BY_HAND, asked).scalar())


def claim_to_read(session: Session, now: datetime, before: datetime, limit: int) -> list[Member]:
    """People whom Slack was last asked about by then, in whatever workspace; marked as read now."""
    rows = session.execute(_TO_READ.limit(limit), {"before": before}).all()
    found = [from_row(row) for row in rows]
    read_again(session, found, now)
    return found


def read_again(session: Session, people: Iterable[Member], read_at: datetime) -> None:
    """Sets when they were read, all at once."""
    asked = [
        {"in_workspace": one.workspace_id, "of_member": one.id, "read_at": read_at}
        for one in people
    ]
    if asked:
        session.execute(_READ_AT, asked)


def ask_about_all(session: Session, workspace_id: str) -> None:
    """Slack is asked about everybody of a workspace as soon as can be."""
    session.execute(
        update(members).where(members.c.workspace_id == workspace_id).values(read_at=None)
    )


def from_row(row: Any) -> Member:
    """A member from the columns of FIELDS, which may be followed by others."""
    values = dict(zip(NAMES, row, strict=False))
    values["quiet_from"] = values["quiet_from"] or QUIET_FROM
    values["quiet_until"] = values["quiet_until"] or QUIET_UNTIL
    return Member(**{**values, "role": Role(values["role"])})
