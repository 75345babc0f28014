"""Whether there is enough to reach a target: coverage, what is needed, and the gap (002)."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

TIMES = Decimal(3)
"""How often a target should be covered, by rule of thumb (002)."""
ENTERPRISE_DAYS = 120
SMB_DAYS = 90
"""Median cycles from which selling is enterprise, and below which it is SMB (002: over 4–5 months,
under 90 days); in between the workspace chooses."""


class Mode(StrEnum):
    """How a workspace sells, which decides what counts as coverage (002)."""

    ENTERPRISE = "enterprise"
    SMB = "smb"


def mode_of(chosen: str, cycle_days: float | None) -> Mode:
    """What was chosen, else what the median cycle says; enterprise where that is not known."""
    if chosen in tuple(Mode):
        return Mode(chosen)
    return Mode.SMB if cycle_days is not None and cycle_days < SMB_DAYS else Mode.ENTERPRISE


def need(rate: Decimal | None) -> Decimal | None:
    """1 / close rate, in times the target: 25 % needs 4×, a third 3× (002); None without a rate."""
    return 1 / rate if rate else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Amounts of a period in one currency, in major units. `created` is what is usually created
    and won within a period, and counts for SMB only."""

    closed: Decimal
    commit: Decimal
    best_case: Decimal
    pipeline: Decimal
    target: Decimal
    created: Decimal = Decimal(0)

    def covered(self, mode: Mode) -> Decimal:
        """Best Case + Commit + closed; SMB adds Pipeline and what the period brings (002)."""
        qualified = self.closed + self.commit + self.best_case
        return qualified if mode is Mode.ENTERPRISE else qualified + self.pipeline + self.created

    def times(self, mode: Mode) -> Decimal | None:
        """covered / target; None without a target."""
        return self.covered(mode) / self.target if self.target else None

    def gap(self, mode: Mode, needed: Decimal) -> Decimal:
        """What lacks for a coverage of so many times; 0 where nothing does."""
        return max(Decimal(0), needed * self.target - self.covered(mode))

    @property
    def mostly_commit(self) -> bool:
        """Whether most of what is open and counts is in Commit, so that less coverage will do."""
        return self.commit > self.best_case


def deals_for(gap: Decimal, average: Decimal | None) -> int | None:
    """How many deals of average size close a gap, rounded up; None where no average is known."""
    if not average:
        return None
    return int((gap / average).to_integral_value(rounding=ROUND_CEILING))
