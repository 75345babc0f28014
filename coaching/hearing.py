"""What a logged text says, by the patterns of content/heard.toml."""

import re
from enum import StrEnum

from coaching.contents import listening
from coaching.deals import Direction
from coaching.heard import WRITTEN, Heard
from coaching.phrases import Kind, compliment_alone, find


class Mark(StrEnum):
    """What the coach listens for; each is a heading of the file."""

    SLOW_NO = "slow_no"
    COMPLIMENT = "compliment"
    HOW = "asks_how"
    COMPETENCE = "competence"
    BASICS = "basics"
    TIMES = "times"
    QUESTION = "question"


GAVE, THING, STEP = "gave", "thing", "step"
"""The other headings: how things change hands, what buyers like to have, steps of a sale."""
_MINUTES = re.compile(
    r"\b(\d{1,3}(?:[.,]5)?)\s?(minutes|minute|mins?|hours?|hrs?|h)\b", re.IGNORECASE
)


_TO_THEM = re.compile(r"\b(?:we|us|ours?|you|yours?)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\b(?:they|she|he|said|says|wrote|answered|replied)\b", re.IGNORECASE)


def is_our_letter(touch: Heard) -> bool:
    """Whether a text is what we wrote to them, and no account of what they said."""
    sent = touch.kind in WRITTEN and touch.direction is Direction.OUT
    return sent and bool(_TO_THEM.search(touch.text)) and not _OF_THEM.search(touch.text)


def hears(mark: Mark, text: str) -> bool:
    """Whether a text says that."""
    if not text:
        return False
    if mark is Mark.SLOW_NO and find(Kind.SLOW_NO, text):
        return True
    if mark is Mark.COMPLIMENT and compliment_alone(text):
        return True
    return bool(_said(mark, text))


def candy_in(text: str) -> frozenset[str]:
    """What a text says was given away of the things that buyers like to have."""
    return frozenset(_said(THING, text)) if _said(GAVE, text) else frozenset()


def kind_of_candy(what: str) -> str | None:
    """Which of them a thing given is; None for any other."""
    return next(iter(_said(THING, what)), None)


def steps_in(text: str) -> frozenset[str]:
    """Which steps of a sale a text says were gone through."""
    return frozenset(_said(STEP, text))


def minutes_in(text: str) -> int:
    """How long it says that something took, in minutes; 0 where it does not say."""
    longest = 0.0
    for number, unit in _MINUTES.findall(text):
        factor = 60 if unit.casefold().startswith("h") else 1
        longest = max(longest, float(number.replace(",", ".")) * factor)
    return int(longest)


def _said(heading: str, text: str) -> list[str]:
    """The ids of the entries under a heading that a text says, in the file's order."""
    return [one.id for one in listening("heard", heading) if one.pattern.search(text)]
