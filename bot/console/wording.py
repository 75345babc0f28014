"""`deal-coach content export DIR` and `deal-coach content import DIR`."""

import os
from pathlib import Path

import click

from bot.console.places import workspace_named
from bot.opening import migrated
from bot.runtime import system_clock
from bot.settings import Settings, SettingsError
from bot.usecases import content
from coaching.errors import Refusal

LARGEST = 1_000_000
"""Bytes of a file of texts; the product's own are far smaller (ours)."""


def write(settings: Settings, folder: Path, workspace: str | None) -> None:
    """Writes the texts as they stand; nothing that was edited there is written over."""
    database = migrated(settings)
    try:
        with database.everywhere.read() as session:
            where = workspace_named(session, workspace, make=True)
            files = content.files(session, where)
        _write(folder, files)
    except OSError as error:
        raise SettingsError(f"{folder} cannot be written to: {error.strerror}.") from error
    finally:
        database.close()
    click.echo(f"{len(files)} files: {folder}. Change the words, and keep the slots in {{ }}.")
    click.echo(f"`deal-coach content import {folder}` puts them in place of the product's own.")


def _write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        there = folder / name
        if there.exists() and there.read_bytes() != text.encode():
            raise SettingsError(f"{there} is there, with other words. Name another folder.")
    for name, text in files.items():
        fresh = folder / f".{name}.new"
        fresh.write_text(text, encoding="utf-8", newline="\n")
        os.replace(fresh, folder / name)


def take_in(settings: Settings, path: Path, workspace: str | None, *, dry: bool) -> None:
    """Takes in a file, or those of a folder: all of them, or nothing."""
    try:
        given = content.believed({file.name: _text(file) for file in _files(path)})
    except Refusal as refused:
        raise SettingsError(refused.sentence) from refused
    database = migrated(settings)
    try:
        with database.everywhere.begin() as session:
            where = workspace_named(session, workspace, make=False)
            content.take_in(session, where, () if dry else given, system_clock())
    finally:
        database.close()
    if dry:
        click.echo("Nothing is stored (--dry-run). It would be:")
    for one in given:
        file, whole = one.kind.file + content.ENDING, len(one.entries)
        click.echo(f"{file}: {one.own} of {whole} texts are your own.")


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.suffix == content.ENDING)


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise SettingsError(f"{file} is far too large for a file of texts.")
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is no UTF-8 text. Save it as UTF-8.") from error
