"""`deal-coach export DIR`."""

from pathlib import Path

import click

from bot.console.places import counted, workspace_named
from bot.opening import migrated
from bot.settings import Settings, SettingsError
from bot.usecases import exporting


def run(settings: Settings, folder: Path, workspace: str | None) -> None:
    """Writes every table as CSV, all as they stood at one moment."""
    database = migrated(settings)
    try:
        with database.everywhere.snapshot() as session:
            workspace_id = workspace_named(session, workspace, make=False)
            written = exporting.export(session, workspace_id, folder)
    except OSError as error:
        raise SettingsError(f"{folder} cannot be written to: {error.strerror}.") from error
    finally:
        database.close()
    deals, rows = written["deals"], sum(written.values())
    told = f"{counted(deals, 'deal')} and {counted(rows - deals, 'other row')}"
    click.echo(f"{told} in {len(written)} files: {folder}")
    click.echo(f"`deal-coach import {folder}` reads them back into an empty database.")
