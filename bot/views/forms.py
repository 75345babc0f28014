"""The forms: drawn with what is known, and read when they are sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import slackblocks as sb

from bot.views import kit
from bot.views.kit import Json
from bot.views.specs import FORMS, Field, Shape

__all__ = [
    "DEAL_OPTIONS",
    "FORMS",
    "SUBMIT",
    "VALUE",
    "Field",
    "Origin",
    "Shape",
    "element",
    "form",
    "unpacked",
    "values",
]

SUBMIT = "form"
DEAL_OPTIONS = "deal_options"
VALUE = "value"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a form came from: what it replaces when it is sent, and where its answer goes."""

    verb: str
    replaces: int | None = None
    response_url: str | None = None

    def packed(self) -> str:
        """As it travels with the form."""
        return json.dumps([self.verb, self.replaces, self.response_url])


def unpacked(metadata: str) -> Origin:
    """As it came back with the form."""
    verb, replaces, response_url = json.loads(metadata)
    return Origin(verb, replaces, response_url)


def form(verb: str, filled: Mapping[str, str], origin: Origin, deal_name: str = "") -> Json:
    """The form of a command with what is known filled in; `filled["deal"]` is a deal's number."""
    spec = FORMS[verb]
    return kit.modal(
        spec.title,
        [_input(field, filled.get(field.name, ""), deal_name) for field in spec.fields],
        callback_id=SUBMIT,
        submit=spec.submit,
        private_metadata=origin.packed(),
    )


def _input(field: Field, value: str, deal_name: str) -> sb.InputBlock:
    return sb.InputBlock(
        label=sb.PlainText(field.label),
        element=element(field, value, deal_name),
        block_id=field.name,
        hint=sb.PlainText(field.hint) if field.hint else None,
        optional=not field.required,
    )


def element(field: Field, value: str, deal_name: str = "") -> sb.Element:
    """The input itself; a value that is no choice of a menu is left out."""
    if field.shape is Shape.MENU:
        options = [kit.option(label, key) for key, label in field.choices]
        chosen = next((o for o in options if o.value == value), None)
        return sb.StaticSelectMenu(action_id=VALUE, options=options, initial_option=chosen)
    if field.shape is Shape.DEAL:
        known = kit.option(deal_name, value) if value and deal_name else None
        return sb.ExternalSelectMenu(
            action_id=DEAL_OPTIONS,
            initial_option=known,
            min_query_length=0,
            placeholder=sb.PlainText("Type a name"),
        )
    if field.shape is Shape.DAY:
        return sb.DatePicker(action_id=VALUE, initial_date=value or None)
    if field.shape is Shape.CHANNEL:
        return sb.ChannelSelectMenu(action_id=VALUE, initial_channel=value or None)
    return sb.PlainTextInput(
        action_id=VALUE,
        initial_value=kit.clip(value, 3000) or None,
        multiline=field.shape is Shape.LONG,
        max_length=3000 if field.shape is Shape.LONG else 200,
    )


def values(state: Mapping[str, Mapping[str, Mapping[str, object]]]) -> dict[str, str]:
    """What was filled in, by field; empty fields are left out."""
    found = {}
    for name, block in state.items():
        for given in block.values():
            value = _given(given)
            if value:
                found[name] = value
    return found


def _given(given: Mapping[str, object]) -> str:
    chosen = given.get("selected_option")
    if isinstance(chosen, Mapping):
        return str(chosen["value"])
    for name in ("value", "selected_date", "selected_channel", "selected_conversation"):
        if given.get(name):
            return str(given[name])
    return ""
