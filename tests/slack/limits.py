"""Slack's limits on messages, views and blocks; faults are told as Slack tells them.

bot/playground/limits.py has them too: tests that asked the product what Slack allows would believe
its mistakes. tests/bot/playground_server/test_drawer.py holds the two against each other.
"""

import json
from collections.abc import Collection, Iterator
from typing import Any

from tests.gallery import GALLERY
from tests.slack.records import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
VIEW_TEXTS = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}
VIEW_LABELS = ("title", "submit", "close")
LABEL = 24

# Longest text by the name of the property that holds it, per type of block or element.
TEXTS = {
    "header": {"text": 150},
    "section": {"text": 3000, "fields": 2000},
    "input": {"label": 2000, "hint": 2000},
    "button": {"text": 75, "value": 2000, "url": 3000, "accessibility_label": 75},
    "image": {"title": 2000, "alt_text": 2000, "image_url": 3000},
    "markdown": {"text": 12000},
    "option": {"text": 75, "value": 150, "description": 75},
    "group": {"label": 75},
    "confirm": {"title": 100, "text": 300, "confirm": 30, "deny": 30},
    "card": {"title": 150, "subtitle": 150, "body": 200},
    "data_visualization": {"title": 50},
}
COUNTS = {
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
    "data_table": {"rows": (2, 201)},
    "table": {"rows": (1, 100)},
}
NEEDED = {
    "header": ("text",),
    "actions": ("elements",),
    "context": ("elements",),
    "input": ("label", "element"),
    "image": ("alt_text",),
    "button": ("text",),
    "data_table": ("rows", "caption"),
    "markdown": ("text",),
    "option": ("text", "value"),
    "confirm": ("title", "text"),
}
ANYWHERE = {"actions", "context", "divider", "header", "image", "section", "rich_text", "video"}
NEWER = {"card", "carousel", "container", "data_table", "data_visualization", "table"}
MESSAGE_ONLY = {"markdown", "context_actions", "file", "plan", "task_card"}
SURFACES = {
    "message": ANYWHERE | NEWER | MESSAGE_ONLY | {"input"},
    "home": ANYWHERE | NEWER | {"input"},
    "modal": ANYWHERE | {"input", "alert"},
}
IDS = {"action_id": 255, "block_id": 255}
NAMES = {"options": "option", "option_groups": "group", "confirm": "confirm"}


def message_faults(args: Json, refused: Collection[str] = ()) -> list[str]:
    """What Slack would not show in a message."""
    faults = _block_faults(args.get("blocks") or [], "message", MESSAGE_BLOCKS, refused)
    if not faults:
        GALLERY.hang("message", args)
    return faults


def view_faults(view: Json, refused: Collection[str] = ()) -> list[str]:
    """What Slack would not show in a modal or a Home tab."""
    surface = str(view.get("type"))
    if surface not in ("modal", "home"):
        return [_fault("must be modal or home", "/view/type")]
    faults = _block_faults(view.get("blocks") or [], surface, VIEW_BLOCKS, refused)
    for name, most in VIEW_TEXTS.items():
        if len(view.get(name) or "") > most:
            faults.append(_fault(f"must be less than {most + 1} characters", f"/view/{name}"))
    if len(json.dumps(view)) > VIEW_BYTES:
        faults.append(_fault("view_too_large", "/view"))
    faults += _modal_faults(view) if surface == "modal" else ()
    if not faults:
        GALLERY.hang(surface, view)
    return faults


def _modal_faults(view: Json) -> Iterator[str]:
    inputs = any(block.get("type") == "input" for block in view.get("blocks") or [])
    for name in ("title", "submit") if inputs else ("title",):
        if not _text(view.get(name)):
            yield _fault(f"missing required field: {name}", "/view")
    for name in VIEW_LABELS:
        if len(_text(view.get(name))) > LABEL:
            yield _fault(f"must be less than {LABEL + 1} characters", f"/view/{name}")


def _block_faults(blocks: Any, surface: str, most: int, refused: Collection[str]) -> list[str]:
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return [_fault("must be a list of objects", "/blocks")]
    faults = []
    if len(blocks) > most:
        faults.append(_fault(f"no more than {most} items allowed", "/blocks"))
    for number, block in enumerate(blocks):
        where = f"/blocks/{number}"
        if block.get("type") not in SURFACES[surface] - set(refused):
            faults.append(_fault(f"unsupported type: {block.get('type')}", where))
        faults += _faults(block, str(block.get("type")), where)
        faults += _repeated(_actions(block), "action_id", where)
    named = [block["block_id"] for block in blocks if "block_id" in block]
    return faults + _repeated(named, "block_id", "/blocks")


def _faults(node: Json, kind: str, where: str) -> Iterator[str]:
    for name in NEEDED.get(kind, ()):
        if not node.get(name):
            yield _fault(f"missing required field: {name}", where)
    for name, most in (IDS | TEXTS.get(kind, {})).items():
        yield from _lengths(node.get(name), most, f"{where}/{name}")
    for name, bounds in COUNTS.get(kind, {}).items():
        yield from _counts(node.get(name), bounds, f"{where}/{name}")
    for name, child in node.items():
        yield from _inner(name, child, f"{where}/{name}")


def _inner(name: str, child: Any, where: str) -> Iterator[str]:
    for number, item in enumerate(child if isinstance(child, list) else [child]):
        if isinstance(item, dict):
            kind = NAMES.get(name, str(item.get("type")))
            yield from _faults(item, kind, f"{where}/{number}" if child is not item else where)


def _counts(items: Any, bounds: tuple[int, int], where: str) -> Iterator[str]:
    if items is not None and not bounds[0] <= len(items) <= bounds[1]:
        yield _fault(f"must have {bounds[0]} to {bounds[1]} items", where)


def _lengths(held: Any, most: int, where: str) -> Iterator[str]:
    for item in held if isinstance(held, list) else [held]:
        if item is not None:
            if len(_text(item)) > most:
                yield _fault(f"must be less than {most + 1} characters", where)
            if _text(item) == "":
                yield _fault("must be more than 0 characters", where)


def _actions(node: Any) -> list[str]:
    if isinstance(node, list):
        return [action for child in node for action in _actions(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node["action_id"])] if "action_id" in node else []
    return own + [action for child in node.values() for action in _actions(child)]


def _repeated(names: list[str], what: str, where: str) -> list[str]:
    twice = sorted({name for name in names if names.count(name) > 1})
    return [_fault(f"{what} “{name}” is not unique", where) for name in twice]


def _text(held: Any) -> str:
    return str(held.get("text", "")) if isinstance(held, dict) else str(held or "")


def _fault(what: str, where: str) -> str:
    return f"[ERROR] {what} [json-pointer:{where}]"
