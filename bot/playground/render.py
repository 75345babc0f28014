"""Messages, forms and Home tabs as lines of a terminal."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.playground.drawn import Control, Field, controls
from bot.playground.mrkdwn import Line, Span, lines, spans, text_of, unbroken, wrapped
from bot.playground.slack import Json, View

Number = Callable[[Control], int]
Names = Callable[[str], str]
WIDEST = 100
GUTTER = Span("│ ", "blue")
INDENT = 2
LIST_MARK = 3
MARGIN = INDENT + len(GUTTER.text) + LIST_MARK
NUMBERED = re.compile(r"(?:✔ )?\d+\. ")
GAP = "   "
MARKS = {"channels_select": "#", "conversations_select": "#", "users_select": "@"}
FEW = 3
"""Buttons that stand right below their words; more are set off."""


class Renderer:
    """Draws for one width. `names` puts people and channels where Slack's ids stand."""

    def __init__(self, width: int, names: Names) -> None:
        self.width = min(width, WIDEST)
        self._names = names

    def blocks(self, drawn: Sequence[Json], number: Number) -> list[Line]:
        """What a message says, with a number before everything that can be pressed."""
        found: list[Line] = []
        deep = 0
        for block, above in zip(drawn, [None, *drawn], strict=False):
            if found and _starts_anew(block, above):
                found.append(())
                deep = 0
            rows = self._block(block, number)
            found += _indented(rows, deep)
            deep = deep or _depth(rows)
        return found

    def framed(self, head: Line, body: Iterable[Line]) -> list[Line]:
        """A message under its head, with a line down its left side."""
        pad = Span(" " * INDENT)
        return [(pad, *head), *((pad, GUTTER, *line) for line in body)]

    def form(self, view: View, filled: Sequence[Field], wrong: dict[str, str]) -> list[Line]:
        """A form: each field with what stands in it, and beside it what is wrong."""
        found: list[Line] = [(Span(view.body["title"]["text"], "bold"),)]
        for block in view.blocks:
            if block["type"] == "section":
                found += self._text(block["text"], "")
            if block["type"] == "context":
                found += self._text(block["elements"][0], "dim")
        widest = max((len(field.label) for field in filled), default=0)
        for field in filled:
            found.append(self.field(field, widest))
            if field.block_id in wrong:
                why = (Span(f"{' ' * widest}  ✖ {wrong[field.block_id]}", "red"),)
                found += wrapped(why, self.width - MARGIN, widest + 4)
        return found

    def field(self, field: Field, widest: int) -> Line:
        """One field: its name, and what stands in it or may."""
        label = Span(f"{field.label:<{widest}}  ", "cyan")
        if field.value:
            return label, Span(self._names(_as_mention(field)), "bold")
        need = "" if field.optional else "needed"
        told = ", ".join(filter(None, (need, field.hint)))
        return label, Span(f"({told})" if told else "–", "dim")

    def brief(self, drawn: Sequence[Json]) -> Line:
        """A message in one line: its heading, and the small print under it."""
        head = next((b["text"]["text"] for b in drawn if b["type"] == "header"), "")
        small = next((b["elements"][0]["text"] for b in drawn if b["type"] == "context"), "")
        if not head:
            small = next((b["text"]["text"] for b in drawn if b["type"] == "section"), small)
        told = text_of(spans(self._names(small)))
        return Span(f"{head}: " if head else ""), Span(told, "dim")

    def _block(self, block: Json, number: Number) -> list[Line]:
        kind = block["type"]
        if kind == "header":
            return [(Span(block["text"]["text"], "bold cyan"),)]
        if kind == "context":
            return [line for text in block["elements"] for line in self._text(text, "dim")]
        if kind == "divider":
            return [(Span("─" * (self.width - MARGIN), "dim"),)]
        if kind == "data_table":
            return list(_table(block))
        found: list[Line] = []
        if kind == "section":
            for text in [block["text"]] if block.get("text") else []:
                found += self._text(text, "")
            found += self._pairs(block.get("fields") or [])
        return _beside(found, self._buttons(list(controls(block)), number), self.width - MARGIN)

    def _text(self, text: Json, style: str) -> list[Line]:
        words = self._names(text["text"])
        drawn = lines(words, style) if text["type"] == "mrkdwn" else [(Span(words, style),)]
        rows = [row for line in drawn for row in wrapped(line, self.width - MARGIN, _hang(line))]
        deep = _depth(rows)
        return rows[:1] + _indented(rows[1:], deep)

    def _pairs(self, fields: Sequence[Json]) -> Iterator[Line]:
        """Fields of a section: `*Label*` over its value becomes a row of a small table."""
        pairs = [self._names(field["text"]).partition("\n")[::2] for field in fields]
        widest = max((len(text_of(spans(label))) for label, _ in pairs), default=0)
        for label, value in pairs:
            words = text_of(spans(label))
            row = (Span(f"{words:<{widest}}  ", "dim"), *spans(value))
            yield from wrapped(row, self.width - MARGIN, widest + 2)

    def _buttons(self, pressed: Sequence[Control], number: Number) -> list[Line]:
        """One row; a menu's options stand together behind its name."""
        row: list[Span] = []
        menu = ""
        for control in pressed:
            apart = GAP if row and control.menu != menu else " " * bool(row)
            name = f"{control.menu} " if control.menu != menu else ""
            row += [
                Span(apart + name),
                Span(f"[{number(control)}]", "yellow"),
                Span(unbroken(f" {control.label}"), "bold" * control.is_primary),
                Span(" " * (not control.menu)),
            ]
            menu = control.menu
        return wrapped(tuple(row), self.width - MARGIN) if row else []


def _table(block: Json) -> Iterator[Line]:
    """Columns as wide as they need to be; numbers stand to the right, the caption above."""
    rows = [[str(cell["text"]) for cell in row] for row in block["rows"]]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    numbers = [cell["type"] == "raw_number" for cell in block["rows"][-1]]
    yield (Span(block["caption"], "dim"),)
    for at, row in enumerate(rows):
        cells = [
            f"{text:>{width}}" if number else f"{text:<{width}}"
            for text, width, number in zip(row, widths, numbers, strict=True)
        ]
        yield (Span(GAP.join(cells).rstrip(), "" if at else "dim"),)


def _starts_anew(block: Json, above: Json | None) -> bool:
    """Whether a block is set off from what stands above it."""
    kind, kind_above = block["type"], above and above["type"]
    many_buttons = kind == "actions" and len(block["elements"]) > FEW and kind_above == "section"
    apart = kind in ("section", "header", "data_table")
    return apart or many_buttons or (kind, kind_above) == ("context", "actions")


def _beside(words: list[Line], buttons: list[Line], width: int) -> list[Line]:
    """A button stands at the end of its section where there is room, else below."""
    last = len(text_of(words[-1])) if words else 0
    if not last or len(buttons) != 1 or last + len(GAP) + len(text_of(buttons[0])) > width:
        return words + _indented(buttons, _depth(words))
    return [*words[:-1], (*words[-1], Span(GAP), *buttons[0])]


def _depth(rows: Sequence[Line]) -> int:
    """What follows a numbered row is indented under its name."""
    return LIST_MARK if rows and NUMBERED.match(text_of(rows[0])) else 0


def _indented(rows: list[Line], deep: int) -> list[Line]:
    return [(Span(" " * deep), *row) for row in rows] if deep else rows


def _hang(line: Line) -> int:
    """The rest of a line that begins with a label in bold stands a little behind it."""
    labelled = line and line[0].style == "bold" and line[0].text.endswith(":")
    return 2 if labelled else 0


def _as_mention(field: Field) -> str:
    mark = MARKS.get(field.shape)
    return f"<{mark}{field.shown}>" if mark else field.shown
