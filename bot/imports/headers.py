"""A header as it may be known: whole, without its currency, without the word for a deal."""

import re
from collections.abc import Iterator
from functools import cache

from bot.imports.amounts import CODE, SYMBOLS
from bot.imports.vocabulary import key, vocabulary
from coaching.currencies import is_currency

CUSTOM = re.compile(r"__c$", re.I)
"""How Salesforce ends the name of a field that somebody made."""
SMALL = re.compile(r"\b(?:in|en|em)\s*$|[()\[\]$]", re.I)
"""What is left of “Betrag in (€)” when the currency is off."""
WORDS = frozenset({"all", "top", "try", "cup", "pen", "mop", "gel"})
"""Currencies that are words first."""
WORD = re.compile(r"[A-ZÄÖÜ]?[^\W\d_A-ZÄÖÜ]+|[^\W\d_]+|\d+")


def known_as(column: str) -> Iterator[str]:
    """The keys under which a header may be known, the surest first."""
    plain = CUSTOM.sub("", column)
    yield key(plain)
    bare = _without_currency(plain)
    yield key(bare)
    for name in (key(plain), key(bare)):
        for word in _before():
            if name.startswith(word) and name != word:
                yield name.removeprefix(word)


def endings(column: str) -> Iterator[str]:
    """The keys of a header's last words, the longest first: what it is about stands at its end."""
    words = WORD.findall(_without_currency(CUSTOM.sub("", column)))
    return (key("".join(words[at:])) for at in range(1, len(words)))


def _without_currency(column: str) -> str:
    plain = CODE.sub(lambda found: "" if _is_code(found[1]) else found[0], column)
    for symbol in SYMBOLS:
        plain = plain.replace(symbol, "")
    return SMALL.sub("", SMALL.sub("", plain)).strip()


def _is_code(word: str) -> bool:
    return is_currency(word.upper()) and word.casefold() not in WORDS


@cache
def _before() -> tuple[str, ...]:
    return tuple(sorted(set(vocabulary().before), key=len, reverse=True))
