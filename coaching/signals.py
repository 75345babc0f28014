"""Buying signals in what was logged: few, and surely the buyer's own; alone they prove nothing."""

import re
from functools import cache

from coaching.contents import Listened, any_of, listening


def signals() -> dict[str, Listened]:
    """What buyers do shortly before they decide, by its id (001)."""
    return {signal.id: signal for signal in listening("signals", "signal")}


@cache
def _any() -> re.Pattern[str]:
    """All patterns at once: most texts hold none."""
    return any_of(one.pattern.pattern for one in signals().values())


def signal_in(text: str | None) -> str | None:
    """The id of the first signal in a text."""
    plain = " ".join((text or "").split())
    if not _any().search(plain):
        return None
    return next((one.id for one in signals().values() if one.pattern.search(plain)), None)


def words_of(signal: str | None) -> str:
    """What a signal says, as a clause; empty for none, or for one that is known no more."""
    found = signals().get(signal or "")
    return found.text if found else ""
