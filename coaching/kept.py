"""One suggestion of the coach as it is kept, and what came of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sort(StrEnum):
    """A way out for a stalled deal, or a play."""

    OFFRAMP = "offramp"
    PLAY = "play"


class Answer(StrEnum):
    """What the member, or the buyer, made of it."""

    COPIED = "copied"
    IN = "opted in"
    OUT = "opted out"
    NOT_NOW = "not now"
    USEFUL = "useful"
    NOT_USEFUL = "not useful"


@dataclass(frozen=True, slots=True)
class Kept:
    """One suggestion as it was made; what was `asked` for counts in no week."""

    id: int
    member_id: int
    on: date
    sort: Sort
    about: str
    text: str
    deal_id: int | None = None
    asked: bool = False
    answer: Answer | None = None
