"""Questions: facts or opinions, and how much is asked at once (001: facts, and one ask)."""

import re
from enum import StrEnum

from coaching.phrases import sentences


class Question(StrEnum):
    """What a question asks for."""

    FACT = "fact"
    OPINION = "opinion"


_OPINION = re.compile(
    r"\b(?:would|wouldn't|might|should|shouldn't)\b(?! like us to (?:send|call))"
    r"|\bcould (?:you (?:see|imagine|picture|ever|envision)|this|that|it|we help|our)\b"
    r"|\bcan (?:you (?:see|imagine|picture|envision)|this|it help)\b"
    r"|\b(?:do|don't|did|didn't|does|doesn't) (?:you|your \w+|he|she|they|anyone)"
    r" (?:\w+ly )?(?:think|like|love|believe|feel|agree|want|wish|prefer|enjoy|find|care|consider|hope|mind|see (?:value|yourself))\b"
    r"|\b(?:does|do|doesn't|did|don't) (?:that|this|it|these|those|our \w+)\b[^?]*"
    r"\b(?:sound|look|seem|feel|appeal|resonate|make sense|interest|excite|help|work for you|fit|matter)\b"
    r"|\b(?:are|is|aren't|isn't) (?:you|your \w+|anyone|there)\b[^?]*"
    r"\b(?:interested|interest|open to|excited|keen|happy|satisfied|willing|curious|convinced|comfortable|tempted|ready to)\b"
    r"|\bis (?:this|that|it) (?:\w+ ){0,3}?(?:something|interesting|useful|valuable|helpful|worth\w*|important|attractive|appealing|a good|a great|relevant|of interest|good|nice|better|cool|exciting|ok|okay)\b"
    r"|\bhow (?:do|does|did|would) (?:you|that|this|it|your \w+) (?:feel|like|sound|look|find|rate|seem)\b"
    r"|\bhow (?:likely|interested|excited|important|useful|valuable|helpful|attractive|satisfied|happy|appealing)\b"
    r"|\bwhat (?:do|did|does) (?:you|your \w+) (?:think|make of|like|love|feel|believe|want|prefer|wish)\b"
    r"|\bwhat(?:'s| is| are) your (?:\w+ )?(?:opinion|view|take|thoughts?|impression|feeling|feedback|gut|preference)s?\b"
    r"|\bif (?:we|it|this|you|there|our|i)\b[^?]*,[^?]*\b(?:would|will|could|might) (?:you|your|that|it)\b"
    r"|\b(?:will|won't) you (?:\w+ )?(?:use|buy|love|like|recommend|pay|switch|sign|need|want)\b"
    r"|\bany interest\b|^(?:interested|sounds? good|make sense)\b|\bdon't you (?:think|agree)\b"
    r"|\bright\?$(?<=don't you think, right\?)",
    re.IGNORECASE,
)
_FACT_DESPITE = re.compile(
    r"^(?:and |so )?(?:who|which \w+|what else|who else) (?:would|should|might) (?:\w+ )?"
    r"(?:sign|need to|have to|approve|decide|be (?:involved|affected)|see|own|review|join)\b",
    re.IGNORECASE,
)
_ARRANGES = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri)days?\b|\b(?:next|this) week\b|\btomorrow\b|\b\d+ (?:min|minutes)\b"
    r"|\bwould you (?:send|introduce|share|forward|confirm|be free|have (?:time|\d)|bring|tell|give|let|put|rather|join|meet)\b"
    r"|\b(?:should|shall) we (?:close|leave|stop|come|send|bring|meet|talk|go|set|book)\b"
    r"|\bwould (?:a|the) (?:talk|call|chat|meeting)\b|\bshould (?:join|be there|see|bring)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\bhow (?:are|is|was|were) (?:you|everything|things|your (?:weekend|week|holiday|trip|summer|day))\b"
    r"|^(?:or|if not)\b|\b(?:should|shall) we (?:close|leave|stop)\b|\bhas the moment passed\b"
    r"|\bis the project still\b|\bunderst(?:and|ood) (?:you|that|this) (?:correctly|right)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"^(?:because|yes|no|it's|it takes|simply|the answer)\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"\b(?:please|kindly)\b"
    r"|(?:^|[,:;] (?:and )?|\band |\bplease )(?:let us know|tell us|send us|give us|share|fill in|send|sign|confirm|book|review|forward|introduce us|return|reply|get back to us|put us in touch)\b"
    r"|\b(?:could|can|would|will) you\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|a few|several|some|couple of) (?:more |quick |short |small )?"
    r"(?:questions|things|requests|favou?rs|asks|points)\b(?=[^.?!]*(?::|from you))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\"[^\"]*\"|[“„][^“”„]*[”“]|^\s*>.*$", re.MULTILINE)
_OPENS_ASK = re.compile(
    r"[,;:]? ?\b(?:and|also|but) (?:also |please |kindly )?(?:(?:could|can|would|will|do|does|did|who|when|what|which|how|where)\b|let us know|tell us)",
    re.IGNORECASE,
)


def question_type(sentence: str) -> Question:
    """Whether a question asks for a fact or for an opinion."""
    plain = sentence.replace("’", "'").strip()
    if _FACT_DESPITE.search(plain) or not _OPINION.search(plain):
        return Question.FACT
    return Question.OPINION


def opinion_questions(text: str) -> tuple[str, ...]:
    """The questions of a draft that ask for an opinion; dates and favours are none of them."""
    return tuple(
        one
        for one in sentences(_QUOTED.sub(" ", text))
        if one.endswith("?")
        and question_type(one) is Question.OPINION
        and not _ARRANGES.search(one)
    )


def asks(text: str) -> tuple[str, ...]:
    """Everything that a draft asks of its reader, each in its sentence; two in one count twice."""
    found: list[str] = []
    said = sentences(_QUOTED.sub(" ", text))
    for one, following in zip(said, (*said[1:], ""), strict=True):
        found += [one] * _asked(one, following)
    return tuple(found)


def _asked(sentence: str, following: str) -> int:
    """How much one sentence asks."""
    if _SMALL_TALK.search(sentence):
        return 0
    if _SEVERAL.search(sentence):
        return 2
    if sentence.endswith("?"):
        if _ANSWERED.search(following):
            return 0
        parts = _OPENS_ASK.findall(sentence)
        asked = _REQUEST.findall(sentence)
        return 2 if len(parts) and len(asked) > 1 else 1
    return _requests(sentence)


def _requests(sentence: str) -> int:
    """The requests of a sentence that is no question; `please` and its verb are one."""
    plain = re.sub(r"\b(?:please|kindly) (?=\w)", "", sentence, flags=re.IGNORECASE)
    polite = len(plain) < len(sentence)
    verbs = len(_REQUEST.findall(plain))
    return max(verbs, 1) if polite else verbs
