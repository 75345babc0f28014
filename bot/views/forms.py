"""The forms: one for each command that writes, with the fields it may have."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

import slackblocks as sb

from bot.views import kit
from bot.views.kit import Json
from coaching.deals import BUYING_STAGES, Direction, Outcome, Stage, TouchKind

SUBMIT = "form"
DEAL_OPTIONS = "deal_options"
VALUE = "value"


class Shape(Enum):
    """How a field is filled in."""

    TEXT = auto()
    LONG = auto()
    DAY = auto()
    MENU = auto()
    DEAL = auto()
    CHANNEL = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field; its name is the block's id, so that a refusal can stand beside it."""

    name: str
    label: str
    shape: Shape = Shape.TEXT
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form and what its button says."""

    verb: str
    title: str
    submit: str
    fields: tuple[Field, ...]


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


DEAL = Field("deal", "Deal", Shape.DEAL, required=True)
STAGES = (
    *((stage.value, stage.value.capitalize()) for stage in Stage if stage is not Stage.CUSTOMER),
    *((stage.key, f"Opportunity: {stage.label}") for stage in BUYING_STAGES),
)
KINDS = tuple((kind.value, kind.value.capitalize()) for kind in TouchKind)
DIRECTIONS = ((Direction.OUT.value, "We reached out"), (Direction.IN.value, "They reached us"))
LOSSES = (
    (Outcome.LOST_TO_COMPETITION.value, "To a competitor"),
    (Outcome.LOST_TO_NO_DECISION.value, "To no decision"),
)
STEP = (
    Field("step_on", "Next step on", Shape.DAY),
    Field("step_what", "Next step", hint="What was agreed with the buyer, in a few words"),
)
FORMS = {
    form.verb: form
    for form in (
        Form(
            "add",
            "Add a deal",
            "Add",
            (
                Field("name", "Name", required=True),
                Field("amount", "Amount", hint="12k, €40,000, USD 5k"),
                Field("decision_on", "Decision expected on", Shape.DAY),
                Field("stage", "Stage", Shape.MENU, required=True, choices=STAGES),
                Field("source", "Source"),
                Field("product", "Product"),
                Field("segment", "Segment"),
            ),
        ),
        Form(
            "log",
            "Log a touch",
            "Log",
            (
                DEAL,
                Field("kind", "What it was", Shape.MENU, required=True, choices=KINDS),
                Field("text", "What was said", Shape.LONG),
                Field("direction", "Who reached whom", Shape.MENU, choices=DIRECTIONS),
                Field("who", "With whom"),
                *STEP,
            ),
        ),
        Form(
            "move",
            "Move a deal",
            "Move",
            (DEAL, Field("stage", "To stage", Shape.MENU, required=True, choices=STAGES)),
        ),
        Form(
            "next",
            "Next step",
            "Keep",
            (DEAL, Field("step_on", "On", Shape.DAY, required=True), STEP[1]),
        ),
        Form(
            "date",
            "Decision date",
            "Move",
            (DEAL, Field("decision_on", "Decision expected on", Shape.DAY, required=True)),
        ),
        Form(
            "won",
            "Won",
            "Won",
            (
                DEAL,
                Field("amount", "Amount", hint="Leave empty to keep the one known"),
                Field("closed_on", "Won on", Shape.DAY, hint="Leave empty for today"),
            ),
        ),
        Form(
            "lost",
            "Lost",
            "Lost",
            (
                DEAL,
                Field("outcome", "How", Shape.MENU, required=True, choices=LOSSES),
                Field("competitor", "Competitor"),
                Field("reason", "Reason", required=True),
            ),
        ),
        Form(
            "letgo",
            "Let go",
            "Let go",
            (DEAL, Field("reason", "Reason", required=True)),
        ),
        Form("park", "Park", "Park", (DEAL, Field("until", "Until", Shape.DAY))),
        Form(
            "snooze", "Snooze", "Snooze", (DEAL, Field("until", "Until", Shape.DAY, required=True))
        ),
        Form("wake", "Wake", "Wake", (DEAL,)),
        Form("show", "Show a deal", "Show", (DEAL,)),
    )
}


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
