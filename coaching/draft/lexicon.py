"""The words behind “I” and “we”, read from content/first_person.toml once."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

BE = (
    r"(?:(?:am|was|were|wasn't|been|remain|remained|stay|stayed|become|became)"
    r"|(?:have|had|haven't|hadn't)ADV (?:been|become)"
    r"|(?:will|would|can|could|may|might|must|shall|should|won't|wouldn't)ADV be)"
)
"""Any form of “am”, as a trigger may name it."""
OWN = (
    r"\s+(?:(?:own|new|old|dear|work|other|whole|entire|private|personal|direct|home|little|younger|older|elder|late)"
    r" ){{0,2}}(?:{})(?!-?\w)"
)

NAMED = r"(?:,? [A-Z][\w.'-]*){0,2}"
"""The name of somebody who was called by what they are: `my boss Eva Ruiz`."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns for one place each; the id of an entry is the name of the group that matches."""

    phrases: re.Pattern[str]
    numerals: re.Pattern[str]
    after_i: re.Pattern[str]
    after_my: re.Pattern[str]
    my_own: re.Pattern[str]
    beside: re.Pattern[str]
    with_me: re.Pattern[str]
    with_i: re.Pattern[str]
    reached: re.Pattern[str]
    be: re.Pattern[str]
    company: re.Pattern[str]
    greetings: frozenset[str]
    verbs: frozenset[str]
    reasons: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """All of it, compiled."""
    text = resources.files("coaching").joinpath("content/first_person.toml").read_text("utf-8")
    data = tomllib.loads(text)
    words = data["words"]
    adverbs = rf"(?:[ ,]+(?:{_any(words['adverbs'])}|\w+ly))*"
    people = _any(words["people"])
    entries = data["kept"]
    return Lexicon(
        phrases=_compiled(entries, "anywhere", adverbs, r"(?<![\w'])(?:{})(?![\w'])"),
        numerals=_compiled(entries, "numeral", adverbs, r"\b(?:{})\s+$"),
        after_i=_compiled(entries, "after I", adverbs, rf"{adverbs}[ ,]+(?:{{}})"),
        after_my=_compiled(entries, "after my", adverbs, OWN),
        my_own=_compiled(entries, "after my", adverbs, rf"\bmy{OWN}"),
        beside=_compiled(entries, "beside", adverbs, rf"{adverbs}[ ,]+(?:{{}})"),
        with_me=re.compile(
            rf" (?:and|or|nor) (?:[A-Z]|you\b|him\b|her\b|(?:the|my|our|your|his) (?:{people})\b)"
        ),
        with_i=re.compile(rf" (?:[\w-]+ )?(?:{people}|[A-Z]+){NAMED},? (?:and|nor|or) I\b"),
        reached=_compiled(
            entries, "after my", adverbs, rf" (?:\w+ )?(?:on|at|via|under|through|from) my{OWN}"
        ),
        be=re.compile(rf"{adverbs}[ ,]+(am|was|wasn'?t)\b", re.IGNORECASE),
        company=_company(words["people"], words["openers"]),
        greetings=frozenset(words["greetings"]),
        verbs=frozenset(words["verbs"]),
        reasons={one["id"].replace("-", "_"): one["text"] for one in entries},
    )


def _compiled(
    entries: Iterable[dict[str, object]], where: str, adverbs: str, frame: str
) -> re.Pattern[str]:
    groups = []
    for one in entries:
        if one["where"] == where:
            triggers = one["trigger"]
            assert isinstance(triggers, list)
            name = str(one["id"]).replace("-", "_")
            groups.append(f"(?P<{name}>{'|'.join(triggers)})")
    joined = "|".join(groups).replace("BE ADV ", f"{BE}ADV ").replace("BE", BE)
    joined = joined.replace("ADV ", f"{adverbs}[ ,]*").replace("ADV", adverbs)
    return re.compile(frame.format(joined), re.IGNORECASE)


def _company(people: Iterable[str], openers: Iterable[str]) -> re.Pattern[str]:
    """Somebody named together with “I”, where a clause begins: `my wife and`, `Ben, Teresa and`."""
    name = r"(?-i:[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)?)"
    related = rf"(?:{_any(people)}|(?-i:[A-Z]{{2,4}}))(?:,? {name})?"
    relation = rf"(?:my|our|the|your|his|her|a|both)(?: [\w-]+)?? {related}"
    one = rf"(?:{relation}|he|she|they|you|{name})"
    several = rf"(?P<who>{one}(?:, {one})*),? (?:and|or|nor|as well as)\s+$"
    return re.compile(rf"(?:^|[.!?,;:(\n—–-]\s*|\b(?:{_any(openers)}) ){several}", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)).replace(r"\ ", " ")
