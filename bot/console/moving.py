"""`deal-coach backup FILE` and `deal-coach migrate-to postgresql://…`."""

import sqlite3
from pathlib import Path

import click
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy.engine import make_url

from bot.console.places import counted
from bot.opening import migrated
from bot.settings import Settings, SettingsError
from storage import copying
from storage.database import Database, NotStored, file_of
from storage.safety import Damaged, back_up

PATIENCE = 30.0
"""Seconds that a move waits for whoever writes just now."""


def back_up_to(settings: Settings, file: Path) -> None:
    """Copies the database as it stands at one moment."""
    source = file_of(settings.database_url)
    if source is None:
        raise SettingsError("PostgreSQL is backed up with its own tools: pg_dump, or your host's.")
    if not source.is_file():
        raise SettingsError(f"There is no database {source} yet, so there is nothing to back up.")
    if file.exists() and source.samefile(file):
        raise SettingsError(f"{file} is the database itself: name another file.")
    try:
        size = back_up(source, file)
    except Damaged as damaged:
        raise SettingsError(str(damaged)) from None
    except (OSError, sqlite3.OperationalError) as error:
        raise SettingsError(f"{file} could not be written: {error}.") from None
    click.echo(f"{size / 1e6:,.1f} MB are kept in {file}.")


def move(settings: Settings, url: str) -> None:
    """Copies everything in one transaction; nobody can write to the old database meanwhile."""
    if file_of(settings.database_url) is None:
        raise SettingsError("DATABASE_URL is no SQLite file: move PostgreSQL with pg_dump.")
    source = migrated(settings)
    try:
        target = migrated(_leading_to(settings, url))
        try:
            rows = _copied(source, target)
        finally:
            target.close()
    except NotStored as busy:
        raise SettingsError(f"{busy.sentence} Nothing was moved.") from busy
    finally:
        source.close()
    click.echo(f"{counted(rows, 'row')} moved. Set DATABASE_URL to the new database, then start.")


def _leading_to(settings: Settings, url: str) -> Settings:
    try:
        checked = Settings(**(settings.model_dump() | {"database_url": url}))
    except ValidationError as error:
        fault = error.errors(include_input=False)[0]["msg"].removeprefix("Value error, ")
        raise SettingsError(f"The address of the new database {fault}.") from None
    if make_url(checked.database_url).get_backend_name() == "sqlite":
        raise SettingsError("The new database must be a PostgreSQL: postgresql://USER@HOST/NAME.")
    return checked


def _copied(source: Database, target: Database) -> int:
    with source.everywhere.begin(PATIENCE) as old, target.everywhere.begin(PATIENCE) as new:
        used = copying.in_use(new)
        if used:
            raise SettingsError(
                f"The new database is in use ({', '.join(used[:3])} are not empty). "
                "Name an empty one; nothing was moved."
            )
        expected = copying.count(old)
        total = sum(expected.values())
        with _bar() as bar:
            task = bar.add_task("rows", total=total)
            copying.copy(old, new, lambda rows: bar.advance(task, rows))
        if copying.count(new) != expected:
            raise SettingsError("Not every row arrived, so nothing was moved. Please try again.")
        return total


def _bar() -> Progress:
    return Progress(
        TextColumn("Moving"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
