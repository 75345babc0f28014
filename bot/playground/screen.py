"""Where lines are printed: coloured on a terminal, plain and stable everywhere else."""

import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, TextIO

from bot.playground.mrkdwn import Line, Span, text_of
from bot.playground.render import WIDEST

if TYPE_CHECKING:
    from rich.console import Console


class Screen(Protocol):
    """Prints."""

    width: int

    def show(self, lines: Iterable[Line]) -> None:
        """Prints lines, each on one of its own."""

    def prompt(self, line: Line) -> None:
        """Prints the beginning of a line that somebody will end."""


class PlainScreen:
    """The same text on every machine."""

    width = WIDEST

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def show(self, lines: Iterable[Line]) -> None:
        """Prints lines without their styles."""
        for line in lines:
            self._out.write(text_of(line).rstrip() + "\n")
        self._out.flush()

    def prompt(self, line: Line) -> None:
        """Prints the beginning of a line."""
        self._out.write(text_of(line))
        self._out.flush()


class ColourScreen:
    """A terminal."""

    def __init__(self, console: "Console") -> None:
        self._console = console
        self.width = min(console.width, WIDEST)

    def show(self, lines: Iterable[Line]) -> None:
        """Prints styled lines."""
        for line in lines:
            self._print(line, "\n")

    def prompt(self, line: Line) -> None:
        """Prints the beginning of a line."""
        self._print(line, "")

    def _print(self, line: Line, end: str) -> None:
        from rich.text import Text

        pieces = [(span.text, span.style) for span in line]
        text = Text.assemble(*pieces)
        self._console.print(text, end=end, soft_wrap=True, highlight=False)


def screen_for(out: TextIO, *, plain: bool) -> Screen:
    """Colours where somebody looks, plain text where the output goes elsewhere."""
    if hasattr(out, "reconfigure"):
        out.reconfigure(errors="replace")
    if plain or not out.isatty():
        return PlainScreen(out)
    from rich.console import Console

    return ColourScreen(Console(file=out, width=shutil.get_terminal_size().columns))


def line(text: str, style: str = "") -> Line:
    """A line in one style."""
    return (Span(text, style),)


def standard_out() -> TextIO:
    """Where the process prints now."""
    return sys.stdout
