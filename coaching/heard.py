"""What was logged of a deal, day by day, as the coach reads it. Days are the owner's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from coaching.buyers import Buyer
from coaching.deals import Direction, Stage, TouchKind
from coaching.facts import Fact, FactKind

MET = frozenset({TouchKind.MEETING, TouchKind.DEMO, TouchKind.VISIT})
"""Touches at which people sat together, and could agree on what comes next."""
WRITTEN = frozenset({TouchKind.MAIL, TouchKind.MESSAGE})
"""Touches whose text may be the very words that were sent."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A real touch. `by` is the member who logged it, None where an import did."""

    on: date
    kind: TouchKind
    direction: Direction = Direction.OUT
    text: str = ""
    who: str = ""
    by: int | None = None
    signal: str | None = None


@dataclass(frozen=True, slots=True)
class Redated:
    """A move of the decision date."""

    on: date
    before: date | None
    after: date | None

    @property
    def pushed(self) -> bool:
        """Whether it moved later."""
        return self.before is not None and self.after is not None and self.after > self.before


@dataclass(frozen=True, slots=True)
class Moved:
    """A move of stage or buying stage; `before` is None for a deal that was added there."""

    on: date
    before: Stage | None
    after: Stage
    before_buying: str | None = None
    after_buying: str | None = None


@dataclass(frozen=True, slots=True)
class Traded:
    """Something given to the buyer, or asked of them."""

    on: date
    gave: bool
    what: str


@dataclass(frozen=True, slots=True)
class Paced:
    """How long won deals took, in days: in a stage, and from entering it to the order.

    `counts` are the deals that each median rests on.
    """

    in_stage: Mapping[Stage, int] = field(default_factory=dict)
    to_order: Mapping[Stage, int] = field(default_factory=dict)
    counts: Mapping[Stage, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Logged:
    """What was logged of a deal, each oldest first."""

    touches: tuple[Heard, ...] = ()
    dates: tuple[Redated, ...] = ()
    moves: tuple[Moved, ...] = ()
    buyers: tuple[Buyer, ...] = ()
    facts: Mapping[FactKind, Fact] = field(default_factory=dict)
    trades: tuple[Traded, ...] = ()
