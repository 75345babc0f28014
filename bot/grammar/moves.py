"""Lines that move a deal, hold it, or end it."""

from collections.abc import Sequence
from datetime import date

from bot.grammar.pieces import gone_by, need_date, not_past, trailing_date, trailing_money
from bot.grammar.requests import Form, Reading, Request
from bot.grammar.stages import trailing_stage
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import Close, DealWords, DecisionDate, Hold, Move
from coaching.deals import Outcome
from coaching.errors import Refusal, Suggestion
from coaching.wording import day

NO_DECISION = ("no", "decision")
ENDS = {
    "customer": "won",
    "won": "won",
    "lost": "lost",
    "closed": "close",
    "let go": "letgo",
}
"""Stages that are no stages but ends, and the command that says so."""
UNTIL = frozenset({"until", "till"})


def move(pieces: Sequence[Token], reading: Reading) -> Request:
    """`move acme opportunity`, `move acme from lead to short list`."""
    name, found = trailing_stage(pieces)
    if found is None:
        _refuse_end(pieces)
        return Form("move", {"deal": joined(_bare(tuple(pieces)))})
    stage, buying_stage = found
    if not name:
        return Form("move", {"stage": stage, "buying_stage": buying_stage or ""})
    return Move(DealWords(joined(_origin_left(_bare(name)))), stage, buying_stage)


def _bare(name: tuple[Token, ...]) -> tuple[Token, ...]:
    """The name without the small words between it and a stage."""
    while len(name) > 1 and name[-1].word in ("to", "into", "stage"):
        name = name[:-1]
    return name


def _origin_left(name: tuple[Token, ...]) -> tuple[Token, ...]:
    before, origin = trailing_stage(name)
    return before[:-1] if origin and len(before) > 1 and before[-1].word == "from" else name


def _refuse_end(pieces: Sequence[Token]) -> None:
    for length in (2, 1):
        verb = ENDS.get(joined(pieces[-length:]).casefold())
        if verb and len(pieces) > length:
            name = joined(_bare(tuple(pieces[:-length])))
            raise Refusal(
                f"That is an end, not a stage: say `{verb} {name}`.",
                field="stage",
                suggestions=(Suggestion(f"{verb} {name}", f"{verb} {name}"),),
            )


def close(pieces: Sequence[Token], reading: Reading) -> Request:
    """`close acme` asks how it ended: closing has three ends, and a decision date is no end.

    `close` alone asks in its form.
    """
    name, found = trailing_date(pieces, reading)
    if not name:
        return Form("close")
    deal, when = joined(name), joined(pieces[len(name) :])
    ways = [("Won", f"won {deal}"), ("Lost", f"lost {deal}"), ("Let go", f"letgo {deal}")]
    if found is not None:
        ways.append((f"Decision by {day(found.end)}", f"date {deal} {when}"))
    raise Refusal(
        f"How did {deal} end? Say `won {deal}`, `lost {deal}` or `letgo {deal}`; "
        f"`date {deal} 30 june` moves its decision date.",
        suggestions=tuple(Suggestion(label, command) for label, command in ways),
    )


def decision_date(pieces: Sequence[Token], reading: Reading) -> Request:
    """`date acme 30 june`, `date acme none`."""
    if len(pieces) > 1 and pieces[-1].word in ("none", "never", "clear", "-"):
        return DecisionDate(DealWords(joined(pieces[:-1])), None)
    name, found = trailing_date(pieces, reading)
    if found is None or not name:
        on = found.end.isoformat() if found else ""
        return Form("date", {"deal": joined(name), "decision_on": on})
    if name[-1].word in ("to", "by") and len(name) > 1:
        name = name[:-1]
    return DecisionDate(DealWords(joined(name)), not_past(found.end, reading, "date acme 30 june"))


def won(pieces: Sequence[Token], reading: Reading) -> Request:
    """`won acme 12k yesterday`: the amount and the day are optional, in either order."""
    name, when = _dated(tuple(pieces), reading)
    name, amount = trailing_money(name, reading)
    if amount is not None:
        name = _without_joint(name)
    if amount and when is None:
        name, when = _dated(name, reading)
    if not name:
        return Form("won")
    return Close(DealWords(joined(name)), Outcome.WON, amount=amount, on=when)


def _dated(pieces: tuple[Token, ...], reading: Reading) -> tuple[tuple[Token, ...], date | None]:
    """What stands before the day at the end, and that day, which must have come."""
    name, found = trailing_date(pieces, reading)
    if found is None or not name or joined(pieces[len(name) :]).isdecimal():
        return pieces, None
    gone = gone_by(pieces[len(name) :], found, reading)
    if gone is None:
        raise Refusal(
            f"I read that as {day(found.start)}. A deal is won on the day the order comes: today "
            "or earlier. Leave the day out, or say for instance `won acme yesterday`.",
            field="when",
        )
    return name, gone


def _without_joint(name: tuple[Token, ...]) -> tuple[Token, ...]:
    return name[:-1] if len(name) > 1 and name[-1].word in ("for", "at", "worth") else name


def lost(pieces: Sequence[Token], reading: Reading) -> Request:
    """`lost acme to Globex "price"`, `lost acme no decision "budget"`; a reason is required."""
    words, reason = _reason(pieces)
    at = next((n for n in range(1, len(words)) if _no_decision(words[n:])), None)
    if at is not None:
        name = words[: at - 1] if at > 1 and words[at - 1].word == "to" else words[:at]
        loose = joined(words[at + _no_decision(words[at:]) :])
        return _loss(name, Outcome.LOST_TO_NO_DECISION, reason or loose)
    to = [n for n in range(1, len(words)) if words[n].word == "to"]
    if len(to) > 1:
        raise Refusal(
            "I can't tell where the name ends. Put it in quotes, for instance "
            '`lost "Path to Power" to Globex "price"`.',
            field="deal",
        )
    if to:
        competitor = joined(words[to[0] + 1 :])
        return _loss(words[: to[0]], Outcome.LOST_TO_COMPETITION, reason, competitor)
    return Form("lost", {"deal": joined(words), "reason": reason}, rest="reason")


def let_go(pieces: Sequence[Token], reading: Reading) -> Request:
    """`letgo acme "not a priority"`; a reason is required."""
    words, reason = _reason(pieces)
    if not words or not reason:
        return Form("letgo", {"deal": joined(words), "reason": reason}, rest="reason")
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
    verb = "park" if how == "parked" else "snooze"
    at = next((n for n in range(len(pieces) - 1, 0, -1) if pieces[n].word in UNTIL), None)
    if at is not None:
        if at == len(pieces) - 1:
            return Form(verb, {"deal": joined(pieces[:at])})
        until = need_date(joined(pieces[at + 1 :]), reading, example).start
        return Hold(DealWords(joined(pieces[:at])), how, _later(until, reading, example))
    name, found = trailing_date(pieces, reading)
    if not name:
        return Form(verb, {"until": found.start.isoformat()} if found else {})
    return Hold(
        DealWords(joined(name)), how, _later(found.start, reading, example) if found else None
    )


def _later(until: date, reading: Reading, example: str) -> date:
    if until == reading.today:
        raise Refusal(f"That is today already. Say for instance `{example}`.", field="when")
    return not_past(until, reading, example)


def _reason(pieces: Sequence[Token]) -> tuple[tuple[Token, ...], str]:
    """The words before the reason, and the reason: the last quotation, or behind “because”."""
    at = next((n for n in range(1, len(pieces)) if pieces[n].word == "because"), None)
    if at is not None:
        return tuple(pieces[:at]), joined(pieces[at + 1 :])
    quoted = [n for n in range(1, len(pieces)) if pieces[n].quoted and pieces[n - 1].word != "to"]
    if not quoted:
        return tuple(pieces), ""
    last, behind = quoted[-1], pieces[quoted[-1] + 1 :]
    if behind and behind[0].word != "to" and not _no_decision(behind):
        return tuple(pieces), ""
    return (*pieces[:last], *behind), pieces[last].text


def _no_decision(words: Sequence[Token]) -> int:
    """How many words say that nothing was decided at the beginning of these; 0 when none do."""
    if words and words[0].word.rstrip(":,") in ("no-decision", "nodecision"):
        return 1
    return 2 if tuple(piece.word.rstrip(":,") for piece in words[:2]) == NO_DECISION else 0


def _loss(name: Sequence[Token], outcome: Outcome, reason: str, competitor: str = "") -> Request:
    if not reason:
        filled = {"deal": joined(name), "outcome": outcome, "competitor": competitor}
        return Form("lost", filled, rest="reason")
    return Close(DealWords(joined(name)), outcome, reason, competitor or None)
