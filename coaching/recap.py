"""The weekly recap: what the team's pipeline did since last week. Teams, never people."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coaching.deals import BUYING_STAGES, ForecastCategory, Outcome, Stage
from coaching.money import Money


@dataclass(frozen=True, slots=True)
class Happened:
    """A deal that something happened to, and its amount where one is known."""

    name: str
    amount: Money | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """What stands in one forecast category: how many deals, and their sum in each currency."""

    category: ForecastCategory
    deals: int
    amounts: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Recap:
    """One week of one workspace."""

    added: tuple[Happened, ...] = ()
    progressed: tuple[Happened, ...] = ()
    won: tuple[Happened, ...] = ()
    lost_to_competition: tuple[Happened, ...] = ()
    lost_to_no_decision: tuple[Happened, ...] = ()
    let_go: tuple[Happened, ...] = ()
    pushed: tuple[Happened, ...] = ()
    touches: int = 0
    pipeline: tuple[Category, ...] = ()
    early: Mapping[Stage, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the workspace has nothing to tell at all."""
        happened = (self.added, self.progressed, self.won, self.let_go, self.pushed)
        losses = (self.lost_to_competition, self.lost_to_no_decision)
        standing = any(category.deals for category in self.pipeline) or any(self.early.values())
        return not (any(happened) or any(losses) or self.touches or standing)


def is_progress(
    from_stage: Stage | None, to_stage: Stage, from_buying: str | None, to_buying: str | None
) -> bool:
    """Whether a move leads on: to a later stage, or inside opportunity to a later buying stage."""
    if from_stage is None:
        return False
    if from_stage is not to_stage:
        return to_stage.order > from_stage.order
    return _place(to_buying) > _place(from_buying)


def closed_as(outcome: Outcome) -> str:
    """The field of the recap that a closed deal belongs to; an unknown loss is no decision's."""
    return {
        Outcome.WON: "won",
        Outcome.LOST_TO_COMPETITION: "lost_to_competition",
        Outcome.LET_GO: "let_go",
    }.get(outcome, "lost_to_no_decision")


def _place(key: str | None) -> int:
    return next((n for n, stage in enumerate(BUYING_STAGES) if stage.key == key), -1)
