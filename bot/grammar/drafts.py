"""`check`: the rest of the line is the draft, as it stands."""

from collections.abc import Sequence

from bot.grammar.requests import Check, Form, Reading, Request
from bot.grammar.tokens import CLOSING, Token, joined, plain


def check(pieces: Sequence[Token], reading: Reading) -> Request:
    """`check "I'm sending the offer"`; alone it opens its form."""
    return as_typed(f"check {joined(pieces)}")


def as_typed(line: str) -> Request:
    """The draft with its lines and marks; the marks around all of it are no part of it."""
    _, *rest = plain(line).split(maxsplit=1)
    draft = unquoted(rest[0].strip()) if rest else ""
    return Check(draft) if draft else Form("check")


def unquoted(text: str) -> str:
    """Without the quotation marks around all of it; those of a quotation inside it stay."""
    if len(text) < 2 or text[-1] not in (CLOSING.get(text[0]) or _SINGLE.get(text[0], "")):
        return text
    marks = text[0] + text[-1]
    within = text[1:-1]
    first = next((place for place, one in enumerate(within) if one in marks), None)
    while first is not None and text[0] in _SINGLE and _inside_a_word(within, first):
        first = next((p for p in range(first + 1, len(within)) if within[p] in marks), None)
    opens = first is None or first == 0 or within[first - 1].isspace()
    return within.strip() if opens else text


_SINGLE = {"'": "'", "‘": "’", "‚": "‘’"}


def _inside_a_word(text: str, place: int) -> bool:
    return text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
