"""Cuts a typed line into words and quoted pieces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

CLOSING = {'"': '"”“', "“": '”“"', "„": '“”"', "”": '”"', "«": '»"', "»": '«"'}
"""What ends a quotation that began so, the likeliest first: “he has a 6" pipe” is one piece."""
_MARKS = "".join(CLOSING)
_WORD = re.compile(rf"[^\s{_MARKS}]+")
_SINGLE = re.compile(r"['‘‚](?=\S)(.*?\S)['’‘](?=\s|$)", re.DOTALL)
"""Single marks quote where they stand around words; o'neil and the sellers' are no quotations."""
_LINK = re.compile(r"<(?:mailto:|tel:)?(?![@#])(?:[^<|>]*\|)?([^<>]*)>")
_MENTION = re.compile(r"<([@#])([A-Z0-9]+)(?:\|([^<>]*))?>")
_UNSEEN = str.maketrans(dict.fromkeys("\x00\u200b\u2060\ufeff"))
"""What nobody types and PostgreSQL (NUL) or a comparison of names would stumble over."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the words between two quotation marks; `reference` is @U… or #C… of a mention."""

    text: str
    quoted: bool = False
    reference: str | None = None

    @property
    def word(self) -> str:
        """Lower case for comparing with a keyword; empty for a quoted piece, which is none."""
        return "" if self.quoted else self.text.casefold()


def tokens(line: str) -> tuple[Token, ...]:
    """The pieces of a line; an open quotation runs to the end, so nothing is lost."""
    found = []
    rest = _LINK.sub(r"\1", line.translate(_UNSEEN))
    position = 0
    while position < len(rest):
        if rest[position].isspace():
            position += 1
            continue
        piece, position = _piece(rest, position)
        if piece.text or not piece.quoted:
            found.append(piece)
    return tuple(found)


def plain(line: str) -> str:
    """The line as it was typed: escapes undone, mentions and links as they are shown."""
    return _shown(_LINK.sub(r"\1", line.translate(_UNSEEN)))


def joined(pieces: Sequence[Token]) -> str:
    """The pieces as one text."""
    return " ".join(piece.text for piece in pieces)


def _piece(line: str, start: int) -> tuple[Token, int]:
    """The piece that begins there, and where it ends."""
    if line[start] in CLOSING:
        end = _end_of_quote(line, start)
        return Token(_shown(line[start + 1 : end]).strip(), quoted=True), end + 1
    single = _SINGLE.match(line, start)
    if single:
        return Token(_shown(single[1]), quoted=True), single.end()
    word = _WORD.match(line, start)
    assert word is not None
    mention = _MENTION.fullmatch(word[0])
    reference = mention[1] + mention[2] if mention else None
    return Token(_shown(word[0]), reference=reference), word.end()


def _end_of_quote(line: str, start: int) -> int:
    ends = (line.find(mark, start + 1) for mark in CLOSING[line[start]])
    return next((end for end in ends if end > start), len(line))


def _shown(text: str) -> str:
    named = _MENTION.sub(lambda found: found[1] + (found[3] or found[2]), text)
    return named.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
