"""What Slack's limits say of a view or a message: sentences for the drawer, and how full it is."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Any

from bot.playground.records import Json

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_BYTES = 250_000
MOST_TEXT = 4_000
VIEW = {"title": 24, "submit": 24, "close": 24, "private_metadata": 3_000, "callback_id": 255}
IDS = {"block_id": 255, "action_id": 255}
TEXTS: dict[str, dict[str, int]] = {
    "header": {"text": 150},
    "section": {"text": 3_000, "fields": 2_000},
    "input": {"label": 2_000, "hint": 2_000},
    "image": {"title": 2_000, "alt_text": 2_000, "image_url": 3_000},
    "markdown": {"text": 12_000},
    "card": {"title": 150, "subtitle": 150, "body": 200},
    "data_visualization": {"title": 50},
    "button": {"text": 75, "value": 2_000, "url": 3_000, "accessibility_label": 75},
    "plain_text_input": {"placeholder": 150, "initial_value": 3_000},
    "option": {"text": 75, "value": 150, "description": 75},
    "group": {"label": 75},
    "confirm": {"title": 100, "text": 300, "confirm": 30, "deny": 30},
}
"""Most characters, by type and property."""
COUNTS: dict[str, dict[str, tuple[int, int]]] = {
    "section": {"fields": (1, 10)},
    "actions": {"elements": (1, 25)},
    "context": {"elements": (1, 10)},
    "overflow": {"options": (1, 5)},
    "radio_buttons": {"options": (1, 10)},
    "checkboxes": {"options": (1, 10)},
    "static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "multi_static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "group": {"options": (1, 100)},
    "card": {"actions": (1, 3)},
    "container": {"child_blocks": (1, 10)},
    "table": {"rows": (1, 100)},
    "data_table": {"rows": (2, 201)},
}
"""Fewest and most, by type and property."""
NEEDED: dict[str, tuple[str, ...]] = {
    "header": ("text",),
    "actions": ("elements",),
    "context": ("elements",),
    "input": ("label", "element"),
    "image": ("alt_text",),
    "button": ("text",),
    "markdown": ("text",),
    "data_table": ("rows", "caption"),
    "data_visualization": ("title", "chart"),
    "option": ("text", "value"),
    "confirm": ("title", "text"),
}
EVERYWHERE = {"actions", "context", "divider", "header", "image", "section", "rich_text", "video"}
NEWER = {"card", "carousel", "container", "data_table", "data_visualization", "table", "input"}
ALLOWED = {
    "message": EVERYWHERE | NEWER | {"markdown", "context_actions", "file", "plan", "task_card"},
    "home": EVERYWHERE | NEWER,
    "modal": EVERYWHERE | {"input", "alert"},
}
CHILDREN = {"options": "option", "option_groups": "group", "confirm": "confirm"}
TABLE_COLUMNS = 20
TABLE_CHARACTERS = {"table": 10_000, "data_table": 20_000}
MOST_CHARTS = 2
POINTS, LABEL, SERIES, SEGMENTS = 20, 20, 12, 12


def measured(view: Json) -> Json:
    """What would be refused, and what is how full."""
    surface = str(view.get("type", "message"))
    if surface not in ALLOWED:
        return {"problems": [f"A view is a modal or home, not “{surface}”."], "measures": []}
    blocks = view.get("blocks") or []
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return {"problems": ["The blocks are no list of objects."], "measures": []}
    problems = [*_whole(view, surface, blocks), *_blocks(blocks, surface)]
    return {"problems": problems, "measures": list(_measures(view, surface, blocks))}


def _measures(view: Json, surface: str, blocks: list[Json]) -> Iterator[Json]:
    yield {"what": "Blocks", "is": len(blocks), "most": MOST_BLOCKS[surface]}
    if surface == "message":
        yield {"what": "Characters of text", "is": len(view.get("text") or ""), "most": MOST_TEXT}
    else:
        yield {"what": "Bytes", "is": len(json.dumps(view)), "most": MOST_BYTES}
    for name, most in VIEW.items():
        if view.get(name):
            yield {"what": name, "is": len(_words(view[name])), "most": most}


def _whole(view: Json, surface: str, blocks: list[Json]) -> Iterator[str]:
    if len(blocks) > MOST_BLOCKS[surface]:
        yield f"{len(blocks)} blocks; a {surface} takes {MOST_BLOCKS[surface]}."
    charts = sum(block.get("type") == "data_visualization" for block in blocks)
    if charts > MOST_CHARTS:
        yield f"{charts} charts; there may be {MOST_CHARTS}."
    yield from (_message if surface == "message" else _view)(view)
    if surface == "modal":
        yield from _modal(view, blocks)


def _message(view: Json) -> Iterator[str]:
    if not view.get("text"):
        yield "There is no text: a screen reader and a notification would say nothing."
    yield from _length(view.get("text") or None, MOST_TEXT, "The text")


def _view(view: Json) -> Iterator[str]:
    if len(json.dumps(view)) > MOST_BYTES:
        yield f"The view is larger than {MOST_BYTES // 1000} kB."
    for name, most in VIEW.items():
        yield from _length(view.get(name) or None, most, f"The view's {name}")


def _modal(view: Json, blocks: list[Json]) -> Iterator[str]:
    if not view.get("title"):
        yield "A modal needs a title."
    if any(block.get("type") == "input" for block in blocks) and not view.get("submit"):
        yield "A modal with inputs needs a submit button."


def _blocks(blocks: list[Json], surface: str) -> Iterator[str]:
    for number, block in enumerate(blocks, 1):
        kind, where = str(block.get("type")), f"block {number}"
        if kind not in ALLOWED[surface]:
            yield f"A {surface} takes no block of the type “{kind}” ({where})."
        yield from _parts(block, kind, f"{where}, {kind}")
        yield from _twice(list(_actions(block)), "action_id", where)
    yield from _twice([b["block_id"] for b in blocks if b.get("block_id")], "block_id", "the view")


def _parts(node: Json, kind: str, where: str) -> Iterator[str]:
    for name in NEEDED.get(kind, ()):
        if not node.get(name):
            yield f"Without {name}: {where}."
    for name, most in (IDS | TEXTS.get(kind, {})).items():
        for one in _each(node.get(name)):
            yield from _length(one, most, f"{name} of {where}")
    yield from _counts(node, kind, where)
    yield from EXTRA.get(kind, _nothing)(node, where)
    for name, one in ((name, one) for name, child in node.items() for one in _each(child)):
        if isinstance(one, dict):
            inner = CHILDREN.get(name, str(one.get("type", "")))
            yield from _parts(one, inner, f"{where} › {inner or name}")


def _counts(node: Json, kind: str, where: str) -> Iterator[str]:
    for name, (least, most) in COUNTS.get(kind, {}).items():
        if name in node and not least <= len(node[name] or []) <= most:
            yield f"{name} of {where}: {len(node[name] or [])}; there may be {least} to {most}."


def _each(held: Any) -> list[Any]:
    return held if isinstance(held, list) else [held]


def _nothing(_node: Json, _where: str) -> Iterator[str]:
    yield from ()


def _section(node: Json, where: str) -> Iterator[str]:
    if not node.get("text") and not node.get("fields"):
        yield f"Neither text nor fields: {where}."


def _table(node: Json, where: str) -> Iterator[str]:
    kind, rows = str(node["type"]), node.get("rows") or []
    widest = max((len(row) for row in rows if isinstance(row, list)), default=0)
    if widest > TABLE_COLUMNS:
        yield f"{widest} columns in {where}; there may be {TABLE_COLUMNS}."
    written = sum(len(text) for text in _texts(rows))
    if written > TABLE_CHARACTERS[kind]:
        yield f"{written} characters in {where}; there may be {TABLE_CHARACTERS[kind]}."


def _chart(node: Json, where: str) -> Iterator[str]:
    told = node.get("chart") or {}
    segments, series = told.get("segments"), told.get("series")
    if told.get("type") == "pie":
        if not 1 <= len(segments or []) <= SEGMENTS:
            yield f"{len(segments or [])} segments in {where}; there may be 1 to {SEGMENTS}."
        if any(not one.get("value", 0) > 0 for one in segments or []):
            yield f"A segment that is not above zero in {where}."
        return
    if not 1 <= len(series or []) <= SERIES:
        yield f"{len(series or [])} series in {where}; there may be 1 to {SERIES}."
    labels = [[point.get("label") for point in one.get("data") or []] for one in series or []]
    if any(len(found) > POINTS for found in labels):
        yield f"A series of more than {POINTS} points in {where}."
    if any(len(str(label)) > LABEL for found in labels for label in found):
        yield f"A label of more than {LABEL} characters in {where}."
    categories = (told.get("axis_config") or {}).get("categories") or (labels or [[]])[0]
    if any(set(found) != set(categories) for found in labels):
        yield f"Not every series has every category in {where}."


EXTRA: dict[str, Callable[[Json, str], Iterator[str]]] = {
    "section": _section,
    "table": _table,
    "data_table": _table,
    "data_visualization": _chart,
}


def _length(held: Any, most: int, what: str) -> Iterator[str]:
    if held is None:
        return
    number = len(_words(held))
    if number > most:
        yield f"{what}: {number:,} characters; there may be {most:,}."
    elif number == 0:
        yield f"{what}: empty, and Slack refuses that."


def _twice(names: Collection[str], what: str, where: str) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"The {what} “{name}” stands {times} times in {where}."


def _actions(node: Any) -> Iterator[str]:
    for child in (
        node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    ):
        yield from _actions(child)
    if isinstance(node, dict) and node.get("action_id"):
        yield str(node["action_id"])


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _texts(child)
    elif isinstance(node, str):
        yield node


def _words(held: Any) -> str:
    return str(held.get("text", "")) if isinstance(held, dict) else str(held)
