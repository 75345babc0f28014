"""Texts as data: read from content/ or from a workspace, and filled with facts."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from coaching.contents import packaged
from coaching.wording import clause, one_line

Entry = Mapping[str, Any]
Slots = Mapping[str, str]
MAYBE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w*)\}")
LONGEST_VALUE = 80
"""Characters of a value in a sentence; more would bury it (ours)."""
UNKNOWN = "…"
"""What stands where nothing is known, so that no sentence has a gap."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A file of texts: what an entry is called there, and the strings it has besides PARTS.

    `lists` are fields that hold several words; `told` texts name every fact of their trigger, and
    their ids are the product's own.
    """

    file: str
    entry: str
    more: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    told: bool = False


WARNINGS = Kind("warnings", "warning", ("name", "move"), told=True)
OFFRAMPS = Kind("offramps", "offramp", lists=("stages",))
PLAYS = Kind("plays", "play", ("name", "move"), told=True)
LESSONS = Kind("lessons", "lesson")
KINDS = {kind.file: kind for kind in (WARNINGS, OFFRAMPS, PLAYS, LESSONS)}


@dataclass(frozen=True, slots=True)
class Trigger:
    """What an entry may be tied to: slots that are always filled, and those that may be empty."""

    always: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()


@cache
def standard(kind: Kind) -> tuple[Entry, ...]:
    """The texts that come with the product."""
    return tuple(packaged(kind.file)[kind.entry])


def whole(kind: Kind, own: Sequence[Entry] | None) -> Sequence[Entry]:
    """A workspace's texts, with the product's own for what they are silent on; or just those."""
    if own is None:
        return standard(kind)
    told = {entry["trigger"] for entry in own}
    return (*own, *(entry for entry in standard(kind) if entry["trigger"] not in told))


def read(kind: Kind, text: str) -> tuple[Entry, ...]:
    """The entries of a file; raises ValueError for what is no TOML, or no list of entries."""
    entries = tomllib.loads(text).get(kind.entry)
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise ValueError(f"{kind.file}.toml has no [[{kind.entry}]]")
    return tuple(entries)


def fill(text: str, slots: Slots) -> str:
    """The text with its slots filled: `[… {slot} …]` falls away where a slot in it is empty.

    Outside of [ ] a value of nothing but stops is said as it was typed.
    """
    values = {name: _value(value) for name, value in slots.items()}

    def kept(part: re.Match[str]) -> str:
        return part[1] if all(values.get(name) for name in SLOT.findall(part[1])) else ""

    def told(slot: re.Match[str]) -> str:
        return values.get(slot[1]) or one_line(slots.get(slot[1], "")) or UNKNOWN

    said = SLOT.sub(told, MAYBE.sub(kept, text))
    plain = " ".join(said.split())
    return plain[:1].upper() + plain[1:]


def _value(typed: str) -> str:
    words = clause(typed).lstrip(" ,;:")
    return words if len(words) <= LONGEST_VALUE else words[: LONGEST_VALUE - 1].rstrip(" ,") + "…"


def written(kind: Kind, entries: Sequence[Entry]) -> str:
    """The file that holds those entries."""
    lines = [f"# {kind.file}: one [[{kind.entry}]] each; docs/coach.md says what the fields mean."]
    for entry in entries:
        lines += ["", f"[[{kind.entry}]]"]
        lines += [f"{name} = {_toml(value)}" for name, value in entry.items()]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    plain = "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped)
    return f'"{plain}"'
