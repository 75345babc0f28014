"""Lines that add a deal or log what was said."""

from collections.abc import Sequence

from bot.grammar.pieces import (
    clauses,
    need_date,
    not_past,
    step,
    trailing_date,
    trailing_money,
)
from bot.grammar.requests import Form, Reading, Request
from bot.grammar.stages import stage_named
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import Add, DealWords, Log, Next
from coaching.deals import DEFAULT_DIRECTION, Direction, Stage, Step, TouchKind
from coaching.errors import Refusal
from coaching.money import parse_money

ADD_CLAUSES = {
    "amount": "amount",
    "worth": "amount",
    "close": "decision",
    "closes": "decision",
    "closing": "decision",
    "by": "decision",
    "decision": "decision",
    "stage": "stage",
    "source": "source",
    "product": "product",
    "segment": "segment",
}
LOG_CLAUSES = {"with": "who", "then": "then"}
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
NOTHING = frozenset({"none", "nothing", "clear", "-"})


def add(pieces: Sequence[Token], reading: Reading) -> Request:
    """`add Acme 12k close end of march stage opportunity source referral`."""
    head, found = clauses(pieces, ADD_CLAUSES)
    name, amount = trailing_money(head, reading)
    if not name and amount is not None:
        name, amount = tuple(head), None
    if not name:
        known = ("amount", "source", "product", "segment")
        return Form("add", {key: joined(found[key]) for key in known if key in found})
    if "amount" in found:
        amount = parse_money(joined(found["amount"]), reading.currency)
        if amount is None:
            raise Refusal(
                f"I can't read “{joined(found['amount'])}” as an amount. Say for instance `12k`.",
                field="amount",
            )
    decision = None
    if found.get("decision"):
        words = joined(found["decision"]).removeprefix("date ")
        decision = not_past(
            need_date(words, reading, "close end of march").end, reading, "close end of march"
        )
    stage, buying_stage = Stage.LEAD, None
    if found.get("stage"):
        stage, buying_stage = stage_named(joined(found["stage"]))
    return Add(
        name=joined(name),
        stage=stage,
        buying_stage=buying_stage,
        amount=amount,
        decision_on=decision,
        source=joined(found.get("source", ())) or None,
        product=joined(found.get("product", ())) or None,
        segment=joined(found.get("segment", ())) or None,
    )


def log(pieces: Sequence[Token], reading: Reading, kind: TouchKind | None = None) -> Request:
    """`log acme call "Dana signs on Friday" in with Dana then tue "send the contract"`."""
    name: tuple[Token, ...]
    rest: tuple[Token, ...]
    if kind is None:
        name, kind, rest = _split_at_kind(pieces)
    else:
        name, rest = _split_at_quote(pieces)
    if not name or kind is None:
        return Form("log", {"deal": joined(name)})
    body, found = clauses((Token("", quoted=True), *rest), LOG_CLAUSES)
    next_step = step(found["then"], reading) if found.get("then") else None
    words, direction = _take_direction(body[1:])
    who, direction = _who(found.get("who", ()), direction)
    who, loose = _trailing_text(who)
    words = (*words, *loose)
    if next_step is None:
        words, when = trailing_date(words, reading)
        if when is not None:
            next_step = Step(not_past(when.start, reading, "then fri"), None, when.at)
    return Log(
        deal=DealWords(joined(name)),
        kind=kind,
        direction=direction or DEFAULT_DIRECTION[kind],
        text=joined(words) or None,
        who=joined(who) or None,
        step=next_step,
    )


def next_step(pieces: Sequence[Token], reading: Reading) -> Request:
    """`next acme "security review" tue`, `next acme none`."""
    if not pieces:
        return Form("next")
    if len(pieces) > 1 and pieces[-1].word in NOTHING:
        return Next(DealWords(joined(pieces[:-1])), None)
    rest, found = trailing_date(pieces, reading)
    if found is None:
        name, what = _split_at_quote(pieces)
        return Form("next", {"deal": joined(name), "what": joined(what)})
    name, what = _split_at_quote(rest)
    if not name:
        return Form("next", {"what": joined(what)})
    on = not_past(found.start, reading, "next acme “security review” tue")
    return Next(DealWords(joined(name), more=not what), Step(on, joined(what) or None, found.at))


def _split_at_kind(
    pieces: Sequence[Token],
) -> tuple[tuple[Token, ...], TouchKind | None, tuple[Token, ...]]:
    for number, piece in enumerate(pieces):
        if number and piece.word in KINDS:
            return tuple(pieces[:number]), KINDS[piece.word], tuple(pieces[number + 1 :])
    return tuple(pieces), None, ()


def _split_at_quote(
    pieces: Sequence[Token],
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """A name (which may itself be quoted) and what follows from the next quotation or clause on."""
    for number, piece in enumerate(pieces):
        if number and (piece.quoted or piece.word in LOG_CLAUSES or piece.word in DIRECTIONS):
            return tuple(pieces[:number]), tuple(pieces[number:])
    return tuple(pieces), ()


def _take_direction(
    pieces: Sequence[Token],
) -> tuple[tuple[Token, ...], Direction | None]:
    """A direction stands at the edge of the text, never inside it."""
    if pieces and pieces[0].word in DIRECTIONS:
        return tuple(pieces[1:]), DIRECTIONS[pieces[0].word]
    if pieces and pieces[-1].word in DIRECTIONS:
        return tuple(pieces[:-1]), DIRECTIONS[pieces[-1].word]
    quoted = next((n for n, piece in enumerate(pieces) if piece.quoted), None)
    if quoted is not None and quoted + 1 < len(pieces) and pieces[quoted + 1].word in DIRECTIONS:
        kept = (*pieces[: quoted + 1], *pieces[quoted + 2 :])
        return kept, DIRECTIONS[pieces[quoted + 1].word]
    return tuple(pieces), None


def _who(
    pieces: Sequence[Token], direction: Direction | None
) -> tuple[tuple[Token, ...], Direction | None]:
    kept, found = _take_direction(pieces)
    return kept, direction or found


def _trailing_text(
    pieces: Sequence[Token],
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """`with Dana "signs on Friday"`: the quotation is the text, not the name."""
    for number, piece in enumerate(pieces):
        if piece.quoted and number:
            return tuple(pieces[:number]), tuple(pieces[number:])
    return tuple(pieces), ()
