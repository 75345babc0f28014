"""`deal-coach erase member WHO` and `deal-coach erase workspace ID`."""

import click

from bot.console.places import workspace_named
from bot.opening import migrated
from bot.settings import Settings, SettingsError
from bot.usecases import forgetting
from coaching.people import Member
from storage import adopting, erasing, members, settings
from storage.database import Session


def member(settings_: Settings, who: str, workspace: str | None, *, yes: bool) -> None:
    """Erases somebody, named by their Slack id or by the name that is known here."""
    database = migrated(settings_)
    try:
        with database.everywhere.begin() as session:
            where = workspace_named(session, workspace, make=False)
            found = _found(session, where, who)
            kept = settings.workspace(session, where)
            assert kept is not None
            _sure(f"{found.name}, {found.slack_id or 'not on Slack'}, of {where}", yes=yes)
            name = forgetting.erase(session, kept, found)
    finally:
        database.close()
    click.echo(f"Erased. What stays of their deals and touches goes by “{name}”.")


def workspace(settings_: Settings, workspace_id: str, *, yes: bool) -> None:
    """Erases every row of a workspace."""
    database = migrated(settings_)
    try:
        with database.everywhere.begin() as session:
            if workspace_id not in adopting.workspaces(session):
                raise SettingsError(f"There is no workspace {workspace_id} here.")
            _sure(f"everything of {workspace_id}", yes=yes)
            erasing.erase_workspace(session, workspace_id)
    finally:
        database.close()
    click.echo(f"Erased: nothing of {workspace_id} is left here. Backups have to be erased, too.")


def _found(session: Session, workspace_id: str, who: str) -> Member:
    by_id = members.by_slack_id(session, workspace_id, who)
    found = [by_id] if by_id else members.by_name(session, workspace_id, who)
    if len(found) != 1:
        number = "nobody" if not found else "several people"
        raise SettingsError(f"I know {number} called {who} in {workspace_id}: use the Slack id.")
    return found[0]


def _sure(what: str, *, yes: bool) -> None:
    if not yes:
        raise SettingsError(f"This would erase {what}, for good. Say it again with --yes.")
