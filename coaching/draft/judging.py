"""Whether a first person is the company's or only the writer's own, and why (playbook §5)."""

import re
from dataclasses import dataclass

from coaching.draft.lexicon import Lexicon

TWO_PEOPLE = "already more than one person"
A_NAME = "a name"
NUMBER = "number_or_letter"
OPINION = "opinion_or_feeling"
ALONE = "true_of_you_alone"
PART = "follows_from_it"
_LONG = {"m": "am", "ve": "have", "ll": "will", "d": "would"}
_ASKED = re.compile(
    r"\b(?:did|didn't|do|have|had|should|shall|can|could|may|will|would|might|if)\s+$",
    re.IGNORECASE,
)
_AS_SOMEBODY = re.compile(
    r"\b(?:as|being) (?:an?|the|your)\b[^,.;]*,\s*$"
    r"|\b(?:in|at|during|before|after|from) my (?:previous|former|last|old|first|time|days|years)"
    r"(?: (?:role|job|company|position|life|employer|startup|career|firm|team)"
    r"| (?:at|in|with)\b[^,.;]*)"
    r",?\s*$"
    r"|\b(?:when|while) I (?:was|worked|lived|studied) (?:at|in|for|with) (?-i:[A-Z])[^,.;]*,?\s*$",
    re.IGNORECASE,
)
_WITH_OTHERS = re.compile(
    r",? (?:and|nor|or) (?:my|our|the|your|his|her|(?-i:[A-Z])\w+)\b(?!')", re.IGNORECASE
)
_NOT_A_PERSON = re.compile(
    r"(?:\b(?:for|index|variable|letter|capital|the|an)|[=+&])\s+$", re.IGNORECASE
)
_SPOKEN = re.compile(
    r"(?:^|[,;:.!?]|\b(?:and|but|so|if|when|that|because|as|what|where|while|since|before|after|until"
    r"|than|or|how|why|can|could|do|did|should|would|will|may|shall|sorry|yes|no|ok))\s+$",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\s+(?:is|has|[a-z]+[^s\W]s)\b|\s*(?:[=<>+*/.,;:)]|-|$)")
_AFTER_BARE = {
    "ll": re.compile(
        r" (?:send|be|call|get|have|let|follow|ask|bring|make|come|check|share|add|take|keep|give"
        r"|write|show|find|forward|prepare|do|see|try|need|go|also|then|just|explain|look|email|phone"
        r"|ring|set|put|read|wait|start|finish|update|confirm|pass|leave|talk|speak|meet|join|drop|tell"
        r"|book|fix|test|happily|gladly|never|not|work)\b"
    ),
    "d": re.compile(r" (?:love|like|be|say|suggest|rather|prefer|appreciate|recommend|also)\b"),
}
_BEFORE_BARE = re.compile(
    r"(?:^|[,;:.!?(\n]\s*|\b(?:and|but|so|if|when|then|because|that|ok|okay|yes|or|what|as|which|where)\s+)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:.!?\n]|\s(?:and|but|so|because)\s+(?:I|we|you|they|he|she|it|my|our|the)\b"
)
_A_MINE = re.compile(
    r"\b(?:an?|the|this|that|each|every|gold|coal|data|copper|silver|diamond|salt|iron|open|land|we"
    r"|you|they|to|can|will|could|who)\s+$",
    re.IGNORECASE,
)
_DUG = re.compile(
    r"\s+(?:workers?|owners?|shafts?|sites?|operators?|fields?|closures?|safety|your|our|their|it|them"
    r"|for|data)\b"
)
_DIG = re.compile(r"\s+(?:the|this|that|these|those|all|every)\b")
_NAMED = re.compile(
    r"\s+(?-i:[A-Z][a-z]+)\s+(?:will|would|is|was|has|can|could|and|joins?|from|here|said|sent)\b|\s+(?-i:[A-Z][a-z]+\s+[A-Z][a-z])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """One first person in its sentence; `turned` is the verb of a question before it."""

    before: str
    words: str
    after: str
    opens: bool
    short: str | None = None
    turned: str | None = None


def why_i_stays(place: Place, lexicon: Lexicon) -> str | None:
    """The id of the reason, or None where the company may speak."""
    if _is_letter(place, lexicon):
        return NUMBER
    if _has_company(place, lexicon):
        return TWO_PEOPLE
    if _AS_SOMEBODY.search(place.before):
        return "who_you_are"
    rest = _said_of(place)
    found = lexicon.after_i.match(rest)
    if found and not (found.lastgroup == OPINION and _ASKED.search(place.before)):
        return found.lastgroup
    return ALONE if _owns(rest, lexicon) else None


def is_short_for_i(place: Place) -> bool:
    """Whether `ill` or `id` is “I'll” or “I'd” without its apostrophe, and no word of its own."""
    after = _AFTER_BARE.get(place.short or "")
    return after is None or bool(after.match(place.after) and _BEFORE_BARE.search(place.before))


def follows(place: Place, lexicon: Lexicon) -> bool:
    """Whether this is what keeps somebody away: “I can't join”, said beside “I am ill”."""
    return lexicon.beside.match(_said_of(place)) is not None


def why_my_stays(place: Place, lexicon: Lexicon) -> str | None:
    """The id of the reason, or None where it is the company's."""
    if place.words.isupper() or (place.words[0].isupper() and not place.opens):
        return A_NAME
    if place.words[0].isupper() and _NAMED.match(place.after):
        return A_NAME
    if lexicon.with_i.match(place.after):
        return TWO_PEOPLE
    found = lexicon.after_my.match(place.after)
    return "your_own_things" if found else None


def why_me_stays(place: Place, lexicon: Lexicon) -> str | None:
    """The id of the reason, or None where it is the company."""
    if place.words[0].isupper():
        return A_NAME
    if re.search(r"\b(?:and|or|nor) $", place.before):
        return TWO_PEOPLE
    if lexicon.with_me.match(place.after):
        return TWO_PEOPLE
    if lexicon.reached.match(place.after):
        return "your_own_things"
    own = lexicon.my_own.search(place.before)
    return "your_own_things" if own and not _CLAUSE.search(place.before[own.end() :]) else None


def why_mine_stays(place: Place) -> str | None:
    """The id of the reason, or None where it means what is ours."""
    if place.words[0].isupper() and not place.opens:
        return A_NAME
    begins = place.opens and place.words[0].isupper()
    dug = _DUG.match(place.after) or (begins and _DIG.match(place.after))
    return A_NAME if dug or _A_MINE.search(place.before) else None


def _said_of(place: Place) -> str:
    """What is said of the person, with its verb in full and in front."""
    verb = place.turned or _LONG.get(place.short or "")
    return f" {verb}{place.after}" if verb else place.after


def _is_letter(place: Place, lexicon: Lexicon) -> bool:
    if re.match(r"[.)](?:\s|$)|\]", place.after) and not place.short:
        return True
    following = re.match(r"\s+([a-z']+)", place.after)
    verb = bool(place.short) or (following is not None and following[1] in lexicon.verbs)
    if place.words[0] == "i" and not verb and not place.opens and not _SPOKEN.search(place.before):
        return True
    if place.words[0] == "i" and not verb and _COUNTS.match(place.after):
        return True
    if not place.short and _NOT_A_PERSON.search(place.before):
        return True
    numeral = None if place.short else lexicon.numerals.search(place.before)
    if numeral is None:
        return False
    acts = verb or (following is not None and following[1].endswith("ed"))
    return numeral[0][0].isupper() or not acts


def _has_company(place: Place, lexicon: Lexicon) -> bool:
    """Somebody else is named together with “I”."""
    if re.search(r"\b(?:neither|both)\s+$", place.before, re.IGNORECASE):
        return True
    if not place.short and _WITH_OTHERS.match(place.after):
        return True
    found = lexicon.company.search(place.before)
    return found is not None and found["who"].split()[0].casefold() not in lexicon.greetings


def _owns(rest: str, lexicon: Lexicon) -> bool:
    """Whether the clause goes on about the person's own things: “I lost my phone”."""
    stop = _CLAUSE.search(rest)
    found = lexicon.my_own.search(rest)
    return found is not None and (stop is None or found.start() < stop.start())
