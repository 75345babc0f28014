"""What a line tells of one touch: whom with, which way, on which day, and what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.grammar.pieces import A_DAY, leading_date, read_date, step, trailing_date
from bot.grammar.requests import Form, Reading, Request
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import DealWords, Log
from coaching.deals import DEFAULT_DIRECTION, Direction, Step, TouchKind
from coaching.errors import Refusal
from coaching.when import When

DIRECTIONS = {
    "in": Direction.IN,
    "inbound": Direction.IN,
    "out": Direction.OUT,
    "outbound": Direction.OUT,
}
CHOOSE = "Choose its day below; what you said is filled in."
Words = tuple[Token, ...]


def at_quote(pieces: Sequence[Token]) -> tuple[Words, Words]:
    """A name, which may itself be quoted, and what follows from the next quotation on."""
    at = next((n for n in range(1, len(pieces)) if pieces[n].quoted), len(pieces))
    return tuple(pieces[:at]), tuple(pieces[at:])


@dataclass(slots=True)
class Said:
    """What has been understood of a touch so far; `agreed` are the words of its next step."""

    words: Words
    who: Words = ()
    direction: Direction | None = None
    step: Step | None = None
    on: date | None = None
    agreed: Words = ()
    unread: str = ""


def touch(deal: DealWords, kind: TouchKind, said: Said, reading: Reading) -> Request:
    """The touch behind a deal and a kind; where its step has no day to come, that is asked for."""
    for take in (_take_then, _take_who, _take_direction, _take_date):
        try:
            take(said, reading)
        except Refusal as refused:
            said.unread = said.unread or refused.sentence
    log = Log(
        deal=deal,
        kind=kind,
        direction=said.direction or DEFAULT_DIRECTION[kind],
        text=joined(said.words) or None,
        who=joined(said.who) or None,
        step=said.step,
        on=said.on,
    )
    return _asked_again(log, said) if said.unread else log


def _asked_again(log: Log, said: Said) -> Form:
    """The form with everything that was said, and why the step is not kept as it stands."""
    filled = {
        "deal": log.deal.text,
        "kind": log.kind.value,
        "direction": log.direction.value,
        "text": log.text or "",
        "who": log.who or "",
        "on": log.on.isoformat() if log.on else "",
        "step_what": joined(said.agreed),
    }
    return Form("log", filled, rest="text", head=f"{said.unread} {CHOOSE}")


def _take_then(said: Said, reading: Reading) -> None:
    """`then fri "send SOC 2"`, perhaps followed by `with Dana`."""
    at = next((n for n, piece in enumerate(said.words) if piece.word == "then"), None)
    if at is None:
        return
    before, after = said.words[:at], said.words[at + 1 :]
    end = next(
        (n for n in range(1, len(after)) if after[n].word == "with" and after[n - 1].quoted),
        len(after),
    )
    said.words, said.agreed = before + after[end:], after[:end]
    said.step = step(said.agreed, reading)


def _take_who(said: Said, reading: Reading) -> None:
    """`with Dana`, up to the quotation; a direction or a day may stand behind the name."""
    at = next((n for n, piece in enumerate(said.words) if piece.word == "with"), None)
    if at is None:
        return
    who, loose = at_quote(said.words[at + 1 :])
    said.words = said.words[:at] + loose
    if len(who) > 1 and who[-1].word in DIRECTIONS:
        who, said.direction = who[:-1], DIRECTIONS[who[-1].word]
    name, found = trailing_date(who, reading)
    if name and found and found.grain in A_DAY and _keep_day(said, found, reading):
        who = name
    said.who = who


def _take_direction(said: Said, reading: Reading) -> None:
    """A direction stands first or beside the quotation: “they logged in” has none."""
    words = said.words
    for n, piece in enumerate(words):
        beside = n == 0 or words[n - 1].quoted or (n + 1 < len(words) and words[n + 1].quoted)
        if beside and piece.word in DIRECTIONS:
            said.words, said.direction = words[:n] + words[n + 1 :], DIRECTIONS[piece.word]
            return


def _take_date(said: Said, reading: Reading) -> None:
    """A day beside the quotation or at the end: the touch's if it has passed, else the step's.

    `call yesterday "Dana signs"`, `call "Dana signs" fri "send SOC 2"`; within what is told
    without quotes a day that has passed belongs to the words.
    """
    quoted = next((n for n, piece in enumerate(said.words) if piece.quoted), None)
    if quoted and _keep_day(said, read_date(joined(said.words[:quoted]), reading), reading):
        said.words = said.words[quoted:]
    if quoted == 0:
        found, what = leading_date(said.words[1:], reading)
        if _keep_day(said, found, reading, what):
            kept = said.step is not None and joined(what) == said.step.what
            said.words = said.words[:1] + (() if kept else what)
            return
    words, found = trailing_date(said.words, reading)
    told = bool(words) and not words[-1].quoted
    if not (told and found is not None and found.start < reading.today):
        said.words = words if _keep_day(said, found, reading) else said.words


def _keep_day(said: Said, found: When | None, reading: Reading, what: Words = ()) -> bool:
    """Keeps a day as the touch's where it has passed, else as the step's; False where neither."""
    if found is None:
        return False
    if found.start >= reading.today:
        free = said.step is None
        said.step = said.step or Step(found.start, joined(what) or None, found.at)
        return free
    if found.grain not in A_DAY:
        raise Refusal("That is more than a day, and a touch was on one.", field="on")
    said.on = found.start
    return True
