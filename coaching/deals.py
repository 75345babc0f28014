"""The words every layer shares: a deal, where it stands, and what was done about it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from coaching.money import Money


class Stage(StrEnum):
    """Where a deal stands in our process, in order (playbook §1; 001, 000)."""

    LEAD = "lead"
    SUSPECT = "suspect"
    PROSPECT = "prospect"
    OPPORTUNITY = "opportunity"
    CUSTOMER = "customer"

    @property
    def order(self) -> int:
        """0 for a lead up to 4 for a customer."""
        return list(Stage).index(self)


class Outcome(StrEnum):
    """How a deal left the pipeline; an open deal has none (001, 002)."""

    WON = "won"
    LOST_TO_COMPETITION = "lost to competition"
    LOST_TO_NO_DECISION = "lost to no decision"
    LOST = "lost"
    LET_GO = "let go"

    @property
    def is_loss(self) -> bool:
        """Whether the buyer said no: to us, or to buying at all."""
        return self in (Outcome.LOST_TO_COMPETITION, Outcome.LOST_TO_NO_DECISION, Outcome.LOST)


class ForecastCategory(StrEnum):
    """What a buying stage is worth in a forecast (002)."""

    PIPELINE = "Pipeline"
    BEST_CASE = "Best Case"
    COMMIT = "Commit"


@dataclass(frozen=True, slots=True)
class BuyingStage:
    """A step of the buyer inside opportunity, never a step of ours (002)."""

    key: str
    label: str
    category: ForecastCategory


BUYING_STAGES = (
    BuyingStage("need", "understanding the need", ForecastCategory.PIPELINE),
    BuyingStage("case", "building the business case", ForecastCategory.PIPELINE),
    BuyingStage("options", "evaluating options", ForecastCategory.BEST_CASE),
    BuyingStage("shortlist", "short list", ForecastCategory.BEST_CASE),
    BuyingStage("negotiating", "negotiating", ForecastCategory.COMMIT),
    BuyingStage("redlining", "redlining the contract", ForecastCategory.COMMIT),
)


def buying_stage(key: str | None) -> BuyingStage | None:
    """The buying stage with that key; None for an unknown key or none."""
    return next((stage for stage in BUYING_STAGES if stage.key == key), None)


class Shelf(StrEnum):
    """How soon an opportunity is expected to be decided (001)."""

    TABLE = "table"
    FRIDGE = "fridge"
    FREEZER = "freezer"

    @property
    def place(self) -> str:
        """`on the table`, `in the fridge`, as a sentence says it."""
        return f"{'on' if self is Shelf.TABLE else 'in'} the {self.value}"


class TouchKind(StrEnum):
    """A real touch resets the clock; a note is kept and resets nothing (playbook §2)."""

    CALL = "call"
    MAIL = "mail"
    MEETING = "meeting"
    DEMO = "demo"
    MESSAGE = "message"
    VISIT = "visit"
    NOTE = "note"

    @property
    def is_touch(self) -> bool:
        """Whether it counts as contact with the buyer."""
        return self is not TouchKind.NOTE


STAGE_NAMES = {
    "lead": Stage.LEAD,
    "raw lead": Stage.LEAD,
    "suspect": Stage.SUSPECT,
    "mql": Stage.SUSPECT,
    "prospect": Stage.PROSPECT,
    "sql": Stage.PROSPECT,
    "opportunity": Stage.OPPORTUNITY,
    "opp": Stage.OPPORTUNITY,
    "sal": Stage.OPPORTUNITY,
}
"""What people call the stages (001, 002); a customer is made by `won` alone."""

BUYING_STAGE_NAMES = {
    "understanding the need": "need",
    "need": "need",
    "building the business case": "case",
    "business case": "case",
    "evaluating options": "options",
    "evaluating": "options",
    "evaluation": "options",
    "long list": "options",
    "longlist": "options",
    "short list": "shortlist",
    "shortlist": "shortlist",
    "shortlisted": "shortlist",
    "negotiating": "negotiating",
    "negotiation": "negotiating",
    "redlining the contract": "redlining",
    "redlining": "redlining",
    "redlines": "redlining",
}
"""What people call the buying stages (002)."""


class Direction(StrEnum):
    """Who reached whom: out is us, in is the buyer."""

    OUT = "out"
    IN = "in"


DEFAULT_DIRECTION = {
    TouchKind.CALL: Direction.OUT,
    TouchKind.MAIL: Direction.OUT,
    TouchKind.MEETING: Direction.OUT,
    TouchKind.DEMO: Direction.OUT,
    TouchKind.MESSAGE: Direction.OUT,
    TouchKind.VISIT: Direction.OUT,
    TouchKind.NOTE: Direction.OUT,
}


@dataclass(frozen=True, slots=True)
class Step:
    """What was agreed with the buyer, for a day and perhaps an hour of the owner's."""

    on: date
    what: str | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal as it stands. Days are the owner's local days; moments are UTC and aware.

    `silent_since` is the moment of the last touch, else of the entry of the stage.
    """

    id: int
    name: str
    owner_id: int
    stage: Stage
    created_on: date
    entered_stage_on: date
    buying_stage: str | None = None
    amount: Money | None = None
    decision_on: date | None = None
    step: Step | None = None
    outcome: Outcome | None = None
    closed_on: date | None = None
    reason: str | None = None
    competitor: str | None = None
    last_touch_on: date | None = None
    last_touch_kind: TouchKind | None = None
    last_touch_direction: Direction | None = None
    last_touch_signal: str | None = None
    snoozed_until: date | None = None
    parked_until: date | None = None
    parked: bool = False
    source: str | None = None
    product: str | None = None
    segment: str | None = None
    silent_since: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still in the pipeline."""
        return self.outcome is None

    @property
    def category(self) -> ForecastCategory | None:
        """The forecast category of an open opportunity; Pipeline until a buying stage is known."""
        if not self.is_open or self.stage is not Stage.OPPORTUNITY:
            return None
        found = buying_stage(self.buying_stage)
        return found.category if found else ForecastCategory.PIPELINE


@dataclass(frozen=True, slots=True)
class Touch:
    """Something said to or heard from the buyer."""

    id: int
    deal_id: int
    kind: TouchKind
    direction: Direction
    at: datetime
    text: str | None = None
    who: str | None = None
    signal: str | None = None
