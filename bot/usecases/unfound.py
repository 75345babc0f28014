"""The no to words that name no deal: what may have been meant, and what to do."""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from bot.usecases.asking import Asking
from bot.usecases.matching import NUMBER, begins_so, likely_starts
from bot.usecases.requests import DealWords
from coaching.deals import Deal
from coaching.errors import Refusal, Suggestion
from coaching.wording import day
from storage import deals
from storage.database import Session

MOST_CANDIDATES = 4
MOST_LIKELY = 4
"""Words in the longest name that is only like one, there."""
VERY_CLOSE = 85
CLOSE_ENOUGH = 60
"""Of 100: how alike two names are before one is offered for the other, or surely meant (ours)."""
GONE = (
    "You have no such deal: it was taken back, or is no longer among yours. "
    "`list` shows what there is."
)


class WhichDeal(Refusal):
    """Several deals may be meant, or one that is only like it; `candidates` are to be offered."""

    def __init__(self, sentence: str, typed: str, candidates: tuple[Deal, ...]) -> None:
        super().__init__(sentence, field="deal")
        self.typed = typed
        self.candidates = candidates


def closed_words(deal: Deal) -> str:
    """How and when it ended."""
    assert deal.outcome is not None
    when = f" on {day(deal.closed_on)}" if deal.closed_on else ""
    return f"“{deal.name}” is closed: {deal.outcome.value}{when}."


def is_open(deal: Deal) -> Refusal:
    """The no to opening again what is open."""
    return Refusal(
        f"{deal.name} is open already. `show {deal.name}` shows it.",
        field="deal",
        suggestions=(Suggestion(f"Show {deal.name}", f"show #{deal.id}"),),
    )


def unfound(session: Session, asking: Asking, words: DealWords, closed: bool) -> Refusal:
    """The no to words that name no deal: what was meant, as far as that can be told."""
    if NUMBER.fullmatch(words.text.split(maxsplit=1)[0] if words.text.split() else ""):
        return Refusal(GONE, field="deal")
    refused = _left_over(session, asking, words) or _was_closed(session, asking, words.text)
    return refused or _which(session, asking, words, closed)


def _which(session: Session, asking: Asking, words: DealWords, closed: bool) -> Refusal:
    """The deals whose names are like what was typed, to be chosen from."""
    names = deals.names(session, asking.sight, closed=closed)
    keys = {number: deals.name_key(name) for number, name in names.items()}
    typed = _likeliest_name(words, keys.values())
    begins = begins_so(session, asking, typed) if words.more else []
    if len(begins) == 1:
        return WhichDeal(f"Do you mean {begins[0].name} by “{typed}”?", typed, tuple(begins))
    candidates = _candidates(session, asking, typed, keys)
    if not candidates:
        return Refusal(
            f"You have no deal called “{typed}”. `list` shows what there is; "
            f"`add {typed}` makes it.",
            field="deal",
        )
    meant = (
        f" Did you mean {candidates[0].name}?"
        if len(candidates) == 1
        else " Did you mean one of these?"
    )
    return WhichDeal(f"You have no deal called “{typed}”.{meant}", typed, candidates)


def _candidates(
    session: Session, asking: Asking, typed: str, keys: Mapping[int, str]
) -> tuple[Deal, ...]:
    likely = process.extract(
        deals.name_key(typed),
        keys,
        scorer=fuzz.WRatio,
        limit=MOST_CANDIDATES,
        score_cutoff=CLOSE_ENOUGH,
    )
    numbers = [number for _, _, number in likely]
    known = deals.by_ids(session, asking.sight, numbers, asking.member.zone)
    return tuple(known[number] for number in numbers)


def _left_over(session: Session, asking: Asking, words: DealWords) -> Refusal | None:
    """Where the first words are a name in full, the complaint is about the others."""
    starts = {} if words.more else likely_starts(words.text)
    named = deals.by_names(session, asking.sight, starts, asking.member.zone)
    for start, rest in starts.items():
        found = named.get(deals.name_key(start), [])
        if len(found) == 1 and found[0].is_open:
            return Refusal(
                f"I found {found[0].name}, but I can't read “{rest}” behind it. "
                "`help` shows how each command is said.",
                field="deal",
                suggestions=(Suggestion(f"Show {found[0].name}", f"show #{found[0].id}"),),
            )
    return None


def _was_closed(session: Session, asking: Asking, typed: str) -> Refusal | None:
    """A closed deal that begins so is named, rather than another one that is only like it."""
    key = deals.name_key(typed)
    names = deals.names(session, asking.sight, closed=True)
    number = next((n for n, name in names.items() if deals.name_key(name).startswith(key)), None)
    deal = deals.by_id(session, asking.sight, number, asking.member.zone) if number else None
    if deal is None or deal.is_open:
        return None
    return Refusal(
        f"{closed_words(deal)} `show {deal.name}` still shows it.",
        field="deal",
        suggestions=(Suggestion(f"Show {deal.name}", f"show #{deal.id}"),),
    )


def _likeliest_name(words: DealWords, keys: Iterable[str]) -> str:
    """Where more may follow the name: the words that are most like some name's beginning."""
    if not words.more:
        return words.text
    pieces, known = words.text.split(), list(keys)
    starts = [" ".join(pieces[:n]) for n in range(min(len(pieces), MOST_LIKELY), 0, -1)]

    def likeness(start: str) -> float:
        key = deals.name_key(start)
        return max((fuzz.ratio(key, name[: len(key)]) for name in known), default=0.0)

    scores = {start: likeness(start) for start in starts}
    best = next((start for start in starts if scores[start] >= VERY_CLOSE), None)
    best = best or max(starts, key=scores.__getitem__)
    return best if scores[best] >= CLOSE_ENOUGH else words.text
