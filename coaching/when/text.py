"""One spelling for every way a date phrase is typed."""

import re

from coaching.when.words import CANONICAL, WEEKDAY

MAX_LENGTH = 80

_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys(
            '\t\r\n\v\f\u00a0\u2007\u2008\u2009\u200a\u202f\u3000()[]{}"“”„«»!?;*_`…', " "
        ),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("~≈", " around "),
        **dict.fromkeys("\u200b\ufeff", ""),
        "@": " at ",
    }
)
_SHORT_YEAR = re.compile(r"'(?=\d\d\b)")
_SILENT = re.compile(r"'(?=s\b)|(?<=\bo)'(?=clock)")
_LETTER_DOT = re.compile(r"(?<=[^\W\d_])\.")
_LOOSE_COMMA = re.compile(r"(?<!\d),|,(?!\d)|,(?=\d{4}\b)")
_SLASH = re.compile(r" ?/ ?")
_WEEK_COMMENCING = re.compile(r"\b(?:w/?[cbe]|week (?:commencing|starting|beginning|ending))\b")
_JOINED = re.compile(
    r"\b(mid|middle|early|late|end|start|beginning|close|of|the|next|this|half|first|second|last|to"
    r"|year|quarter|month|day|week|two|three|four|five|six|christmas|new|good|easter|in)-(?=[^\W\d_])"
)
_ISH = re.compile(r"-ish\b")
_ISO_TIME = re.compile(r"(?<=\d)t(?=\d)")
_DOTTED_DAY = re.compile(r"(?:^|\D)\d{1,2}\.\d{1,2}\.$")
_EARLY_DAY = re.compile(rf"\b(early|late) ({WEEKDAY}|today|tomorrow) (morning|afternoon|evening)\b")
_WORD = re.compile(r"\b2(?:moro|morrow|mrw)\b|[^\W\d_]+")


def clean(text: str) -> str:
    """Lower the case, even out spaces and marks, and spell days and months in full.

    What is longer than 80 characters is no date phrase: it gives "".
    """
    if len(text) > MAX_LENGTH:
        return ""
    phrase = _marks(text.lower().translate(_CHARACTERS)).strip(" ,:/-")
    if phrase.endswith(".") and not _DOTTED_DAY.search(phrase):
        phrase = phrase.rstrip(". ")
    phrase = " ".join(_WORD.sub(_canonical, phrase).split())
    return _EARLY_DAY.sub(r"\2 \1 \3", phrase) if phrase[:1] in "el" else phrase


def _canonical(word: re.Match[str]) -> str:
    return CANONICAL.get(word[0], word[0])


def _marks(phrase: str) -> str:
    """Take out the marks that mean nothing, and keep those that part numbers."""
    phrase = _ISO_TIME.sub(" ", phrase)
    if "'" in phrase:
        phrase = _SILENT.sub("", _SHORT_YEAR.sub(" 20", phrase)).replace("'", " ")
    if "." in phrase:
        phrase = _LETTER_DOT.sub("", phrase)
    if "," in phrase:
        phrase = _LOOSE_COMMA.sub(" ", phrase)
    if "-" in phrase:
        phrase = _JOINED.sub(r"\1 ", _ISH.sub("ish", phrase))
    if "/" in phrase:
        phrase = _SLASH.sub("/", phrase)
    return _WEEK_COMMENCING.sub("week of", phrase)
