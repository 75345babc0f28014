"""What can be asked of the bot, whatever it was typed or pressed on."""

from dataclasses import dataclass
from datetime import date

from coaching.deals import Direction, Outcome, Stage, Step, TouchKind
from coaching.money import Money


@dataclass(frozen=True, slots=True)
class DealWords:
    """The words that name a deal; with `more`, the last words may belong to what follows."""

    text: str
    more: bool = False


@dataclass(frozen=True, slots=True)
class Add:
    """A new deal."""

    name: str
    stage: Stage = Stage.LEAD
    buying_stage: str | None = None
    amount: Money | None = None
    decision_on: date | None = None
    source: str | None = None
    product: str | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """A touch or a note, perhaps with the next step."""

    deal: DealWords
    kind: TouchKind
    direction: Direction
    text: str | None = None
    who: str | None = None
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A stage, or a buying stage inside opportunity."""

    deal: DealWords
    stage: Stage
    buying_stage: str | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The agreed next step; None clears it."""

    deal: DealWords
    step: Step | None


@dataclass(frozen=True, slots=True)
class DecisionDate:
    """A new decision date; None means there is none any more."""

    deal: DealWords
    on: date | None


@dataclass(frozen=True, slots=True)
class Close:
    """The end of a deal."""

    deal: DealWords
    outcome: Outcome
    reason: str | None = None
    competitor: str | None = None
    amount: Money | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """Off the list for a while: snoozed until a day, parked with or without one, or woken."""

    deal: DealWords
    how: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of deals: mine, all, a stage, a shelf, overdue, an owner's, or by text."""

    what: str = "mine"
    value: str = ""
    page: int = 1
