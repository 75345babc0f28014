"""Finding the deal that is meant: exactly, by a unique prefix, or by asking; never by guessing."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from bot.usecases.asking import Asking
from bot.usecases.matching import (
    beginning,
    begins_so,
    ends_there,
    exact_ones,
    first_known,
    likely_starts,
    numbered,
    owned,
    word_ends,
)
from bot.usecases.requests import DealWords
from bot.usecases.unfound import (
    MOST_CANDIDATES,
    VERY_CLOSE,
    WhichDeal,
    closed_words,
    is_open,
    unfound,
)
from coaching.deals import Deal
from coaching.errors import Refusal, Suggestion
from storage import deals
from storage.database import Session

__all__ = ["WhichDeal", "find", "find_closed", "find_with_rest"]

FEWEST_LETTERS = 3
"""Of a word that is not whole, where other words follow it: “a deck” names no Acme (ours)."""
EVERYDAY = frozenset(
    {
        "a", "all", "an", "and", "at", "but", "call", "for", "from", "good", "great", "had",
        "has", "have", "he", "her", "his", "i", "in", "it", "its", "just", "my", "new", "next",
        "no", "not", "of", "on", "one", "our", "she", "spoke", "talked", "that", "the", "their",
        "then", "they", "this", "to", "was", "we", "went", "were", "what", "when", "will",
        "with", "yes", "you", "your",
    }
)  # fmt: skip
"""Words that begin a sentence as often as a name: “the lawyer said yes” names no The Gap (ours)."""


def find(session: Session, asking: Asking, words: DealWords, *, closed: bool = False) -> Deal:
    """The deal that the words name; raises Refusal or WhichDeal. `closed` admits closed deals."""
    return find_with_rest(session, asking, words, closed=closed)[0]


def find_with_rest(
    session: Session, asking: Asking, words: DealWords, *, closed: bool = False
) -> tuple[Deal, str]:
    """The deal and the words left over, where the words may hold more than its name.

    With words left over a name in full comes first, then the only beginning of one.
    """
    for name in owned(words.text):
        found = _named(session, asking, name, closed)
        if found is not None:
            return found, ""
    if words.more:
        starts = likely_starts(words.text)
        split = _named_in_full(session, asking, starts, closed) or _begun(session, asking, starts)
        if split is not None:
            return split
    raise unfound(session, asking, words, closed)


def _named_in_full(
    session: Session, asking: Asking, starts: Mapping[str, str], closed: bool
) -> tuple[Deal, str] | None:
    known = [name for start in starts for name in owned(start)]
    named = deals.by_names(session, asking.sight, known, asking.member.zone)
    for start, rest in starts.items():
        exact = first_known(named, start) or numbered(session, asking, start)
        if exact:
            return _one_of(session, asking, start, exact, closed), rest
    return None


def _begun(session: Session, asking: Asking, starts: Mapping[str, str]) -> tuple[Deal, str] | None:
    """The deal whose name begins with the first words, whole ones or at least three letters.

    Where it nearly goes on with the next word, too, that may be of the name: it is asked.
    """
    first = list(starts)[-1] if starts else ""
    found = beginning(session, asking, owned(first)[-1]) if first else []
    for start, rest in starts.items() if len(found) < deals.MOST_BEGINNING else ():
        key = deals.name_key(owned(start)[-1])
        begins = [deal for deal in found if deals.name_key(deal.name).startswith(key)]
        named = word_ends(key, begins)
        told = len(key) >= FEWEST_LETTERS or (named and ends_there(key, named[0]))
        if named and told and key not in EVERYDAY:
            slips = any(_goes_on(deals.name_key(deal.name), key, rest) for deal in named)
            return None if slips else (_only(start, named), rest)
    return None


def _goes_on(name: str, key: str, rest: str) -> bool:
    """Whether the next word is nearly the name's: “blue botle went well”."""
    ahead = name[len(key) :].split()[:1] if name[len(key) :].startswith(" ") else []
    said = deals.name_key(rest).split()[:1]
    return bool(ahead and said) and fuzz.ratio(ahead[0], said[0]) >= VERY_CLOSE


def find_closed(session: Session, asking: Asking, words: DealWords) -> Deal:
    """The closed deal that the words name, exactly or by its only beginning; raises Refusal."""
    for name in owned(words.text):
        exact = exact_ones(session, asking, name)
        ended = [deal for deal in exact if not deal.is_open]
        if ended:
            return _only(name, ended)
        if exact:
            raise is_open(exact[0])
        begins = word_ends(name, beginning(session, asking, name, closed=True))
        if begins:
            return _only(name, begins)
        if going := begins_so(session, asking, name):
            raise is_open(_only(name, going))
    raise unfound(session, asking, words, closed=True)


def _named(session: Session, asking: Asking, name: str, closed: bool) -> Deal | None:
    exact = exact_ones(session, asking, name)
    if exact:
        return _one_of(session, asking, name, exact, closed)
    begins = begins_so(session, asking, name)
    return _only(name, begins) if begins else None


def _one_of(
    session: Session, asking: Asking, name: str, exact: Sequence[Deal], closed: bool
) -> Deal:
    """Of deals called the same the open one; a closed one only where it may be shown."""
    still_open = [deal for deal in exact if deal.is_open]
    if still_open:
        return _only(name, still_open)
    if closed:
        return exact[0]
    begins = tuple(begins_so(session, asking, name)[:MOST_CANDIDATES])
    if begins:
        raise WhichDeal(f"{closed_words(exact[0])} Did you mean another one?", name, begins)
    raise Refusal(
        f"{closed_words(exact[0])} `show {exact[0].name}` still shows it, "
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
