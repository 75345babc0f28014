"""What the coach has suggested and what came of it; whether it may speak again, and of what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coaching.kept import Answer, Kept, Sort
from coaching.policy import Policy
from coaching.story import Story
from coaching.warnings import Verdict, Warned, verdict

WEEK = 7
ANSWERED = 3
"""Cooldowns that a deal is left alone once its suggestion was answered (ours)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A deal with its warnings."""

    story: Story
    warned: tuple[Warned, ...]

    @property
    def is_urgent(self) -> bool:
        """Whether a slow no was heard, which comes before a week's measure."""
        return any(one.id == "slow-no" for one in self.warned)


def room(kept: Iterable[Kept], today: date, policy: Policy) -> tuple[int, int]:
    """How many suggestions the week still bears: ordinary ones, and with those of a slow no."""
    told = sum(not one.asked and 0 <= (today - one.on).days < WEEK for one in kept)
    return policy.suggestions_a_week - told, policy.suggestions_most - told


def stalls(
    judged: Iterable[Judged], kept: Sequence[Kept], today: date, policy: Policy
) -> list[Judged]:
    """The stalled deals that may be spoken of today: a slow no first, then who waits longest."""
    ordinary, urgent = room(kept, today, policy)
    last = {one.deal_id: one for one in sorted(kept, key=lambda one: (one.on, one.id))}
    found = [
        one
        for one in judged
        if verdict(one.warned) is Verdict.STALLED
        and not one.story.is_held
        and (urgent if one.is_urgent else ordinary) > 0
        and _rested(last.get(one.story.deal.id), today, policy)
    ]
    return sorted(found, key=lambda one: _order(one, last.get(one.story.deal.id)))


def _rested(last: Kept | None, today: date, policy: Policy) -> bool:
    if last is None:
        return True
    factor = 1 if last.answer in (None, Answer.COPIED) else ANSWERED
    return (today - last.on).days >= policy.stall_cooldown_days * factor


def _order(one: Judged, last: Kept | None) -> tuple[bool, date, date, str, int]:
    deal = one.story.deal
    spoken = last.on if last else date.min
    return (not one.is_urgent, spoken, deal.decision_on or date.max, deal.name, deal.id)


def was_offramp(kept: Sequence[Kept]) -> bool:
    """Whether the last thing suggested unasked was a way out."""
    told = [one for one in kept if not one.asked]
    return bool(told) and told[-1].sort is Sort.OFFRAMP


def is_due(
    play: str, deal_id: int | None, kept: Iterable[Kept], today: date, policy: Policy
) -> bool:
    """Whether a play was not told for that deal within its span, nor to the member this week."""
    for one in kept:
        if one.sort is Sort.PLAY and one.about == play:
            span = policy.play_days if one.deal_id == deal_id else WEEK
            if (today - one.on).days < span:
                return False
    return True


def leanings(kept: Iterable[Kept]) -> dict[str, int]:
    """By play: what a member's answers add to its rank; useful ones come first."""
    found: dict[str, int] = {}
    for one in kept:
        step = {Answer.USEFUL: -1, Answer.NOT_USEFUL: 1}.get(one.answer or Answer.COPIED, 0)
        found[one.about] = found.get(one.about, 0) + step
    return found
