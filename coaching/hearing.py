"""What a logged text says: few patterns, and none where the words may mean something else."""

import re
from enum import StrEnum
from functools import cache

from coaching.phrases import Kind, compliment_alone, find


class Mark(StrEnum):
    """What the coach listens for."""

    SLOW_NO = "slow no"
    COMPLIMENT = "compliment"
    HOW = "asks for our solution"
    COMPETENCE = "talk of what we can do"
    BASICS = "the basics explained"
    TIMES = "days and times offered"
    QUESTION = "a question"


CANDY = {
    "deck": r"(?:deck|slides|presentation)",
    "case study": r"(?:case stud(?:y|ies)|success stor(?:y|ies))",
    "ROI": r"(?:roi|return on investment)",
    "pricing": r"(?:pric(?:e|es|ing)|price list|quote|quotation|proposal)",
    "demo": r"(?:demo|product tour)",
}
STEPS = {
    "discovery": r"(?:discovery|qualif\w+|their needs)",
    "demo": r"(?:demo|product tour)",
    "pricing": r"(?:pric(?:e|es|ing)|quote|quotation|proposal)",
    "security": r"(?:security|soc 2|dpa)",
    "contract": r"(?:contract|legal|terms|msa|redlin\w+)",
    "rollout": r"(?:rollout|roll-out|implementation|onboarding|go-live)",
}
GIVEN = (
    r"\b(?:sent|send|gave|showed|shared|presented|walked (?:them|him|her) through|went through)\b"
)
PATTERNS = {
    Mark.SLOW_NO: (
        r"\bcircle back\b",
        r"\bnot (?:in )?this year'?s? budget\b",
        r"\bno budget (?:this|until|before)\b",
        r"\bsend (?:me|us) (?:some |more )?(?:information|info|material)\b",
        r"\b(?:get|come) back to (?:you|us) (?:next|in|after) (?:the )?"
        r"(?:week|month|quarter|year|summer|spring|autumn|fall)\b",
        r"\b(?:reach out|touch base|call) (?:again )?(?:next|after the) (?:quarter|year)\b",
        r"\bnot a priority (?:right now|at the moment|this (?:quarter|year))\b",
    ),
    Mark.COMPLIMENT: (
        r"\b(?:they|she|he|everybody) (?:really |just |all )?(?:love|loved|loves|like|liked) "
        r"(?:it|the (?:product|demo|idea|approach))\b",
        r"\b(?:great|impressive|amazing|fantastic|awesome|brilliant) "
        r"(?:product|demo|tool|stuff|work)\b",
        r"\bvery impressed\b",
    ),
    Mark.HOW: (
        r"\bhow (?:would|could|do|can) (?:you|we) (?:solve|do|handle|approach|fix|tackle)\b",
        r"\bwhat (?:is|would be) your (?:solution|approach)\b",
        r"\bsend (?:us|me) your (?:solution|approach)\b",
    ),
    Mark.COMPETENCE: (
        r"\b(?:showed|presented|explained|talked about|went through) (?:all |the |our )*"
        r"(?:features?|product|platform|roadmap|architecture|technology|team|awards?)\b",
    ),
    Mark.BASICS: (
        r"\bexplain(?:ed|ing)? (?:again )?(?:the basics|what \w+(?: \w+)? is|why \w+ matters)\b",
        r"\b(?:had to|still) (?:teach|teaching|educate|educating)\b",
    ),
    Mark.TIMES: (
        r"\b(?:offered|proposed|suggested|sent|gave)(?: (?:them|him|her))?"
        r"(?: \w+){0,2} (?:times?|slots?|dates|days and times)\b",
    ),
    Mark.QUESTION: (r"\?", r"^(?:they )?ask(?:s|ed)\b", r"\bquestions? about\b"),
}
_MINUTES = re.compile(
    r"\b(\d{1,3}(?:[.,]5)?)\s?(minutes|minute|mins?|hours?|hrs?|h)\b", re.IGNORECASE
)


def hears(mark: Mark, text: str) -> bool:
    """Whether a text says that."""
    if not text:
        return False
    if mark is Mark.SLOW_NO and find(Kind.SLOW_NO, text):
        return True
    if mark is Mark.COMPLIMENT and compliment_alone(text):
        return True
    return any(one.search(text) for one in _compiled(mark))


def candy_in(text: str) -> frozenset[str]:
    """What a text says was given away of the things that buyers like to have."""
    if not re.search(GIVEN, text, re.IGNORECASE):
        return frozenset()
    return frozenset(name for name, words in CANDY.items() if _names(words, text))


def kind_of_candy(what: str) -> str | None:
    """Which of them a thing given is; None for any other."""
    return next((name for name, words in CANDY.items() if _names(words, what)), None)


def steps_in(text: str) -> frozenset[str]:
    """Which steps of a sale a text says were gone through."""
    return frozenset(name for name, words in STEPS.items() if _names(words, text))


def minutes_in(text: str) -> int:
    """How long it says that something took, in minutes; 0 where it does not say."""
    longest = 0.0
    for number, unit in _MINUTES.findall(text):
        factor = 60 if unit.casefold().startswith("h") else 1
        longest = max(longest, float(number.replace(",", ".")) * factor)
    return int(longest)


@cache
def _compiled(mark: Mark) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in PATTERNS[mark])


def _names(words: str, text: str) -> bool:
    return bool(re.search(rf"\b{words}\b", text, re.IGNORECASE))
