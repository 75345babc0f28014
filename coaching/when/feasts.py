"""Feasts that sellers name as dates, and what "before" and "after" them means at work."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coaching.when.values import DAY, Said
from coaching.when.words import YEAR


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast day, and the stretch of days around it on which offices stand still."""

    on: date
    first: date
    last: date


def easter_sunday(year: int) -> date:
    """Give Easter Sunday by the Gregorian computus (Meeus/Jones/Butcher), right for 1583 on."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _easter(shift: int) -> Callable[[int], Feast]:
    def of_year(year: int) -> Feast:
        sunday = easter_sunday(year)
        return Feast(sunday + shift * DAY, sunday - 2 * DAY, sunday + DAY)

    return of_year


def _fixed(month: int, day: int, closed_after: int = 0) -> Callable[[int], Feast]:
    def of_year(year: int) -> Feast:
        on = date(year, month, day)
        return Feast(on, on, on + closed_after * DAY)

    return of_year


def _thanksgiving(year: int) -> Feast:
    """Give the fourth Thursday of November (United States) with the Friday after it."""
    first = date(year, 11, 1)
    on = first + ((3 - first.weekday()) % 7 + 21) * DAY
    return Feast(on, on, on + DAY)


_FEASTS: dict[str, Callable[[int], Feast]] = {
    "easter": _easter(0),
    "easter sunday": _easter(0),
    "easter monday": _easter(1),
    "easter weekend": _easter(0),
    "good friday": _easter(-2),
    "christmas": _fixed(12, 25, closed_after=1),
    "christmas day": _fixed(12, 25, closed_after=1),
    "christmas eve": _fixed(12, 24, closed_after=2),
    "boxing day": _fixed(12, 26),
    "new year": _fixed(1, 1),
    "new years": _fixed(1, 1),
    "new year day": _fixed(1, 1),
    "new years day": _fixed(1, 1),
    "new years eve": _fixed(12, 31, closed_after=1),
    "new year eve": _fixed(12, 31, closed_after=1),
    "nye": _fixed(12, 31, closed_after=1),
    "halloween": _fixed(10, 31),
    "valentines": _fixed(2, 14),
    "valentines day": _fixed(2, 14),
    "thanksgiving": _thanksgiving,
}
_NAMED = re.compile(rf"(?:the |this |next |coming )?({'|'.join(_FEASTS)})(?: ({YEAR}))?")


def feast(phrase: str, said: Said) -> Feast | None:
    """Read the name of a feast; without a year it is the next one to come, today included."""
    match = _NAMED.fullmatch(phrase)
    if not match:
        return None
    of_year = _FEASTS[match[1]]
    if match[2]:
        return of_year(int(match[2]))
    found = of_year(said.today.year)
    return found if found.on >= said.today else of_year(said.today.year + 1)
