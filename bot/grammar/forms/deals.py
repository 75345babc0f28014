"""Forms that add, log, move, hold and hand over."""

from bot.grammar.forms.fields import (
    Read,
    Values,
    amount,
    any_day,
    day,
    deal,
    later_day,
    person,
    stage,
    step,
)
from bot.grammar.requests import Reading, Request, Show
from bot.usecases.requests import Add, DecisionDate, Hand, Hold, Log, Move, Next, Reopen
from coaching.deals import DEFAULT_DIRECTION, Direction, TouchKind


def _add(values: Values, reading: Reading) -> Request:
    found, buying_stage = stage(values)
    return Add(
        name=values["name"],
        stage=found,
        buying_stage=buying_stage,
        amount=amount(values, reading),
        decision_on=day(values, "decision_on", reading),
        source=values.get("source"),
        product=values.get("product"),
        segment=values.get("segment"),
        owner=person(values, "owner"),
    )


def _log(values: Values, reading: Reading) -> Request:
    kind = TouchKind(values["kind"])
    direction = values.get("direction")
    return Log(
        deal=deal(values),
        kind=kind,
        direction=Direction(direction) if direction else DEFAULT_DIRECTION[kind],
        text=values.get("text"),
        who=values.get("who"),
        step=step(values, reading),
        on=any_day(values, "on"),
    )


def _move(values: Values, _reading: Reading) -> Request:
    return Move(deal(values), *stage(values))


def _next(values: Values, reading: Reading) -> Request:
    return Next(deal(values), step(values, reading))


def _date(values: Values, reading: Reading) -> Request:
    return DecisionDate(deal(values), day(values, "decision_on", reading))


def _park(values: Values, reading: Reading) -> Request:
    return Hold(deal(values), "parked", later_day(values, "until", reading))


def _snooze(values: Values, reading: Reading) -> Request:
    return Hold(deal(values), "snoozed", later_day(values, "until", reading))


def _wake(values: Values, _reading: Reading) -> Request:
    return Hold(deal(values), "awake")


def _hand(values: Values, _reading: Reading) -> Request:
    to = person(values, "to")
    assert to is not None
    return Hand(deal(values), to)


def _show(values: Values, _reading: Reading) -> Request:
    return Show(deal(values))


def _reopen(values: Values, _reading: Reading) -> Request:
    return Reopen(deal(values))


CHANGES: dict[str, Read] = {
    "add": _add,
    "log": _log,
    "move": _move,
    "next": _next,
    "date": _date,
    "park": _park,
    "snooze": _snooze,
    "wake": _wake,
    "hand": _hand,
    "show": _show,
    "reopen": _reopen,
}
