"""A row of another program's file as a deal, and what became of many of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

STANDING = ("stage", "buying_stage", "outcome", "closed_on", "reason", "competitor")
GROUPS: tuple[tuple[str, ...], ...] = (
    STANDING,
    ("amount", "currency"),
    ("step_on", "step_what", "step_at"),
)
"""Fields that only make sense together: where one changed, all of them are taken over."""
COLUMNS = (
    *("owner_id", "name", "name_key", "decision_on", "source", "product", "segment"),
    *("created_at", "entered_stage_at"),
    *(column for group in GROUPS for column in group),
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row of a file. `said` is what the file itself says, by column, to be compared with what
    it says next time; `values` is the whole deal, with defaults for what the file leaves open.
    Of a deal that is over and of which no day is known nothing stands in the history."""

    row: int
    key: str
    said: Mapping[str, str | None]
    values: Mapping[str, Any]
    opened_in: str
    opened_at: datetime | None
    closed_at: datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Where rows go, who brings them and when; `today` is the workspace's. `owners` bounds whose
    deals may be changed."""

    workspace_id: str
    origin: str
    at: datetime
    today: date
    member_id: int | None = None
    owners: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A deal that is here, with its row of the file and the columns that it changes."""

    before: Any
    row: Incoming
    fresh: Mapping[str, Any]

    @property
    def after(self) -> dict[str, Any]:
        """All columns of the deal as they will be."""
        return {**{name: getattr(self.before, name) for name in COLUMNS}, **self.fresh}


@dataclass(slots=True)
class Tally:
    """What became of rows; `refused` are those whose deal belongs to somebody else."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[int] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Counts another batch, too."""
        self.added += other.added
        self.changed += other.changed
        self.same += other.same
        self.refused += other.refused
