"""What a column holds, whatever it is called: days, money, or yes and no."""

import re
from collections import Counter
from dataclasses import dataclass, field

from bot.imports import amounts, dates
from bot.imports.vocabulary import key, vocabulary

LOOKED_AT = 500
"""Filled cells of a column that are looked at (ours)."""
MOST = 0.8
"""The share of them that makes a column's kind (ours)."""
PRICED = re.compile(r"\d[.,]\d{2}$")
PLAIN = re.compile(r"[1-9][\d.,'’ ]*")
LEAST = 100
"""A column without any number as high holds no prices of deals (ours)."""


@dataclass(slots=True)
class Content:
    """How many cells of a column were looked at, and how many of them are what."""

    filled: int = 0
    found: Counter[str] = field(default_factory=Counter)
    highest: float = 0

    def look(self, cell: str) -> None:
        """Counts one cell."""
        if not cell or self.filled >= LOOKED_AT or cell.casefold() in amounts.NOTHING:
            return
        self.filled += 1
        truth = vocabulary().truths.get(key(cell))
        self.found["truths"] += truth is not None
        self.found["yes"] += truth is True
        if _is_day(cell):
            self.found["dates"] += 1
        else:
            self._look_for_money(cell)

    def holds(self, *, amount_is_known: bool) -> str:
        """“dates” or “money”, or nothing of which anybody need know. Numbers that show no price
        count as money only where no other column is the amount."""
        money = self.found["money"] + (0 if amount_is_known else self.found["numbers"])
        if self.filled and self.found["dates"] >= MOST * self.filled:
            return "dates"
        if self.filled and money >= MOST * self.filled and self.highest >= LEAST:
            return "money"
        return ""

    @property
    def is_yes_or_no(self) -> bool:
        """Whether every cell is one or the other."""
        return self.found["truths"] == self.filled

    @property
    def is_divided(self) -> bool:
        """Whether some cells say yes, and all others no."""
        return self.is_yes_or_no and 0 < self.found["yes"] < self.filled

    def _look_for_money(self, cell: str) -> None:
        try:
            number = float(amounts.read(cell, None) or 0)
        except ValueError:
            return
        self.highest = max(self.highest, number)
        if amounts.currency_in(cell) or "$" in cell or PRICED.search(cell):
            self.found["money"] += 1
        elif PLAIN.fullmatch(cell) or number == 0:
            self.found["numbers"] += 1


def _is_day(cell: str) -> bool:
    """Whether it is written like one; a bare number may be anything."""
    is_number = dates.SERIAL.fullmatch(cell)
    return not is_number and bool(dates.read(cell, True) or dates.read(cell, False))
