"""The value exchange: what we gave the buyer, and what we asked for in return (000)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

GIVEN_MOST = 2
"""So many things given since last asking for something are out of balance (000)."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One thing that changed hands, or was asked for."""

    gave: bool
    what: str
    at: datetime


def given_since_asked(exchanges: Iterable[Exchange]) -> tuple[Exchange, ...]:
    """What was given since the buyer was last asked for something, oldest first."""
    since: list[Exchange] = []
    for exchange in sorted(exchanges, key=lambda one: one.at):
        since = [*since, exchange] if exchange.gave else []
    return tuple(since)


def out_of_balance(exchanges: Iterable[Exchange]) -> bool:
    """Whether it is time to ask for something."""
    return len(given_since_asked(exchanges)) >= GIVEN_MOST
