"""The rows that did not go in, as a file to be mended and imported again."""

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from bot.imports.columns import REJECTS
from storage.plain import guarded


class RejectFile:
    """A CSV beside the imported file; it comes into being with the first row."""

    def __init__(self, path: Path, header: Sequence[str], *, is_ours: bool) -> None:
        self.path, self._header, self._is_ours = path, header, is_ours
        self._file: IO[str] | None = None
        self._writer: Any = None
        self._skipped = 2 if tuple(header[:2]) == REJECTS else 0

    def __enter__(self) -> "RejectFile":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _tb: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
        elif _kind is None and self._is_an_old_one():
            self.path.unlink()

    def _is_an_old_one(self) -> bool:
        """Whether an earlier import left its rejects there, which have all gone in now."""
        if not self.path.is_file():
            return False
        with self.path.open("rb") as file:
            return file.readline().startswith(",".join(REJECTS).encode())

    def add(self, number: int, reason: str, cells: Sequence[str]) -> None:
        """One row, with its number in the file it came from."""
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8", newline="")
            self._writer = csv.writer(self._file, lineterminator="\r\n")
            self._writer.writerow([*REJECTS, *self._header[self._skipped :]])
        told = [cell if self._is_ours else _guarded(cell) for cell in cells[self._skipped :]]
        self._writer.writerow([number, guarded(reason), *told])


def beside(path: Path) -> Path:
    """Where the rejects of a file are written."""
    return path.with_name(f"{path.stem}.rejected.csv")


def _guarded(cell: str) -> str:
    return guarded(cell) if cell else cell
