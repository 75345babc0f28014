"""The buying team of a deal: who evaluates, decides and signs there, and who of ours knows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a person does in the buyer's decision (001; champion 000)."""

    EVALUATES = "evaluates"
    DECIDES = "decides"
    SIGNS = "signs"
    USES = "uses"
    BLOCKS = "blocks"
    CHAMPION = "champion"


PART_NAMES = {
    "evaluates": Part.EVALUATES,
    "evaluate": Part.EVALUATES,
    "evaluator": Part.EVALUATES,
    "evaluating": Part.EVALUATES,
    "decides": Part.DECIDES,
    "decide": Part.DECIDES,
    "decider": Part.DECIDES,
    "decision-maker": Part.DECIDES,
    "decisionmaker": Part.DECIDES,
    "signs": Part.SIGNS,
    "sign": Part.SIGNS,
    "signer": Part.SIGNS,
    "signatory": Part.SIGNS,
    "uses": Part.USES,
    "use": Part.USES,
    "user": Part.USES,
    "blocks": Part.BLOCKS,
    "block": Part.BLOCKS,
    "blocker": Part.BLOCKS,
    "champion": Part.CHAMPION,
    "champions": Part.CHAMPION,
    "sponsor": Part.CHAMPION,
}
"""What people call the parts."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """A person on the buyer's side, as known now. `known_by` are people of ours who know them."""

    name: str
    title: str | None = None
    parts: frozenset[Part] = frozenset()
    known_by: tuple[str, ...] = ()
    channel: str | None = None

    @property
    def ordered(self) -> tuple[Part, ...]:
        """The parts in the order in which a decision is made."""
        return tuple(part for part in Part if part in self.parts)


def merged(known: Buyer | None, told: Buyer) -> Buyer:
    """What is known of a person once more is told: parts and acquaintances add up."""
    if known is None:
        return told
    return Buyer(
        name=known.name,
        title=told.title or known.title,
        parts=known.parts | told.parts,
        known_by=tuple(dict.fromkeys((*known.known_by, *told.known_by))),
        channel=told.channel or known.channel,
    )


def filled_parts(buyers: Iterable[Buyer]) -> frozenset[Part]:
    """The parts that somebody is known to have."""
    return frozenset(part for buyer in buyers for part in buyer.parts)
