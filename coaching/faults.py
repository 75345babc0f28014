"""What is wrong with a file of texts, as sentences: whole, or not believed at all."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from coaching.contents import PARTS
from coaching.texts import LONGEST_VALUE, MAYBE, SLOT, Entry, Kind, Trigger, fill
from coaching.wording import listing

SLUG = re.compile(r"[a-z][a-z0-9-]*")
LONGEST = {"id": 48, "name": 40, "source": 80, "text": 600, "move": 400}
"""Characters of a part, each slot in it counted as the longest value it may have (ours)."""
GAP = re.compile(r"(?:^|\s)(?:[,;:!?]|\.(?!\w))|[,;:(“]\s*[,.;:!?)”]")
"""A comma or a stop that stands alone, and marks with nothing between them."""
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def faults(kind: Kind, entries: Sequence[Entry], triggers: Mapping[str, Trigger]) -> list[str]:
    """What is wrong with a file's entries, each as a sentence; nothing for a good file."""
    found: list[str] = []
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        name = entry.get("id")
        where = f"“{name}”" if isinstance(name, str) and name else f"entry {number}"
        found += [f"{where} {fault}" for fault in _of_entry(kind, entry, triggers)]
        if isinstance(name, str) and name in seen:
            found.append(f"{where} is there twice; each id once.")
        seen.add(str(name))
    return found + _missing(kind, entries, triggers)


def _missing(kind: Kind, entries: Sequence[Entry], triggers: Mapping[str, Trigger]) -> list[str]:
    told = {str(entry.get("trigger")) for entry in entries}
    return [f"{kind.file}: nothing is said for “{name}”." for name in triggers if name not in told]


def _of_entry(kind: Kind, entry: Entry, triggers: Mapping[str, Trigger]) -> Iterator[str]:
    misshapen = [*_shape(kind, entry)]
    yield from misshapen
    if misshapen:
        return
    yield from _sizes(kind, entry)
    if not SLUG.fullmatch(entry["id"]):
        yield "has an id that is not made of small letters, digits and hyphens."
    if entry["text"].rstrip()[-1:] not in ".?!":
        yield "has a text that is no whole sentence."
    trigger = triggers.get(entry["trigger"])
    if trigger is None:
        yield f"is tied to “{entry['trigger']}”, which never happens."
        return
    for name in ("text", *kind.more):
        yield from _slots(entry[name], trigger)
        yield from _gaps(entry[name], trigger)
    if kind.told:
        said = SLOT.findall(entry["text"] + entry["move"])
        lacks = sorted(trigger.always - set(said))
        yield from (f"leaves out {{{name}}}, a fact that it rests on." for name in lacks)


def _shape(kind: Kind, entry: Entry) -> Iterator[str]:
    """Whether it has its fields, no others, and each of them as words."""
    strings = (*PARTS, *kind.more)
    for name in strings:
        if not _is_words(entry.get(name)):
            yield f"needs “{name}”, in words."
        elif UNSEEN.search(entry[name]):
            yield f"has a character in “{name}” that cannot be shown."
    yield from (f"needs “{name}”, a list of words." for name in kind.lists
                if not _is_list(entry.get(name)))  # fmt: skip
    unknown = sorted(set(entry) - {*strings, *kind.lists})
    yield from (f"has a field “{name}” that means nothing here." for name in unknown)


def _sizes(kind: Kind, entry: Entry) -> Iterator[str]:
    for name, most in LONGEST.items():
        if name in (*PARTS, *kind.more):
            long = len(SLOT.sub("x" * LONGEST_VALUE, entry[name]))
            if long > most:
                yield f"has a “{name}” of {long} characters; shorten it to {most}."


def _slots(text: str, trigger: Trigger) -> Iterator[str]:
    rest = MAYBE.sub("", text)
    if any(mark in SLOT.sub("", rest) for mark in "{}[]"):
        yield "has a brace or bracket without its other half."
    known = trigger.always | trigger.maybe
    yield from (f"has a slot “{name}” that nothing fills." for name in unique(SLOT.findall(text))
                if name not in known)  # fmt: skip
    yield from (f"needs [ ] around what holds “{name}”, which may be empty." for name in
                unique(SLOT.findall(rest)) if name in trigger.maybe)  # fmt: skip


def _gaps(text: str, trigger: Trigger) -> Iterator[str]:
    """How it reads when some of what may be empty is not known."""
    maybe = [name for name in unique(SLOT.findall(text)) if name in trigger.maybe]
    for number in range(len(maybe) + 1):
        for missing in combinations(maybe, number):
            said = fill(text, dict.fromkeys((trigger.always | trigger.maybe) - {*missing}, "x"))
            if GAP.search(said):
                lacks = listing([f"{{{name}}}" for name in missing], "and")
                where = f" where {lacks} is not known: put it into the [ ]" if missing else ""
                yield f"has a comma or a stop that stands alone in “{said}”{where}."
                return


def unique(names: Collection[str]) -> tuple[str, ...]:
    """Each once, in their order."""
    return tuple(dict.fromkeys(names))


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_words, value))
