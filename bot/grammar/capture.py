"""Lines that log what was said, and what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.grammar.pieces import (
    A_DAY,
    leading_date,
    not_past,
    step,
    trailing_date,
)
from bot.grammar.requests import Form, Reading, Request
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import DealWords, Log, Next
from coaching.deals import DEFAULT_DIRECTION, Direction, Step, TouchKind
from coaching.errors import Refusal, Suggestion
from coaching.when import When
from coaching.wording import day

KINDS = {
    "call": TouchKind.CALL,
    "called": TouchKind.CALL,
    "phone": TouchKind.CALL,
    "mail": TouchKind.MAIL,
    "email": TouchKind.MAIL,
    "e-mail": TouchKind.MAIL,
    "mailed": TouchKind.MAIL,
    "emailed": TouchKind.MAIL,
    "meeting": TouchKind.MEETING,
    "met": TouchKind.MEETING,
    "demo": TouchKind.DEMO,
    "message": TouchKind.MESSAGE,
    "msg": TouchKind.MESSAGE,
    "visit": TouchKind.VISIT,
    "visited": TouchKind.VISIT,
    "note": TouchKind.NOTE,
}
DIRECTIONS = {
    "in": Direction.IN,
    "inbound": Direction.IN,
    "out": Direction.OUT,
    "outbound": Direction.OUT,
}
LONGEST_NAME = 3
"""Words before a loose day that are taken for a name alone; more are a name and what was said."""
NOTHING = frozenset({"none", "nothing", "clear", "done", "-"})
Words = tuple[Token, ...]


def log(pieces: Sequence[Token], reading: Reading, kind: TouchKind | None = None) -> Request:
    """`log acme call "Dana signs on Friday" in with Dana then tue "send the contract"`."""
    if kind is not None:
        return _log_of(kind, pieces, reading)
    at = _kind_at(pieces)
    if at is not None:
        name = DealWords(joined(pieces[:at]))
        return _touch(name, KINDS[pieces[at].word], pieces[at + 1 :], reading)
    first = KINDS.get(pieces[0].word) if len(pieces) > 1 else None
    words, said = _at_quote(pieces[1:] if first else pieces)
    filled = {"deal": joined(words), "text": joined(said), "kind": first or ""}
    return Form("log", filled, rest="text")


def next_step(pieces: Sequence[Token], reading: Reading) -> Request:
    """`next acme "security review" tue`, `next acme none`."""
    if len(pieces) > 1 and pieces[-1].word in NOTHING:
        return Next(DealWords(joined(pieces[:-1])), None)
    name, what = _at_quote(pieces)
    what, found = trailing_date(what, reading)
    if found is None:
        before, found = trailing_date(name, reading)
        name, found = (before, found) if before else (name, None)
    if found is None:
        name, found, what = _day_inside(name, what, reading)
    if found is None:
        filled = {"deal": joined(name), "step_what": joined(what)}
        return Form("next", filled, rest="step_what")
    on = not_past(found.start, reading, "next acme “security review” tue")
    return Next(DealWords(joined(name), more=not what), Step(on, joined(what) or None, found.at))


def _day_inside(name: Words, what: Words, reading: Reading) -> tuple[Words, When | None, Words]:
    """`next acme tue security review`: the first day behind the name, and what follows it."""
    for n in range(1, len(name)):
        found, rest = leading_date(name[n:], reading)
        if found is not None and found.grain in A_DAY:
            return name[:n], found, rest + what
    return name, None, what


def _log_of(kind: TouchKind, pieces: Sequence[Token], reading: Reading) -> Request:
    """`call acme "…"`: without quotes the deal's name ends where no deal is called so."""
    at = next((n for n in range(1, len(pieces)) if _ends_name(pieces[n])), len(pieces))
    name, rest = tuple(pieces[:at]), pieces[at:]
    if not name:
        return Form("log", {"kind": kind})
    if not rest:
        name, rest = _loose_day(kind, name, reading)
    loose = not (rest and rest[0].quoted)
    return _touch(DealWords(joined(name), more=loose), kind, rest, reading)


def _ends_name(piece: Token) -> bool:
    return piece.quoted or piece.word in ("with", "then") or piece.word in DIRECTIONS


def _loose_day(kind: TouchKind, pieces: Words, reading: Reading) -> tuple[Words, Words]:
    """What stands before a day at the end, and that day: the next step's, as in `log`.

    Right behind a name it could as well be when the touch is planned: `call acme fri` asks, for a
    call that was not made must not reset the clock.
    """
    name, found = trailing_date(pieces, reading)
    if found is None or not name:
        return pieces, ()
    if len(name) > LONGEST_NAME and found.start < reading.today:
        return pieces, ()
    if len(name) > LONGEST_NAME or found.start < reading.today:
        return name, pieces[len(name) :]
    deal, when = joined(name), joined(pieces[len(name) :])
    raise Refusal(
        f"Is the {kind} on {deal} behind you, or is it planned for {day(found.start)}? "
        f"Say `log {deal} {kind}` or `next {deal} “{kind}” {when}`.",
        suggestions=(
            Suggestion("It is done", f'log "{deal}" {kind}'),
            Suggestion("It is planned", f'next "{deal}" "{kind}" {when}'),
        ),
    )


def _kind_at(pieces: Sequence[Token]) -> int | None:
    """Where the kind stands: right before the quotation, else the first there is."""
    found = [n for n in range(1, len(pieces)) if pieces[n].word in KINDS]
    quoted = next((n for n in range(2, len(pieces)) if pieces[n].quoted), 0)
    return quoted - 1 if quoted - 1 in found else next(iter(found), None)


def _at_quote(pieces: Sequence[Token]) -> tuple[Words, Words]:
    """A name, which may itself be quoted, and what follows from the next quotation on."""
    at = next((n for n in range(1, len(pieces)) if pieces[n].quoted), len(pieces))
    return tuple(pieces[:at]), tuple(pieces[at:])


@dataclass(slots=True)
class _Said:
    """What has been understood of a touch so far."""

    words: Words
    who: Words = ()
    direction: Direction | None = None
    step: Step | None = None


def _touch(deal: DealWords, kind: TouchKind, rest: Sequence[Token], reading: Reading) -> Log:
    """The touch behind a deal and a kind."""
    said = _Said(tuple(rest))
    _take_then(said, reading)
    _take_who(said, reading)
    _take_direction(said)
    if said.step is None:
        _take_date(said, reading)
    return Log(
        deal=deal,
        kind=kind,
        direction=said.direction or DEFAULT_DIRECTION[kind],
        text=joined(said.words) or None,
        who=joined(said.who) or None,
        step=said.step,
    )


def _take_then(said: _Said, reading: Reading) -> None:
    """`then fri "send SOC 2"`, perhaps followed by `with Dana`."""
    at = next((n for n, piece in enumerate(said.words) if piece.word == "then"), None)
    if at is None:
        return
    before, after = said.words[:at], said.words[at + 1 :]
    end = next(
        (n for n in range(1, len(after)) if after[n].word == "with" and after[n - 1].quoted),
        len(after),
    )
    said.step = step(after[:end], reading)
    said.words = before + after[end:]


def _take_who(said: _Said, reading: Reading) -> None:
    """`with Dana`, up to the quotation; a direction or a day may stand behind the name."""
    at = next((n for n, piece in enumerate(said.words) if piece.word == "with"), None)
    if at is None:
        return
    who, loose = _at_quote(said.words[at + 1 :])
    said.words = said.words[:at] + loose
    if len(who) > 1 and who[-1].word in DIRECTIONS:
        who, said.direction = who[:-1], DIRECTIONS[who[-1].word]
    name, found = trailing_date(who, reading)
    if said.step is None and name and found and found.grain in A_DAY:
        who, said.step = name, _due(found, reading)
    said.who = who


def _take_direction(said: _Said) -> None:
    """A direction stands first or beside the quotation: “they logged in” has none."""
    words = said.words
    for n, piece in enumerate(words):
        beside = n == 0 or words[n - 1].quoted or (n + 1 < len(words) and words[n + 1].quoted)
        if beside and piece.word in DIRECTIONS:
            said.words, said.direction = words[:n] + words[n + 1 :], DIRECTIONS[piece.word]
            return


def _take_date(said: _Said, reading: Reading) -> None:
    """A day behind the quotation or at the end is the next step's; what has passed is told."""
    if said.words and said.words[0].quoted:
        found, what = leading_date(said.words[1:], reading)
        if found is not None:
            said.step = _due(found, reading, what)
            said.words = said.words[:1]
            return
    words, found = trailing_date(said.words, reading)
    told = bool(words) and not words[-1].quoted
    if found is not None and not (told and found.start < reading.today):
        said.words, said.step = words, _due(found, reading)


def _due(found: When, reading: Reading, what: Words = ()) -> Step:
    if found.start < reading.today:
        raise _has_passed(found)
    return Step(found.start, joined(what) or None, found.at)


def _has_passed(found: When) -> Refusal:
    return Refusal(
        f"I read that as {day(found.start)}, and a next step cannot be due on a day that has "
        "passed. A touch counts from when it is logged: leave the day out, or put it inside the "
        "quotes. A step ahead is said like `then fri “send SOC 2”`.",
        field="step_on",
    )
