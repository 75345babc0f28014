"""A suggestion of the coach as it is shown, and as it waits in a letter."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.usecases import stories
from coaching.deals import Deal
from coaching.kept import Sort
from coaching.offramps import Offramp
from coaching.plays import Play
from coaching.warnings import Warned, verdict

FACTS = 3
"""Warnings that a way out names (ours)."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is suggested: of an off-ramp the words to send, of a play the facts and the move.

    `elsewhere` is a second wording that promises to point to others.
    """

    id: int
    sort: Sort
    about: str
    wording: str
    name: str
    title: str
    why: str
    move: str
    deal_id: int | None = None
    text: str = ""
    elsewhere: str = ""
    source: str = ""


def to_content(made: Suggested | None) -> dict[str, Any] | None:
    """As it is kept in the outbox."""
    return asdict(made) if made else None


def from_content(content: Mapping[str, Any] | None) -> Suggested | None:
    """As it was kept."""
    return Suggested(**{**content, "sort": Sort(content["sort"])}) if content else None


def of_way(deal: Deal, warned: Sequence[Warned], chosen: Offramp) -> Suggested:
    """A way out of a deal, with what is warned of it; not kept yet."""
    return Suggested(
        id=0,
        sort=Sort.OFFRAMP,
        about=chosen.about,
        wording=chosen.id,
        name=deal.name,
        title=stories.WORDS[verdict(warned)] if warned else "",
        why=" ".join(one.words for one in warned[:FACTS]),
        move=warned[0].move if warned else "",
        deal_id=deal.id,
        text=chosen.text,
        source="000, 001",
    )


def of_play(play: Play, deal: Deal | None) -> Suggested:
    """A play of a deal, or of a whole pipeline; not kept yet."""
    return Suggested(
        id=0,
        sort=Sort.PLAY,
        about=play.id,
        wording=play.id,
        name=deal.name if deal else "",
        title=play.name,
        why=play.why,
        move=play.move,
        deal_id=deal.id if deal else None,
        source=play.source,
    )
