"""An amount cut into numbers, words and signs."""

import re

from coaching.money.words import THOUSAND_IS_MIL

LONGEST = 60

_SPACES = dict.fromkeys("\t\u00a0\u2007\u2008\u2009\u200a\u202f\u3000_", " ")
_CHARACTERS = str.maketrans(
    {**_SPACES, **dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("‐‑‒–—−", "-"), "\u200b": ""}
)
_TENS_AND_ONES = re.compile(r"\b(\w+ty)-(?=[a-z])", re.IGNORECASE)
_PRICE_DASH = re.compile(r"(?<=\d)[.,]-(?!\d)")
_TOKEN = re.compile(
    r"\d{1,3}(?: \d{3})+(?![\d ]*\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|[.,]?\d(?:[\d.,']*\d)?(?:[eE]\+?\d{1,2}(?!\w))?"
    r"|-ish\b|one[- ]off\b|[sS]/(?=\s?\d)|[A-Za-z]{0,3}[$¥]|[^\W\d_]+(?:\.[^\W\d_]+)*\.?"
    r"|[<>]=?|[^\w\s]"
)


def _cut(text: str) -> list[str]:
    """Cut a text into numbers, words and signs; [] for what is too long or lacks a number."""
    text = _TENS_AND_ONES.sub(r"\1 ", text.translate(_CHARACTERS))
    text = _PRICE_DASH.sub("", text).strip().strip('"?!;:').strip()
    if len(text) > LONGEST:
        return []
    if text.endswith((".", ",")) and text.count(".") + text.count(",") == 1:
        text = text[:-1]
    return [
        token.replace(".", "") if token[0].isalpha() else token for token in _TOKEN.findall(text)
    ]


def tokens_of(text: str) -> list[str]:
    """The numbers, words and signs of a text; "R$ 10 mil" has a "k", for it is ten thousand."""
    tokens = _cut(text)
    if THOUSAND_IS_MIL.isdisjoint(token.lower() for token in tokens):
        return tokens
    return ["k" if token.lower() == "mil" else token for token in tokens]
