"""What several forms have: the deal, an amount, a day, a step, a colleague."""

from collections.abc import Callable, Mapping
from datetime import date, time

from bot.grammar.requests import Reading, Request
from bot.usecases.requests import Colleague, DealWords
from coaching.deals import Stage, Step
from coaching.errors import Refusal
from coaching.money import Money, parse_money

Values = Mapping[str, str]
Read = Callable[[Values, Reading], Request]


def deal(values: Values) -> DealWords:
    """The deal that was chosen, by its number."""
    return DealWords(f"#{values['deal']}")


def stage(values: Values) -> tuple[Stage, str | None]:
    """The stage; inside opportunity perhaps where the buyer is."""
    found = Stage(values["stage"])
    return found, values.get("buying_stage") if found is Stage.OPPORTUNITY else None


def amount(values: Values, reading: Reading) -> Money | None:
    """The amount, if one was typed."""
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


def day(values: Values, name: str, reading: Reading) -> date | None:
    """A day that has not passed."""
    found = any_day(values, name)
    if found is not None and found < reading.today:
        raise Refusal("That day has passed. Choose today or a later day.", field=name)
    return found


def later_day(values: Values, name: str, reading: Reading) -> date | None:
    """A day that lies ahead."""
    found = day(values, name, reading)
    if found == reading.today:
        raise Refusal("That is today already. Choose a later day.", field=name)
    return found


def any_day(values: Values, name: str) -> date | None:
    """A day, whenever it is."""
    typed = values.get(name)
    return date.fromisoformat(typed) if typed else None


def step(values: Values, reading: Reading) -> Step | None:
    """The agreed next step; what is agreed needs its day."""
    on = day(values, "step_on", reading)
    what, at = values.get("step_what"), values.get("step_at")
    if on is None and what:
        raise Refusal("A next step needs its day: choose one.", field="step_on")
    return Step(on, what, time.fromisoformat(at) if at else None) if on else None


def person(values: Values, name: str) -> Colleague | None:
    """Somebody of ours, as Slack knows them."""
    chosen = values.get(name)
    return Colleague("", chosen) if chosen else None
