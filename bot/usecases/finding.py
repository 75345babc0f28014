"""Finding the deal that is meant: exactly, by a unique prefix, or by asking; never by guessing."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.usecases.asking import Asking
from bot.usecases.requests import DealWords
from coaching.deals import Deal
from coaching.errors import Refusal, Suggestion
from coaching.wording import day
from storage import deals
from storage.database import Session

_POSSESSIVE = re.compile(r"(?:['’ʼ`´]s|(?<=s)['’ʼ`´])$", re.IGNORECASE)
_NUMBER = re.compile(r"#\d{1,18}")
MOST_CANDIDATES = 4
MOST_WORDS = 12
"""Words in the longest name looked for where other words may follow it."""
MOST_LIKELY = 4
"""Words in the longest name that is only like one, there."""
VERY_CLOSE = 85
CLOSE_ENOUGH = 60
"""Of 100: how alike two names are before one is offered for the other, or surely meant (ours)."""


class WhichDeal(Refusal):
    """Several deals may be meant, or one that is only like it; `candidates` are to be offered."""

    def __init__(self, sentence: str, typed: str, candidates: tuple[Deal, ...]) -> None:
        super().__init__(sentence, field="deal")
        self.typed = typed
        self.candidates = candidates


def find(session: Session, asking: Asking, words: DealWords, *, closed: bool = False) -> Deal:
    """The deal that the words name; raises Refusal or WhichDeal. `closed` admits closed deals."""
    return find_with_rest(session, asking, words, closed=closed)[0]


def find_with_rest(
    session: Session, asking: Asking, words: DealWords, *, closed: bool = False
) -> tuple[Deal, str]:
    """The deal and the words left over, where the words may hold more than its name.

    With words left over only a name in full is taken: the beginning of one would be a guess.
    """
    for name in _owned(words.text):
        found = _named(session, asking, name, closed)
        if found is not None:
            return found, ""
    if words.more:
        starts = _starts(words.text)
        known = [name for start in starts for name in _owned(start)]
        named = deals.by_names(session, asking.sight, known, asking.member.zone)
        for start, rest in starts.items():
            exact = _first_known(named, start) or _numbered(session, asking, start)
            if exact:
                return _one_of(session, asking, start, exact, closed), rest
    raise _alike(session, asking, words, closed)


def find_closed(session: Session, asking: Asking, words: DealWords) -> Deal:
    """The closed deal that the words name, exactly or by its only beginning; raises Refusal."""
    for name in _owned(words.text):
        exact = _exact(session, asking, name)
        ended = [deal for deal in exact if not deal.is_open]
        if ended:
            return _only(name, ended)
        if exact:
            raise Refusal(f"{exact[0].name} is open already. `show {exact[0].name}` shows it.")
        begins = _word_ends(name, _beginning(session, asking, name, closed=True))
        if begins:
            return _only(name, begins)
    raise _alike(session, asking, words, closed=True)


def _owned(name: str) -> tuple[str, ...]:
    """The name as typed, then what acme's would be the deal of."""
    bare = _POSSESSIVE.sub("", name)
    return (name,) if bare in (name, "") else (name, bare)


def _first_known(named: Mapping[str, list[Deal]], start: str) -> list[Deal]:
    found = (named.get(deals.name_key(name)) for name in _owned(start))
    return next((_spelt(start, exact) for exact in found if exact), [])


def _spelt(name: str, found: list[Deal]) -> list[Deal]:
    """Of names that differ by an accent those that are spelt so, where there are any."""
    return [d for d in found if deals.spelling(d.name) == deals.spelling(name)] or found


def _starts(text: str) -> dict[str, str]:
    """What the name may be, the longest first, each with the words behind it."""
    pieces = text.split()
    lengths = range(min(len(pieces) - 1, MOST_WORDS), 0, -1)
    return {" ".join(pieces[:n]): " ".join(pieces[n:]) for n in lengths}


def _named(session: Session, asking: Asking, name: str, closed: bool) -> Deal | None:
    exact = _exact(session, asking, name)
    if exact:
        return _one_of(session, asking, name, exact, closed)
    begins = _begins(session, asking, name)
    return _only(name, begins) if begins else None


def _exact(session: Session, asking: Asking, name: str) -> list[Deal]:
    """The deals called so, else the one with that number (`#12`)."""
    exact = _spelt(name, deals.by_name(session, asking.sight, name, asking.member.zone))
    return exact or _numbered(session, asking, name)


def _numbered(session: Session, asking: Asking, name: str) -> list[Deal]:
    if not _NUMBER.fullmatch(name):
        return []
    deal = deals.by_id(session, asking.sight, int(name[1:]), asking.member.zone)
    return [deal] if deal else []


def _begins(session: Session, asking: Asking, name: str) -> list[Deal]:
    """The open deals whose name begins so; where a word ends there, those alone."""
    return _word_ends(name, _beginning(session, asking, name))


def _beginning(session: Session, asking: Asking, name: str, *, closed: bool = False) -> list[Deal]:
    if not deals.name_key(name):
        return []
    return deals.by_prefix(session, asking.sight, name, asking.member.zone, closed=closed)


def _word_ends(name: str, found: list[Deal]) -> list[Deal]:
    end = len(deals.name_key(name))
    return [
        deal for deal in found if not deals.name_key(deal.name)[end : end + 1].isalnum()
    ] or found


def _one_of(
    session: Session, asking: Asking, name: str, exact: Sequence[Deal], closed: bool
) -> Deal:
    """Of deals called the same the open one; a closed one only where it may be shown."""
    still_open = [deal for deal in exact if deal.is_open]
    if still_open:
        return _only(name, still_open)
    if closed:
        return exact[0]
    begins = tuple(_begins(session, asking, name)[:MOST_CANDIDATES])
    if begins:
        raise WhichDeal(f"{_closed_words(exact[0])} Did you mean another one?", name, begins)
    raise Refusal(
        f"{_closed_words(exact[0])} `show {exact[0].name}` still shows it, "
        f"`reopen {exact[0].name}` opens it again; a new deal begins with `add`.",
        field="deal",
        suggestions=(Suggestion(f"Reopen {exact[0].name}", f"reopen #{exact[0].id}"),),
    )


def _only(typed: str, found: Sequence[Deal]) -> Deal:
    if len(found) == 1:
        return found[0]
    raise WhichDeal(
        f"Several deals go by “{typed}”. Which one do you mean?",
        typed,
        tuple(found[:MOST_CANDIDATES]),
    )


def _closed_words(deal: Deal) -> str:
    assert deal.outcome is not None
    when = f" on {day(deal.closed_on)}" if deal.closed_on else ""
    return f"“{deal.name}” is closed: {deal.outcome.value}{when}."


def _alike(session: Session, asking: Asking, words: DealWords, closed: bool) -> Refusal:
    refused = _left_over(session, asking, words) or _was_closed(session, asking, words.text)
    if refused is not None:
        return refused
    names = deals.names(session, asking.sight, closed=closed)
    keys = {number: deals.name_key(name) for number, name in names.items()}
    typed = _likeliest_name(words, keys.values())
    begins = _begins(session, asking, typed) if words.more else []
    if len(begins) == 1:
        return WhichDeal(f"Do you mean {begins[0].name} by “{typed}”?", typed, tuple(begins))
    likely = process.extract(
        deals.name_key(typed),
        keys,
        scorer=fuzz.WRatio,
        limit=MOST_CANDIDATES,
        score_cutoff=CLOSE_ENOUGH,
    )
    numbers = [number for _, _, number in likely]
    known = deals.by_ids(session, asking.sight, numbers, asking.member.zone)
    candidates = tuple(known[number] for number in numbers)
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


def _left_over(session: Session, asking: Asking, words: DealWords) -> Refusal | None:
    """Where the first words are a name in full, the complaint is about the others."""
    starts = {} if words.more else _starts(words.text)
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
        f"{_closed_words(deal)} `show {deal.name}` still shows it.",
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
