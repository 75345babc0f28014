"""Where lines come from: a script, somebody at a keyboard, or a pipe."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from bot.playground.mrkdwn import Line, Span, text_of
from bot.playground.screen import PlainScreen, Screen


class Lines(Protocol):
    """Gives one line at a time."""

    asks: bool
    """Whether somebody is asked field by field, or answers as `field: value`."""

    def read(self, prompt: Line) -> str:
        """The next line; raises EOFError at the end."""


class Script:
    """Lines written down before; each is printed as if it were typed."""

    asks = False

    def __init__(self, lines: Iterable[str], screen: Screen) -> None:
        self._lines: Iterator[str] = iter([line.strip() for line in lines])
        self._screen = screen

    def read(self, prompt: Line) -> str:
        """The next line that says something."""
        for line in self._lines:
            if line.startswith("#"):
                self._screen.show([(Span(line, "dim italic"),), ()])
            elif line:
                self._screen.show([(*prompt, Span(line, "bold"))])
                return line
        raise EOFError


class Keyboard:
    """Somebody at a terminal, with history and editing where the system has them."""

    asks = True

    def __init__(self, screen: Screen) -> None:
        self._coloured = not isinstance(screen, PlainScreen)
        with suppress(ImportError):
            import readline  # noqa: F401 - being there is enough: input() uses it

    def read(self, prompt: Line) -> str:
        """What is typed."""
        words = text_of(prompt)
        return input(f"\001\033[1;36m\002{words}\001\033[0m\002" if self._coloured else words)


class Pipe:
    """Lines from another program; they are printed, since nobody's keyboard did."""

    asks = True

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def read(self, prompt: Line) -> str:
        """The next line."""
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        self._screen.show([(*prompt, Span(line.strip(), "bold"))])
        return line.strip()


def lines_for(script: Path | None, screen: Screen) -> Lines:
    """A script if there is one, else whoever is there."""
    if script is not None:
        return Script(script.read_text(encoding="utf-8").splitlines(), screen)
    return Keyboard(screen) if sys.stdin.isatty() else Pipe(screen)
