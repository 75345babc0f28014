"""What is written below today's list: `done`, `2 tomorrow`, `1 called, she signs friday`."""

import re
from collections.abc import Sequence

from bot.grammar.pieces import read_date
from bot.grammar.requests import Reading
from bot.usecases.daily import ListedRow
from coaching.deals import TouchKind
from coaching.errors import Refusal, Suggestion

DONE = frozenset({"done", "ok", "did", "did it", "finished", "check", "✓", "✅"})
KINDS = {
    "call": TouchKind.CALL,
    "called": TouchKind.CALL,
    "rang": TouchKind.CALL,
    "phoned": TouchKind.CALL,
    "spoke": TouchKind.CALL,
    "mail": TouchKind.MAIL,
    "mailed": TouchKind.MAIL,
    "email": TouchKind.MAIL,
    "emailed": TouchKind.MAIL,
    "met": TouchKind.MEETING,
    "meeting": TouchKind.MEETING,
    "demo": TouchKind.DEMO,
    "demoed": TouchKind.DEMO,
    "message": TouchKind.MESSAGE,
    "messaged": TouchKind.MESSAGE,
    "texted": TouchKind.MESSAGE,
    "visit": TouchKind.VISIT,
    "visited": TouchKind.VISIT,
    "note": TouchKind.NOTE,
}
"""Words with which a reply says what kind of touch it was."""
OFFERED = (TouchKind.CALL, TouchKind.MAIL, TouchKind.MEETING, TouchKind.MESSAGE)
_NUMBERED = re.compile(r"#?(\d{1,2})(?:[.):,]|\b)\s*(?![\dhdwm]\b)(.*)", re.DOTALL)
MOST_ROWS = 5


def line_of(text: str, rows: Sequence[tuple[int, ListedRow]], reading: Reading) -> str:
    """The command that a reply stands for; `rows` are the open ones with their numbers.

    Raises Refusal, with a button for each thing that may be meant; nothing is guessed.
    """
    typed = " ".join(text.split())
    number, rest = _numbered(typed, rows)
    if number is None and len(rows) > 1:
        raise _which(typed, rows, reading)
    row = next((row for n, row in rows if n == number), rows[0][1])
    return _line(rest, row, reading)


def _numbered(typed: str, rows: Sequence[tuple[int, ListedRow]]) -> tuple[int | None, str]:
    found = _NUMBERED.fullmatch(typed)
    if found is None:
        return None, typed
    number = int(found[1])
    if number not in {n for n, _ in rows}:
        known = ", ".join(str(n) for n, _ in rows)
        raise Refusal(f"Today's list has no open row {number}. Open are: {known}.")
    return number, found[2].strip()


def _line(rest: str, row: ListedRow, reading: Reading) -> str:
    deal, words = f"#{row.deal_id}", rest.casefold().strip(" .!")
    if not words or words in DONE:
        raise _what_was_it(row, "")
    if read_date(words.removeprefix("snooze ").removeprefix("until "), reading) is not None:
        return f"snooze {deal} {words.removeprefix('snooze ').removeprefix('until ')}"
    first, _, said = rest.partition(" ")
    kind = KINDS.get(first.casefold().strip(",:;.!"))
    if kind is not None:
        return f"log {deal} {kind} “{_plain(said)}”" if said.strip() else f"log {deal} {kind}"
    raise _what_was_it(row, rest)


def _what_was_it(row: ListedRow, text: str) -> Refusal:
    """Only a real touch resets the clock, so its kind is asked, never guessed."""
    said = f" “{_plain(text)}”" if text else ""
    return Refusal(
        f"What was it, with {row.name}?",
        suggestions=tuple(
            Suggestion(kind.value.capitalize(), f"log #{row.deal_id} {kind}{said}")
            for kind in (*OFFERED, *((TouchKind.NOTE,) if text else ()))
        ),
    )


def _which(typed: str, rows: Sequence[tuple[int, ListedRow]], reading: Reading) -> Refusal:
    found = []
    for number, row in rows[:MOST_ROWS]:
        try:
            found.append(Suggestion(f"{number}. {row.name}", _line(typed, row, reading)))
        except Refusal:
            found.append(Suggestion(f"{number}. {row.name}", f"show #{row.deal_id}"))
    return Refusal(
        f"Which row do you mean? Begin with its number, for instance `{rows[0][0]} {typed[:60]}`.",
        suggestions=tuple(found),
    )


def _plain(text: str) -> str:
    return text.replace("“", "'").replace("”", "'").replace('"', "'")
