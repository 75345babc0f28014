"""Looks after the file of an SQLite database: a damaged one is refused, a sound one is copied."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

COPY_EVERY = 86_400
"""Seconds that the data may be newer than its copy before another one is made (ours)."""


class Damaged(Exception):
    """The file cannot be trusted; the text says what to do."""


def copy_of(file: Path) -> Path:
    """Where the copy of a database file lies."""
    return file.with_name(f"{file.name}.backup")


def safeguard(file: Path) -> None:
    """Raises Damaged for a file that SQLite finds broken; else sees to a copy of at most a day ago.

    The copy is made while nobody serves, and takes the place of the one before only when whole.
    """
    if not file.is_file() or not file.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(file)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found == "ok" and _is_old(copy_of(file), file):
                _copy(connection, copy_of(file))
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            return
        found = str(error)
    if found != "ok":
        raise Damaged(_advice(file, found.splitlines()[-1]))


def _is_old(copy: Path, file: Path) -> bool:
    return not copy.exists() or file.stat().st_mtime - copy.stat().st_mtime > COPY_EVERY


def back_up(file: Path, target: Path) -> int:
    """Copies a database that may be in use, as it stands at one moment; returns its size in bytes.

    An earlier copy is replaced only by a whole one. Raises Damaged where the copy is not sound, and
    OSError or sqlite3.OperationalError where it cannot be made.
    """
    begun = target.with_name(f"{target.name}.part")
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
            _copy(connection, target)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise Damaged(_advice(file, str(error))) from None
    finally:
        begun.unlink(missing_ok=True)
    return target.stat().st_size


def _copy(connection: sqlite3.Connection, copy: Path) -> None:
    begun = copy.with_name(f"{copy.name}.part")
    begun.unlink(missing_ok=True)
    with closing(sqlite3.connect(begun)) as target:
        connection.backup(target)
        found = target.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        target.execute("PRAGMA journal_mode = DELETE")
    with begun.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(begun, copy)


def _advice(file: Path, found: str) -> str:
    copy = copy_of(file)
    kept = (
        f"Its copy is {copy}: take {file.name}, {file.name}-wal and {file.name}-shm away, "
        f"put the copy in their place"
        if copy.exists()
        else ""
    )
    otherwise = f"There is no copy beside it: restore your own backup of {file.name}"
    return f"The database {file} is damaged ({found}). {kept or otherwise}, then start again."
