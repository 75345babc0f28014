"""“I” becomes “we” where the company speaks, with its verbs, and nothing else is touched (001)."""

import re
from dataclasses import dataclass, field

from coaching.draft import judging
from coaching.draft.judging import Place
from coaching.draft.lexicon import Lexicon, lexicon
from coaching.draft.sentences import begins, sentences
from coaching.draft.shield import shield

REACH = 200
"""Characters around a person that decide whose it is; no clause is longer (ours)."""
_PERSON = re.compile(
    r"(?<![\w.&/@#'])(?:"
    r"(?P<i>i)(?:[';](?P<short>m|ve|ll|d))?(?!(?!'ve\b)['\w&/@#-]|\.\w)"
    r"|(?P<bare>im|ive|(?-i:[Ii]ll)|(?-i:[Ii]d))(?= [a-z])"
    r"|(?P<word>my|me|mine|myself)(?![\w@/#']|[.-]\w))",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:I|the|you|your|is|are|and|to|of|we|our|with|please|send|call|this|that|it|will|have|was"
    r"|let|give|tell|not|on|for|my|mine|too|out|in|she|he|they|their|them|any|which|after|before|how|what|when|who|where|why|can|could|would|should"
    r"|did|does|from|at|by|if|but|has|had|been|about|just|now|back|thanks|thank|there|here)\b|\b(?:Im|Ive|Ill|Id)\b"
    r"|\b(?:ping|call|ring|mail|text|ask|show|remind|help|join|contact) me\b",
    re.IGNORECASE,
)
_SHORT = {"m": "re", "ve": "ve", "ll": "ll", "d": "d"}
_BARE = {"im": "m", "ive": "ve", "ill": "ll", "id": "d"}
_PLURAL = {
    "am": "are",
    "was": "were",
    "wasn't": "weren't",
    "wasnt": "werent",
    "am not": "are not",
}
_POSSESSED = {"my": "our", "me": "us", "mine": "ours", "myself": "ourselves"}
_TURNED = re.compile(r"(?<!\d )(?<!\d)\b(am|was|wasn't)\s+$", re.IGNORECASE)
_JOINED = re.compile(r"(?:\b(?:and|but|or|then)|,)(?: \w+ly| also| now| still)? (was|wasn't)\b")
_AM = re.compile(r"(?<![\d.:])(?<!\d )\b(am)\b")
_OTHER_SUBJECT = re.compile(r"\b(?:that|which|who|because|if|when|they|he|she|what)\b")
_ALONE = frozenset((judging.ALONE, "your_own_things"))
_OWN_VOICE = (
    "opinion_or_feeling",
    "true_of_you_alone",
    "who_you_are",
    "your_own_things",
    judging.PART,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of the draft that reads differently now; `start` counts characters of the draft."""

    start: int
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A first person that stays, and why, as a clause."""

    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The draft in the company's voice; in the sentences of `mixed` both voices speak now."""

    text: str
    changes: tuple[Change, ...] = ()
    kept: tuple[Kept, ...] = ()
    mixed: tuple[str, ...] = ()


def rewrite(text: str) -> Rewrite:
    """The draft with “we” for “I” where the company speaks; other languages stay as they are."""
    plain = shield(text)
    if not _PERSON.search(plain) or not _ENGLISH.search(plain):
        return Rewrite(text)
    work = _Work(text, plain, lexicon())
    for start, end in sentences(plain):
        work.sentence(start, end)
    return work.done()


@dataclass(slots=True)
class _Work:
    """One draft on the bench."""

    text: str
    plain: str
    lexicon: Lexicon
    changes: list[Change] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    mixed: list[tuple[int, int]] = field(default_factory=list)
    phrases: dict[int, str] = field(default_factory=dict)
    first: int = 0
    """Where the changes of the sentence in hand begin."""

    def __post_init__(self) -> None:
        for phrase in self.lexicon.phrases.finditer(self.plain):
            for place in range(phrase.start(), phrase.end()):
                self.phrases[place] = str(phrase.lastgroup)

    def sentence(self, start: int, end: int) -> None:
        """Every first person of one sentence, in order: “myself” follows the one before it."""
        found = list(_PERSON.finditer(self.plain, start, end))
        self.first = len(self.changes)
        whys = self._whys(found, start, end)
        for number, (person, why) in enumerate(zip(found, whys, strict=True)):
            if why is None:
                until = next((p.start() for p in found[number + 1 :] if p["i"]), end)
                self._change(person, start, until)
            elif why != judging.NUMBER and why != judging.A_NAME:
                self.kept.append(Kept(person[0], self.lexicon.reasons.get(why, why)))
        if len(self.changes) > self.first and any(why in _OWN_VOICE for why in whys):
            self.mixed.append((start, end))

    def _whys(self, found: "list[re.Match[str]]", start: int, end: int) -> list[str | None]:
        """Why each stays: what follows from something true of the writer alone does too."""
        whys: list[str | None] = []
        last = None
        for person in found:
            so = person["i"] and self.plain.endswith(", so ", start, person.start())
            why = last if so and last == judging.ALONE else self._why(person, start, end)
            last = why if person["i"] else last
            whys.append(why)
        if not _ALONE.isdisjoint(whys):
            for number, person in enumerate(found):
                if person["i"] and whys[number] is None and self._follows(person, start, end):
                    whys[number] = judging.PART
        for number, person in enumerate(found):
            if (person["word"] or "").casefold() == "myself" and person.start() not in self.phrases:
                whys[number] = "set_phrase" if number == 0 or whys[number - 1] else None
        return whys

    def _follows(self, person: "re.Match[str]", start: int, end: int) -> bool:
        return judging.follows(self._place(person, start, end), self.lexicon)

    def done(self) -> Rewrite:
        """The text with every change in its place."""
        self.changes.sort(key=lambda change: change.start)
        mixed = (self._new(start, end).strip() for start, end in self.mixed)
        whole = self._new(0, len(self.text))
        return Rewrite(whole, tuple(self.changes), tuple(self.kept), tuple(mixed))

    def _new(self, start: int, end: int) -> str:
        """A part of the text with its changes made."""
        pieces, place = [], start
        for change in self.changes:
            if start <= change.start < end:
                pieces += [self.text[place : change.start], change.becomes]
                place = change.start + len(change.was)
        return "".join((*pieces, self.text[place:end]))

    def _why(self, person: "re.Match[str]", start: int, end: int) -> str | None:
        phrase = self.phrases.get(person.start())
        if phrase is not None:
            return phrase
        place = self._place(person, start, end)
        word = (person["word"] or "").casefold()
        if not word:
            return self._why_i(place, person)
        match word:
            case "my":
                return judging.why_my_stays(place, self.lexicon)
            case "me":
                return judging.why_me_stays(place, self.lexicon)
            case "mine":
                return judging.why_mine_stays(place)
        return None

    def _why_i(self, place: Place, person: "re.Match[str]") -> str | None:
        if person["bare"] and not judging.is_short_for_i(place):
            return judging.A_NAME
        return judging.why_i_stays(place, self.lexicon)

    def _place(self, person: "re.Match[str]", start: int, end: int) -> Place:
        before = self.plain[max(start, person.start() - REACH) : person.start()].lstrip()
        short = (person["short"] or _BARE.get((person["bare"] or "").casefold(), "")).casefold()
        turned = _TURNED.search(before)
        return Place(
            before=before,
            words=person[0],
            after=self.plain[person.end() : min(end, person.end() + REACH)].rstrip("\n"),
            opens=begins(self.text, person.start()),
            short=short or None,
            turned=turned[1].casefold() if turned else None,
        )

    def _change(self, person: "re.Match[str]", start: int, until: int) -> None:
        if person["word"]:
            self._replace(person.start(), person.end(), _POSSESSED[person["word"].casefold()])
            return
        turned = _TURNED.search(self.plain, max(start, person.start() - REACH), person.start())
        if turned:
            self._replace(*turned.span(1), _PLURAL[turned[1].casefold()])
        self._subject(person)
        if not turned:
            self._agree(person.end(), until, direct=not person["short"] and not person["bare"])

    def _subject(self, person: "re.Match[str]") -> None:
        was = self.text[person.start() : person.end()]
        loud = self._loud(person)
        capital = was[0] == "I" and begins(self.text, person.start())
        subject = "WE" if loud else "We" if capital else "we"
        if person["bare"]:
            subject += f"'{_SHORT[_BARE[was.casefold()]]}"
        elif person["short"]:
            tail = _SHORT[person["short"].casefold()]
            subject += was[1].replace(";", "'") + (tail.upper() if loud else tail)
        self.changes.append(Change(person.start(), was, subject))

    def _loud(self, person: "re.Match[str]") -> bool:
        """Whether everything around it is written in capitals."""
        if (person["short"] or "").isupper():
            return True
        after = re.compile(r"\W*(\w+)").match(self.plain, person.end())
        return after is not None and len(after[1]) > 1 and after[1].isupper() and after[1] in (
            "AM", "WAS", "WILL", "HAVE", "CAN", "NEED", "WANT", "DID", "DO", "WOULD"
        )  # fmt: skip

    def _agree(self, place: int, until: int, *, direct: bool) -> None:
        """The verbs of this subject, up to the next one."""
        if direct:
            verb = self.lexicon.be.match(self.plain, place, until)
            if verb:
                self._replace(*verb.span(1), _PLURAL[verb[1].casefold()])
                place = verb.end()
        for am in _AM.finditer(self.plain, place, until):
            self._replace(*am.span(1), "are")
        for joined in _JOINED.finditer(self.plain, place, until):
            if not _OTHER_SUBJECT.search(self.plain, place, joined.start()):
                self._replace(*joined.span(1), _PLURAL[joined[1].casefold()])

    def _replace(self, start: int, end: int, words: str) -> None:
        was = self.text[start:end]
        apostrophe = next((mark for mark in was if mark in "’‘´ʼ"), "'")
        words = words.replace("'", apostrophe)
        if was.isupper() and len(was) > 1:
            words = words.upper()
        elif was[0].isupper():
            words = words[0].upper() + words[1:]
        if all(change.start != start for change in self.changes[self.first :]):
            self.changes.append(Change(start, was, words))
