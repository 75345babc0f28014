"""What a line can ask for, besides what bot/usecases/requests.py names."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.usecases.requests import (
    Add,
    Close,
    DealWords,
    DecisionDate,
    Hold,
    Listing,
    Log,
    Move,
    Next,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to understand a line: the member's local moment and the workspace's habits."""

    now: datetime
    currency: str
    day_first: bool = True

    @property
    def today(self) -> date:
        """The member's local day."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Form:
    """The line lacks something required: open the form with what was understood.

    Words behind the deal's name go into the field `rest`.
    """

    verb: str
    filled: dict[str, str] = field(default_factory=dict)
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Show:
    """One deal on one card."""

    deal: DealWords


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
    | Show
    | Listing
    | Today
    | Undo
    | Help
    | Recap
    | Setting
    | Form
)
