"""Who asks: a member and their workspace with its settings, in one query."""

from sqlalchemy import bindparam, select

from coaching.people import Member, Workspace
from storage import members, settings, tables
from storage.database import Session

_KNOWN = (
    select(
        *members.FIELDS,
        tables.workspaces.c.name.label("workspace_name"),
        tables.settings.c.name.label("setting"),
        tables.settings.c.value.label("set_to"),
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


def known(session: Session, workspace_id: str, slack_id: str) -> tuple[Member, Workspace] | None:
    """The member behind a Slack user id; None when they were never here."""
    rows = session.execute(_KNOWN, {"workspace": workspace_id, "slack": slack_id}).all()
    if not rows:
        return None
    values = {row.setting: row.set_to for row in rows if row.setting}
    workspace = settings.assembled(workspace_id, rows[0].workspace_name, values)
    return members.from_row(rows[0]), workspace
