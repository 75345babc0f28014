"""Finding the deal that is meant: exactly, by a unique prefix, or by asking; never by guessing."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session

from bot.usecases.asking import Asking
from bot.usecases.requests import DealWords
from coaching.deals import Deal
from coaching.errors import Refusal
from coaching.wording import day
from storage import deals

MOST_CANDIDATES = 4
CLOSE_ENOUGH = 60
"""Of 100: how alike two names are before one is offered for the other (ours)."""


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
    """The deal and the words left over, where the words may hold more than its name."""
    pieces = words.text.split()
    shortest = 1 if words.more else len(pieces)
    for length in range(len(pieces), shortest - 1, -1):
        name, rest = " ".join(pieces[:length]), " ".join(pieces[length:])
        found = _named(session, asking, name, closed)
        if found is not None:
            return found, rest
    raise _alike(session, asking, words.text, closed)


def _named(session: Session, asking: Asking, name: str, closed: bool) -> Deal | None:
    zone = asking.member.zone
    exact = deals.by_name(session, asking.sight, name, zone)
    if not exact and name.startswith("#") and name[1:].isdecimal():
        numbered = deals.by_id(session, asking.sight, int(name[1:]), zone)
        exact = [numbered] if numbered else []
    still_open = [deal for deal in exact if deal.is_open]
    if still_open:
        return _only(name, still_open)
    if exact and closed:
        return exact[0]
    begins = deals.by_prefix(session, asking.sight, name, zone)
    whole = [
        deal for deal in begins if deals.name_key(deal.name).startswith(deals.name_key(name) + " ")
    ]
    if whole or begins:
        return _only(name, whole or begins)
    if exact:
        raise _is_closed(exact[0])
    return None


def _only(typed: str, found: Sequence[Deal]) -> Deal:
    if len(found) == 1:
        return found[0]
    raise WhichDeal(
        f"Several deals go by “{typed}”. Which one do you mean?",
        typed,
        tuple(found[:MOST_CANDIDATES]),
    )


def _is_closed(deal: Deal) -> Refusal:
    assert deal.outcome is not None
    when = f" on {day(deal.closed_on)}" if deal.closed_on else ""
    return Refusal(
        f"“{deal.name}” is closed: {deal.outcome.value}{when}. "
        f"`show {deal.name}` still shows it; a new deal begins with `add`.",
        field="deal",
    )


def _alike(session: Session, asking: Asking, typed: str, closed: bool) -> Refusal:
    names = deals.names(session, asking.sight)
    keys = {number: deals.name_key(name) for number, name in names.items()}
    likely = process.extract(
        deals.name_key(typed),
        keys,
        scorer=fuzz.WRatio,
        limit=MOST_CANDIDATES,
        score_cutoff=CLOSE_ENOUGH,
    )
    found = [
        deals.by_id(session, asking.sight, number, asking.member.zone) for _, _, number in likely
    ]
    candidates = tuple(deal for deal in found if deal and (closed or deal.is_open))
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
