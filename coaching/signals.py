"""Buying signals in what was logged: few, and surely the buyer's own."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Signal:
    """Something buyers do shortly before they decide. Alone it proves nothing (001)."""

    id: str
    words: str
    source: str
    patterns: tuple[re.Pattern[str], ...]


@cache
def signals() -> dict[str, Signal]:
    """Every signal there is, by its id."""
    text = resources.files("coaching").joinpath("content/signals.toml").read_text("utf-8")
    found = (
        Signal(
            one["id"],
            one["words"],
            one["source"],
            tuple(re.compile(pattern, re.IGNORECASE) for pattern in one["patterns"]),
        )
        for one in tomllib.loads(text)["signal"]
    )
    return {signal.id: signal for signal in found}


@cache
def _any() -> re.Pattern[str]:
    """All patterns at once: most texts hold none."""
    patterns = (p.pattern for one in signals().values() for p in one.patterns)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def signal_in(text: str | None) -> str | None:
    """The id of the first signal in a text."""
    plain = " ".join((text or "").split())
    if not _any().search(plain):
        return None
    return next(
        (one.id for one in signals().values() if any(p.search(plain) for p in one.patterns)), None
    )


def words_of(signal: str | None) -> str:
    """What a signal says, as a clause; empty for none, or for one that is known no more."""
    found = signals().get(signal or "")
    return found.words if found else ""
