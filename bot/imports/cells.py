"""The cells of one row by what they mean, as texts that can be kept."""

from collections.abc import Mapping

from bot.imports.sheets import Line
from bot.imports.vocabulary import UNSEEN, tidy
from storage.plain import bare

LONGEST_NAME = 500
LONGEST_KEY = 200
LONGEST_TEXT = 3000
LONGEST_DETAIL = 200
"""Characters; a longer text is refused with its row rather than cut."""


class Faulty(Exception):
    """The row cannot be taken in; the text says why."""


class Repeated(Faulty):
    """The row has the number of one above."""


class Cells:
    """The cells of one row by field."""

    def __init__(self, line: Line, at: Mapping[str, int], *, is_ours: bool) -> None:
        self._line, self._at, self._is_ours = line, at, is_ours

    @property
    def number(self) -> int:
        """The row's, as a spreadsheet shows it."""
        return self._line.number

    def raw(self, name: str) -> str:
        """What stands there; nothing where the file has no such column."""
        index = self._at.get(name)
        if index is None:
            return ""
        cell = self._line.cells[index]
        return bare(cell) if self._is_ours else cell

    def text(self, name: str, most: int = LONGEST_DETAIL) -> str | None:
        """A text in one line; raises Faulty where it is too long to be kept."""
        cell = self.raw(name)
        if not cell:
            return None
        plain = tidy(cell)
        if len(plain) > most:
            raise Faulty(f"its {name} has {len(plain)} characters; {most} are the most")
        return plain or None

    def lines(self, name: str) -> str | None:
        """A text that may have several lines."""
        return self.raw(name).translate(UNSEEN).strip()[:LONGEST_TEXT] or None
