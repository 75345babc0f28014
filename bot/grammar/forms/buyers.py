"""Forms about the buyer: people, facts, and what was given and asked."""

from bot.grammar.forms.fields import Read, Values, deal
from bot.grammar.pieces import colleagues
from bot.grammar.requests import Offramp, Questions, Reading, Request
from bot.grammar.tokens import tokens
from bot.usecases.requests import Learn, Person, Trade
from coaching.buyers import Buyer, Part
from coaching.facts import FactKind


def _people(values: Values, _reading: Reading) -> Request:
    parts = frozenset(map(Part, filter(None, values.get("parts", "").split(","))))
    buyer = Buyer(values["name"], values.get("title"), parts, channel=values.get("channel"))
    return Person(deal(values), buyer, tuple(colleagues(tokens(values.get("known_by", "")))))


def _fact(values: Values, _reading: Reading) -> Request:
    return Learn(deal(values), FactKind(values["kind"]), values["text"])


def _gave(values: Values, _reading: Reading) -> Request:
    return Trade(deal(values), True, values["what"])


def _asked(values: Values, _reading: Reading) -> Request:
    return Trade(deal(values), False, values["what"])


def _questions(values: Values, _reading: Reading) -> Request:
    return Questions(deal(values))


def _offramp(values: Values, _reading: Reading) -> Request:
    return Offramp(deal(values))


BUYERS: dict[str, Read] = {
    "people": _people,
    "fact": _fact,
    "gave": _gave,
    "asked": _asked,
    "questions": _questions,
    "offramp": _offramp,
}
