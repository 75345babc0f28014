"""What the coach says unasked: in the morning, one thing at most, and seldom the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.usecases import pipelines, stories, wordings
from bot.usecases.asking import Asking
from bot.usecases.suggested import Suggested, of_play, of_way
from bot.usecases.wordings import Wordings
from coaching.cadence import Hold
from coaching.deals import Deal
from coaching.kept import Kept, Sort
from coaching.offramps import about, offramp
from coaching.plays import plays
from coaching.portfolio import Portfolio
from coaching.portfolio import plays as plays_of_all
from coaching.story import Story
from coaching.suggestions import Judged, is_due, leanings, room, stalls, was_offramp
from coaching.texts import OFFRAMPS, PLAYS
from storage import stories as stored
from storage import suggestions
from storage.database import Session

REMEMBERED = 90
"""Days of suggestions that are looked back on for what may be said today (ours)."""
HEARD_LATELY = 3
"""Days after a touch in which a deal may be spoken of although it is not on the list (ours)."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a member's morning is judged by: their deals, what was said before, the words."""

    asking: Asking
    told: Sequence[Story]
    kept: Sequence[Kept]
    said: Mapping[int, Sequence[Kept]]
    words: Wordings
    whole: Portfolio | None = None


def morning(
    session: Session, asked: Iterable[tuple[Asking, Sequence[Deal]]]
) -> dict[int, Suggested]:
    """By member: what the morning's list suggests, where anything is; not kept yet.

    A few questions of the database for all of them; `asked` has the deals of their rows.
    """
    rows = {asking.member.id: (asking, found) for asking, found in asked}
    if not rows:
        return {}
    known = _known(session, rows)
    made = {number: _of_morning(one) for number, one in known.items()}
    return {number: one for number, one in made.items() if one}


def _known(session: Session, rows: Mapping[int, tuple[Asking, Sequence[Deal]]]) -> dict[int, Known]:
    """By member: all that a morning is judged by."""
    askings = [asking for asking, _ in rows.values()]
    spaces = {asking.workspace.id for asking in askings}
    first = min(asking.today for asking in askings) - timedelta(days=REMEMBERED)
    kept = suggestions.lately(session, spaces, rows, first)
    pairs = _spoken_of(session, rows)
    told = stories.read(session, pairs)
    words = wordings.read(session, spaces)
    said = suggestions.of_deals(session, spaces, told)
    whole = pipelines.read(
        session, [one for one in askings if one.today.weekday() == one.first_workday]
    )
    return {
        asking.member.id: Known(
            asking,
            [told[deal.id] for one, deal in pairs if one is asking],
            kept.get(asking.member.id, []),
            said,
            words[asking.workspace.id],
            whole.get(asking.member.id),
        )
        for asking in askings
    }


def _spoken_of(
    session: Session, rows: Mapping[int, tuple[Asking, Sequence[Deal]]]
) -> list[tuple[Asking, Deal]]:
    """The member's own deals on the list, and those touched lately, which the list leaves alone."""
    askings = [asking for asking, _ in rows.values()]
    since = min(asking.now for asking in askings) - timedelta(days=HEARD_LATELY)
    heard = stored.touched_since(session, {one.member.id: one.member for one in askings}, since)
    return [
        (asking, deal)
        for number, (asking, found) in rows.items()
        for deal in {one.id: one for one in (*found, *heard.get(number, ()))}.values()
        if deal.owner_id == number
    ]


def _of_morning(known: Known) -> Suggested | None:
    """A way out for who is stalled, or a play: by turns, unless a slow no was heard."""
    stalled = _stalled(known)
    if stalled and (stalled[1] or not was_offramp(known.kept)):
        return stalled[0]
    return _play(known) or (stalled[0] if stalled else None)


def _play(known: Known) -> Suggested | None:
    """The highest play that was not told lately; one of the pipeline before one of a deal."""
    policy, today, rank = known.asking.policy, known.asking.today, leanings(known.kept)
    if room(known.kept, today, policy)[0] <= 0:
        return None
    entries, whole = known.words.of(PLAYS), known.whole
    for play in plays_of_all(whole, policy, entries, rank) if whole else ():
        if is_due(play.id, None, known.kept, today, policy):
            return of_play(play, None)
    found = [
        (place, of_play(play, story.deal))
        for story in known.told
        if story.standing.hold in (None, Hold.WAITING)
        for place, play in enumerate(plays(story, entries, rank)[:1])
        if is_due(play.id, story.deal.id, known.kept, today, policy)
    ]
    return min(found, key=lambda one: one[0], default=(0, None))[1]


def _stalled(known: Known) -> tuple[Suggested, bool] | None:
    """A way out for the first stalled deal that may be spoken of, and whether it is urgent."""
    asking, entries = known.asking, known.words.of(OFFRAMPS)
    judged = [Judged(story, stories.warned(asking, story, known.words)) for story in known.told]
    for one in stalls(judged, known.kept, asking.today, asking.policy):
        deal = one.story.deal
        heard = [said.text for said in known.said.get(deal.id, ()) if said.sort is Sort.OFFRAMP]
        chosen = offramp(one.story, about(one.warned), heard, entries, only_new=True)
        if chosen is not None:
            return of_way(deal, one.warned, chosen), one.is_urgent
    return None
