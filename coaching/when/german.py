"""German date phrases, put into the English words that the grammar knows."""

import re

from coaching.when.words import WEEKDAY

_WORDS = {
    "today": "heute",
    "day after tomorrow": "übermorgen uebermorgen",
    "tomorrow": "morgen",
    "yesterday": "gestern",
    "day before yesterday": "vorgestern",
    "monday": "montag mo",
    "tuesday": "dienstag di",
    "wednesday": "mittwoch mi",
    "thursday": "donnerstag do",
    "friday": "freitag fr",
    "saturday": "samstag sonnabend sa",
    "sunday": "sonntag",
    "january": "januar jänner jan",
    "february": "februar feber",
    "march": "märz maerz mrz mär",
    "may": "mai",
    "june": "juni",
    "july": "juli",
    "october": "oktober okt",
    "december": "dezember dez",
    "day": "tag",
    "days": "tage tagen",
    "business days": "werktage werktagen arbeitstage arbeitstagen",
    "week": "woche kalenderwoche",
    "weeks": "wochen",
    "month": "monat monats",
    "months": "monate monaten",
    "quarter": "quartal quartals",
    "quarters": "quartale quartalen",
    "year": "jahr jahrs jahres",
    "years": "jahre jahren",
    "hour": "stunde",
    "hours": "stunden",
    "minutes": "minuten",
    "weekend": "wochenende",
    "end of week": "wochenschluss",
    "end of month": "monatsende",
    "end of quarter": "quartalsende",
    "end of year": "jahresende",
    "next": "nächste nächsten nächster nächstes nächstem naechste naechsten naechster naechstes",
    "coming": "kommende kommenden kommender kommendes",
    "this": "diese diesen dieser dieses diesem",
    "last": "letzte letzten letzter letztes letztem vorige vorigen",
    "end": "ende",
    "start": "anfang beginn",
    "mid": "mitte",
    "first": "erste ersten erster erstes",
    "second": "zweite zweiten zweiter zweites",
    "half": "hälfte",
    "morning": "früh vormittag vormittags",
    "noon": "mittag mittags",
    "afternoon": "nachmittag nachmittags",
    "evening": "abend abends",
    "eod": "feierabend",
    "at": "um",
    "on": "am",
    "in": "im",
    "until": "bis",
    "from": "ab von",
    "of": "vom",
    "after": "nach",
    "before": "vor",
    "around": "gegen etwa circa",
    "no later than": "spätestens",
    "a": "ein eine einem einen einer",
    "the": "der die das den dem des",
    "by": "zum zur",
    "2": "zwei",
    "3": "drei",
    "4": "vier",
    "5": "fünf",
    "6": "sechs",
    "8": "acht",
    "10": "zehn",
    "easter": "ostern",
    "easter monday": "ostermontag",
    "good friday": "karfreitag",
    "christmas": "weihnachten",
    "new years eve": "silvester",
    "new year": "neujahr",
}
_ENGLISH = {german: english for english, words in _WORDS.items() for german in words.split()}
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERS = {
    "eins": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
    "zwölf": 12,
}
_PARTS = "früh|morgen|vormittag|mittag|nachmittag|abend"
_JOINED_DAY = re.compile(rf"\b((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)s?({_PARTS})s?\b")
_WEEK_OF = re.compile(
    r"\b(erste[nr]?|zweite[nr]?|dritte[nr]?|vierte[nr]?|letzte[nr]?) (\w{3,})woche\b"
)
_HALF_YEAR = re.compile(r"\bein(?:em)? halbe[sn] jahr\b")
_LATER = re.compile(r"^(?:heute|ab heute) (?=in )|^noch (?=diese)")
_IN_A_WEEK = re.compile(r"^(\w+) in einer woche$")
_DAY_ALONE = re.compile(r"\b(am|bis|bis zum|der|zum) (\d\d?)$")
_HALF_TO = re.compile(rf"\bhalb (\d\d?|{'|'.join(_NUMBERS)})\b")
_AFTER_NEXT = re.compile(r"\bübernächste[nrsm]? (\w+)")
_AGO = re.compile(r"\bvor (\d+|einem|einer|zwei|drei|vier) (tag|tagen|woche|wochen|monat|monaten)$")
_MORNING = re.compile(rf"\b({WEEKDAY}|today|yesterday|tomorrow) tomorrow\b")


def german(phrase: str) -> str:
    """Put a cleaned German phrase into English; words that mean no date stay as they are."""
    phrase = _IN_A_WEEK.sub(r"\1 week", _LATER.sub("", phrase))
    phrase = _JOINED_DAY.sub(r"\1 \2", phrase)
    phrase = _WEEK_OF.sub(r"\1 woche of \2", phrase)
    phrase = _HALF_TO.sub(_half_to, _HALF_YEAR.sub("6 monaten", phrase))
    phrase = _DAY_ALONE.sub(r"\1 \2th", _AGO.sub(r"\1 \2 ago", phrase))
    phrase = phrase.replace("viertel nach ", "quarter past ").replace("viertel vor ", "quarter to ")
    phrase = _AFTER_NEXT.sub(r"\1 after next", phrase)
    phrase = _WORD.sub(lambda match: _ENGLISH.get(match[0], match[0]), phrase)
    return _MORNING.sub(r"\1 morning", phrase)


def _half_to(match: re.Match[str]) -> str:
    """“halb drei” is half past two."""
    hour = _NUMBERS.get(match[1]) or int(match[1])
    return f"half past {hour - 1 or 12}"
