"""Date phrases in languages other than English: German by rules, the others by dateparser."""

import re
from collections.abc import Sequence
from datetime import datetime

from coaching.when.german import german
from coaching.when.phrase import understand
from coaching.when.values import Said, When, one_day

_OWN_LANGUAGES = frozenset(("en", "de"))
_PLAIN_DATE = re.compile(
    r"(?=.*[^\W\d_]{4})(?:\d{1,2} )?[^\W\d_]+(?:[ -][^\W\d_]+)*(?: \d{1,2})?.*"
)
_NO_DATE = re.compile(r"\d\w*[^\W\d_]|\d{5}|[^\w\s-]|\d+\D+\d+\D+\d+|(?<!\d)(?!19|20)\d{3,4}")


def in_other_languages(phrase: str, said: Said, languages: Sequence[str]) -> When | None:
    """Read a cleaned phrase in the person's other languages."""
    if "de" in languages and (found := understand(german(phrase), said)):
        return found
    others = [language for language in languages if language not in _OWN_LANGUAGES]
    return _by_dateparser(phrase, said, others) if others else None


def _by_dateparser(phrase: str, said: Said, languages: list[str]) -> When | None:
    """Ask dateparser for the day alone, and only for phrases in which it takes no number for one.

    Times are not asked for: it reads "demain 14h" as fourteen hours from tomorrow.
    """
    if not _PLAIN_DATE.fullmatch(phrase) or _NO_DATE.search(phrase):
        return None
    import dateparser  # takes 90 ms, and most lines never come here

    settings = {
        "RELATIVE_BASE": datetime.combine(said.today, said.clock),
        "PREFER_DATES_FROM": "future",
        "PREFER_DAY_OF_MONTH": "first",
        "DATE_ORDER": "DMY" if said.day_first else "MDY",
        "PARSERS": ["relative-time", "absolute-time"],
    }
    try:
        found = dateparser.parse(phrase, languages=languages, settings=settings)
    except (ValueError, OverflowError):
        return None
    return one_day(found.date()) if found else None
