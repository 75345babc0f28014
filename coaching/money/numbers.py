"""Numbers as people write them on both sides of the Atlantic, and in words."""

import re
from decimal import Decimal

_PLAIN = re.compile(r"0|[1-9]\d*")
_EXPONENT = re.compile(r"([1-9](?:\.\d+)?)e\+?(\d\d?)")
_LEADING_POINT = re.compile(r"[.,](\d+)")
_ONE_MARK = re.compile(r"(\d+)([.,])(\d+)")
_GROUPED = re.compile(r"([1-9]\d{0,2})(?:([.,' ])\d{3})(?:\2\d{3})*(?:([.,])(\d{1,2}))?")
_INDIAN = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d{1,2})?")


def number(text: str, *, point_scale: bool = False, scaled: bool = False) -> Decimal | None:
    """Read a number without sign; one separator with three digits after it parts thousands.

    `scaled` says that a scale follows ("1.2345m"), which allows any decimals; `point_scale` that it
    is one after which 1.125 is a fraction and 1,125 could be either (None).
    """
    if _PLAIN.fullmatch(text) or _INDIAN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if match := _EXPONENT.fullmatch(text):
        return Decimal(match[1]).scaleb(int(match[2]))
    if match := _LEADING_POINT.fullmatch(text):
        return Decimal(f"0.{match[1]}") if scaled or len(match[1]) <= 2 else None
    if match := _ONE_MARK.fullmatch(text):
        return _with_one_mark(match, point_scale=point_scale, scaled=scaled)
    match = _GROUPED.fullmatch(text)
    if not match or match[2] == match[3]:
        return None
    whole = text[: match.start(3)] if match[3] else text
    return Decimal(re.sub(r"\D", "", whole) + f".{match[4] or 0}")


def _with_one_mark(match: re.Match[str], *, point_scale: bool, scaled: bool) -> Decimal | None:
    whole, mark, rest = match.groups()
    if len(whole) > 1 and whole.startswith("0"):
        return None
    if len(rest) == 3 and len(whole) <= 3 and whole != "0":
        if not point_scale:
            return Decimal(whole + rest)
        return Decimal(f"{whole}.{rest}") if mark == "." else None
    return Decimal(f"{whole}.{rest}") if scaled or len(rest) <= 2 else None


_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_TEENS = "fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {
    **{word: value for value, word in enumerate(f"{_UNITS} {_TEENS}".split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), start=2)},
    "a": 1,
    "an": 1,
}
_LARGE = {"k": 1_000, "thousand": 1_000, "grand": 1_000, "million": 10**6, "billion": 10**9}


_PARTS = {
    ("half", "a"): Decimal("0.5"),
    ("half",): Decimal("0.5"),
    ("three", "quarters", "of", "a"): Decimal("0.75"),
    ("quarter", "of", "a"): Decimal("0.25"),
    ("quarter",): Decimal("0.25"),
}
"""Openings of a part of a million, the longer before its beginning."""
AND_A_HALF = ("and", "a", "half")


def words_to_number(words: list[str]) -> tuple[Decimal, int] | None:
    """Read "twenty five thousand" or "half a million": the value, and how many words it took.

    Without a hundred, thousand or more, words are no amount: "ten" gives None, "ten k" 10,000.
    """
    for opening, part in _PARTS.items():
        size = len(opening)
        if tuple(words[:size]) == opening and words[size : size + 1] and words[size] in _LARGE:
            return part * _LARGE[words[size]], size + 1
    return _counted(words)


def _counted(words: list[str]) -> tuple[Decimal, int] | None:
    total, group, last, used = Decimal(0), Decimal(0), 1, 0
    while used < len(words):
        word = words[used]
        if tuple(words[used : used + 3]) == AND_A_HALF and (group or total):
            group, total = (group + _HALF, total) if group else (group, total + _HALF * last)
            used += 2
        elif word == "point" and group and words[used + 1 : used + 2] and _tenth(words[used + 1]):
            group += _tenth(words[used + 1])
            used += 1
        elif word in _SMALL:
            group += _SMALL[word]
        elif word == "hundred" and group:
            group *= 100
        elif word in _LARGE and group:
            total, group, last = total + group * _LARGE[word], Decimal(0), _LARGE[word]
        elif word != "and" or not used:
            break
        used += 1
    value = total + group
    return (value, used) if value >= 100 else None


_HALF = Decimal("0.5")


def _tenth(word: str) -> Decimal:
    """The digit behind a spoken point; 0 for what is none."""
    digit = _SMALL.get(word, 0)
    return Decimal(digit) / 10 if digit < 10 else Decimal(0)
