"""Everything logged of one deal, as it stands on a day: what warnings and plays are judged by."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from coaching.buyers import Part, filled_parts
from coaching.cadence import Hold, Standing, standing
from coaching.deals import Deal, Direction
from coaching.facts import FactKind
from coaching.heard import MET, Heard, Logged, Paced
from coaching.hearing import Mark, hears, is_our_letter
from coaching.policy import Policy
from coaching.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Story:
    """One deal, what was logged of it, and the day and the rules by which it is read."""

    deal: Deal
    today: date
    logged: Logged = field(default_factory=Logged)
    policy: Policy = Policy()
    workdays: Workdays = field(default_factory=Workdays)
    paced: Paced = field(default_factory=Paced)
    colleagues: int = 1

    @property
    def standing(self) -> Standing:
        """Where the deal stands."""
        return standing(self.deal, self.today, self.policy, self.workdays)

    @property
    def is_held(self) -> bool:
        """Whether it is off the list on purpose: closed, parked, snoozed or waiting."""
        return self.standing.hold is not None

    @property
    def in_stage(self) -> int:
        """Days since the stage was entered."""
        return (self.today - self.deal.entered_stage_on).days

    @property
    def moved_on(self) -> date:
        """When it last changed its stage or buying stage."""
        last = max((move.on for move in self.logged.moves), default=self.deal.entered_stage_on)
        return max(last, self.deal.entered_stage_on)

    def holds(self, kind: FactKind) -> bool:
        """Whether a fact is known, and is so."""
        fact = self.logged.facts.get(kind)
        return fact is not None and fact.holds

    def denies(self, kind: FactKind) -> bool:
        """Whether it is known that something is not so."""
        fact = self.logged.facts.get(kind)
        return fact is not None and not fact.holds

    def has(self, *parts: Part) -> bool:
        """Whether somebody is known for one of those parts in the decision."""
        return bool(filled_parts(self.logged.buyers) & set(parts))

    def last(self, mark: Mark, within: int) -> Heard | None:
        """The newest touch of the last days in which they say so; our own letters do not count."""
        return next(
            (
                touch
                for touch in reversed(self.logged.touches)
                if (self.today - touch.on).days <= within
                and hears(mark, touch.text)
                and not is_our_letter(touch)
            ),
            None,
        )

    def since(self, touch: Heard) -> Sequence[Heard]:
        """What was logged after a touch."""
        touches = self.logged.touches
        return touches[len(touches) - list(reversed(touches)).index(touch) :]

    def moved_since(self, touch: Heard) -> bool:
        """Whether the buyer gave a sign of life after it: met us, agreed, or moved on."""
        later = self.since(touch)
        met = any(one.kind in MET or one.direction is Direction.IN for one in later)
        return met or self.moved_on > touch.on or self.standing.hold is Hold.WAITING

    def is_news(self, on: date) -> bool:
        """Whether what happened that day still calls for something (a setting)."""
        return (self.today - on).days <= self.policy.news_days

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody on the buyer's side who is known by name."""
        named = (*(one.name for one in self.logged.buyers), *(t.who for t in self.logged.touches))
        known: dict[str, str] = {}
        for name in filter(None, (" ".join(one.split()) for one in named)):
            known.setdefault(name.casefold(), name)
        return tuple(known.values())

    def on(self, today: date) -> "Story":
        """The same story, read on another day."""
        return replace(self, today=today)
