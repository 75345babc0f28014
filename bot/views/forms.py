"""The forms: drawn with what is known, and read when they are sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import slackblocks as sb

from bot.views import kit
from bot.views.kit import Json
from bot.views.specs import FORMS, Field, Shape
from bot.views.specs.fields import DEAL

__all__ = [
    "DEAL_OPTIONS",
    "FORMS",
    "STEER",
    "SUBMIT",
    "VALUE",
    "Field",
    "Origin",
    "Shape",
    "element",
    "form",
    "redrawn",
    "unpacked",
    "values",
]

SUBMIT = "form"
DEAL_OPTIONS = "deal_options"
VALUE = "value"
STEER = "steer"
"""A field on which others depend: what is chosen there draws the form anew."""
TEXT_MOST, LONG_MOST = 200, 3000


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a form came from: what it replaces when it is sent, and where its answer goes."""

    verb: str
    replaces: int | None = None
    response_url: str | None = None
    home: bool = False

    def packed(self) -> str:
        """As it travels with the form."""
        return json.dumps([self.verb, self.replaces, self.response_url, self.home])


def unpacked(metadata: str) -> Origin:
    """As it came back with the form; one that an earlier version drew knows less."""
    return Origin(*json.loads(metadata))


def form(
    verb: str, filled: Mapping[str, str], origin: Origin, deal_name: str = "", head: str = ""
) -> Json:
    """The form of a command with what is known filled in; `filled["deal"]` is a deal's number.

    `head` stands above the fields in small print; what was typed in it is escaped already.
    """
    spec = FORMS[verb]
    above: list[sb.Block] = [kit.context(head)] if head else []
    return kit.modal(
        spec.title,
        [*above, *_inputs(verb, filled, deal_name)],
        callback_id=SUBMIT,
        submit=spec.submit,
        private_metadata=origin.packed(),
    )


def stays_with(owner: str) -> str:
    """Said above a form whose owner no menu of Slack's knows."""
    return f"It stays with {kit.escape(owner)}, who is not on Slack, unless you choose an owner."


def redrawn(view: Mapping[str, Any], origin: Origin) -> Json:
    """An open form with the fields that follow from what is chosen in it now."""
    state = view["state"]["values"]
    (head,) = [b["elements"][0]["text"] for b in view["blocks"] if b["type"] == "context"] or [""]
    return form(origin.verb, values(state), origin, _chosen_deal(state), head)


def _chosen_deal(state: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    chosen = state.get(DEAL.name, {}).get(DEAL_OPTIONS, {}).get("selected_option")
    return str(chosen["text"]["text"]) if chosen else ""


def _inputs(verb: str, filled: Mapping[str, str], deal_name: str) -> Sequence[sb.Block]:
    spec = FORMS[verb]
    known = {field.name: field.default for field in spec.fields} | dict(filled)
    steering = spec.steering
    return [
        _input(field, known.get(field.name, ""), deal_name, steers=field.name in steering)
        for field in spec.asked(known)
    ]


def _input(field: Field, value: str, deal_name: str, *, steers: bool) -> sb.InputBlock:
    return sb.InputBlock(
        label=sb.PlainText(field.label),
        element=element(field, value, deal_name, STEER if steers else VALUE),
        dispatch_action=steers,
        block_id=field.name,
        hint=sb.PlainText(field.hint) if field.hint else None,
        optional=not field.required,
    )


def element(field: Field, value: str, deal_name: str = "", action: str = VALUE) -> sb.Element:
    """The input itself; a value that is no choice of a menu is left out."""
    options = [kit.option(label, key) for key, label in field.choices]
    match field.shape:
        case Shape.MENU:
            chosen = next((o for o in options if o.value == value), None)
            return sb.StaticSelectMenu(action_id=action, options=options, initial_option=chosen)
        case Shape.MANY:
            several = [o for o in options if o.value in value.split(",")]
            return sb.CheckboxGroup(
                action_id=action, options=options, initial_options=several or None
            )
        case Shape.DEAL:
            return _deal_menu(value, deal_name)
    return _plain(field, value, action)


def _deal_menu(value: str, name: str) -> sb.Element:
    return sb.ExternalSelectMenu(
        action_id=DEAL_OPTIONS,
        initial_option=kit.option(name, value) if value and name else None,
        min_query_length=0,
        placeholder=sb.PlainText("Type a name"),
    )


def _plain(field: Field, value: str, action: str) -> sb.Element:
    known = value or None
    match field.shape:
        case Shape.DAY:
            return sb.DatePicker(action_id=action, initial_date=known)
        case Shape.TIME:
            return sb.TimePicker(action_id=action, initial_time=known)
        case Shape.PERSON:
            return sb.UserSelectMenu(action_id=action, initial_user=known)
        case Shape.CHANNEL:
            return sb.ChannelSelectMenu(action_id=action, initial_channel=known)
    long = field.shape is Shape.LONG or len(value) > TEXT_MOST
    most = LONG_MOST if long else TEXT_MOST
    return sb.PlainTextInput(
        action_id=action,
        initial_value=kit.clip(value, most) or None,
        multiline=field.shape is Shape.LONG,
        max_length=most,
    )


def values(state: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, str]:
    """What was filled in, by field; empty fields are left out."""
    found = {}
    for name, block in state.items():
        for given in block.values():
            value = _given(given).replace("\x00", "")
            if value:
                found[name] = value
    return found


def _given(given: Mapping[str, Any]) -> str:
    """As text; several choices have commas between."""
    chosen = given.get("selected_option")
    if chosen:
        return str(chosen["value"])
    people = given.get("selected_users")
    if people:
        return ",".join(map(str, people))
    several = given.get("selected_options")
    if several:
        return ",".join(str(option["value"]) for option in several)
    return next((str(given[name]) for name in HELD if given.get(name)), "")


HELD = (
    "value",
    "selected_date",
    "selected_time",
    "selected_user",
    "selected_channel",
    "selected_conversation",
)
"""Where Slack tells what stands in an input, by its kind."""
