"""Plays: what the log calls for, each with the facts why now, one move, and where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coaching import positions, talks
from coaching.deals import Stage
from coaching.rules import Rule
from coaching.story import Story
from coaching.texts import PLAYS, Entry, fill, standard

RULES: Mapping[str, Rule] = {**talks.RULES, **positions.RULES}
"""The plays of one deal, by what triggers them."""
TRIGGERS = {name: rule.trigger for name, rule in RULES.items()}


@dataclass(frozen=True, slots=True)
class Play:
    """One play that applies."""

    id: str
    name: str
    why: str
    move: str
    source: str


def plays(
    story: Story, entries: Sequence[Entry] | None = None, rank: Mapping[str, int] | None = None
) -> tuple[Play, ...]:
    """The plays that apply to an open deal; a member's `rank` (low comes first), then our order."""
    if not story.deal.is_open or story.deal.stage is Stage.CUSTOMER:
        return ()
    found = []
    for entry in entries or standard(PLAYS):
        rule = RULES.get(entry["trigger"])
        if rule is not None and story.deal.stage in rule.stages:
            slots = rule.find(story)
            if slots is not None:
                found.append(play_of(entry, slots))
    return ranked(found, rank)


def ranked(found: Sequence[Play], rank: Mapping[str, int] | None) -> tuple[Play, ...]:
    """What a member found useful first, what they did not last."""
    return tuple(sorted(found, key=lambda play: (rank or {}).get(play.id, 0)))


def play_of(entry: Entry, slots: Mapping[str, str]) -> Play:
    """A play with its facts filled in."""
    why, move = fill(entry["text"], slots), fill(entry["move"], slots)
    return Play(entry["id"], entry["name"], why, move, entry["source"])
