"""A file as rows of text: CSV in any encoding, or the first sheet of a workbook."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.imports.encodings import delimiter_of, encoding_of, kind_of
from bot.imports.vocabulary import UNSEEN, tidy
from coaching.errors import Refusal

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
TEXTS = frozenset({".csv", ".tsv", ".txt", ".tab"})
BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin, new ones and old ones."""
LONGEST_CELL = 10_000_000
FOOTERS = ("grand total", "confidential information", "copyright ", "total records")
"""How the lines begin that a report writes below its rows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a spreadsheet shows it, and its cells, as many as the header's."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that can be read again and again, a row at a time."""

    path: Path
    header: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ""

    def lines(self) -> Iterator[Line]:
        """The rows below the header; blank ones and a report's footer are left out."""
        width = len(self.header)
        rows = enumerate(self._rows(), start=1)
        for _, row in rows:
            if _is_header(row):
                break
        for number, row in rows:
            if not any(row) or _is_footer(row, width):
                continue
            yield Line(number, [*row, *[""] * (width - len(row))])

    def _rows(self) -> Iterator[list[str]]:
        return _workbook(self.path) if not self.delimiter else _text(self)


def opened(path: Path, *, encoding: str = "", delimiter: str = "") -> Sheet:
    """The file with its header; raises Refusal where it cannot be read."""
    if not path.is_file():
        raise Refusal(f"There is no file {path}. Check the path, then say it again.")
    if _is_workbook(path):
        sheet = Sheet(path, ())
    else:
        encoding = encoding or _encoding(path)
        sheet = Sheet(path, (), encoding, delimiter or delimiter_of(path, encoding))
    header = next((row for row in sheet._rows() if _is_header(row)), None)
    if header is None:
        raise Refusal(f"{path.name} is empty: its first line should name the columns.")
    names = tuple(tidy(name) for name in header)
    return Sheet(path, names, sheet.encoding, sheet.delimiter)


def _is_workbook(path: Path) -> bool:
    """Whether it is called or begins like one; some programs write text and call it “.xls”."""
    if path.suffix.lower() in WORKBOOKS - {".xls"}:
        return True
    with path.open("rb") as file:
        return file.read(4) in BOOKS


def _encoding(path: Path) -> str:
    if kind := kind_of(path):
        raise Refusal(
            f"{path.name} is {kind}, not a table that I can read. Open it in the program it comes "
            "from, save it as CSV or XLSX, then import that."
        )
    return encoding_of(path)


def _text(sheet: Sheet) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        with sheet.path.open(encoding=sheet.encoding, newline="") as file:
            for row in csv.reader(_seen(file), delimiter=sheet.delimiter):
                yield [cell.strip() for cell in row]
    except (csv.Error, UnicodeError, LookupError) as error:
        raise Refusal(
            f"{sheet.path.name} cannot be read: its letters or quotes are mixed up. Open it in a "
            "spreadsheet, save it as “CSV UTF-8” or XLSX, then import that."
        ) from error


def _seen(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\x00", "") if "\x00" in line else line


def _workbook(path: Path) -> Iterator[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with path.open("rb") as file:
            sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
        for row in sheet.iter_rows():
            yield [_cell(value) for value in row]
    except (CalamineError, OSError, IndexError) as error:
        raise Refusal(
            f"{path.name} cannot be read as a workbook: it may be cut off, locked with a password, "
            "or something else. Open it in a spreadsheet, save it as CSV or XLSX without a "
            "password, then import that."
        ) from error


def _cell(value: Any) -> str:
    """What a cell of a workbook says, a day as 2026-03-31."""
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != datetime.min.time() else f"{value:%Y-%m-%d}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).translate(UNSEEN).strip()


def _is_header(row: Sequence[str]) -> bool:
    return any(row) and not (len(row) <= 2 and row[0].startswith("sep="))


def _is_footer(row: Sequence[str], width: int) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) <= max(1, width // 3) and row[0].casefold().startswith(FOOTERS)
