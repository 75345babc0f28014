"""The form for a draft that is typed there."""

from bot.grammar.forms.fields import Read, Values
from bot.grammar.requests import Check, Reading, Request


def _check(values: Values, _reading: Reading) -> Request:
    return Check(values["text"].strip(), theirs=values.get("whose") == "theirs")


DRAFTS: dict[str, Read] = {"check": _check}
