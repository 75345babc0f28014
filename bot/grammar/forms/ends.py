"""Forms that end a deal."""

from bot.grammar.forms.fields import Read, Values, amount, any_day, deal
from bot.grammar.requests import Reading, Request
from bot.usecases.requests import Close
from coaching.deals import Outcome
from coaching.errors import Refusal


def _close(values: Values, reading: Reading) -> Request:
    outcome = Outcome(values["outcome"])
    if outcome is Outcome.WON:
        return _won(values, reading)
    return _letgo(values, reading) if outcome is Outcome.LET_GO else _lost(values, reading)


def _won(values: Values, reading: Reading) -> Request:
    on = any_day(values, "closed_on")
    if on is not None and on > reading.today:
        raise Refusal(
            "A deal is won on the day the order comes: today or earlier.", field="closed_on"
        )
    return Close(deal(values), Outcome.WON, amount=amount(values, reading), on=on)


def _lost(values: Values, _reading: Reading) -> Request:
    """A competitor is asked for where the deal went to one; one typed before is left out."""
    outcome = Outcome(values["outcome"])
    to_one = outcome is Outcome.LOST_TO_COMPETITION
    competitor = values.get("competitor") if to_one else None
    return Close(deal(values), outcome, values.get("reason"), competitor)


def _letgo(values: Values, _reading: Reading) -> Request:
    return Close(deal(values), Outcome.LET_GO, values.get("reason"))


ENDS: dict[str, Read] = {"close": _close, "won": _won, "lost": _lost, "letgo": _letgo}
