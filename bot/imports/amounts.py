"""Amounts as files write them; what a comma means is read off the whole column."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from coaching.currencies import is_currency

NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "null", "none", "nil", "#n/a", "(blank)"})
"""What people and programs write into an empty cell."""
SYMBOLS = {
    "US$": "USD", "R$": "BRL", "C$": "CAD", "A$": "AUD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₺": "TRY", "zł": "PLN", "Kč": "CZK",
}  # fmt: skip
NUMBER = re.compile(r"[^\d.,'’\s()+-]*\s*([\d.,'’\s\u00a0\u202f]*\d)\s*[^\d.,]*")
CODE = re.compile(r"(?<![A-Za-z])([A-Za-z]{3})(?![A-Za-z])")
SCALES = {"k": 1_000, "m": 1_000_000}
SCALED = re.compile(r"\d\s?[km]$", re.I)
MOST = Decimal(10) ** 12
PLACES = Decimal("0.0001")


@dataclass(slots=True)
class Marks:
    """What a column tells about its decimal mark: how often each must be one."""

    comma: int = 0
    dot: int = 0

    def look(self, text: str) -> None:
        """Counts a cell in which the mark is plain."""
        at = {mark: text.rfind(mark) for mark in ",."}
        if at[","] >= 0 and at["."] >= 0:
            self.comma += at[","] > at["."]
            self.dot += at["."] > at[","]
        elif at[","] >= 0:
            many, tail = text.count(",") > 1, _tail(text, at[","])
            self.dot += many
            self.comma += not many and tail != 3
        elif at["."] >= 0:
            many, tail = text.count(".") > 1, _tail(text, at["."])
            self.comma += many
            self.dot += not many and tail != 3

    @property
    def decimal(self) -> str | None:
        """The mark, None where nothing tells."""
        return None if self.comma == self.dot else "," if self.comma > self.dot else "."


def read(text: str, decimal: str | None) -> Decimal | None:
    """The amount; raises ValueError for what is none. With no mark known, a single separator with
    three digits after it parts thousands."""
    plain = text.strip()
    if plain.casefold() in NOTHING:
        return None
    found = NUMBER.fullmatch(plain)
    if found is None or plain.startswith(("-", "(")) or "-" in plain[: found.start(1)]:
        raise ValueError(plain)
    number = re.sub(r"['’\s\u00a0\u202f]", "", found[1])
    mark = decimal or _mark(number)
    number = number.replace("." if mark == "," else ",", "").replace(mark, ".")
    try:
        amount = Decimal(number) * _scale(plain)
    except InvalidOperation as error:
        raise ValueError(plain) from error
    if amount > MOST:
        raise ValueError(plain)
    return amount.quantize(PLACES)


def currency_in(text: str) -> str | None:
    """The currency that stands beside an amount, or in a header: "€", "USD"; "$" alone is none."""
    for symbol, code in SYMBOLS.items():
        if symbol in text:
            return code
    return next((code for code in map(str.upper, CODE.findall(text)) if is_currency(code)), None)


def _scale(plain: str) -> int:
    return SCALES[plain[-1].casefold()] if SCALED.search(plain) else 1


def _tail(text: str, at: int) -> int:
    return len(re.match(r"\d*", text[at + 1 :])[0])  # type: ignore[index]


def _mark(number: str) -> str:
    marks = Marks()
    marks.look(number)
    if marks.decimal:
        return marks.decimal
    return "," if "." in number else "."
