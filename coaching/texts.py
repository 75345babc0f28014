"""Texts as data: read from content/, filled with facts, and checked before they are believed."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from coaching.wording import clause

Entry = Mapping[str, Any]
Slots = Mapping[str, str]
_MAYBE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w*)\}")
LONGEST_VALUE = 80
"""Characters of a value in a sentence; more would bury it (ours)."""
SLUG = re.compile(r"[a-z][a-z0-9-]*")
ALWAYS = ("id", "trigger", "text", "source")
"""What every entry has: a name of its own, when it is said, what is said, and by whose word."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A file of texts: what an entry is called there, and the strings it has besides ALWAYS.

    `lists` are fields that hold several words.
    """

    file: str
    entry: str
    more: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


WARNINGS = Kind("warnings", "warning", ("name", "move"))
OFFRAMPS = Kind("offramps", "offramp", lists=("stages",))
PLAYS = Kind("plays", "play", ("name", "move"))
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
    path = resources.files("coaching").joinpath(f"content/{kind.file}.toml")
    return read(kind, path.read_text("utf-8"))


def read(kind: Kind, text: str) -> tuple[Entry, ...]:
    """The entries of a file; raises ValueError for what is no TOML, or no list of entries."""
    entries = tomllib.loads(text).get(kind.entry)
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise ValueError(f"{kind.file}.toml has no [[{kind.entry}]]")
    return tuple(entries)


def fill(text: str, slots: Slots) -> str:
    """The text with its slots filled: `[… {slot} …]` falls away where a slot in it is empty."""
    values = {name: _value(value) for name, value in slots.items()}

    def kept(part: re.Match[str]) -> str:
        return part[1] if all(values.get(name) for name in _SLOT.findall(part[1])) else ""

    said = _SLOT.sub(lambda slot: values.get(slot[1], ""), _MAYBE.sub(kept, text))
    plain = " ".join(said.split())
    return plain[:1].upper() + plain[1:]


def _value(typed: str) -> str:
    words = clause(typed)
    return words if len(words) <= LONGEST_VALUE else words[: LONGEST_VALUE - 1].rstrip(" ,") + "…"


def faults(kind: Kind, entries: Sequence[Entry], triggers: Mapping[str, Trigger]) -> list[str]:
    """What is wrong with a file's entries, each as a sentence; nothing for a good file."""
    found: list[str] = []
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        name = entry.get("id")
        where = f"“{name}”" if isinstance(name, str) and name else f"entry {number}"
        found += [f"{where} {fault}" for fault in _entry_faults(kind, entry, triggers)]
        if isinstance(name, str) and name in seen:
            found.append(f"{where} is there twice; each id once.")
        seen.add(str(name))
    return found + _missing(kind, entries, triggers)


def _missing(kind: Kind, entries: Sequence[Entry], triggers: Mapping[str, Trigger]) -> list[str]:
    told = {str(entry.get("trigger")) for entry in entries}
    return [f"{kind.file}: nothing is said for “{name}”." for name in triggers if name not in told]


def _entry_faults(kind: Kind, entry: Entry, triggers: Mapping[str, Trigger]) -> list[str]:
    strings = (*ALWAYS, *kind.more)
    found = [f"needs “{name}”, in words." for name in strings if not _is_words(entry.get(name))]
    found += [f"needs “{name}”, a list of words." for name in kind.lists
              if not _is_list(entry.get(name))]  # fmt: skip
    unknown = sorted(set(entry) - {*strings, *kind.lists})
    found += [f"has a field “{name}” that means nothing here." for name in unknown]
    if found:
        return found
    if not SLUG.fullmatch(entry["id"]):
        found.append("has an id that is not made of small letters, digits and hyphens.")
    if entry["text"].rstrip()[-1:] not in ".?!":
        found.append("has a text that is no whole sentence.")
    trigger = triggers.get(entry["trigger"])
    if trigger is None:
        return [*found, f"is tied to “{entry['trigger']}”, which never happens."]
    return found + [
        fault for name in ("text", *kind.more) for fault in _slots(entry[name], trigger)
    ]


def _slots(text: str, trigger: Trigger) -> list[str]:
    rest = _MAYBE.sub("", text)
    found = []
    if any(mark in _SLOT.sub("", rest) for mark in "{}[]"):
        found.append("has a brace or bracket without its other half.")
    known = trigger.always | trigger.maybe
    found += [f"has a slot “{name}” that nothing fills." for name in unique(_SLOT.findall(text))
              if name not in known]  # fmt: skip
    found += [f"needs [ ] around what holds “{name}”, which may be empty." for name in
              unique(_SLOT.findall(rest)) if name in trigger.maybe]  # fmt: skip
    return found


def unique(names: Collection[str]) -> tuple[str, ...]:
    """Each once, in their order."""
    return tuple(dict.fromkeys(names))


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_words, value))


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
