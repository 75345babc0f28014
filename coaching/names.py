"""How names are compared: without case, accents and doubled spaces."""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
ACCENTS = re.compile("[\u0300-\u036f]")
"""Marks above and below Latin, Greek and Cyrillic letters; those of other scripts are letters."""
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"}
)
"""Letters that stay one when their marks are taken off."""


def spelling(name: str) -> str:
    """A name as it is spelt, accents and all, without case, with single spaces."""
    plain = unicodedata.normalize("NFKC", name.translate(APOSTROPHES))
    return " ".join(unicodedata.normalize("NFKC", plain.casefold()).split())


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """How names are looked for: Clínica is clinica; the key of a key is itself."""
    key = _folded(name)
    while key != (again := _folded(key)):
        key = again
    return key


def _folded(name: str) -> str:
    bare = ACCENTS.sub("", unicodedata.normalize("NFKD", spelling(name)))
    return " ".join(unicodedata.normalize("NFKC", bare.translate(LETTERS)).split())
