"""Where sentences begin and end in a message, hard-wrapped mail and lists included."""

import re
from collections.abc import Iterator

WRAPPED_AT = 50
"""Characters from which a line without an end mark was probably wrapped (ours)."""
LONGEST = 1000
"""Characters of a sentence that are read together (ours)."""
_PIECE = re.compile(rf"[\s\S]{{1,{LONGEST}}}(?:\s|\Z)|[\s\S]{{1,{LONGEST}}}")
_END = re.compile(r"[.!?]+[\"')\]”’»*_]*(?=\s|$)|\n+")
_NO_END = re.compile(r"(?:\b[A-Za-z]|\b(?:vs|approx|incl|etc|Mr|Mrs|Ms|Dr|No|St))\.$")
_BEFORE = re.compile(r"(?:[ \t*_~(\[\"'“„‘«]|:[a-z0-9_+-]+:)+$")
_BULLET = re.compile(r"(?:^|\n)[ \t]*(?:[-•–>]|\d{1,2}[.)]|[a-z]\))$")
_ENDED = re.compile(r"(?<![.…])[.!?][\"'”’»)\]]*$")


def sentences(plain: str) -> Iterator[tuple[int, int]]:
    """The start and the end of each, in characters; one beyond all measure is cut into pieces."""
    start = 0
    for end in _ends(plain):
        for piece in _PIECE.finditer(plain, start, end):
            yield piece.span()
        start = end


def _ends(plain: str) -> Iterator[int]:
    start = 0
    for mark in _END.finditer(plain):
        if mark[0] == "." and _NO_END.search(plain[max(start, mark.end() - 8) : mark.end()]):
            continue
        start = mark.end()
        yield start
    yield len(plain)


def begins(text: str, place: int) -> bool:
    """Whether a word at that place begins a sentence, and is written with a capital."""
    head = _bare(text[max(0, place - 200) : place])
    if not head:
        return True
    if not head.endswith("\n"):
        return bool(_ENDED.search(head)) and not _NO_END.search(head)
    lines = head.removesuffix("\n").rsplit("\n", 1)
    last = lines[-1].rstrip()
    return len(last) < WRAPPED_AT or not (last[-1].isalnum() or last[-1] == ",")


def _bare(head: str) -> str:
    """What stands before, without the marks that may open a sentence."""
    head = _BEFORE.sub("", head)
    return _BEFORE.sub("", _BULLET.sub("\n", head)) if _BULLET.search(head) else head
