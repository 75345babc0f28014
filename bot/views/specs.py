"""What each form asks for: one for each command that writes."""

from dataclasses import dataclass
from enum import Enum, auto

from coaching.buyers import Part
from coaching.deals import BUYING_STAGES, Direction, Outcome, Stage, TouchKind
from coaching.facts import FactKind


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
PARTS = tuple((part.value, part.value.capitalize()) for part in Part)
FACTS = tuple((kind.value, kind.value.capitalize()) for kind in FactKind)
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
        Form("questions", "Questions", "Show", (DEAL,)),
        Form(
            "people",
            "Buying team",
            "Keep",
            (
                DEAL,
                Field("name", "Name", required=True),
                Field("title", "Title"),
                Field("part", "Part in the decision", Shape.MENU, choices=PARTS),
                Field("known_by", "Who of us knows them", hint="@ben, or several with commas"),
                Field("channel", "How they like to be reached", hint="phone, mail, LinkedIn"),
            ),
        ),
        Form(
            "fact",
            "What you learnt",
            "Keep",
            (
                DEAL,
                Field("kind", "About", Shape.MENU, required=True, choices=FACTS),
                Field("text", "What they said", Shape.LONG, required=True),
            ),
        ),
        Form("gave", "Given", "Keep", (DEAL, Field("what", "What you gave", required=True))),
        Form("asked", "Asked for", "Keep", (DEAL, Field("what", "What you asked", required=True))),
        Form(
            "hand",
            "Hand over",
            "Hand over",
            (DEAL, Field("to", "To whom", required=True, hint="Their name as it stands in Slack")),
        ),
        Form(
            "cost",
            "What it cost",
            "Keep",
            (
                Field("source", "Source", required=True, hint="google, trade fair, agency"),
                Field("amount", "Amount", required=True, hint="2k, €4,500"),
                Field("month", "Any day of the month", Shape.DAY),
            ),
        ),
    )
}
