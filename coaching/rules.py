"""What a rule of the coach is: a warning or a play, found in what was logged of one deal."""

from collections.abc import Callable
from dataclasses import dataclass

from coaching.deals import Stage
from coaching.story import Story
from coaching.texts import Trigger

Slots = dict[str, str]
Find = Callable[[Story], Slots | None]
OPEN = (Stage.LEAD, Stage.SUSPECT, Stage.PROSPECT, Stage.OPPORTUNITY)
OPPORTUNITY = (Stage.OPPORTUNITY,)


@dataclass(frozen=True, slots=True)
class Rule:
    """What finds it, its facts (those of `maybe` may be empty), its settings and its stages."""

    find: Find
    slots: tuple[str, ...]
    settings: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = OPEN
    maybe: tuple[str, ...] = ()

    @property
    def trigger(self) -> Trigger:
        """What a text of it may name."""
        return Trigger(frozenset(self.slots), frozenset(self.maybe))
