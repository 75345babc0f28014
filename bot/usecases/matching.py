"""The deals whose names are, or begin, as typed: case, accents and 's make no difference."""

import re
from collections.abc import Mapping

from bot.usecases.asking import Asking
from coaching.deals import Deal
from storage import deals
from storage.database import Session

_POSSESSIVE = re.compile(r"(?:['’ʼ`´]s|(?<=s)['’ʼ`´])$", re.IGNORECASE)
NUMBER = re.compile(r"#\d{1,18}")
MOST_WORDS = 12
"""Words in the longest name looked for where other words may follow it."""


def owned(name: str) -> tuple[str, ...]:
    """The name as typed, then what acme's would be the deal of."""
    bare = _POSSESSIVE.sub("", name)
    return (name,) if bare in (name, "") else (name, bare)


def first_known(named: Mapping[str, list[Deal]], start: str) -> list[Deal]:
    """The deals called so, as typed or without its 's."""
    found = (named.get(deals.name_key(name)) for name in owned(start))
    return next((_spelt(start, exact) for exact in found if exact), [])


def _spelt(name: str, found: list[Deal]) -> list[Deal]:
    """Of names that differ by an accent those that are spelt so, where there are any."""
    return [d for d in found if deals.spelling(d.name) == deals.spelling(name)] or found


def likely_starts(text: str) -> dict[str, str]:
    """What the name may be, the longest first, each with the words behind it."""
    pieces = text.split()
    lengths = range(min(len(pieces) - 1, MOST_WORDS), 0, -1)
    return {" ".join(pieces[:n]): " ".join(pieces[n:]) for n in lengths}


def exact_ones(session: Session, asking: Asking, name: str) -> list[Deal]:
    """The deals called so, else the one with that number (`#12`)."""
    exact = _spelt(name, deals.by_name(session, asking.sight, name, asking.member.zone))
    return exact or numbered(session, asking, name)


def numbered(session: Session, asking: Asking, name: str) -> list[Deal]:
    """The deal with that number, as a button says it."""
    if not NUMBER.fullmatch(name):
        return []
    deal = deals.by_id(session, asking.sight, int(name[1:]), asking.member.zone)
    return [deal] if deal else []


def begins_so(session: Session, asking: Asking, name: str) -> list[Deal]:
    """The open deals whose name begins so; where a word ends there, those alone."""
    return word_ends(name, beginning(session, asking, name))


def beginning(session: Session, asking: Asking, name: str, *, closed: bool = False) -> list[Deal]:
    """The open (or closed) deals whose name begins so, as many as are looked at."""
    if not deals.name_key(name):
        return []
    return deals.by_prefix(session, asking.sight, name, asking.member.zone, closed=closed)


def word_ends(name: str, found: list[Deal]) -> list[Deal]:
    """Those of them in whose name a word ends there; all of them where none does."""
    key = deals.name_key(name)
    return [deal for deal in found if ends_there(key, deal)] or found


def ends_there(key: str, deal: Deal) -> bool:
    """Whether a word of the deal's name ends where its beginning does."""
    return not deals.name_key(deal.name)[len(key) : len(key) + 1].isalnum()
