"""Lines that log what was said, and what was agreed."""

from collections.abc import Sequence
from datetime import date

from bot.grammar.pieces import (
    A_DAY,
    gone_by,
    leading_date,
    trailing_date,
)
from bot.grammar.requests import Form, Reading, Request
from bot.grammar.tokens import Token, joined
from bot.grammar.touches import CHOOSE, DIRECTIONS, Said, at_quote, touch
from bot.usecases.requests import DealWords, Next
from coaching.deals import Step, TouchKind
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
        name, on = _gone_day(tuple(pieces[:at]), reading)
        said = Said(tuple(pieces[at + 1 :]), on=on)
        return touch(DealWords(joined(name)), KINDS[pieces[at].word], said, reading)
    first = KINDS.get(pieces[0].word) if len(pieces) > 1 else None
    words, told = at_quote(pieces[1:] if first else pieces)
    words, on = _gone_day(words, reading)
    filled = {"deal": joined(words), "text": joined(told), "kind": first or ""}
    if on is not None:
        filled["on"] = on.isoformat()
    return Form("log", filled, rest="text")


def next_step(pieces: Sequence[Token], reading: Reading) -> Request:
    """`next acme "security review" tue`, `next acme none`."""
    if len(pieces) > 1 and pieces[-1].word in NOTHING:
        return Next(DealWords(joined(pieces[:-1])), None)
    name, what = at_quote(pieces)
    what, found = trailing_date(what, reading)
    if found is None:
        before, found = trailing_date(name, reading)
        name, found = (before, found) if before else (name, None)
    if found is None:
        name, found, what = _day_inside(name, what, reading)
    if found is None:
        filled = {"deal": joined(name), "step_what": joined(what)}
        return Form("next", filled, rest="step_what")
    if found.start < reading.today:
        filled = {"deal": joined(name), "step_what": joined(what)}
        passed = f"I read that as {day(found.start)}, and that day has passed. {CHOOSE}"
        return Form("next", filled, rest="step_what", head=passed)
    step = Step(found.start, joined(what) or None, found.at)
    return Next(DealWords(joined(name), more=not what), step)


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
    name, on = (name, None) if loose else _gone_day(name, reading)
    return touch(DealWords(joined(name), more=loose), kind, Said(tuple(rest), on=on), reading)


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


def _gone_day(name: Words, reading: Reading) -> tuple[Words, date | None]:
    """The name, and the day behind it on which the touch was: `acme yesterday`, `acme 9 march`.

    A weekday that may lie ahead belongs to the name: Black Friday.
    """
    if len(name) < 2:
        return name, None
    before, found = trailing_date(name, reading)
    if not before or found is None or found.grain not in A_DAY:
        return name, None
    typed = name[len(before) :]
    numbered = any(letter.isdigit() for letter in joined(typed))
    gone = gone_by(typed, found, reading) if numbered else found.start
    return (before, gone) if gone and gone < reading.today else (name, None)


def _kind_at(pieces: Sequence[Token]) -> int | None:
    """Where the kind stands: right before the quotation, else the first there is."""
    found = [n for n in range(1, len(pieces)) if pieces[n].word in KINDS]
    quoted = next((n for n in range(2, len(pieces)) if pieces[n].quoted), 0)
    return quoted - 1 if quoted - 1 in found else next(iter(found), None)
