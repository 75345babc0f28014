"""What may be typed after /deal."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.grammar import capture, drafts, looks, moves
from bot.grammar.pieces import read_date
from bot.grammar.requests import Reading, Request
from bot.grammar.tokens import Token, joined, tokens
from bot.grammar.topics import SHARED
from bot.grammar.verbs import GROUPS, VERBS, Parse, Verb
from bot.usecases.requests import Add, DecisionDate, Hold, Log, Next
from coaching.deals import Step, TouchKind
from coaching.errors import Refusal, Suggestion
from coaching.wording import day

__all__ = ["BY_NAME", "GROUPS", "SHARED", "VERBS", "Verb", "doubt", "parse"]


def _kind(kind: TouchKind) -> Parse:
    return lambda pieces, reading: capture.log(pieces, reading, kind)


BY_NAME: dict[str, Parse] = {
    "close": moves.close,
    **{name: _kind(kind) for name, kind in capture.KINDS.items()},
    **{name: verb.parse for verb in VERBS for name in (verb.name, *verb.aliases)},
}
_EITHER_WAY = re.compile(r"(?<![\d./-])\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{4}|\d{2}))?\.?(?![\d/-])")
"""A day and a month of which either may come first."""
ALMOST_A_YEAR, A_WHILE = timedelta(days=300), timedelta(days=120)
ALIKE = 0.65
"""How alike a word and a command are, letters swapped included, before one is offered (ours)."""


def parse(line: str, reading: Reading) -> Request:
    """What the line asks for; raises Refusal with the likely command for an unknown one."""
    pieces = tokens(line)
    if not pieces:
        return looks.today((), reading)
    verb = BY_NAME.get(pieces[0].text.casefold()) or BY_NAME.get(pieces[0].word.rstrip(".:,!?"))
    if verb is None:
        raise _unknown(pieces)
    return drafts.as_typed(line) if verb is drafts.check else verb(pieces[1:], reading)


def doubt(line: str, request: Request, reading: Reading) -> str:
    """What to say where a date may mean another day than the one understood; else nothing."""
    return _order_doubt(line, request, reading) or _year_doubt(line, request, reading)


def _year_doubt(line: str, request: Request, reading: Reading) -> str:
    """A day without its year that has just passed was read as next year's: is that meant?"""
    on = _day_of(request)
    if on is None or on - reading.today < ALMOST_A_YEAR:
        return ""
    try:
        before = _day_of(parse(line, replace(reading, now=reading.now - A_WHILE)))
    except Refusal:
        return ""
    if (
        before is None
        or before >= reading.today
        or (before.month, before.day) != (on.month, on.day)
    ):
        return ""
    return (
        f"{day(on)} is almost a year ahead, for {day(before)} has passed. "
        "If another day is meant, press Undo or Change."
    )


def _day_of(request: Request) -> date | None:
    """The day on which something is to come."""
    match request:
        case Log(step=Step(on=on)) | Next(step=Step(on=on)) | DecisionDate(on=on):
            return on
        case Add(decision_on=on) | Hold(until=on):
            return on
    return None


def _order_doubt(line: str, request: Request, reading: Reading) -> str:
    """Where the order of day and month decided."""
    typed = _EITHER_WAY.search(line)
    if typed is None:
        return ""
    here, there = (read_date(typed[0], one) for one in (reading, _other_way(reading)))
    if here is None or there is None or here.start == there.start:
        return ""
    try:
        if parse(line, _other_way(reading)) == request:
            return ""
    except Refusal:
        return ""
    order = "day first" if reading.day_first else "month first"
    return (
        f"“{typed[0]}” was read {order}, as {day(here.start)}. If {day(there.start)} is meant, "
        "press Undo or Change."
    )


def _other_way(reading: Reading) -> Reading:
    return replace(reading, day_first=not reading.day_first)


def _unknown(pieces: Sequence[Token]) -> Refusal:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    typed, rest = pieces[0].text[:80], pieces[1:]
    aid = Suggestion("Help", "help")
    similar = OSA.normalized_similarity
    likely = process.extractOne(pieces[0].word, list(BY_NAME), scorer=similar, score_cutoff=ALIKE)
    if likely is not None:
        meant = likely[0]
        again = " ".join((meant, *(_retyped(piece) for piece in rest)))
        return Refusal(
            f"I don't know “{typed}”. Did you mean `{meant}`?",
            suggestions=(Suggestion(f"Yes: {meant}", again), aid),
        )
    show = Suggestion(f"Show {typed}", f"show {joined(pieces)}")
    return Refusal(
        f"I don't know “{typed}”. If it is a deal, say `show {typed}`; "
        "`help` lists what I understand.",
        suggestions=(show, aid),
    )


def _retyped(piece: Token) -> str:
    mention = f"<{piece.reference}|{piece.text[1:]}>" if piece.reference else ""
    return f"“{piece.text}”" if piece.quoted else mention or piece.text
