"""Forms about money of the workspace."""

from bot.grammar.forms.fields import Read, Values, amount, any_day
from bot.grammar.handing import quarter_of
from bot.grammar.requests import Reading, Request
from bot.usecases.requests import Aim, Cost
from coaching.errors import Refusal


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


MONEY: dict[str, Read] = {"cost": _cost, "target": _target}
