"""The weekly recap: what the team's pipeline did since last week. Teams, never people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from coaching.cadence import shelf_of, window_of
from coaching.deals import BUYING_STAGES, ForecastCategory, Outcome, Shelf, Stage
from coaching.money import Money
from coaching.policy import Policy
from coaching.texts import LESSONS, Entry, Trigger, standard
from coaching.workdays import Workdays


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
class Figures:
    """The counts of a week; None for what was not counted yet when it was told."""

    added: int = 0
    progressed: int = 0
    won: int = 0
    lost: int = 0
    touches: int = 0
    deals: Mapping[ForecastCategory, int] = field(default_factory=dict)
    pushed: int | None = None
    parked: int | None = None
    let_go: int | None = None


@dataclass(frozen=True, slots=True)
class Paced:
    """A touch on an opportunity: on which shelf it lay that day, and since when it was silent."""

    on: date
    silent_since: date
    decision_on: date | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The running quarter: what is closed and in per currency, the target, and how often it is
    covered (002)."""

    label: str = ""
    number: tuple[Money, ...] = ()
    target: Money | None = None
    times: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Recap:
    """One week of one workspace.

    `on_table` of the `touches` went to the table; `kept` holds, by shelf, how many touches came
    in time and how many there were. `before` is last week's, None where it was not told.
    """

    added: tuple[Happened, ...] = ()
    progressed: tuple[Happened, ...] = ()
    won: tuple[Happened, ...] = ()
    lost_to_competition: tuple[Happened, ...] = ()
    lost_to_no_decision: tuple[Happened, ...] = ()
    let_go: tuple[Happened, ...] = ()
    pushed: tuple[Happened, ...] = ()
    parked: tuple[Happened, ...] = ()
    touches: int = 0
    on_table: int = 0
    kept: Mapping[Shelf, tuple[int, int]] = field(default_factory=dict)
    pipeline: tuple[Category, ...] = ()
    early: Mapping[Stage, int] = field(default_factory=dict)
    before: "Figures | None" = None
    lesson: str = ""
    outlook: Outlook = Outlook()
    lesson_words: str = ""

    @property
    def figures(self) -> "Figures":
        """What next week's recap is compared with."""
        lost = len(self.lost_to_competition) + len(self.lost_to_no_decision)
        return Figures(
            added=len(self.added),
            progressed=len(self.progressed),
            won=len(self.won),
            lost=lost,
            touches=self.touches,
            deals={one.category: one.deals for one in self.pipeline},
            pushed=len(self.pushed),
            parked=len(self.parked),
            let_go=len(self.let_go),
        )

    @property
    def is_empty(self) -> bool:
        """Whether the workspace has nothing to tell at all."""
        happened = (self.added, self.progressed, self.won, self.let_go, self.pushed, self.parked)
        losses = (self.lost_to_competition, self.lost_to_no_decision)
        standing = any(category.deals for category in self.pipeline) or any(self.early.values())
        return not (any(happened) or any(losses) or self.touches or standing)


def kept_on_time(
    touched: Iterable[Paced], policy: Policy, workdays: Workdays
) -> dict[Shelf, tuple[int, int]]:
    """By shelf: how many touches came before the deal was overdue, and how many there were."""
    found: dict[Shelf, tuple[int, int]] = {}
    for one in touched:
        shelf = shelf_of(one.decision_on, one.on, policy)
        closes = timedelta(days=window_of(shelf, policy).closes)
        in_time = one.on <= workdays.on_or_after(one.silent_since + closes)
        kept, of_all = found.get(shelf, (0, 0))
        found[shelf] = (kept + in_time, of_all + 1)
    return {shelf: found[shelf] for shelf in Shelf if shelf in found}


TIES = {
    "added": "New deals came in this week.",
    "progressed": "Deals moved on this week.",
    "pushed": "Decisions were pushed this week.",
    "parked": "Deals were parked this week.",
    "won": "The team won this week.",
    "competition": "A deal went to a competitor this week.",
    "no-decision": "A deal ended in no decision this week.",
    "let-go": "Deals were let go this week.",
    "lopsided": "The week's touches leant to one side.",
    "late": "Some touches came late this week.",
    "touched": "The team was in touch with buyers this week.",
    "quiet": "It was a quiet week.",
}
"""What may have happened in a week, and the words for it: a lesson is tied to one of them."""
LESSON_TRIGGERS = dict.fromkeys(TIES, Trigger())
LESSON_WEEKS = 20
"""Weeks within which no lesson comes twice (ours)."""
LOPSIDED = 65
"""Percent of touches on the table, or off it, from which a week leans to one side (ours)."""


def ties(told: Recap) -> tuple[str, ...]:
    """What a week's lesson may be tied to, the most telling first."""
    share = 100 * told.on_table // told.touches if told.touches else 50
    late = any(kept < of for kept, of in told.kept.values())
    happened = {
        "competition": told.lost_to_competition,
        "no-decision": told.lost_to_no_decision,
        "won": told.won,
        "let-go": told.let_go,
        "pushed": told.pushed,
        "parked": told.parked,
        "late": late,
        "lopsided": share >= LOPSIDED or share <= 100 - LOPSIDED,
        "progressed": told.progressed,
        "added": told.added,
        "touched": told.touches,
    }
    return (*(name for name, so in happened.items() if so), "quiet")


def lesson_for(
    told: Recap, before: Sequence[str], entries: Sequence[Entry] | None = None
) -> Entry | None:
    """The lesson tied to what happened, of those not told in the weeks `before` (ids)."""
    lately = set(before)
    fresh = [one for one in entries or standard(LESSONS) if one["id"] not in lately]
    for tie in ties(told):
        for one in fresh:
            if one["trigger"] == tie:
                return one
    return next(iter(fresh), None)


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
