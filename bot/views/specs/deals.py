"""The forms that change a deal."""

from bot.views.specs.fields import DEAL, Field, Form, Shape, When
from coaching.deals import BUYING_STAGES, Direction, Outcome, Stage, TouchKind

STAGES = tuple((s.value, s.value.capitalize()) for s in Stage if s is not Stage.CUSTOMER)
BUYING = tuple((stage.key, stage.label.capitalize()) for stage in BUYING_STAGES)
KINDS = tuple((kind.value, kind.value.capitalize()) for kind in TouchKind)
DIRECTIONS = ((Direction.OUT.value, "We reached out"), (Direction.IN.value, "They reached us"))
LOSSES = (
    (Outcome.LOST_TO_COMPETITION.value, "To a competitor"),
    (Outcome.LOST_TO_NO_DECISION.value, "To no decision"),
)
ENDS = (
    (Outcome.WON.value, "Won"),
    (Outcome.LOST_TO_COMPETITION.value, "Lost to a competitor"),
    (Outcome.LOST_TO_NO_DECISION.value, "Lost to no decision"),
    (Outcome.LET_GO.value, "Let go: we stop"),
)
AT_OPPORTUNITY = When("stage", frozenset({Stage.OPPORTUNITY.value}))
TO_COMPETITION = When("outcome", frozenset({Outcome.LOST_TO_COMPETITION.value}))
IF_WON = When("outcome", frozenset({Outcome.WON.value}))
NOT_WON = When("outcome", frozenset(key for key, _ in ENDS if key != Outcome.WON.value))

BUYING_STAGE = Field(
    "buying_stage",
    "Where the buyer is",
    Shape.MENU,
    choices=BUYING,
    hint="What they do now, not what we did",
    when=AT_OPPORTUNITY,
)
STEP_AT = Field("step_at", "At", Shape.TIME, hint="Your local time", when=When("step_on"))
STEP_WHAT = Field("step_what", "Next step", hint="For instance send the contract")
COMPETITOR = Field("competitor", "Competitor", hint="For instance Globex", when=TO_COMPETITION)
REASON = Field("reason", "Reason", required=True, hint="Their words, for instance no budget")
AMOUNT = Field("amount", "Amount", hint="Leave empty to keep the one that is known")
WON_ON = Field("closed_on", "Won on", Shape.DAY, hint="Leave empty for today")

CHANGES = (
    Form(
        "add",
        "Add a deal",
        "Add",
        (
            Field("name", "Name", required=True, hint="The company, for instance Blue Bottle"),
            Field("amount", "Amount", hint="For instance 12k, €40,000 or USD 5k"),
            Field(
                "stage",
                "Stage",
                Shape.MENU,
                required=True,
                choices=STAGES,
                default=Stage.LEAD.value,
            ),
            BUYING_STAGE,
            Field("decision_on", "Decision expected on", Shape.DAY),
            Field("source", "Source", hint="For instance referral, trade fair, google"),
            Field("product", "Product"),
            Field("segment", "Segment"),
            Field("owner", "Owner", Shape.PERSON, hint="Leave empty to own it yourself"),
        ),
    ),
    Form(
        "log",
        "Log a touch",
        "Log",
        (
            DEAL,
            Field("kind", "What it was", Shape.MENU, required=True, choices=KINDS),
            Field("text", "What was said", Shape.LONG, hint="For instance Dana signs on Friday"),
            Field("direction", "Who reached whom", Shape.MENU, choices=DIRECTIONS),
            Field("who", "With whom", hint="For instance Dana"),
            Field("on", "It was on", Shape.DAY, hint="Leave empty for today"),
            STEP_WHAT,
            Field("step_on", "Next step on", Shape.DAY),
            STEP_AT,
        ),
    ),
    Form(
        "move",
        "Move a deal",
        "Move",
        (
            DEAL,
            Field("stage", "To stage", Shape.MENU, required=True, choices=STAGES),
            BUYING_STAGE,
        ),
    ),
    Form(
        "next",
        "Next step",
        "Keep",
        (DEAL, STEP_WHAT, Field("step_on", "On", Shape.DAY, required=True), STEP_AT),
    ),
    Form(
        "date",
        "Decision date",
        "Move",
        (DEAL, Field("decision_on", "Decision expected on", Shape.DAY, required=True)),
    ),
)
ENDINGS = (
    Form(
        "close",
        "Close a deal",
        "Close it",
        (
            DEAL,
            Field("outcome", "How did it end?", Shape.MENU, required=True, choices=ENDS),
            Field("amount", AMOUNT.label, hint=AMOUNT.hint, when=IF_WON),
            Field("closed_on", WON_ON.label, Shape.DAY, hint=WON_ON.hint, when=IF_WON),
            COMPETITOR,
            Field("reason", REASON.label, required=True, hint=REASON.hint, when=NOT_WON),
        ),
    ),
    Form("won", "Won", "Won", (DEAL, AMOUNT, WON_ON)),
    Form(
        "lost",
        "Lost",
        "Lost",
        (
            DEAL,
            Field("outcome", "How", Shape.MENU, required=True, choices=LOSSES),
            COMPETITOR,
            REASON,
        ),
    ),
    Form("letgo", "Let go", "Let go", (DEAL, REASON)),
    Form("reopen", "Open it again", "Reopen", (DEAL,)),
)
HOLDS = (
    Form(
        "park",
        "Park",
        "Park",
        (DEAL, Field("until", "Until", Shape.DAY, hint="Leave empty until somebody wakes it")),
    ),
    Form("snooze", "Snooze", "Snooze", (DEAL, Field("until", "Until", Shape.DAY, required=True))),
    Form("wake", "Wake", "Wake", (DEAL,)),
    Form(
        "hand",
        "Hand over",
        "Hand over",
        (DEAL, Field("to", "To whom", Shape.PERSON, required=True)),
    ),
    Form("show", "Show a deal", "Show", (DEAL,)),
)
DEALS = (*CHANGES, *ENDINGS, *HOLDS)
