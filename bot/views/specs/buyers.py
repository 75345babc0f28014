"""The forms about the buyer."""

from bot.views.specs.fields import DEAL, Field, Form, Shape
from coaching.buyers import Part
from coaching.facts import FactKind

PARTS = tuple((part.value, part.value.capitalize()) for part in Part)
FACTS = tuple((kind.value, kind.value.capitalize()) for kind in FactKind)

BUYERS = (
    Form(
        "people",
        "Buying team",
        "Keep",
        (
            DEAL,
            Field("name", "Name", required=True, hint="For instance Dana Reis"),
            Field("title", "Title", hint="For instance CFO"),
            Field("parts", "Part in the decision", Shape.MANY, choices=PARTS),
            Field("known_by", "Who of us knows them", hint="Ben, or several with commas"),
            Field("channel", "How they like to be reached", hint="For instance phone, or LinkedIn"),
        ),
    ),
    Form(
        "fact",
        "What you learnt",
        "Keep",
        (
            DEAL,
            Field("kind", "About", Shape.MENU, required=True, choices=FACTS),
            Field(
                "text",
                "What they said",
                Shape.LONG,
                required=True,
                hint="For instance closing the books takes nine days",
            ),
        ),
    ),
    Form(
        "gave",
        "Given",
        "Keep",
        (
            DEAL,
            Field("what", "What you gave", required=True, hint="For instance the deck, or a trial"),
        ),
    ),
    Form(
        "asked",
        "Asked for",
        "Keep",
        (
            DEAL,
            Field("what", "What you asked for", required=True, hint="For instance their volumes"),
        ),
    ),
    Form("questions", "Questions", "Show", (DEAL,)),
    Form("offramp", "A way in or out", "Show", (DEAL,)),
)
