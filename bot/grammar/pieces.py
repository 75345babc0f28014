"""What several commands share: dates and amounts at an edge, clauses behind a keyword."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.grammar.requests import Reading
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import Colleague
from coaching.deals import Step
from coaching.errors import Refusal
from coaching.money import Money, parse_money
from coaching.when import Grain, When, parse_when
from coaching.wording import day

LONGEST_DATE = 6
"""Words in the longest date phrase looked for at the edge of a line."""
LONGEST_AMOUNT = 4
"""Words in the longest amount looked for there: about 1.2 million euros."""
SURELY_MONEY = 100
"""A bare number below belongs to the name: Area 51, Studio 54 (ours)."""
YEARS_NEAR = 3
"""So does a bare year as near as this: Acme renewal 2027 (ours)."""
_DAY_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th|\.)?")
BEFORE_A_MONTH = frozenset(
    {
        "until",
        "till",
        "by",
        "in",
        "end",
        "mid",
        "early",
        "late",
        "beginning",
        "start",
        "this",
        "next",
    }
)
"""Words that part a number from a month behind them: Area 5 until October."""
A_DAY = frozenset({Grain.DAY, Grain.HOUR, Grain.MINUTE})

_NO_HOUR = re.compile(r"\d{1,2}[:.]\d{2}(?:am|pm|h)?", re.IGNORECASE)
"""What is written like an hour; one that exists was read with its day."""


def read_date(text: str, reading: Reading) -> When | None:
    """A whole phrase as a date."""
    return parse_when(
        text,
        reading.now,
        day_first=reading.day_first,
        languages=reading.languages,
        working_days=reading.working_days,
    )


def need_date(text: str, reading: Reading, example: str) -> When:
    """A whole phrase as a date; raises Refusal with an example of how to say it."""
    if not text:
        raise Refusal(f"Which day? Say for instance `{example}`.", field="when")
    found = read_date(text, reading)
    if found is None:
        raise Refusal(
            f"I can't read “{text}” as a date. Say for instance `{example}`.", field="when"
        )
    return found


def not_past(found: date, reading: Reading, example: str) -> date:
    """Questions a date that has passed, naming the day that was understood."""
    if found < reading.today:
        raise Refusal(
            f"I read that as {day(found)}, and that day has passed. Say for instance `{example}`.",
            field="when",
        )
    return found


def trailing_date(
    pieces: Sequence[Token], reading: Reading
) -> tuple[tuple[Token, ...], When | None]:
    """What stands before the longest date at the end, and that date."""
    for length in range(min(LONGEST_DATE, len(pieces)), 0, -1):
        tail = pieces[-length:]
        if any(piece.quoted for piece in tail):
            continue
        found = read_date(joined(tail), reading)
        if found is not None:
            _refuse_no_such_day(pieces[:-length][-1:], tail, found)
            return tuple(pieces[:-length]), found
    return tuple(pieces), None


def _refuse_no_such_day(
    before: Sequence[Token], words: Sequence[Token], found: When, after: Sequence[Token] = ()
) -> None:
    """`31 june` and `june 31` are no day, and never quietly the month alone."""
    if found.grain is not Grain.MONTH:
        return
    if words[0].word in BEFORE_A_MONTH:
        before = ()
    numbered = [piece for piece in (*before, *after) if _DAY_NUMBER.fullmatch(piece.word)]
    if numbered:
        typed = joined((*before, *words, *after))
        raise Refusal(
            f"I can't read “{typed}” as a date: there is no such day. "
            "Name another one, for instance `30 june`.",
            field="when",
        )


def leading_date(
    pieces: Sequence[Token], reading: Reading
) -> tuple[When | None, tuple[Token, ...]]:
    """The longest date at the beginning, and what stands behind it."""
    for length in range(min(LONGEST_DATE, len(pieces)), 0, -1):
        head = pieces[:length]
        if any(piece.quoted for piece in head):
            continue
        found = read_date(joined(head), reading)
        if found is not None:
            _refuse_no_such_day((), head, found, pieces[length : length + 1])
            return found, tuple(pieces[length:])
    return None, tuple(pieces)


def gone_by(words: Sequence[Token], found: When, reading: Reading) -> date | None:
    """The day as one that has come: “monday” is the last one, “3 march” at most half a year back.

    None for what can only lie ahead, as tomorrow or the end of the quarter.
    """
    if found.start <= reading.today:
        return found.start
    text = joined(words)
    moves = read_date(text, _earlier(reading, -1))
    if found.grain not in A_DAY or moves is None or (moves.start - found.start).days == 1:
        return None
    read = (read_date(text, _earlier(reading, days)) for days in (7, 365))
    gone = [when.start for when in read if when and when.start <= reading.today]
    return next((day for day in gone if (reading.today - day).days <= 183), None)


def trailing_money(
    pieces: Sequence[Token], reading: Reading
) -> tuple[tuple[Token, ...], Money | None]:
    """What stands before the amount at the end, at least one word, and that amount."""
    for length in range(min(LONGEST_AMOUNT, len(pieces) - 1), 0, -1):
        tail = pieces[-length:]
        if any(piece.quoted for piece in tail):
            continue
        found = parse_money(joined(tail), reading.currency)
        if found is not None and not _is_of_name(joined(tail), reading):
            return tuple(pieces[:-length]), found
    return tuple(pieces), None


def _is_of_name(typed: str, reading: Reading) -> bool:
    if not typed.isdecimal():
        return False
    near = abs(int(typed) - reading.today.year) <= YEARS_NEAR
    return near or int(typed) < SURELY_MONEY


def _earlier(reading: Reading, days: int) -> Reading:
    return replace(reading, now=reading.now - timedelta(days=days))


def clauses(
    pieces: Sequence[Token], keywords: Mapping[str, str]
) -> tuple[tuple[Token, ...], dict[str, tuple[Token, ...]]]:
    """What stands before the first keyword, and what follows each; keywords map to clause names.

    The first piece is never a keyword: it begins a name.
    """
    head: list[Token] = []
    found: dict[str, list[Token]] = {}
    into = head
    for number, piece in enumerate(pieces):
        name = keywords.get(piece.word) if number else None
        if name is not None and name not in found:
            into = found.setdefault(name, [])
        else:
            into.append(piece)
    return tuple(head), {name: tuple(words) for name, words in found.items()}


def colleague(pieces: Sequence[Token]) -> Colleague:
    """Somebody of ours: a mention, or a name with or without its @."""
    mention = next((piece for piece in pieces if (piece.reference or "").startswith("@")), None)
    if mention is not None and mention.reference:
        return Colleague(mention.text.lstrip("@"), mention.reference[1:])
    name = joined(pieces)
    return Colleague(name.lstrip("@"), at=name.startswith("@"))


def colleagues(pieces: Sequence[Token]) -> list[Colleague]:
    """Several of ours, parted by commas or “and”."""
    groups: list[list[Token]] = [[]]
    for piece in pieces:
        if piece.word in ("and", "&", ","):
            groups.append([])
            continue
        groups[-1].append(replace(piece, text=piece.text.rstrip(",")))
        if piece.text.endswith(",") or piece.reference:
            groups.append([])
    return [colleague(group) for group in groups if group]


def step(pieces: Sequence[Token], reading: Reading) -> Step:
    """A next step: a day and perhaps what was agreed, in either order."""
    example = "then fri “send SOC 2”"
    found, rest = leading_date(pieces, reading)
    if found is None:
        rest, found = trailing_date(pieces, reading)
    if found is None:
        raise Refusal(
            f"A next step needs its day: `{example}`. "
            "If “then” belongs to what was said, put that in quotes.",
            field="when",
        )
    _refuse_no_such_hour(rest)
    return Step(not_past(found.start, reading, example), joined(rest) or None, found.at)


def _refuse_no_such_hour(rest: Sequence[Token]) -> None:
    """`fri 25:00`: an hour that is none stands beside the day, and is no step."""
    for piece in rest:
        if not piece.quoted and _NO_HOUR.fullmatch(piece.text):
            raise Refusal(
                f"“{piece.text}” is no hour of a day. Say for instance `then fri 10am`, "
                "or put it in quotes if it is what was agreed.",
                field="when",
            )
