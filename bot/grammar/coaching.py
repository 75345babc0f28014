"""Lines to the coach."""

from collections.abc import Sequence

from bot.grammar.requests import Coach, Form, Mirror, Offramp, Reading, Request
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import DealWords


def offramp(pieces: Sequence[Token], reading: Reading) -> Request:
    """`offramp acme`."""
    return Offramp(DealWords(joined(pieces))) if pieces else Form("offramp")


def coach(pieces: Sequence[Token], reading: Reading) -> Request:
    """`coach acme`, `coach`."""
    return Coach(DealWords(joined(pieces)) if pieces else None)


def mirror(pieces: Sequence[Token], reading: Reading) -> Request:
    """`mirror`."""
    return Mirror()
