"""The names that other programs have for columns, stages and reasons, from the files beside it."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from coaching.deals import BUYING_STAGES, Outcome, Stage

FOLDER = files("bot.imports")
UNSEEN = str.maketrans(dict.fromkeys("\x00\u200b\u2060\ufeff"))
"""Characters that nobody sees, and no database keeps."""
ACCENTS = range(0x300, 0x370)
"""What Unicode puts over and under a letter of Latin, Greek or Cyrillic."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deal of some foreign stage stands here."""

    stage: Stage
    buying_stage: str | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that fields.toml and stages.toml say, by the key of each name."""

    columns: Mapping[str, str]
    ranks: Mapping[str, int]
    left: frozenset[str]
    ends: frozenset[str]
    before: tuple[str, ...]
    others: Mapping[str, frozenset[str]]
    guessed: frozenset[str]
    joined: Mapping[str, tuple[str, ...]]
    stages: Mapping[str, str]
    hints: Mapping[str, frozenset[str]]
    going_on: frozenset[str]
    is_over: frozenset[str]
    truths: Mapping[str, bool]
    losses: Mapping[str, str]


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """How names are compared: letters and digits, small and without accents."""
    return "".join(letter for letter in folded(name) if letter.isalnum())


def folded(name: str) -> str:
    """A text in small letters without accents; a letter that is more than its accent stays."""
    parts = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in parts if ord(letter) not in ACCENTS)
    return unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """A text in one line, without what nobody sees."""
    return " ".join(text.translate(UNSEEN).split())


@lru_cache(maxsize=1024)
def place(words: str) -> Place | None:
    """What a target of stages.toml or of a mapping says: "won", "prospect", "opportunity/need"."""
    plain = words.strip().casefold()
    if plain in ("won", "customer"):
        return Place(Stage.CUSTOMER, None, Outcome.WON)
    if plain in {outcome.value for outcome in Outcome}:
        return Place(Stage.OPPORTUNITY, None, Outcome(plain))
    stage, _, buying_stage = plain.partition("/")
    known = buying_stage in {one.key for one in BUYING_STAGES} | {""}
    if stage not in {one.value for one in Stage} or not known:
        return None
    return Place(Stage(stage), buying_stage or None)


@cache
def vocabulary() -> Vocabulary:
    """Both files, read once."""
    fields, stages = _read("fields.toml"), _read("stages.toml")
    columns, ranks = {}, {}
    for field, names in fields["columns"].items():
        for rank, name in enumerate(names):
            columns[key(name)], ranks[key(name)] = field, rank
    return Vocabulary(
        columns=columns,
        ranks=ranks,
        left=frozenset(map(key, fields["left"]["columns"])) - columns.keys(),
        ends=frozenset(fields["left"]["ends"]),
        before=tuple(map(key, fields["before"]["words"])),
        others={kind: frozenset(map(key, names)) for kind, names in fields["others"].items()},
        guessed=frozenset(map(key, fields["guessed"]["is_won"])),
        joined={field: tuple(map(key, names)) for field, names in fields["joined"].items()},
        stages=_by_name(stages["names"]),
        hints={kind: frozenset(words) for kind, words in stages["hints"].items()},
        going_on=frozenset(map(key, stages["statuses"]["open"])),
        is_over=frozenset(map(key, stages["statuses"]["closed"])),
        truths={
            key(word): kind == "yes" for kind, words in stages["truths"].items() for word in words
        },
        losses=_by_name(stages["losses"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(FOLDER.joinpath(name).read_text(encoding="utf-8"))


def _by_name(told: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Names by key, each with the target under which it stands."""
    return {key(name): target for target, names in told.items() for name in names}
