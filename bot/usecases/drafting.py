"""A message looked at before it is sent, or read for what it likely means; it is kept nowhere."""

from dataclasses import dataclass

from coaching.draft import Note, Rewrite, notes, rewrite
from coaching.phrases import Found, Kind, find


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found: for our own words a rewrite and notes, for theirs the slow no in them."""

    text: str
    theirs: bool
    rewritten: Rewrite
    notes: tuple[Note, ...] = ()
    slow_no: tuple[Found, ...] = ()


def check(text: str, *, theirs: bool) -> Draft:
    """Looks at a message; the notes are on the rewrite, since that is what will be sent."""
    if theirs:
        return Draft(text, True, Rewrite(text), slow_no=find(Kind.SLOW_NO, text))
    new = rewrite(text)
    return Draft(text, False, new, notes(new.text))
