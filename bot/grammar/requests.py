"""What a line can ask for, besides what bot/usecases/requests.py names."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.usecases.requests import (
    Add,
    Aim,
    Call,
    Close,
    Cost,
    DealWords,
    DecisionDate,
    Figure,
    Hand,
    Hold,
    Learn,
    Listing,
    Log,
    Move,
    Next,
    Person,
    Priced,
    Reopen,
    Trade,
)
from coaching.people import MONDAY_TO_FRIDAY


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to understand a line: the member's local moment and the workspace's habits."""

    now: datetime
    currency: str
    day_first: bool = True
    languages: tuple[str, ...] = ("en",)
    working_days: frozenset[int] = MONDAY_TO_FRIDAY

    @property
    def today(self) -> date:
        """The member's local day."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Form:
    """The line lacks something required: open the form with what was understood.

    Words behind the deal's name go into the field `rest`; `head` says what could not be read.
    """

    verb: str
    filled: dict[str, str] = field(default_factory=dict)
    rest: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Show:
    """One deal on one card."""

    deal: DealWords


@dataclass(frozen=True, slots=True)
class People:
    """The buying team of a deal."""

    deal: DealWords


@dataclass(frozen=True, slots=True)
class Questions:
    """What is still unknown of a deal."""

    deal: DealWords


@dataclass(frozen=True, slots=True)
class Costs:
    """What was spent."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What is to be reached."""


@dataclass(frozen=True, slots=True)
class Products:
    """What products cost."""


@dataclass(frozen=True, slots=True)
class Today:
    """The list for now."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The last change taken back."""


@dataclass(frozen=True, slots=True)
class Help:
    """How to say things."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class Recap:
    """The weekly recap: looked at, or posted."""

    post: bool = False


@dataclass(frozen=True, slots=True)
class Mojo:
    """A bad day, or that it is over."""

    low: bool = True


@dataclass(frozen=True, slots=True)
class Offramp:
    """A way in or out for a deal."""

    deal: DealWords


@dataclass(frozen=True, slots=True)
class Check:
    """A draft to look at, or a message of theirs to read."""

    text: str
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Coach:
    """The plays that apply to a deal, or to the member's pipeline."""

    deal: DealWords | None = None


@dataclass(frozen=True, slots=True)
class Mirror:
    """How the asker has sold lately."""


@dataclass(frozen=True, slots=True)
class Export:
    """The asker's deals as files."""


@dataclass(frozen=True, slots=True)
class Import:
    """How a file comes in."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting in words, or the form when it has no name."""

    name: str = ""
    value: str = ""


Request = (
    Add
    | Log
    | Move
    | Next
    | DecisionDate
    | Close
    | Hold
    | Person
    | Learn
    | Trade
    | Hand
    | Reopen
    | Cost
    | Aim
    | Priced
    | Call
    | Figure
    | People
    | Questions
    | Costs
    | Targets
    | Products
    | Show
    | Listing
    | Today
    | Undo
    | Help
    | Recap
    | Mojo
    | Mirror
    | Coach
    | Offramp
    | Check
    | Export
    | Import
    | Setting
    | Form
)
