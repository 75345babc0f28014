"""What must hold of every message, form and Home tab, read from the JSON that Slack would get."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.gallery import GALLERY
from tests.slack import SlackServer

Json = dict[str, Any]

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
KINDS = {
    "message": {
        "data_table",
        "data_visualization",
        "header",
        "section",
        "context",
        "actions",
        "divider",
    },
    "home": {
        "header",
        "section",
        "context",
        "actions",
        "divider",
        "data_table",
        "data_visualization",
    },
    "modal": {"header", "section", "context", "actions", "divider", "input"},
}
MOST_ELEMENTS = {"actions": 25, "context": 10}
ELEMENTS = {
    "actions": {"button", "static_select", "overflow"},
    "section": {"button", "static_select", "overflow"},
    "input": {
        "plain_text_input",
        "static_select",
        "external_select",
        "channels_select",
        "conversations_select",
        "multi_users_select",
        "datepicker",
        "checkboxes",
        "timepicker",
        "users_select",
    },
}
LONGEST = {
    ("header", "text"): 150,
    ("section", "text"): 3000,
    ("section", "field"): 2000,
    ("context", "text"): 3000,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("button", "text"): 75,
    ("button", "value"): 2000,
    ("button", "accessibility_label"): 75,
    ("option", "text"): 75,
    ("option", "value"): 150,
    ("element", "placeholder"): 150,
    ("element", "initial_value"): 3000,
    ("any", "action_id"): 255,
    ("any", "block_id"): 255,
    ("view", "title"): 24,
    ("view", "submit"): 24,
    ("view", "close"): 24,
    ("view", "private_metadata"): 3000,
    ("view", "callback_id"): 255,
}
MOST_TEXT = 4000
OWN_MARKUP = re.compile(r"<#[A-Z0-9]+>")
RAW = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")
SENTENCE = re.compile(r"[.!?…][”\"’)]*$")
HOLE = re.compile(r"\bNone\b")


def message_faults(message: Json) -> list[str]:
    """What is wrong with a message: its blocks, and the sentence that stands for them."""
    GALLERY.hang("message", message)
    text = str(message.get("text") or "")
    faults = [*_raw(text, "text"), *block_faults(message.get("blocks") or [], "message")]
    if not SENTENCE.search(text):
        faults.append(f"text is no sentence: {text!r}")
    if len(text) > MOST_TEXT:
        faults.append(f"text has {len(text)} characters")
    if HOLE.search(text):
        faults.append(f"text has a hole: {text!r}")
    return faults


def view_faults(view: Json) -> list[str]:
    """What is wrong with a form or a Home tab."""
    kind = str(view["type"])
    GALLERY.hang(kind, view)
    faults = block_faults(view["blocks"], kind)
    for name in ("title", "submit", "close"):
        faults += _length("view", name, (view.get(name) or {}).get("text", "-"))
    for name in ("private_metadata", "callback_id"):
        faults += _length("view", name, view.get(name) or "-")
    if kind == "modal" and not view.get("title"):
        faults.append("no title")
    if any(block["type"] == "input" for block in view["blocks"]) and not view.get("submit"):
        faults.append("a form without a way to send it")
    return faults


def block_faults(blocks: list[Json], surface: str) -> list[str]:
    """What is wrong with the blocks of one surface."""
    faults = []
    if len(blocks) > MOST_BLOCKS[surface]:
        faults.append(f"{len(blocks)} blocks")
    for block in blocks:
        kind = block["type"]
        if kind not in KINDS[surface]:
            faults.append(f"a block of type {kind} in a {surface}")
        else:
            faults += BLOCKS[kind](block)
        faults += _length("any", "block_id", block.get("block_id") or "-")
    faults += _repeated([block["block_id"] for block in blocks if "block_id" in block], "block_id")
    for part in blocks if surface == "modal" else [blocks]:
        faults += _repeated(list(_action_ids(part)), "action_id")
    return faults


def slack_faults(slack: SlackServer, seen: set[int]) -> list[str]:
    """What is wrong with anything that came to this Slack and was not seen before."""
    faults = []
    for payload, check in _payloads(slack):
        if id(payload) not in seen:
            seen.add(id(payload))
            faults += check(payload)
    return faults


def _payloads(slack: SlackServer) -> Iterator[tuple[Json, Any]]:
    """Every message, view and answer. Each stays alive with the stand-in, so its id is its own."""
    for call in list(slack.requests):
        if call.method in ("chat.postMessage", "chat.update"):
            yield call.args, message_faults
        elif call.method in ("views.open", "views.publish", "views.update"):
            yield call.args["view"], view_faults
    for response in list(slack.responses):
        yield response.body, message_faults
    for view in list(slack.views):
        yield view.body, view_faults
    for message in slack.ephemerals():
        yield message.__dict__, message_faults


def _header(block: Json) -> Iterator[str]:
    if block["text"]["type"] != "plain_text":
        yield "a heading is plain text"
    yield from _text("header", "text", block["text"])


def _section(block: Json) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield "an empty section"
    if block.get("text"):
        yield from _text("section", "text", block["text"])
    if "fields" in block and not 1 <= len(block["fields"]) <= 10:
        yield f"{len(block['fields'])} fields"
    for field in block.get("fields") or []:
        yield from _text("section", "field", field)
    if block.get("accessory"):
        yield from _element("section", block["accessory"])


def _context(block: Json) -> Iterator[str]:
    yield from _count(block)
    for text in block["elements"]:
        yield from _text("context", "text", text)


def _actions(block: Json) -> Iterator[str]:
    yield from _count(block)
    for element in block["elements"]:
        yield from _element("actions", element)


def _input(block: Json) -> Iterator[str]:
    for name in ("label", "hint"):
        if block.get(name):
            if block[name]["type"] != "plain_text":
                yield f"the {name} of a field is plain text"
            yield from _text("input", name, block[name])
    if not block.get("label"):
        yield "a field without a label"
    yield from _element("input", block["element"])


def _divider(block: Json) -> Iterator[str]:
    yield from ()


def _data_table(block: Json) -> Iterator[str]:
    rows = block["rows"]
    if not block.get("caption") or not 2 <= len(rows) <= 201 or len({len(r) for r in rows}) != 1:
        yield f"a table of {len(rows)} rows, or without a caption"
    said = sum(len(cell["text"]) for row in rows for cell in row)
    if said > 20_000 or not all(cell["text"] for row in rows for cell in row):
        yield f"a table of {said} characters, or with an empty cell"


def _data_visualization(block: Json) -> Iterator[str]:
    chart = block["chart"]
    labels = chart["axis_config"]["categories"]
    if not 1 <= len(block["title"]) <= 50 or not 1 <= len(labels) <= 20:
        yield "a chart without a title or categories"
    if not 1 <= len(chart["series"]) <= 6 or any(len(label) > 20 for label in labels):
        yield "a chart with too many series, or labels that are too long"
    for series in chart["series"]:
        if [point["label"] for point in series["data"]] != labels:
            yield f"a series without every category: {series}"


BLOCKS = {
    "data_table": _data_table,
    "data_visualization": _data_visualization,
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "divider": _divider,
}


def _count(block: Json) -> Iterator[str]:
    number = len(block["elements"])
    if not 1 <= number <= MOST_ELEMENTS[block["type"]]:
        yield f"{number} elements in a block of type {block['type']}"


def _element(where: str, element: Json) -> Iterator[str]:
    kind = element["type"]
    if kind not in ELEMENTS[where]:
        yield f"a {kind} in a block of type {where}"
    yield from _length("any", "action_id", element["action_id"])
    if kind == "button":
        yield from _text("button", "text", element["text"])
        yield from _length("button", "value", element.get("value", "-"))
        yield from _length("button", "accessibility_label", element.get("accessibility_label", "-"))
    if element.get("placeholder"):
        yield from _text("element", "placeholder", element["placeholder"])
    yield from _length("element", "initial_value", element.get("initial_value", "-"))
    yield from _options(element)


def _options(element: Json) -> Iterator[str]:
    options = element.get("options")
    most = 5 if element["type"] == "overflow" else 100
    if options is not None and not 1 <= len(options) <= most:
        yield f"{len(options)} options"
    for option in [*(options or []), element.get("initial_option")]:
        if option:
            yield from _text("option", "text", option["text"])
            yield from _length("option", "value", option["value"])
    if options and element.get("initial_option") not in (None, *options):
        yield f"the chosen option is none of the options: {element['initial_option']}"


def _text(owner: str, name: str, text: Json) -> Iterator[str]:
    yield from _length(owner, name, text["text"])
    if text["type"] == "mrkdwn":
        yield from _raw(text["text"], f"{owner} {name}")
    if HOLE.search(text["text"]):
        yield f"a hole in a {owner}: {text['text']!r}"


def _length(owner: str, name: str, text: str) -> Iterator[str]:
    most = LONGEST[owner, name]
    if not 1 <= len(text) <= most:
        yield f"{name} of a {owner} has {len(text)} characters: {text[:80]!r}"


def _raw(text: str, where: str) -> Iterator[str]:
    found = RAW.search(OWN_MARKUP.sub("", text))
    if found:
        yield f"unescaped in a {where}: {text[max(0, found.start() - 20) : found.end() + 20]!r}"


def _repeated(names: list[str], what: str) -> list[str]:
    return [f"{what} {name} stands {n} times" for name, n in Counter(names).items() if n > 1]


def _action_ids(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _action_ids(child)
    elif isinstance(node, dict):
        if "action_id" in node:
            yield node["action_id"]
        for child in node.values():
            yield from _action_ids(child)
