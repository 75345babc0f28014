"""Phrases that matter in a draft, a reply or a log, found by sentence (playbook §4, §5)."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

FILES = ("phrases_theirs.toml", "phrases_ours.toml", "questions.toml")
COMMITTED = "committed"
_END = re.compile(r"(?<=[.!?])[\"')\]”’]*\s+|\n+")
_APOSTROPHES = str.maketrans("’‘´ʼ", "''''")


class Kind(StrEnum):
    """What a phrase is a sign of."""

    SLOW_NO = "slow_no"
    COMPLIMENT = "compliment"
    PUSHY = "pushy"
    COMPETENCE = "competence"
    PROBLEM = "problem"
    THING = "thing"
    ASKS_TIME = "asks_time"
    WAY_OUT = "way_out"
    OUR_TERMS = "our_terms"
    VAGUE_TIME = "vague_time"
    OPINION = "opinion"
    FACT = "fact"
    ARRANGES = "arranges"
    SMALL_TALK = "small_talk"
    ANSWERED = "answered"
    REQUEST = "request"
    SEVERAL = "several"
    SECOND_ASK = "second_ask"
    NOT_GIVEN = "not_given"
    PROPOSES = "proposes"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of the content files: `text` says why it matters, `ask` what to ask then."""

    id: str
    kind: Kind
    text: str
    source: str
    pattern: re.Pattern[str]
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a text: the words that show it, and where the words begin in their sentence."""

    phrase: Phrase
    words: str
    sentence: str
    start: int


@cache
def phrases() -> dict[Kind, tuple[Phrase, ...]]:
    """Every phrase by its kind; an entry that lacks something raises KeyError."""
    found = {kind: tuple(_phrase(kind, one) for one in _content().get(kind, ())) for kind in Kind}
    assert all(found.values())
    return found


@cache
def _content() -> dict[str, list[dict[str, object]]]:
    content: dict[str, list[dict[str, object]]] = {}
    for file in FILES:
        text = resources.files("coaching").joinpath("content", file).read_text("utf-8")
        content |= tomllib.loads(text)
    return content


def _phrase(kind: Kind, one: dict[str, object]) -> Phrase:
    triggers = one["trigger"]
    assert isinstance(triggers, list)
    return Phrase(
        str(one["id"]),
        kind,
        str(one["text"]),
        str(one["source"]),
        _any(triggers),
        str(one.get("ask", "")),
    )


def _any(patterns: Iterable[object]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def pattern(kind: Kind) -> re.Pattern[str]:
    """All triggers of a kind at once."""
    return _any(one.pattern.pattern for one in phrases()[kind])


@cache
def _committed() -> re.Pattern[str]:
    return _any(_content()[COMMITTED])


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, with apostrophes made alike and spaces closed up."""
    plain = text.translate(_APOSTROPHES)
    return tuple(" ".join(piece.split()) for piece in _END.split(plain) if piece.strip())


def find(kind: Kind, text: str) -> tuple[Found, ...]:
    """Every phrase of a kind, once each, in the order in which they are said.

    What is said beside a real step (a date, a signature) is no slow no.
    """
    found: dict[str, Found] = {}
    for sentence in sentences(text):
        if kind is Kind.SLOW_NO and _committed().search(sentence):
            continue
        for one in in_sentence(kind, sentence):
            found.setdefault(one.phrase.id, one)
    return tuple(found.values())


def in_sentence(kind: Kind, sentence: str) -> tuple[Found, ...]:
    """The phrases of a kind in one sentence, by where they begin."""
    hits = ((phrase, phrase.pattern.search(sentence)) for phrase in phrases()[kind])
    found = [
        Found(phrase, hit[0].strip(" ,"), sentence, hit.start()) for phrase, hit in hits if hit
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def compliment_alone(text: str) -> bool:
    """Praise, and nothing that binds: no date, no signature, no next step (000)."""
    return bool(find(Kind.COMPLIMENT, text)) and not _committed().search(" ".join(sentences(text)))
