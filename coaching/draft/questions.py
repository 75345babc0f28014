"""Questions: facts or opinions, and how much is asked at once (001: facts, and one ask)."""

import re
from enum import StrEnum

from coaching.phrases import Kind, pattern, sentences

_QUOTED = re.compile(r"\"[^\"]*\"|[“„][^“”„]*[”“]|^\s*>.*$", re.MULTILINE)
_POLITE = re.compile(r"\b(?:please|kindly) (?=\w)", re.IGNORECASE)


class Question(StrEnum):
    """What a question asks for."""

    FACT = "fact"
    OPINION = "opinion"


def question_type(sentence: str) -> Question:
    """Whether a question asks for a fact or for an opinion."""
    plain = " ".join(sentences(sentence))
    if pattern(Kind.FACT).search(plain) or not pattern(Kind.OPINION).search(plain):
        return Question.FACT
    return Question.OPINION


def opinion_questions(text: str) -> tuple[str, ...]:
    """The questions of a draft that ask for an opinion; dates and favours are none of them."""
    return tuple(
        one
        for one in sentences(_QUOTED.sub(" ", text))
        if one.endswith("?")
        and question_type(one) is Question.OPINION
        and not pattern(Kind.ARRANGES).search(one)
    )


def asks(text: str) -> tuple[str, ...]:
    """Everything that a draft asks of its reader, each in its sentence; two in one count twice."""
    found: list[str] = []
    said = sentences(_QUOTED.sub(" ", text))
    for one, following in zip(said, (*said[1:], ""), strict=False):
        found += [one] * _asked(one, following)
    return tuple(found)


def _asked(sentence: str, following: str) -> int:
    """How much one sentence asks."""
    if pattern(Kind.SMALL_TALK).search(sentence):
        return 0
    if pattern(Kind.SEVERAL).search(sentence):
        return 2
    if not sentence.endswith("?"):
        return _requests(sentence)
    if pattern(Kind.ANSWERED).search(following):
        return 0
    if pattern(Kind.ASKS_TWO).search(sentence):
        return 2
    joined = pattern(Kind.SECOND_ASK).search(sentence)
    return 2 if joined and len(pattern(Kind.REQUEST).findall(sentence)) > 1 else 1


def _requests(sentence: str) -> int:
    """The requests of a sentence that is no question; `please` and its verb are one."""
    if pattern(Kind.TOLD).search(sentence):
        return 0
    plain = _POLITE.sub("", sentence)
    polite = len(plain) < len(sentence)
    return max(len(pattern(Kind.REQUEST).findall(plain)), int(polite))
