"""Reads what is drawn: what can be pressed or chosen, and what a form asks for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.playground.slack import Json, View
from coaching.wording import day

CHOICES = frozenset({"static_select", "overflow"})
STARTS = {
    "plain_text_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "checkboxes": ("selected_options", "initial_options"),
}
"""By element: where its value stands in what Slack reports, and where it starts from."""


@dataclass(frozen=True, slots=True)
class Control:
    """A button, or one option of a menu, as it is drawn."""

    label: str
    block_id: str
    element: Json
    option: Json | None = None

    @property
    def is_primary(self) -> bool:
        """Whether it is drawn as the one to press."""
        return bool(self.element.get("style") == "primary")

    @property
    def menu(self) -> str:
        """The name of the menu it is an option of."""
        placeholder = self.element.get("placeholder") or {}
        return str(placeholder.get("text", "")) if self.option else ""

    @property
    def spoken(self) -> str:
        """What is pressed or chosen, in words."""
        aloud = self.element.get("accessibility_label") or self.label
        return f"{self.menu} {aloud}".strip()

    @property
    def identity(self) -> tuple[str, str]:
        """The same for the same control after its message was drawn anew."""
        carried = self.option or self.element
        return str(self.element["action_id"]), str(carried.get("value"))


@dataclass(slots=True)
class Field:
    """One input of a form, and what stands in it now as Slack reports it; one that `tells`
    reports each choice at once."""

    block_id: str
    label: str
    element: Json
    optional: bool
    tells: bool = False
    hint: str = ""
    value: Any = None
    options: tuple[Json, ...] = field(default=())

    @property
    def shape(self) -> str:
        """The type of its element."""
        return str(self.element["type"])

    @property
    def shown(self) -> str:
        """What a person sees in it."""
        if isinstance(self.value, Mapping):
            return str(self.value["text"]["text"])
        if isinstance(self.value, Sequence) and not isinstance(self.value, str):
            named = (o if isinstance(o, str) else str(o["text"]["text"]) for o in self.value)
            return ", ".join(named)
        if self.value and self.shape == "datepicker":
            return day(date.fromisoformat(self.value))
        return str(self.value or "")

    @property
    def state(self) -> Json:
        """What Slack reports of it."""
        return {"type": self.shape, STARTS[self.shape][0]: self.value}


def controls(block: Json) -> Iterator[Control]:
    """What can be pressed in a block, in order."""
    for element in elements(block):
        if element.get("type") == "button":
            yield Control(element["text"]["text"], block["block_id"], element)
        elif element.get("type") in CHOICES:
            for option in element["options"]:
                yield Control(option["text"]["text"], block["block_id"], element, option)


def elements(block: Json) -> Sequence[Json]:
    """The elements of an actions block, or the one beside a section."""
    if block["type"] == "actions":
        found: list[Json] = block["elements"]
        return found
    return [block["accessory"]] if block.get("accessory") else []


def all_controls(blocks: Sequence[Json]) -> list[Control]:
    """Everything that can be pressed, top to bottom."""
    return [control for block in blocks for control in controls(block)]


def fields(view: View) -> list[Field]:
    """The inputs of a form with what they start from."""
    return [_field(block) for block in view.blocks if block["type"] == "input"]


def _field(block: Json) -> Field:
    element = block["element"]
    hint = block.get("hint") or {}
    return Field(
        block_id=block["block_id"],
        label=block["label"]["text"],
        element=element,
        optional=bool(block.get("optional")),
        tells=bool(block.get("dispatch_action")),
        hint=str(hint.get("text", "")),
        value=element.get(STARTS[element["type"]][1]),
        options=tuple(element.get("options") or ()),
    )


def changed(before: Sequence[Json], after: Sequence[Json]) -> list[Json]:
    """The blocks that say something they did not say before, whatever their number."""
    known = [_without_id(block) for block in before]
    return [block for block in after if _without_id(block) not in known]


def _without_id(block: Json) -> Json:
    return {name: value for name, value in block.items() if name != "block_id"}
