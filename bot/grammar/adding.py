"""Lines that add a deal."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from bot.grammar.pieces import clauses, colleague, not_past, read_date, trailing_money
from bot.grammar.requests import Form, Reading, Request
from bot.grammar.stages import stage_named, trailing_stage
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import Add
from coaching.deals import Stage
from coaching.errors import Refusal
from coaching.money import Money, parse_money

CLAUSES = {
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
    "owner": "owner",
}
_ODD = re.compile(
    r"[-−–]\s*[€$£¥]?\d[\d.,]*(?:[kmb]|bn|mn)?|[€$£¥]\S+"
    r"|[-+]?\d[\d.,]*(?:(?:k|m|b){2,}|k\d+)|\d+[.,]\d*[.,]\d*k?",
    re.IGNORECASE,
)
"""What looks like an amount and is none: below nothing, or with a unit too many."""
EXAMPLE = "close end of march"
Words = tuple[Token, ...]
Clauses = Mapping[str, Words]


def add(pieces: Sequence[Token], reading: Reading) -> Request:
    """`add Acme 12k close end of march stage opportunity source referral`."""
    nameless = _nameless(pieces, reading)
    if nameless is not None:
        return Form("add", nameless)
    head, typed = clauses(pieces, CLAUSES)
    _refuse_empty(pieces, typed)
    head, found, amount = _amount(head, typed, reading)
    name, (stage, buying_stage) = _stage(head, found, reading)
    if amount is None:
        name, amount = trailing_money(name, reading)
    _refuse_odd(name)
    return Add(
        name=_name(name),
        stage=stage,
        buying_stage=buying_stage,
        amount=amount,
        decision_on=_decision(found, reading),
        source=joined(found.get("source", ())) or None,
        product=joined(found.get("product", ())) or None,
        segment=joined(found.get("segment", ())) or None,
        owner=colleague(found["owner"]) if "owner" in found else None,
    )


def _nameless(pieces: Sequence[Token], reading: Reading) -> dict[str, str] | None:
    """What the form is to hold where nothing or only a decision date was said, and no name."""
    if not pieces:
        return {}
    rest = joined(pieces[1:])
    dated = CLAUSES.get(pieces[0].word) == "decision" and rest and not pieces[0].quoted
    return {"decision_on": rest} if dated and read_date(rest, reading) is not None else None


def _refuse_empty(pieces: Sequence[Token], found: Clauses) -> None:
    """`add Open Source`: a word of ours with nothing behind it may belong to the name."""
    empty = next((name for name, words in found.items() if not words), None)
    if empty is not None:
        word = next(piece.text for piece in pieces[1:] if CLAUSES.get(piece.word) == empty)
        raise Refusal(f"Something is missing after “{word}”. {_in_quotes(pieces)}", field="name")


def _refuse_odd(name: Words) -> None:
    """`-5k` and `12kk` behind a name are amounts gone wrong, and no part of it."""
    for piece in name[1:]:
        if not piece.quoted and _ODD.fullmatch(piece.text):
            raise Refusal(
                f"I can't read “{piece.text}” as an amount. Say for instance `12k`. "
                f"{_in_quotes(name)}",
                field="amount",
            )


def _in_quotes(pieces: Sequence[Token]) -> str:
    return f"If it belongs to the name, put the name in quotes: `add “{joined(pieces)}”`."


def _amount(head: Words, found: Clauses, reading: Reading) -> tuple[Words, Clauses, Money | None]:
    """The amount behind its own word, or at the end of the name, or of a later clause."""
    if "amount" in found:
        typed = joined(found["amount"])
        amount = parse_money(typed, reading.currency)
        if amount is None:
            raise Refusal(
                f"I can't read “{typed}” as an amount. Say for instance `12k`.", field="amount"
            )
        return head, found, amount
    name, amount = trailing_money(head, reading)
    if amount is not None:
        return name, found, amount
    for clause, words in found.items():
        rest, amount = trailing_money(words, reading)
        if amount and not joined(words[len(rest) :]).isdecimal():
            return head, {**found, clause: rest}, amount
    return head, found, None


def _stage(head: Words, found: Clauses, reading: Reading) -> tuple[Words, tuple[Stage, str | None]]:
    """The stage behind its word, or bare behind an amount: `add Acme 12k prospect`."""
    if "stage" in found:
        return head, stage_named(joined(found["stage"]))
    before, bare = trailing_stage(head)
    if bare is not None and trailing_money(before, reading)[1] is not None:
        return before, bare
    return head, (Stage.LEAD, None)


def _decision(found: Clauses, reading: Reading) -> date | None:
    if "decision" not in found:
        return None
    words = joined(found["decision"]).removeprefix("date ")
    day = read_date(words, reading)
    if day is None:
        raise Refusal(
            f"I can't read “{words}” as a date. Say for instance `{EXAMPLE}`, "
            "or put the whole name in quotes.",
            field="decision_on",
        )
    return not_past(day.end, reading, EXAMPLE)


def _name(words: Words) -> str:
    """`Acme, 12k` and `Acme - 12k` name Acme."""
    text = joined(words)
    return text if words[-1].quoted else text.rstrip(" ,;:-–—") or text
