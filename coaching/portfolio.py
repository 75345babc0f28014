"""Plays about a member's whole pipeline, from counts of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coaching.plays import TRIGGERS as OF_DEALS
from coaching.plays import Play, play_of, ranked
from coaching.policy import Policy
from coaching.rules import Slots
from coaching.texts import PLAYS, Entry, Trigger, standard


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Counts of one member's pipeline.

    `worked` deals were touched within 30 days; `on_table` of the `touches` of 14 days went to the
    table; `quarter` and `largest` are sums of the quarter's forecast in the workspace's currency;
    `bag` new leads came from one source on one day; of two quarters, `large` deals came, `gone`
    of them ended without an order, and `won` deals of any size were won.
    """

    open_deals: int = 0
    worked: int = 0
    touches: int = 0
    on_table: int = 0
    quarter: int = 0
    largest: int = 0
    largest_name: str = ""
    bag: int = 0
    bag_source: str = ""
    large: int = 0
    gone: int = 0
    won: int = 0


@dataclass(frozen=True, slots=True)
class Whole:
    """A rule about all of a pipeline: what finds it, its facts, its settings."""

    find: Callable[[Portfolio, Policy], Slots | None]
    slots: tuple[str, ...]
    settings: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()

    @property
    def trigger(self) -> Trigger:
        """What a text of it may name."""
        return Trigger(frozenset(self.slots), frozenset(self.maybe))


def plays(
    found: Portfolio,
    policy: Policy,
    entries: Sequence[Entry] | None = None,
    rank: Mapping[str, int] | None = None,
) -> tuple[Play, ...]:
    """The plays that apply to the pipeline as a whole."""
    told = []
    for entry in entries or standard(PLAYS):
        rule = RULES.get(entry["trigger"])
        slots = rule.find(found, policy) if rule else None
        if slots is not None:
            told.append(play_of(entry, slots))
    return ranked(told, rank)


def _winners(found: Portfolio, policy: Policy) -> Slots | None:
    if found.touches < policy.winners_least:
        return None
    share = round(100 * found.on_table / found.touches)
    if found.on_table * 100 <= found.touches * policy.winners_percent:
        return None
    return {"share": str(share), "touches": str(found.touches)}


def _bloated(found: Portfolio, policy: Policy) -> Slots | None:
    least = max(policy.bloated_least, policy.bloated_times * found.worked + 1)
    if found.open_deals < least:
        return None
    return {"open": str(found.open_deals), "worked": str(found.worked)}


def _one_deal(found: Portfolio, policy: Policy) -> Slots | None:
    if not found.quarter or found.largest * 100 <= found.quarter * policy.one_deal_percent:
        return None
    share = round(100 * found.largest / found.quarter)
    return {"share": str(share), "name": found.largest_name}


def _cards(found: Portfolio, policy: Policy) -> Slots | None:
    if found.bag < policy.bag_least:
        return None
    return {"number": str(found.bag), "source": found.bag_source}


def _rope(found: Portfolio, policy: Policy) -> Slots | None:
    if found.large < 2 or not found.gone or found.won:
        return None
    return {"large": str(found.large), "gone": str(found.gone)}


RULES: Mapping[str, Whole] = {
    "winners": Whole(_winners, ("share", "touches"), ("winners_percent", "winners_least")),
    "bloated": Whole(_bloated, ("open", "worked"), ("bloated_times", "bloated_least")),
    "one-deal": Whole(_one_deal, ("share", "name"), ("one_deal_percent",)),
    "cards": Whole(_cards, ("number",), ("bag_least",), ("source",)),
    "rope": Whole(_rope, ("large", "gone")),
}
"""The plays of a pipeline, by what triggers them."""
TRIGGERS: Mapping[str, Trigger] = {
    **OF_DEALS,
    **{name: rule.trigger for name, rule in RULES.items()},
}
