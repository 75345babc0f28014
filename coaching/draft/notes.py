"""What to look at in a draft before it is sent, each note with its reason (playbook §5)."""

import re
from dataclasses import dataclass

from coaching.draft.questions import asks, opinion_questions
from coaching.phrases import Found, Kind, find, in_sentence, pattern, phrases, sentences

WORDS_MOST = 120
"""Words from which a draft is long (ours)."""
THINGS_MOST = 2
"""Things given in one message; one more is all the candy at once (000)."""
_THEIRS = re.compile(r"^(?:your|the figures of your)\b|\byour (?:\w+ ){0,2}$", re.IGNORECASE)
_OF_YOURS = re.compile(r"^ (?:\w+ )?(?:of|from) your\b|^ that you (?!asked)", re.IGNORECASE)
_THANKS = re.compile(r"\b(?:thanks?|grateful|appreciate)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to look at: what it is, the words that show it, and why it matters."""

    id: str
    title: str
    why: str
    source: str
    words: tuple[str, ...] = ()


def notes(text: str) -> tuple[Note, ...]:
    """All notes on a draft, what costs most trust first."""
    asked = asks(text)
    found = (
        _phrase_note(Kind.PUSHY, "Sounds pushy", text),
        _asks(asked),
        _candy(text),
        features_first(text),
        _opinions(text),
        missing_way_out(text, asked),
        _phrase_note(Kind.OUR_TERMS, "Value in our terms", text),
        _phrase_note(Kind.VAGUE_TIME, "How much time?", text),
        _thanks(text, asked),
        _length(text),
    )
    return tuple(note for note in found if note is not None)


def things_given(text: str) -> tuple[str, ...]:
    """Which of deck, case study, return, price and demo a text hands over."""
    given = {}
    for sentence in sentences(text):
        if _QUESTION.search(sentence) or pattern(Kind.NOT_GIVEN).search(sentence):
            continue
        for thing in in_sentence(Kind.THING, sentence):
            if not _theirs(thing):
                given[thing.phrase.id] = thing.phrase.text
    return tuple(given.values())


def _theirs(thing: Found) -> bool:
    before = thing.sentence[: thing.start]
    after = thing.sentence[thing.start + len(thing.words) :]
    return bool(_THEIRS.search(before) or _THEIRS.match(thing.sentence) or _OF_YOURS.match(after))


def features_first(text: str) -> Note | None:
    """Our product or our merits come before a word on what hurts them (001)."""
    for sentence in sentences(text):
        ours = () if _QUESTION.search(sentence) else in_sentence(Kind.COMPETENCE, sentence)
        theirs = in_sentence(Kind.PROBLEM, sentence)
        if theirs and not (ours and ours[0].start < theirs[0].start):
            return None
        if ours:
            phrase = ours[0].phrase
            return Note(
                "features", "We come before them", phrase.text, phrase.source, (ours[0].words,)
            )
    return None


def missing_way_out(text: str, asked: tuple[str, ...]) -> Note | None:
    """Asks for time or a decision, and leaves no honest way to say no (000, 001)."""
    if not (asks_time(text, asked) or _any(Kind.ASKS_STEP, asked)) or find(Kind.WAY_OUT, text):
        return None
    phrase = phrases()[Kind.ASKS_TIME][0]
    return Note("off-ramp", "No way out", phrase.text, phrase.source)


def asks_time(text: str, asked: tuple[str, ...]) -> bool:
    """Whether a draft asks for time, a signature or a decision; `asked` is all that it asks."""
    return _any(Kind.ASKS_TIME, asked) or bool(pattern(Kind.PROPOSES).search(text))


def _any(kind: Kind, asked: tuple[str, ...]) -> bool:
    return any(in_sentence(kind, one) for one in asked)


def _phrase_note(kind: Kind, title: str, text: str) -> Note | None:
    found = find(kind, text)
    if not found:
        return None
    first = found[0].phrase
    return Note(str(kind), title, first.text, first.source, tuple(one.words for one in found))


def _asks(asked: tuple[str, ...]) -> Note | None:
    if len(asked) < 2:
        return None
    why = (
        f"It asks {len(asked)} things at once, and who is asked much answers nothing. "
        "Keep the one that matters."
    )
    return Note("asks", "More than one ask", why, "001, 000", tuple(dict.fromkeys(asked)))


def _candy(text: str) -> Note | None:
    given = things_given(text)
    if len(given) <= THINGS_MOST:
        return None
    why = "All of it at once leaves nothing to come back with. Keep something for the next talk."
    return Note("candy", "All the candy at once", why, "000", given)


def _opinions(text: str) -> Note | None:
    asked = opinion_questions(text)
    if not asked:
        return None
    why = "Opinions are free. Ask for facts: do you, how often, what does it cost?"
    return Note("opinion", "Asks for an opinion", why, "001", asked)


def _thanks(text: str, asked: tuple[str, ...]) -> Note | None:
    if not asks_time(text, asked) or _THANKS.search(text):
        return None
    why = "It asks for their time and does not thank them for it."
    return Note("thanks", "No thanks", why, "001")


def _length(text: str) -> Note | None:
    count = len(text.split())
    if count <= WORDS_MOST:
        return None
    why = f"{count} words. One idea and one ask are read to the end; {WORDS_MOST} words are plenty."
    return Note("long", "Long", why, "001, ours")
