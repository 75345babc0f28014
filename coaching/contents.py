"""The files in content/: phrases and texts as data, each entry whole before it is believed."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

PARTS = ("id", "trigger", "text", "source")
"""What every entry has: a name of its own, when it applies, what is said, and by whose word."""


@dataclass(frozen=True, slots=True)
class Listened:
    """One entry that listens: the id, what it means, whose word that is, and what it hears."""

    id: str
    text: str
    source: str
    pattern: re.Pattern[str]


@cache
def packaged(file: str) -> Mapping[str, Any]:
    """A file of content/ by its name, as it is written there."""
    path = resources.files("coaching").joinpath(f"content/{file}.toml")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def listening(file: str, heading: str) -> tuple[Listened, ...]:
    """The entries under a heading whose triggers are patterns; KeyError where one lacks a part."""
    return tuple(
        Listened(one["id"], one["text"], one["source"], any_of(one["trigger"]))
        for one in packaged(file)[heading]
    )


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all of them, read without regard to case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
