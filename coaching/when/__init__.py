"""Dates as sellers type them: "next friday", "end of march", "2w", "15.4. 14:00"."""

from collections.abc import Sequence
from datetime import datetime

from coaching.when.foreign import in_other_languages
from coaching.when.phrase import understand
from coaching.when.text import clean
from coaching.when.values import Grain, Said, When

__all__ = ["Grain", "When", "parse_when"]

EVERY_DAY = frozenset(range(7))
MONDAY_TO_FRIDAY = frozenset(range(5))


def parse_when(
    text: str,
    now: datetime,
    *,
    day_first: bool = True,
    languages: Sequence[str] = ("en",),
    working_days: frozenset[int] = MONDAY_TO_FRIDAY,
) -> When | None:
    """Read a date phrase, or give None where it is none or could mean two things.

    `now` is the person's local moment between the years 1900 and 2200; its zone is not looked at.
    `day_first` decides 3/4 alone, never 4/13 or an ISO date. `languages` are two-letter codes;
    English is always understood. `working_days` counts from Monday = 0; without any, every day
    is one. The answer may lie in the past ("yesterday"). Nothing is raised, whatever the text.
    """
    phrase = clean(text)
    if not phrase:
        return None
    said = Said(
        now.date(),
        now.time().replace(tzinfo=None),
        day_first,
        working_days & EVERY_DAY or EVERY_DAY,
    )
    return understand(phrase, said) or in_other_languages(phrase, said, languages)
