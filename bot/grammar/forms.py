"""What a sent form asks for: the same requests as a typed line."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.grammar.pieces import colleague, colleagues, not_past
from bot.grammar.requests import Questions, Reading, Request, Show
from bot.grammar.stages import stage_named
from bot.grammar.tokens import tokens
from bot.usecases.requests import (
    Add,
    Close,
    Cost,
    DealWords,
    DecisionDate,
    Hand,
    Hold,
    Learn,
    Log,
    Move,
    Next,
    Person,
    Trade,
)
from coaching.buyers import Buyer, Part
from coaching.deals import DEFAULT_DIRECTION, Direction, Outcome, Step, TouchKind
from coaching.errors import Refusal
from coaching.facts import FactKind
from coaching.money import Money, parse_money

Values = Mapping[str, str]


def request_of(verb: str, values: Values, reading: Reading) -> Request:
    """The request; raises Refusal with the field that is wrong."""
    return READERS[verb](values, reading)


def _add(values: Values, reading: Reading) -> Request:
    stage, buying_stage = stage_named(_stage_words(values["stage"]))
    return Add(
        name=values["name"],
        stage=stage,
        buying_stage=buying_stage,
        amount=_amount(values, reading),
        decision_on=_day(values, "decision_on", reading),
        source=values.get("source"),
        product=values.get("product"),
        segment=values.get("segment"),
    )


def _log(values: Values, reading: Reading) -> Request:
    kind = TouchKind(values["kind"])
    direction = values.get("direction")
    return Log(
        deal=_deal(values),
        kind=kind,
        direction=Direction(direction) if direction else DEFAULT_DIRECTION[kind],
        text=values.get("text"),
        who=values.get("who"),
        step=_step(values, reading),
    )


def _move(values: Values, _reading: Reading) -> Request:
    return Move(_deal(values), *stage_named(_stage_words(values["stage"])))


def _next(values: Values, reading: Reading) -> Request:
    return Next(_deal(values), _step(values, reading))


def _date(values: Values, reading: Reading) -> Request:
    return DecisionDate(_deal(values), _day(values, "decision_on", reading))


def _won(values: Values, reading: Reading) -> Request:
    typed = values.get("closed_on")
    on = date.fromisoformat(typed) if typed else None
    if on is not None and on > reading.today:
        raise Refusal(
            "A deal is won on the day the order comes: today or earlier.", field="closed_on"
        )
    return Close(_deal(values), Outcome.WON, amount=_amount(values, reading), on=on)


def _lost(values: Values, _reading: Reading) -> Request:
    outcome, competitor = Outcome(values["outcome"]), values.get("competitor")
    if competitor and outcome is not Outcome.LOST_TO_COMPETITION:
        raise Refusal(
            "Name a competitor only where the deal went to one, or choose “To a competitor” above.",
            field="competitor",
        )
    return Close(_deal(values), outcome, values["reason"], competitor)


def _let_go(values: Values, _reading: Reading) -> Request:
    return Close(_deal(values), Outcome.LET_GO, values["reason"])


def _park(values: Values, reading: Reading) -> Request:
    return Hold(_deal(values), "parked", _day(values, "until", reading))


def _snooze(values: Values, reading: Reading) -> Request:
    return Hold(_deal(values), "snoozed", _day(values, "until", reading))


def _wake(values: Values, _reading: Reading) -> Request:
    return Hold(_deal(values), "awake")


def _show(values: Values, _reading: Reading) -> Request:
    return Show(_deal(values))


def _people(values: Values, _reading: Reading) -> Request:
    part, known_by = values.get("part"), values.get("known_by", "")
    parts = frozenset({Part(part)} if part else ())
    buyer = Buyer(values["name"], values.get("title"), parts, channel=values.get("channel"))
    return Person(_deal(values), buyer, tuple(colleagues(tokens(known_by))))


def _fact(values: Values, _reading: Reading) -> Request:
    return Learn(_deal(values), FactKind(values["kind"]), values["text"])


def _gave(values: Values, _reading: Reading) -> Request:
    return Trade(_deal(values), True, values["what"])


def _asked(values: Values, _reading: Reading) -> Request:
    return Trade(_deal(values), False, values["what"])


def _hand(values: Values, _reading: Reading) -> Request:
    return Hand(_deal(values), colleague(tokens(values["to"])))


def _questions(values: Values, _reading: Reading) -> Request:
    return Questions(_deal(values))


def _cost(values: Values, reading: Reading) -> Request:
    amount, typed = _amount(values, reading), values.get("month")
    month = date.fromisoformat(typed) if typed else reading.today
    if month.replace(day=1) > reading.today:
        raise Refusal("That month lies ahead. Choose this one or an earlier one.", field="month")
    assert amount is not None
    return Cost(values["source"], amount, month.replace(day=1))


READERS: Mapping[str, Callable[[Values, Reading], Request]] = {
    "add": _add,
    "log": _log,
    "move": _move,
    "next": _next,
    "date": _date,
    "won": _won,
    "lost": _lost,
    "letgo": _let_go,
    "park": _park,
    "snooze": _snooze,
    "wake": _wake,
    "show": _show,
    "people": _people,
    "fact": _fact,
    "gave": _gave,
    "asked": _asked,
    "hand": _hand,
    "questions": _questions,
    "cost": _cost,
}


def _deal(values: Values) -> DealWords:
    return DealWords(f"#{values['deal']}")


def _stage_words(value: str) -> str:
    return {"case": "business case", "options": "evaluating options"}.get(value, value)


def _amount(values: Values, reading: Reading) -> Money | None:
    typed = values.get("amount")
    if not typed:
        return None
    found = parse_money(typed, reading.currency)
    if found is None:
        raise Refusal(
            f"I can't read “{typed}” as an amount. Write for instance 12k or USD 5,000.",
            field="amount",
        )
    return found


def _day(values: Values, name: str, reading: Reading) -> date | None:
    typed = values.get(name)
    if not typed:
        return None
    found = date.fromisoformat(typed)
    try:
        return not_past(found, reading, "today or later")
    except Refusal as refused:
        raise Refusal("That day has passed. Choose today or a later day.", field=name) from refused


def _step(values: Values, reading: Reading) -> Step | None:
    on = _day(values, "step_on", reading)
    what = values.get("step_what")
    if on is None and what:
        raise Refusal("A next step needs its day: choose one.", field="step_on")
    return Step(on, what) if on else None
