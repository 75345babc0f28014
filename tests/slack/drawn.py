"""What is drawn in blocks: its elements, what a person may choose, what Slack reports of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.slack.records import Json, Place
from tests.slack.state import SlackWouldRefuse

# Where each element's choice stands in payloads; and the element's own starting value.
FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}
STATELESS = {"button", "overflow", "workflow_button", "icon_button", "feedback_buttons"}
Drawn = tuple[Place, Json]


def drawn(blocks: Sequence[Json]) -> Iterator[Drawn]:
    """Every interactive element with its block_id and action_id, top to bottom."""
    for block in blocks:
        yield from _within(block, str(block.get("block_id", "")))


def _within(node: Any, block_id: str) -> Iterator[Drawn]:
    if isinstance(node, list):
        for child in node:
            yield from _within(child, block_id)
    elif isinstance(node, dict):
        block_id = str(node.get("block_id", block_id))
        if "type" in node and ("action_id" in node or node["type"] in FIELDS):
            yield (block_id, str(node.get("action_id", ""))), node
        else:
            for child in node.values():
                yield from _within(child, block_id)


def find(
    blocks: Sequence[Json], action_id: str, value: Any = None, block_id: str | None = None
) -> Drawn:
    """The one element with this action_id; among several buttons, the one with this value."""
    every = list(drawn(blocks))
    found = [
        (place, element)
        for place, element in every
        if place[1] == action_id and block_id in (None, place[0])
    ]
    if len(found) > 1 and value is not None:
        found = [(place, e) for place, e in found if e["type"] != "button" or e["value"] == value]
    if len(found) == 1:
        return found[0]
    names = ", ".join(
        f"{place[1]}={element['value']}" if "value" in element else place[1]
        for place, element in every
    )
    trouble = "No" if not found else f"{len(found)}"
    raise SlackWouldRefuse(f"{trouble} “{action_id}” is drawn here; there is: {names or 'nothing'}")


def entry(element: Json, value: Any, offered: Sequence[Json] = ()) -> Json:
    """What payloads say of an element once a person chose a value (None clears)."""
    name, _ = FIELDS[element["type"]]
    if name == "selected_option":
        value = None if value is None else _option(element, value, offered)
    elif name == "selected_options":
        value = [_option(element, one, offered) for one in value or []]
    elif name.endswith("s") and name != "files":
        value = list(value or [])
    return {"type": element["type"], name: value}


def initial(element: Json) -> Json:
    """What payloads say of an element nobody has touched."""
    name, start = FIELDS[element["type"]]
    return {"type": element["type"], name: element.get(start, [] if name.endswith("s") else None)}


def chosen(state: Json) -> Any:
    """The value inside an entry of state.values."""
    return state[FIELDS[state["type"]][0]]


def _option(element: Json, value: Any, offered: Sequence[Json]) -> Json:
    groups = [group["options"] for group in element.get("option_groups") or []]
    options = [*(element.get("options") or []), *(o for group in groups for o in group), *offered]
    for option in options:
        if value in (option, option["value"], option["text"]["text"]):
            return dict(option)
    names = ", ".join(f"{option['value']} ({option['text']['text']})" for option in options)
    raise SlackWouldRefuse(
        f"“{element.get('action_id')}” offers no {value!r}; it offers: {names or 'nothing'}"
    )


def values(blocks: Sequence[Json], entered: dict[Place, Json]) -> Json:
    """state.values: every element that holds a value, as it stands."""
    told: Json = {}
    for place, element in drawn(blocks):
        if element["type"] in FIELDS and element["type"] not in STATELESS:
            told.setdefault(place[0], {})[place[1]] = entered.get(place) or initial(element)
    return told


def field(blocks: Sequence[Json], name: str) -> Drawn:
    """The input with this block_id or action_id."""
    inputs = [(place, e) for place, e in drawn(blocks) if e["type"] in FIELDS]
    for part in (0, 1):
        found = [(place, e) for place, e in inputs if place[part] == name]
        if len(found) == 1:
            return found[0]
    names = ", ".join("/".join(place) for place, _ in inputs)
    raise SlackWouldRefuse(f"No single field “{name}” is drawn here; there is: {names}")


def unfinished(blocks: Sequence[Json], told: Json) -> list[str]:
    """What Slack's client itself would not let a person submit."""
    faults = []
    for block in blocks:
        if block.get("type") != "input":
            continue
        for place, element in drawn([block]):
            value = chosen(told[place[0]][place[1]])
            if value in (None, "", []):
                faults += [] if block.get("optional") else [f"{'/'.join(place)} is required"]
            else:
                faults += [f"{'/'.join(place)} {fault}" for fault in _too(element, value)]
    return faults


def _too(element: Json, value: Any) -> Iterator[str]:
    if element["type"] == "number_input":
        number = float(value)
        if not element.get("is_decimal_allowed") and not number.is_integer():
            yield "must be a whole number"
        if number < float(element.get("min_value", number)):
            yield "is too small"
        if number > float(element.get("max_value", number)):
            yield "is too large"
    elif element["type"] == "plain_text_input":
        if len(value) > int(element.get("max_length") or 3000):
            yield "is too long"
        if len(value) < int(element.get("min_length") or 0):
            yield "is too short"
