"""Phrases that matter in a draft, a reply or a log, found by sentence (playbook §4, §5)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

FILES = ("phrases_theirs.toml", "phrases_ours.toml", "questions.toml")
_WORD = re.compile(r"\{([a-z_]+)\}")
LONGEST = 300
"""Characters of a sentence that are read together; a longer one is read in pieces, so that the
time it takes grows with its length (ours)."""
_PIECE = re.compile(rf".{{1,{LONGEST}}}(?:\s|$)|.{{1,{LONGEST}}}")
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
    ASKS_TWO = "asks_two"
    TOLD = "told"
    ASKS_STEP = "asks_step"
    NOT_GIVEN = "not_given"
    PROPOSES = "proposes"


INNOCENT = {Kind.SLOW_NO: "committed", Kind.PUSHY: "as_they_like"}
"""The patterns that take a sentence out of a kind, by their name in the content files."""


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


def phrases() -> dict[Kind, tuple[Phrase, ...]]:
    """Every phrase by its kind; an entry that lacks something raises KeyError."""
    return _read()[0]


@cache
def _read() -> tuple[dict[Kind, tuple[Phrase, ...]], dict[Kind, re.Pattern[str]]]:
    """The phrases, and what takes a sentence out of a kind."""
    content: dict[str, Any] = {}
    words: dict[str, str] = {}
    for file in FILES:
        text = resources.files("coaching").joinpath("content", file).read_text("utf-8")
        data = tomllib.loads(text)
        for name, given in data.pop("words", {}).items():
            words[name] = f"(?:{_spelt(given, words)})"
        content |= data
    innocent = {kind: _any(content[name], words) for kind, name in INNOCENT.items()}
    return {
        kind: tuple(_phrase(kind, one, words) for one in content[kind]) for kind in Kind
    }, innocent


def _spelt(trigger: str, words: Mapping[str, str]) -> str:
    """A trigger in full: `{name}` stands for the words of that name; a word may use those above."""
    return _WORD.sub(lambda name: words[name[1]], trigger)


def _phrase(kind: Kind, one: Mapping[str, Any], words: Mapping[str, str]) -> Phrase:
    triggers = _any(one["trigger"], words)
    return Phrase(one["id"], kind, one["text"], one["source"], triggers, one.get("ask", ""))


def _any(patterns: Iterable[str], words: Mapping[str, str]) -> re.Pattern[str]:
    spelt = (f"(?:{_spelt(pattern, words)})" for pattern in patterns)
    return re.compile("|".join(spelt), re.IGNORECASE)


def pattern(kind: Kind) -> re.Pattern[str]:
    """The triggers of a kind that has one entry."""
    (only,) = phrases()[kind]
    return only.pattern


def _excused(kind: Kind, sentence: str) -> bool:
    """Whether something in a sentence takes it out of a kind."""
    innocent = _read()[1].get(kind)
    return innocent is not None and innocent.search(sentence) is not None


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, with apostrophes made alike and spaces closed up."""
    plain = text.translate(_APOSTROPHES)
    whole = (" ".join(piece.split()) for piece in _END.split(plain))
    return tuple(piece.strip() for one in whole for piece in _PIECE.findall(one))


def find(kind: Kind, text: str) -> tuple[Found, ...]:
    """Every phrase of a kind, once each, in the order in which they are said.

    What is said beside a real step (a date, a signature) is no slow no, and what they asked for
    is not pushy.
    """
    found: dict[str, Found] = {}
    for sentence in sentences(text):
        said = in_sentence(kind, sentence)
        if said and not _excused(kind, sentence):
            for one in said:
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
    praise = bool(find(Kind.COMPLIMENT, text))
    return praise and not _excused(Kind.SLOW_NO, " ".join(sentences(text)))
