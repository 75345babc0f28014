"""The names that other programs have for columns, stages and reasons, from fields.toml."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coaching.deals import BUYING_STAGES, Outcome, Stage

FIELDS = files("bot.imports").joinpath("fields.toml")
UNSEEN = str.maketrans(dict.fromkeys("\x00\u200b\u2060\ufeff"))
"""Characters that nobody sees, and no database keeps."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deal of some foreign stage stands here."""

    stage: Stage
    buying_stage: str | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that fields.toml says, by the key of each name."""

    columns: Mapping[str, str]
    ranks: Mapping[str, int]
    left: frozenset[str]
    stages: Mapping[str, str]
    statuses: Mapping[str, str]
    losses: Mapping[str, str]
    joined: Mapping[str, tuple[str, ...]]


def key(name: str) -> str:
    """How headers and names of stages are compared: letters and digits, in small letters."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    for prefix in ("deal - ", "obchod - "):
        plain = plain.strip().removeprefix(prefix)
    return "".join(letter for letter in plain if letter.isalnum())


def tidy(text: str) -> str:
    """A text in one line, without what nobody sees."""
    return " ".join(text.translate(UNSEEN).split())


def place(words: str) -> Place | None:
    """What a target of fields.toml or of a mapping says: "won", "prospect", "opportunity/need"."""
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
    """The file, read once."""
    told = tomllib.loads(FIELDS.read_text(encoding="utf-8"))
    columns, ranks = {}, {}
    for field, names in told["columns"].items():
        for rank, name in enumerate(names):
            columns[key(name)], ranks[key(name)] = field, rank
    return Vocabulary(
        columns=columns,
        ranks=ranks,
        left=frozenset(map(key, told["left"]["columns"])) - columns.keys(),
        stages=_keyed(told["stages"]),
        statuses=_keyed(told["statuses"]),
        losses=_keyed(told["losses"]),
        joined={field: tuple(map(key, names)) for field, names in told["joined"].items()},
    )


def _keyed(told: Mapping[str, str]) -> Mapping[str, str]:
    return {key(name): target for name, target in told.items()}
