"""What a command is: how it is said, how it is read, and lines that work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.grammar.requests import Reading, Request
from bot.grammar.tokens import Token

Parse = Callable[[Sequence[Token], Reading], Request]


@dataclass(frozen=True, slots=True)
class Verb:
    """A command: its names, how it is read, its usage, one line of help, and lines that work."""

    name: str
    parse: Parse
    usage: str
    does: str
    examples: tuple[str, ...]
    aliases: tuple[str, ...] = ()
