"""Everything as files that the importer reads back, and a member's own deals as one file."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.usecases.asking import Asking
from coaching.errors import Refusal
from storage import exporting
from storage.database import Session

FIRST_FILE = "deals.csv"
WORKSPACES = "workspaces.csv"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time on every file of an archive, so that the same deals make the same archive."""


def export(session: Session, workspace_id: str, folder: Path) -> dict[str, int]:
    """Writes a file for each table into the folder; returns how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for name in exporting.file_names():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = exporting.rows(session, workspace_id, name)
            written[name] = _write(file, exporting.header(name), rows)
    return written


def archive(session: Session, asking: Asking) -> tuple[bytes, int]:
    """What the member sees, and all that is theirs, as a zip; and how many deals are in it."""
    packed, deals = io.BytesIO(), 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in exporting.own_names():
            text = io.StringIO(newline="")
            rows = exporting.own_rows(session, asking.sight, asking.member.id, name)
            count = _write(text, exporting.header(name), rows)
            deals = count if name == "deals" else deals
            info = zipfile.ZipInfo(f"{name}.csv", EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.getvalue())
    return packed.getvalue(), deals


def folder_of(path: Path) -> Path | None:
    """The export to which a path leads: its folder, or its deals.csv; None for any other file."""
    folder = path if path.is_dir() else path.parent
    if path.is_file() and path.name != FIRST_FILE:
        return None
    if not (folder / WORKSPACES).is_file() or not (folder / FIRST_FILE).is_file():
        return None
    with (folder / FIRST_FILE).open(encoding="utf-8", errors="replace", newline="") as file:
        first = next(csv.reader(file), [])
    return folder if first[: len(exporting.FIRST)] == list(exporting.FIRST) else None


def restore(session: Session, folder: Path) -> dict[str, int]:
    """Reads a whole export into an empty database; raises Refusal, and then nothing is stored."""
    if not exporting.is_empty(session):
        raise Refusal(
            "An export goes into an empty database, and this one is in use. "
            "Set DATABASE_URL to a new one, then say it again."
        )
    workspace_id = _workspace_of(folder)
    read = {}
    for name in exporting.file_names():
        path = folder / f"{name}.csv"
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            try:
                names = next(lines, [])
                read[name] = exporting.restore(session, name, workspace_id, names, lines)
            except (ValueError, ArithmeticError, csv.Error) as error:
                raise Refusal(
                    f"{path.name} cannot be read back: {error}. Nothing was stored; "
                    "export again, or import deals.csv by itself from another folder."
                ) from error
    exporting.finish(session)
    return read


def _workspace_of(folder: Path) -> str:
    with (folder / WORKSPACES).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if len(rows) != 1 or not rows[0].get("id"):
        raise Refusal(f"{WORKSPACES} should have one row. Export again, then import that folder.")
    return str(rows[0]["id"])


def _write(file: io.TextIOBase, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow(row)
        count += 1
    return count
