"""What a sent form asks for: the same requests as a typed line."""

from collections.abc import Mapping

from bot.grammar.forms.buyers import BUYERS
from bot.grammar.forms.deals import CHANGES
from bot.grammar.forms.drafts import DRAFTS
from bot.grammar.forms.ends import ENDS
from bot.grammar.forms.fields import Read, Values
from bot.grammar.forms.money import MONEY
from bot.grammar.requests import Reading, Request

READERS: Mapping[str, Read] = {**CHANGES, **ENDS, **BUYERS, **MONEY, **DRAFTS}


def request_of(verb: str, values: Values, reading: Reading) -> Request:
    """The request; raises Refusal with the field that is wrong."""
    return READERS[verb](values, reading)
