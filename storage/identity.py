"""Who asks: a member, their workspace with its settings, and when they last said the same words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, func, select

from coaching.people import Member, Workspace
from storage import members, settings, tables
from storage.database import Session

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
_KNOWN = (
    select(
        *members.FIELDS,
        tables.workspaces.c.name.label("workspace_name"),
        tables.settings.c.name.label("setting"),
        tables.settings.c.value.label("set_to"),
        _SAID_BEFORE.label("said_before"),
        _ANY_LEAVE.label("any_leave"),
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

    `any_leave` tells whether anybody there has days off that the calendar must ask for.
    """

    member: Member
    workspace: Workspace
    said_before: datetime | None
    any_leave: bool


def known(
    session: Session,
    workspace_id: str,
    slack_id: str,
    words: str | None = None,
    delivery: str | None = None,
) -> Known | None:
    """The member behind a Slack user id, None when they were never here.

    `words` is the fingerprint of what they say now; copies of the same delivery do not count.
    """
    asked = {"workspace": workspace_id, "slack": slack_id, "words": words, "delivery": delivery}
    rows = session.execute(_KNOWN, asked).all()
    if not rows:
        return None
    values = {row.setting: row.set_to for row in rows if row.setting}
    workspace = settings.assembled(workspace_id, rows[0].workspace_name, values)
    return Known(members.from_row(rows[0]), workspace, rows[0].said_before, rows[0].any_leave)
