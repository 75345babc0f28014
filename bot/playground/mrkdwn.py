"""Slack's markdown as styled pieces of text, wrapped to a width."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MARKED = re.compile(r"(?<![\w`])(?P<mark>[*_~`])(?=\S)(?P<inner>[^\n]*?\S)(?P=mark)(?!\w)")
STYLES = {"*": "bold", "_": "italic", "~": "strike", "`": "cyan"}
EMOJI = {
    ":white_check_mark:": "✔",
    ":tada:": "🎉",
    ":repeat:": "↻",
    ":warning:": "⚠",
}
FIXED = "\u00a0"
"""A space where no line is cut."""
PIECES = re.compile(r"[ \t]+|[^ \t]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Some text in one style; the styles are rich's words for them."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


def lines(text: str, style: str = "") -> list[Line]:
    """Each line of a markdown text, unwrapped."""
    for name, sign in EMOJI.items():
        text = text.replace(name, sign)
    return [tuple(spans(line, style)) for line in text.split("\n")]


def spans(text: str, style: str = "") -> Iterator[Span]:
    """The pieces of one line; marks may stand inside each other. Code keeps its marks."""
    at = 0
    for found in MARKED.finditer(text):
        if found.start() > at:
            yield Span(html.unescape(text[at : found.start()]), style)
        inner = f"{style} {STYLES[found['mark']]}".strip()
        if found["mark"] == "`":
            yield Span(html.unescape(found[0]), inner)
        else:
            yield from spans(found["inner"], inner)
        at = found.end()
    if at < len(text):
        yield Span(html.unescape(text[at:]), style)


def wrapped(line: Line, width: int, hang: int = 0) -> list[Line]:
    """The line cut between words; what follows the first cut is indented by `hang`."""
    rows: list[list[Span]] = [[]]
    used = 0
    for piece in _pieces(line):
        if used + len(piece.text) > width and rows[-1] and piece.text.strip():
            rows.append([Span(" " * hang)] if hang else [])
            used = hang
        if not piece.text.strip() and len(rows) > 1 and used <= hang:
            continue
        rows[-1].append(piece)
        used += len(piece.text)
    return [_joined(row) for row in rows]


def unbroken(text: str) -> str:
    """Words that stay on one line."""
    return text.replace(" ", FIXED)


def text_of(line: Iterable[Span]) -> str:
    """The line without its styles."""
    return "".join(span.text for span in line)


def _pieces(line: Line) -> Iterator[Span]:
    for span in line:
        for piece in PIECES.findall(span.text):
            yield Span(piece, span.style)


def _joined(row: list[Span]) -> Line:
    """Neighbours of one style made one, without space at the end."""
    found: list[Span] = []
    for span in row:
        if found and found[-1].style == span.style:
            found[-1] = Span(found[-1].text + span.text.replace(FIXED, " "), span.style)
        else:
            found.append(Span(span.text.replace(FIXED, " "), span.style))
    if found and not found[-1].text.strip() and len(found) > 1:
        found.pop()
    if found:
        found[-1] = Span(found[-1].text.rstrip(), found[-1].style)
    return tuple(found)
