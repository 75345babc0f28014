"""Where a deal of some foreign stage or status stands here; what is not known is asked."""

import re
from collections.abc import Collection

from bot.imports.columns import Columns
from bot.imports.vocabulary import Place, folded, key, place, vocabulary
from coaching.deals import Stage

OPEN = "open"
"""What a mapping says of a status that leaves the stage alone."""
SAYING = frozenset({"stage", "is_won", "is_lost"})
"""Fields that may say how a deal ended of which the status says only that it is over."""
LIKELY = 88
"""How alike (of 100) an unknown stage and an open one are, before it is guessed (ours)."""
SHORTEST = 5
"""Letters of a stage, below which likeness means nothing."""
AROUND = re.compile(r"^\W*\d+\s*[.):–—-]*\s*(?=\D)|\s*[([]?\d+\s*%[)\]]?\s*$")
"""A number in front, a percentage behind."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def target_of(name: str, columns: Columns) -> str | None:
    """What the mapping says of a stage or status, else what is known of it; None for neither."""
    words = vocabulary()
    for plain in (key(name), key(AROUND.sub("", name))):
        if told := columns.told.stages.get(plain) or words.stages.get(plain):
            return told
        if plain in words.going_on:
            return OPEN
    return None


def status_of(name: str, columns: Columns) -> str | None:
    """The same for a status; one that says only that a deal is over leaves it to another column."""
    found = target_of(name, columns)
    leaves_it = found is None and is_over(name) and bool(columns.indexes.keys() & SAYING)
    return OPEN if leaves_it else found


def is_over(name: str) -> bool:
    """Whether a status says that a deal is over, and not how."""
    return key(name) in vocabulary().is_over


def place_of(name: str, columns: Columns) -> Place | None:
    """Where a deal of that stage stands; one that is simply open counts as an opportunity."""
    target = target_of(name, columns)
    return Place(Stage.OPPORTUNITY) if target == OPEN else place(target) if target else None


def likely_end(name: str, among: Collection[str]) -> str:
    """“won” or “lost”, to be confirmed, or neither: where a word says one of them and nothing
    beside it means anything, or where the column says yes and no alone."""
    words = vocabulary()
    if all(key(one) in words.truths for one in among):
        return "won" if words.truths[key(name)] else "lost"
    said = set(WORD.findall(folded(name)))
    for kind in ("won", "lost"):
        if said & words.hints[kind] and said <= words.hints[kind] | words.hints["beside"]:
            return kind
    return ""


def likely(name: str, among: Collection[str]) -> str:
    """A target to be confirmed, or none; nothing but its own word makes a stage won or lost."""
    hints = vocabulary().hints
    if set(WORD.findall(folded(name))) & (hints["won"] | hints["lost"]):
        return likely_end(name, among)
    return likely_end(name, among) or _alike(key(AROUND.sub("", name)))


def _alike(plain: str) -> str:
    """The place of an open stage that is written almost so."""
    from rapidfuzz import fuzz, process

    known = {name: told for name, told in vocabulary().stages.items() if _is_open(told)}
    best = process.extractOne(plain, list(known), scorer=fuzz.ratio, score_cutoff=LIKELY)
    return known[best[0]] if best and len(plain) >= SHORTEST else ""


def _is_open(target: str) -> bool:
    found = place(target)
    return found is not None and found.outcome is None
