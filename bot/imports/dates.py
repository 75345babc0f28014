"""Days as files write them; whether 03/04 is in March or April is read off the whole column."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from bot.imports.vocabulary import folded

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(.+))?")
NUMBERS = re.compile(r"(\d{1,2})([-/. ])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?:,?[T ]+(.+))?")
NAMED = re.compile(
    r"(?:(\d{1,2})(?:er|\.|º)?(?: de)?[ -]([a-z]{3,12})|([a-z]{3,12}) (\d{1,2}),?)"
    r"\.?(?: de)?[ ,-]+(\d{4}|\d{2})(?:,?[t ]+(.+))?"
)
CLOCK = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.(\d{1,9}))? ?([ap]m)?"
    r"\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?",
    re.I,
)
SERIAL = re.compile(r"\d{5}(\.\d+)?")
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
"""Excel's day numbers from 1954 to 2119."""
EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of Excel's calendar has no zone
NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: number for number, name in enumerate(NAMES.split(), 1)}
MONTHS |= {
    "mrz": 3, "mai": 5, "okt": 10, "dez": 12, "ene": 1, "fev": 2, "abr": 4, "avr": 4, "juin": 6,
    "juil": 7, "ago": 8, "aou": 8, "set": 9, "out": 10, "dic": 12,
}  # fmt: skip
"""By their first letters, without accents, in English, German, Spanish, Portuguese and French."""
CENTURY, PIVOT = 2000, 70
"""Two digits from 70 on mean the last century."""


@dataclass(slots=True)
class Order:
    """What a column, or a file, tells about day and month: how often each must come first."""

    day: int = 0
    month: int = 0

    def look(self, text: str) -> None:
        """Counts a cell in which only one order is possible."""
        found = NUMBERS.fullmatch(text)
        if found is None or found[2] == ".":
            return
        first, second = int(found[1]), int(found[3])
        self.day += first > 12 >= second
        self.month += second > 12 >= first

    @property
    def is_mixed(self) -> bool:
        """Whether both orders occur."""
        return bool(self.day and self.month)

    @property
    def day_first(self) -> bool | None:
        """The order, None where every cell could be read either way."""
        return None if self.day == self.month else self.day > self.month


@lru_cache(maxsize=4096)
def read(text: str, day_first: bool) -> date | datetime | None:
    """A day, or a moment that is aware only where a zone is written; None for what is neither."""
    plain = text.strip()
    if SERIAL.fullmatch(plain) and FIRST_SERIAL < float(plain) < LAST_SERIAL:
        moment = EXCEL_ZERO + timedelta(seconds=round(float(plain) * 86_400))
        return moment if "." in plain else moment.date()
    try:
        return _parted(plain, day_first)
    except ValueError:
        return None


def _parted(plain: str, day_first: bool) -> date | datetime | None:
    if found := ISO.fullmatch(plain):
        return _with_clock(date(int(found[1]), int(found[2]), int(found[3])), found[4])
    if found := NUMBERS.fullmatch(plain):
        first, second = int(found[1]), int(found[3])
        day, month = (first, second) if day_first or found[2] == "." else (second, first)
        return _with_clock(date(_year(found[4]), month, day), found[5])
    if found := NAMED.fullmatch(folded(plain)):
        name = found[2] or found[3]
        month = MONTHS.get(name[:4]) or MONTHS.get(name[:3], 0)
        return _with_clock(date(_year(found[5]), month, int(found[1] or found[4])), found[6])
    return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + CENTURY - (100 if year >= PIVOT else 0)


def _with_clock(day: date, clock: str | None) -> date | datetime | None:
    if clock is None:
        return day
    found = CLOCK.fullmatch(clock.strip())
    if found is None:
        return None
    hour = int(found[1])
    if found[5]:
        hour = hour % 12 + (12 if found[5].lower() == "pm" else 0)
    parts = time(hour, int(found[2]), int(found[3] or 0), int((found[4] or "0")[:6].ljust(6, "0")))
    return datetime.combine(day, parts, _zone(found[6]))


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-span if text[0] == "-" else span)
