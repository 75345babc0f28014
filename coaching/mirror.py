"""The seller's mirror: four ways to sell, from the facts of 90 days; never a ranking (001)."""

from dataclasses import dataclass
from enum import StrEnum

SPAN = 90
"""Days that the mirror looks back on (ours)."""
LEAST = 10
"""Touches below which it shows nothing (ours)."""
UNTOUCHED = 60
"""Days after which an open deal counts as left lying (ours)."""


class Type(StrEnum):
    """The four types of 001."""

    PUSHER = "pusher"
    HOPER = "hoper and dreamer"
    MECHANIC = "mechanic"
    FACILITATOR = "facilitator"


ABOUT = {
    Type.PUSHER: "drives to yes or no, with few questions",
    Type.HOPER: "keeps many deals, and lets go of none",
    Type.MECHANIC: "lets go as soon as signals are missing",
    Type.FACILITATOR: "asks, offers ways out, and brings people together",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """Counts of one member over the span.

    `questions` of the `out` touches held one; `asked` and `gave` are the value exchange;
    `untouched` of the `open_deals` lay for long; `offered` off-ramps were used; of the `worked`
    deals `engaged` have three people or more.
    """

    out: int = 0
    questions: int = 0
    asked: int = 0
    gave: int = 0
    open_deals: int = 0
    untouched: int = 0
    let_go: int = 0
    decided: int = 0
    offered: int = 0
    worked: int = 0
    engaged: int = 0


@dataclass(frozen=True, slots=True)
class Mirror:
    """What the facts look like most, and the facts for each type; `seems` is None for too few."""

    seems: tuple[Type, ...]
    facts: tuple[tuple[Type, tuple[tuple[str, bool], ...]], ...] = ()


def mirror(seen: Seen) -> Mirror:
    """The type with most of its facts; several where they are even, none below ten touches."""
    if seen.out < LEAST:
        return Mirror(())
    facts = _facts(seen)
    shares = {type_: sum(so for _, so in told) / len(told) for type_, told in facts.items()}
    most = max(shares.values())
    seems = tuple(type_ for type_, share in shares.items() if share == most and most)
    return Mirror(seems, tuple(facts.items()))


def _facts(seen: Seen) -> dict[Type, tuple[tuple[str, bool], ...]]:
    few = seen.questions * 5 < seen.out
    asking = f"{seen.questions} of {seen.out} touches held a question"
    gone = f"{seen.let_go} let go, {seen.decided} decided by the buyer"
    ways = f"{seen.offered} off-ramps used"
    people = f"{seen.engaged} of {seen.worked} worked deals have three people or more"
    trades = f"asked {seen.asked} times, gave {seen.gave} times"
    lying = f"{seen.untouched} of {seen.open_deals} open deals untouched for {UNTOUCHED} days"
    return {
        Type.PUSHER: (
            (asking, few),
            (ways, seen.offered == 0),
            (gone, seen.decided > max(seen.let_go, 1)),
        ),
        Type.HOPER: (
            (lying, seen.untouched * 3 >= max(seen.open_deals, 1)),
            (gone, seen.let_go == 0),
            (ways, seen.offered == 0),
        ),
        Type.MECHANIC: (
            (gone, seen.let_go > max(seen.decided, 2)),
            (people, seen.engaged * 4 < max(seen.worked, 1)),
            (lying, seen.untouched * 10 < max(seen.open_deals, 1)),
        ),
        Type.FACILITATOR: (
            (asking, seen.questions * 5 >= 2 * seen.out),
            (ways, seen.offered > 0),
            (trades, seen.asked > 0 and 2 * seen.asked >= seen.gave),
            (people, seen.engaged * 4 >= max(seen.worked, 1)),
        ),
    }
