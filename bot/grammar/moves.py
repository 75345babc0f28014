"""Lines that move a deal, hold it, or end it."""

from collections.abc import Sequence
from datetime import date

from bot.grammar.pieces import need_date, not_past, trailing_date, trailing_money
from bot.grammar.requests import Form, Reading, Request
from bot.grammar.stages import stage_named, trailing_stage
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import Close, DealWords, DecisionDate, Hold, Move
from coaching.deals import Outcome
from coaching.errors import Refusal

NO_DECISION = ("no", "decision")


def move(pieces: Sequence[Token], reading: Reading) -> Request:
    """`move acme opportunity`, `move acme to short list`."""
    name, found = trailing_stage(pieces)
    if found is None:
        if len(pieces) > 1:
            stage_named(pieces[-1].text)
        return Form("move", {"deal": joined(pieces)})
    if name and name[-1].word in ("to", "stage"):
        name = name[:-1]
    stage, buying_stage = found
    if not name:
        return Form("move", {"stage": buying_stage or stage})
    return Move(DealWords(joined(name)), stage, buying_stage)


def decision_date(pieces: Sequence[Token], reading: Reading) -> Request:
    """`date acme 30 june`, `date acme none`."""
    if len(pieces) > 1 and pieces[-1].word in ("none", "never", "clear", "-"):
        return DecisionDate(DealWords(joined(pieces[:-1])), None)
    name, found = trailing_date(pieces, reading)
    if found is None or not name:
        return Form("date", {"deal": joined(name)})
    if name[-1].word in ("to", "by") and len(name) > 1:
        name = name[:-1]
    return DecisionDate(DealWords(joined(name)), not_past(found.end, reading, "date acme 30 june"))


def won(pieces: Sequence[Token], reading: Reading) -> Request:
    """`won acme 12k yesterday`: the amount and the day are optional."""
    rest, when = trailing_date(pieces, reading)
    if not rest:
        rest, when = tuple(pieces), None
    name, amount = trailing_money(rest, reading)
    if not name:
        name, amount = rest, None
    if not name:
        return Form("won")
    if when is not None and when.start > reading.today:
        raise Refusal(
            "A deal is won on the day the order comes: today or earlier. "
            "Leave the day out, or say for instance `won acme yesterday`.",
            field="when",
        )
    return Close(
        DealWords(joined(name)), Outcome.WON, amount=amount, on=when.start if when else None
    )


def lost(pieces: Sequence[Token], reading: Reading) -> Request:
    """`lost acme to Globex "price"`, `lost acme no decision "budget"`; a reason is required."""
    words, reason = _reason(pieces)
    at = next((n for n in range(1, len(words)) if _is_no_decision(words[n:])), None)
    if at is not None:
        loose = joined(words[at + 2 :])
        return _loss(words[:at], Outcome.LOST_TO_NO_DECISION, reason or loose)
    at = next((n for n in range(1, len(words)) if words[n].word == "to"), None)
    if at is not None:
        return _loss(words[:at], Outcome.LOST_TO_COMPETITION, reason, joined(words[at + 1 :]))
    return Form("lost", {"deal": joined(words), "reason": reason})


def let_go(pieces: Sequence[Token], reading: Reading) -> Request:
    """`letgo acme "not a priority"`; a reason is required."""
    words, reason = _reason(pieces)
    if not words or not reason:
        return Form("letgo", {"deal": joined(words), "reason": reason})
    return Close(DealWords(joined(words)), Outcome.LET_GO, reason)


def park(pieces: Sequence[Token], reading: Reading) -> Request:
    """`park acme`, `park acme until oct`."""
    return _hold("parked", pieces, reading, "park acme until october")


def snooze(pieces: Sequence[Token], reading: Reading) -> Request:
    """`snooze acme 3d`; a day is required."""
    asked = _hold("snoozed", pieces, reading, "snooze acme 3d")
    if isinstance(asked, Hold) and asked.until is None:
        return Form("snooze", {"deal": asked.deal.text})
    return asked


def wake(pieces: Sequence[Token], reading: Reading) -> Request:
    """`wake acme`."""
    return Hold(DealWords(joined(pieces)), "awake") if pieces else Form("wake")


def _hold(how: str, pieces: Sequence[Token], reading: Reading, example: str) -> Request:
    at = next(
        (n for n in range(1, len(pieces)) if pieces[n].word in ("until", "till", "for")), None
    )
    if at is not None:
        until = need_date(joined(pieces[at + 1 :]), reading, example).start
        return Hold(DealWords(joined(pieces[:at])), how, _later(until, reading, example))
    name, found = trailing_date(pieces, reading)
    if not name:
        return Form("park" if how == "parked" else "snooze", {"deal": joined(pieces)})
    return Hold(
        DealWords(joined(name)), how, _later(found.start, reading, example) if found else None
    )


def _later(day: date, reading: Reading, example: str) -> date:
    if day == reading.today:
        raise Refusal(f"That is today already. Say for instance `{example}`.", field="when")
    return not_past(day, reading, example)


def _reason(pieces: Sequence[Token]) -> tuple[tuple[Token, ...], str]:
    """The words before the reason, and the reason: the last quotation, or behind “because”."""
    at = next((n for n in range(1, len(pieces)) if pieces[n].word == "because"), None)
    if at is not None:
        return tuple(pieces[:at]), joined(pieces[at + 1 :])
    if len(pieces) > 1 and pieces[-1].quoted:
        return tuple(pieces[:-1]), pieces[-1].text
    return tuple(pieces), ""


def _is_no_decision(words: Sequence[Token]) -> bool:
    return tuple(piece.word for piece in words[:2]) == NO_DECISION


def _loss(name: Sequence[Token], outcome: Outcome, reason: str, competitor: str = "") -> Request:
    if not reason:
        return Form("lost", {"deal": joined(name), "outcome": outcome, "competitor": competitor})
    return Close(DealWords(joined(name)), outcome, reason, competitor or None)
