"""Cuts a typed line into words and quoted pieces."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

OPENING = '"“”„«»'
CLOSING = '"”“«»'
_QUOTED = re.compile(rf"[{OPENING}]([^{CLOSING}]*)(?:[{CLOSING}]|$)")
_WORD = re.compile(rf"[^\s{OPENING}]+")
_LINK = re.compile(r"<(?:mailto:|tel:)?(?:[^|>]*\|)?([^>]*)>")
_MENTION = re.compile(r"<([@#])([A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the words between two quotation marks."""

    text: str
    quoted: bool = False

    @property
    def word(self) -> str:
        """Lower case for comparing with a keyword; empty for a quoted piece, which is none."""
        return "" if self.quoted else self.text.casefold()


def tokens(line: str) -> tuple[Token, ...]:
    """The pieces of a line; an open quotation runs to the end, so nothing is lost."""
    found = []
    rest = plain(line)
    position = 0
    while position < len(rest):
        if rest[position].isspace():
            position += 1
            continue
        quoted = _QUOTED.match(rest, position)
        piece = quoted or _WORD.match(rest, position)
        assert piece is not None
        text = piece.group(1).strip() if quoted else piece.group()
        if text or not quoted:
            found.append(Token(text, quoted is not None))
        position = piece.end()
    return tuple(found)


def plain(line: str) -> str:
    """The line as it was typed: escapes undone, mentions as @U… and #C…, links as shown."""
    without = _MENTION.sub(r"\1\2", line.replace("\x00", ""))
    return html.unescape(_LINK.sub(r"\1", without))


def joined(pieces: Sequence[Token]) -> str:
    """The pieces as one text."""
    return " ".join(piece.text for piece in pieces)
