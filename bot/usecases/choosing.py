"""Choosing a deal: what a menu offers while one types, and which deal a text speaks of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.usecases.asking import Asking
from storage import choosing
from storage.choosing import Choice, Wanted
from storage.database import Session
from storage.names import name_key

MOST = 100
"""Deals offered at a time; Slack takes no more."""
ALIKE = 60
"""Of 100: how alike a name and what was typed are before it is offered (ours)."""
MOST_ALIKE = 8
LONGEST_TEXT = 4000
"""Characters of a text in which names are looked for."""
TELLING = 4
"""Letters of the shortest first word that may tell a deal by itself (ours)."""
MOST_WORDS = 40
_CAPITALISED = re.compile(r"(?<!\w)[^\W\d_a-z][\w'’-]{3,}")


@dataclass(frozen=True, slots=True)
class Offered:
    """The deals of the asker, and those of others that they may see."""

    mine: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """The one deal that a text names, and the words that name it."""

    deal: Choice
    words: str


def offered(session: Session, asking: Asking, typed: str, closed: bool | None = False) -> Offered:
    """What begins so or holds it, else what is spelt nearly so; at most a hundred."""
    wanted = Wanted(asking.member.id, closed, MOST)
    if not name_key(typed):
        return _parted(asking, choosing.soonest(session, asking.sight, wanted))
    found = choosing.named(session, asking.sight, typed, wanted)
    return _parted(asking, found or _alike(session, asking, typed, wanted))


def _alike(session: Session, asking: Asking, typed: str, wanted: Wanted) -> list[Choice]:
    key = name_key(typed)

    def likeness(choice: Choice) -> float:
        return fuzz.WRatio(key, name_key(choice.name))

    near = choosing.alike(session, asking.sight, typed, wanted)
    likely = sorted((c for c in near if likeness(c) >= ALIKE), key=likeness, reverse=True)
    return likely[:MOST_ALIKE]


def _parted(asking: Asking, found: Iterable[Choice]) -> Offered:
    mine, others = list[Choice](), list[Choice]()
    for choice in found:
        (mine if choice.owner_id == asking.member.id else others).append(choice)
    return Offered(tuple(mine), tuple(others))


def guess(session: Session, asking: Asking, text: str) -> Guess | None:
    """The open deal whose whole name stands in the text, else the one that begins with a name in
    it. Where several may be meant, none is."""
    text = text[:LONGEST_TEXT]
    wanted = Wanted(asking.member.id, most=choosing.MOST_NAMED)
    key = name_key(text)
    maybe = choosing.inside(session, asking.sight, text, wanted)
    whole = _longest([choice for choice in maybe if _stands(name_key(choice.name), key)])
    if whole:
        return Guess(whole[0], whole[0].name) if len(whole) == 1 else None
    words = _names_in(text)
    begins = choosing.beginning(session, asking.sight, words.values(), wanted)
    if len(begins) != 1:
        return None
    (deal,) = begins
    first = name_key(deal.name).split()[0]
    return Guess(deal, next((word for word, key in words.items() if key == first), deal.name))


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _longest(found: list[Choice]) -> list[Choice]:
    """Without those that only stand within a longer name: Acme in Acme Renewal."""
    keys = [name_key(choice.name) for choice in found]
    return [
        choice
        for choice, key in zip(found, keys, strict=True)
        if not any(key != other and _stands(key, other) for other in keys)
    ]


def _names_in(text: str) -> dict[str, str]:
    """Words with a capital that are long enough to tell a deal, each with its key."""
    words = (word for word in _CAPITALISED.findall(text) if len(word) >= TELLING)
    found = {word.removesuffix("'s").removesuffix("’s"): "" for word in words}
    return {word: name_key(word) for word in list(found)[:MOST_WORDS]}
