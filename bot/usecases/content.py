"""The coach's texts as files that people edit, and a workspace's own in place of the product's."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.usecases import wordings
from coaching.errors import Refusal
from coaching.replacing import faults
from coaching.texts import KINDS, Entry, Kind, read, standard, written
from storage import texts
from storage.database import Session

ENDING = ".toml"
MOST_FAULTS = 20
"""Faults that are told at once; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A file of texts in which nothing is wrong."""

    kind: Kind
    entries: Sequence[Entry]

    @property
    def own(self) -> int:
        """How many texts are not the product's own."""
        ours = standard(self.kind)
        return sum(entry not in ours for entry in self.entries)

    @property
    def is_ours(self) -> bool:
        """Whether the file says what the product says, in its order."""
        return tuple(self.entries) == standard(self.kind)


def files(session: Session, workspace_id: str) -> dict[str, str]:
    """By name: the files of texts as the workspace reads them."""
    words = wordings.of(session, workspace_id)
    return {name + ENDING: written(kind, words.of(kind)) for name, kind in KINDS.items()}


def believed(given: Mapping[str, str]) -> list[Texts]:
    """The files by name, once nothing is wrong with any; raises Refusal with every fault."""
    if not given:
        raise Refusal(f"There is nothing to take in. {_known()}")
    wrong: list[str] = []
    found: list[Texts] = []
    for name, text in given.items():
        kind = KINDS.get(name.removesuffix(ENDING))
        if kind is None:
            wrong.append(f"{name} is no file of texts. {_known()}")
            continue
        entries, faulty = _read(kind, text)
        found.append(Texts(kind, entries))
        wrong += [f"{name}: {fault}" for fault in faulty]
    if wrong:
        raise Refusal(_told(wrong))
    return found


def take_in(session: Session, workspace_id: str, given: Iterable[Texts], now: datetime) -> None:
    """Puts files in place of the product's own; one that says the same brings those back."""
    for one in given:
        entries = None if one.is_ours else one.entries
        texts.keep(session, workspace_id, one.kind.file, entries, now)


def _read(kind: Kind, text: str) -> tuple[Sequence[Entry], list[str]]:
    """The entries of a file, and what is wrong with them."""
    try:
        entries = read(kind, text)
    except tomllib.TOMLDecodeError as error:
        return (), [f"it cannot be read: {error}."]
    except ValueError as error:
        return (), [f"{error}. Begin with `deal-coach content export`."]
    return entries, faults(kind, entries)


def _known() -> str:
    return f"The files are {', '.join(name + ENDING for name in KINDS)}."


def _told(wrong: Sequence[str]) -> str:
    more = len(wrong) - MOST_FAULTS
    lines = [*wrong[:MOST_FAULTS], *([f"… and {more} more."] if more > 0 else [])]
    return "Nothing was stored. Mend this first:\n" + "\n".join(f"  {line}" for line in lines)
