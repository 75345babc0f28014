"""What can be asked of the bot, whatever it was typed or pressed on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from coaching.buyers import Buyer, Part
from coaching.deals import Direction, Outcome, Stage, Step, TouchKind
from coaching.facts import FactKind
from coaching.money import Money
from coaching.numbers.periods import Period


@dataclass(frozen=True, slots=True)
class DealWords:
    """The words that name a deal; with `more`, the last words may belong to what follows."""

    text: str
    more: bool = False


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of ours, as named: by a mention in Slack, or by name alone, perhaps behind an @."""

    name: str
    slack_id: str | None = None
    at: bool = False


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
    owner: Colleague | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """A touch or a note, perhaps with the next step; `on` is the day it was, where not today."""

    deal: DealWords
    kind: TouchKind
    direction: Direction
    text: str | None = None
    who: str | None = None
    step: Step | None = None
    on: date | None = None


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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the buying team: told more of, or no longer there."""

    deal: DealWords
    buyer: Buyer
    known_by: tuple[Colleague, ...] = ()
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Learn:
    """A fact; without a text it is unknown again."""

    deal: DealWords
    kind: FactKind
    text: str | None


@dataclass(frozen=True, slots=True)
class Answers:
    """Several answers at once: facts in words, and names by their part in the decision."""

    deal: DealWords
    facts: Mapping[FactKind, str] = field(default_factory=dict)
    people: Mapping[Part, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trade:
    """Something given to the buyer, or asked of them; None: the words behind the deal's name."""

    deal: DealWords
    gave: bool
    what: str | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """Another owner."""

    deal: DealWords
    to: Colleague


@dataclass(frozen=True, slots=True)
class Reopen:
    """A closed deal, open again."""

    deal: DealWords


@dataclass(frozen=True, slots=True)
class Cost:
    """Money spent on a source in the month that begins on that day."""

    source: str
    amount: Money
    month: date


@dataclass(frozen=True, slots=True)
class Priced:
    """A product's list price and gross margin, a share from 0 to 1; None leaves what is known."""

    name: str
    price: Money | None = None
    margin: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """A target for a period; of a colleague where one is named."""

    amount: Money
    starts_on: date
    ends_on: date
    owner: Colleague | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A deal called in or out of a period's forecast; words behind its name are the reason."""

    deal: DealWords
    inside: bool
    period: Period
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Some number, counted over a period, split by something, perhaps as it stood on a day.

    `line` is what was typed, so that it can be asked again; `amount` and `counts` belong to
    `plan` and `sdr`.
    """

    kind: str
    period: Period
    by: str = ""
    as_of: date | None = None
    mode: str = ""
    line: str = ""
    amount: Money | None = None
    counts: tuple[int, int] = (0, 0)
