"""Forms about money of the workspace."""

from collections.abc import Callable, Sequence

from bot.grammar import figures
from bot.grammar.forms.fields import Read, Values, amount, any_day, deal
from bot.grammar.handing import quarter_of
from bot.grammar.periods import need_period
from bot.grammar.products import share
from bot.grammar.requests import Reading, Request
from bot.grammar.tokens import Token, tokens
from bot.usecases.requests import Aim, Call, Cost, Priced
from coaching.errors import Refusal
from coaching.numbers.periods import quarter

Parse = Callable[[Sequence[Token], Reading], Request]


def _cost(values: Values, reading: Reading) -> Request:
    month = (any_day(values, "month") or reading.today).replace(day=1)
    if month > reading.today:
        raise Refusal("That month lies ahead. Choose this one or an earlier one.", field="month")
    spent = amount(values, reading)
    assert spent is not None
    return Cost(values["source"], spent, month)


def _target(values: Values, reading: Reading) -> Request:
    aim = amount(values, reading)
    assert aim is not None
    return Aim(aim, *quarter_of(any_day(values, "quarter") or reading.today))


def _product(values: Values, reading: Reading) -> Request:
    price, typed = amount(values, reading), values.get("margin")
    if price is None and not typed:
        raise Refusal("Say its list price, its margin, or both.", field="amount")
    return Priced(values["product"], price, share(typed) if typed else None)


def _call(inside: bool) -> Read:
    def read(values: Values, reading: Reading) -> Request:
        typed = values.get("period")
        period = need_period(typed, reading.today) if typed else quarter(reading.today)
        return Call(deal(values), inside, period, values.get("reason"))

    return read


def _figure(parse: Parse, *names: str) -> Read:
    """The line that the fields come to, read as if it had been typed."""

    def read(values: Values, reading: Reading) -> Request:
        amount(values, reading)
        return parse(tokens(" ".join(values.get(name, "") for name in names)), reading)

    return read


MONEY: dict[str, Read] = {
    "cost": _cost, "target": _target, "product": _product, "in": _call(True), "out": _call(False),
    "plan": _figure(figures.plan, "amount", "period"),
    "sdr": _figure(figures.sdr, "amount", "meetings", "closed"),
}  # fmt: skip
