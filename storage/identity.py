"""Who asks: a member, their workspace with its settings, and when they last said the same words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, and_, bindparam, cast, exists, func, select

from coaching.people import Member, Workspace
from storage import members, settings, tables
from storage.database import Session
from storage.moments import DAILY_LIST

_earlier, _undo = tables.audit.alias("earlier"), tables.audit.alias("undo")
_SAID_BEFORE = (
    select(func.max(_earlier.c.at))
    .select_from(
        _earlier.outerjoin(
            _undo,
            and_(
                _undo.c.workspace_id == _earlier.c.workspace_id,
                _undo.c.undoes == _earlier.c.id,
            ),
        )
    )
    .where(
        _earlier.c.workspace_id == tables.members.c.workspace_id,
        _earlier.c.member_id == tables.members.c.id,
        _earlier.c.fingerprint == bindparam("words"),
        _earlier.c.dedupe_key != bindparam("delivery"),
        _undo.c.id.is_(None),
    )
    .scalar_subquery()
)
_ANY_LEAVE = exists().where(
    tables.absences.c.workspace_id == tables.members.c.workspace_id,
    tables.absences.c.ended_at.is_(None),
)
_ANY_LIST = exists().where(
    tables.outbox.c.workspace_id == tables.members.c.workspace_id,
    tables.outbox.c.kind == bindparam("list"),
    tables.outbox.c.subject == cast(tables.members.c.id, String),
    tables.outbox.c.local_date >= bindparam("yesterday", type_=tables.outbox.c.local_date.type),
)
_KNOWN = (
    select(
        *members.FIELDS,
        tables.workspaces.c.name.label("workspace_name"),
        tables.settings.c.name.label("setting"),
        tables.settings.c.value.label("set_to"),
        _SAID_BEFORE.label("said_before"),
        _ANY_LEAVE.label("any_leave"),
        _ANY_LIST.label("any_list"),
    )
    .join_from(
        tables.members,
        tables.workspaces,
        tables.workspaces.c.id == tables.members.c.workspace_id,
    )
    .outerjoin(tables.settings, tables.settings.c.workspace_id == tables.workspaces.c.id)
    .where(
        tables.members.c.workspace_id == bindparam("workspace"),
        tables.members.c.slack_id == bindparam("slack"),
    )
)


@dataclass(frozen=True, slots=True)
class Known:
    """A member, their workspace, and when they last gave the same command and let it stand.

    `any_leave` tells whether anybody there has days off that the calendar must ask for, `any_list`
    whether the member may have a list of today.
    """

    member: Member
    workspace: Workspace
    said_before: datetime | None
    any_leave: bool
    any_list: bool


def known(
    session: Session,
    workspace_id: str,
    slack_id: str,
    words: str | None = None,
    delivery: str | None = None,
    *,
    now: datetime,
) -> Known | None:
    """The member behind a Slack user id, None when they were never here.

    `words` is the fingerprint of what they say now; copies of the same delivery do not count.
    """
    asked = {
        "workspace": workspace_id,
        "slack": slack_id,
        "words": words,
        "delivery": delivery,
        "list": DAILY_LIST,
        "yesterday": now.date() - timedelta(days=1),
    }
    rows = session.execute(_KNOWN, asked).all()
    if not rows:
        return None
    values = {row.setting: row.set_to for row in rows if row.setting}
    workspace = settings.assembled(workspace_id, rows[0].workspace_name, values)
    first = rows[0]
    member = members.from_row(first)
    return Known(member, workspace, first.said_before, first.any_leave, first.any_list)
