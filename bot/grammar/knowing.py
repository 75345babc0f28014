"""Lines about the buyer: people, facts, questions, and what was given and asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.grammar.pieces import colleagues
from bot.grammar.requests import Form, People, Questions, Reading, Request
from bot.grammar.tokens import Token, joined
from bot.usecases.requests import Colleague, DealWords, Learn, Person, Trade
from coaching.buyers import PART_NAMES, Buyer, Part
from coaching.errors import Refusal
from coaching.facts import FACT_NAMES, YES_OR_NO, FactKind

ADDING = frozenset({"add", "adds", "+"})
REMOVING = frozenset({"remove", "removed", "delete", "drop", "-"})
UNKNOWN = frozenset({"none", "unknown", "clear", "-"})
LONGEST_KIND = 3
"""Words in the longest name of a fact: access to power."""
MOST_CAPITALS = 5
"""Letters in the longest abbreviation that is taken for a title: CISO (ours)."""
TITLES = frozenset(
    {
        "head", "chief", "director", "manager", "vp", "president", "founder", "owner", "lead",
        "buyer", "engineer", "architect", "analyst", "procurement", "purchasing", "legal",
        "counsel", "partner", "developer", "designer", "consultant", "officer", "controller",
        "accountant", "coordinator", "specialist",
    }
)  # fmt: skip
"""Words that begin a title where it follows a name without a comma."""
BEHIND = {"knows": "knows", "known": "knows", "prefers": "prefers", "via": "prefers"}
"""Words that say what the words behind them are."""
CONNECTING = frozenset({"and", "&", "also", ",", "is", "the", "a"})
Words = tuple[Token, ...]


def people(pieces: Sequence[Token], reading: Reading) -> Request:
    """`people acme`, `people acme add Dana CFO decides knows @ben`, `people acme remove Dana`."""
    at = next((n for n, piece in enumerate(pieces) if piece.word in ADDING | REMOVING), None)
    if at == 0 and len(pieces) > 1:
        return _nobodys(pieces)
    if not at:
        return People(DealWords(joined(pieces), more=True)) if pieces else Form("people")
    deal, rest = DealWords(joined(pieces[:at])), tuple(map(_unbracketed, pieces[at + 1 :]))
    if pieces[at].word in REMOVING:
        if not rest:
            raise Refusal(f"Who left? Say for instance `people {deal.text} remove Dana`.")
        return Person(deal, Buyer(joined(rest)), removed=True)
    told = _person(rest)
    if not told.name:
        return Form("people", {"deal": deal.text})
    name, title = (words.rstrip(" ,") for words in _titled(told.name))
    buyer = Buyer(name, title or None, frozenset(told.parts), channel=joined(told.channel) or None)
    return Person(deal, buyer, tuple(told.known_by))


def _nobodys(pieces: Sequence[Token]) -> Request:
    """`people add Dana`, `people remove Dana`: on which deal?"""
    if pieces[0].word in ADDING:
        return Form("people", {"name": joined(pieces[1:])})
    who = joined(pieces[1:])
    raise Refusal(
        f"From which deal's team? Name the deal first, for instance `people acme remove {who}`.",
        field="deal",
    )


def _unbracketed(piece: Token) -> Token:
    """`(decides)` and `(CFO,` without their brackets."""
    return piece if piece.quoted else replace(piece, text=piece.text.strip("()[]"))


@dataclass(slots=True)
class _Told:
    """What has been understood of a person so far."""

    name: Words = ()
    parts: list[Part] = field(default_factory=list)
    known_by: list[Colleague] = field(default_factory=list)
    channel: Words = ()


def _person(pieces: Words) -> _Told:
    """The name and title come first; `knows` and `prefers` take words up to the next keyword."""
    told, into, open_words = _Told(), "name", list[Token]()
    for piece in (*pieces, None):
        keyword = _keyword(piece) if piece and (told.name or open_words) else ""
        if piece is not None and not keyword:
            open_words.append(piece)
            continue
        _keep(told, into, tuple(open_words))
        into, open_words = keyword, []
        if piece is not None and keyword == "part":
            told.parts.append(PART_NAMES[_plain(piece)])
    return told


def _keyword(piece: Token) -> str:
    word = _plain(piece)
    return "part" if word in PART_NAMES else BEHIND.get(word, "")


def _plain(piece: Token) -> str:
    return piece.word.strip("()[],;.")


def _keep(told: _Told, into: str, words: Words) -> None:
    if into == "name":
        told.name = words
    elif into == "knows":
        told.known_by += colleagues(words[1:] if words and words[0].word == "by" else words)
    elif into == "prefers":
        told.channel = words
    elif rest := [piece for piece in words if piece.word not in CONNECTING]:
        raise Refusal(
            f"I can't read “{joined(rest)}” there. Parts are "
            f"{', '.join(part.value for part in Part)}; a colleague stands behind `knows`, "
            "and a longer name or title goes in quotes.",
            field="parts",
        )


def _titled(words: Words) -> tuple[str, str]:
    """Name and title: behind a comma, a second quotation, or where capitals or a title begin."""
    for n, piece in enumerate(words):
        if piece.text.endswith(",") and not piece.quoted:
            return joined(words[: n + 1]), joined(words[n + 1 :])
        if n and (words[n - 1].quoted or piece.quoted or _begins_title(piece)):
            return joined(words[:n]), joined(words[n:])
    return joined(words), ""


def _begins_title(piece: Token) -> bool:
    short = piece.text.isalpha() and piece.text.isupper() and 1 < len(piece.text) <= MOST_CAPITALS
    return short or piece.word in TITLES


def fact(pieces: Sequence[Token], reading: Reading) -> Request:
    """`fact acme problem "reports take two days"`, `fact acme funded`, `fact acme impact none`."""
    found = _kind_at(pieces)
    if found is None:
        name, text = _until_quote(pieces)
        return Form("fact", {"deal": joined(name), "text": joined(text)})
    at, length, kind = found
    deal, rest = joined(pieces[:at]), tuple(pieces[at + length :])
    if rest and rest[0].word.rstrip(":=") in ("", "is"):
        rest = rest if rest[0].quoted else rest[1:]
    if len(rest) == 1 and rest[0].word in UNKNOWN:
        return Learn(DealWords(deal), kind, None)
    if not rest and kind not in YES_OR_NO:
        return Form("fact", {"deal": deal, "kind": kind.value})
    return Learn(DealWords(deal), kind, joined(rest) or "yes")


def _kind_at(pieces: Sequence[Token]) -> tuple[int, int, FactKind] | None:
    """Where the kind stands: right before the quotation, else the first there is."""
    found = []
    for n in range(1, len(pieces)):
        for length in range(min(LONGEST_KIND, len(pieces) - n), 0, -1):
            words = pieces[n : n + length]
            typed = " ".join(piece.word for piece in words).replace("-", " ").rstrip(":=")
            named = FACT_NAMES.get(typed)
            if named is not None:
                found.append((n, length, named))
                break
    quoted = next((n for n in range(2, len(pieces)) if pieces[n].quoted), 0)
    before = next((one for one in found if one[0] + one[1] == quoted), None)
    return before or next(iter(found), None)


def questions(pieces: Sequence[Token], reading: Reading) -> Request:
    """`questions acme`."""
    return Questions(DealWords(joined(pieces))) if pieces else Form("questions")


def gave(pieces: Sequence[Token], reading: Reading) -> Request:
    """`gave acme deck`."""
    return _trade("gave", pieces)


def asked(pieces: Sequence[Token], reading: Reading) -> Request:
    """`asked acme "their volumes"`."""
    return _trade("asked", pieces)


def _trade(verb: str, pieces: Sequence[Token]) -> Request:
    deal, what = _until_quote(pieces)
    if what:
        return Trade(DealWords(joined(deal), more=True), verb == "gave", joined(what))
    if len(deal) < 2:
        return Form(verb, {"deal": joined(deal)})
    return Trade(DealWords(joined(deal), more=True), verb == "gave")


def _until_quote(pieces: Sequence[Token]) -> tuple[Words, Words]:
    at = next((n for n in range(1, len(pieces)) if pieces[n].quoted), len(pieces))
    return tuple(pieces[:at]), tuple(pieces[at:])
