"""The coach: a way in or out of a deal, in the morning or when asked, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from bot.usecases import pipelines, stories
from bot.usecases.asking import Asking
from bot.usecases.finding import find
from bot.usecases.requests import DealWords
from coaching import texts as files
from coaching.cadence import Hold
from coaching.deals import Deal
from coaching.errors import Refusal
from coaching.kept import Answer, Kept, Sort
from coaching.offramps import ELSEWHERE, Offramp, about, offramp
from coaching.plays import Play, plays
from coaching.portfolio import Portfolio
from coaching.portfolio import plays as plays_of_all
from coaching.story import Story
from coaching.suggestions import Judged, is_due, leanings, room, stalls, was_offramp
from coaching.texts import OFFRAMPS, PLAYS, Entry, Kind
from coaching.warnings import Warned, verdict
from storage import stories as stored
from storage import suggestions, texts
from storage.database import Session

Own = Mapping[str, Sequence[Entry]]
REMEMBERED = 90
"""Days of suggestions that are looked back on for what may be said today (ours)."""
MOST_PLAYS = 3
"""Plays shown when they are asked for (ours)."""
HEARD_LATELY = 3
"""Days after a touch in which a deal may be spoken of although it is not on the list (ours)."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is suggested: of an off-ramp the words to send, of a play the facts and the move.

    `elsewhere` is a second wording that promises to point to others.
    """

    id: int
    sort: Sort
    about: str
    wording: str
    name: str
    title: str
    why: str
    move: str
    deal_id: int | None = None
    text: str = ""
    elsewhere: str = ""
    source: str = ""


def on_request(session: Session, asking: Asking, words: DealWords) -> Suggested:
    """`offramp acme`: the next way in or out for an open deal."""
    deal = find(session, asking, words)
    story = stories.story_of(session, asking, deal)
    own = own_texts(session, [asking])
    warned = stories.warned(asking, story, own.get(asking.workspace.id, {}))
    said = suggestions.of_deals(session, [asking.workspace.id], [deal.id]).get(deal.id, [])
    entries = _entries(own.get(asking.workspace.id, {}), OFFRAMPS)
    heard = [one.text for one in said if one.sort is Sort.OFFRAMP]
    chosen = offramp(story, about(warned), heard, entries)
    away = offramp(story, ELSEWHERE, heard, entries)
    if chosen is None:
        raise Refusal("Your texts have no off-ramp for this stage. An admin can import some.")
    made = replace(_suggested(deal, warned, chosen), elsewhere=away.text if away else "")
    return record(session, asking, made, asked=True)


def advice(session: Session, asking: Asking, words: DealWords | None) -> tuple[Suggested, ...]:
    """`coach acme`, or `coach` alone: the plays that apply now, the highest three."""
    workspace_id, member_id = asking.workspace.id, asking.member.id
    own = own_texts(session, [asking]).get(workspace_id, {})
    since = asking.today - timedelta(days=REMEMBERED)
    kept = suggestions.lately(session, [workspace_id], [member_id], since).get(member_id, [])
    rank, entries = leanings(kept), _entries(own, PLAYS)
    if words is None:
        whole = pipelines.read(session, [asking])[member_id]
        found, deal = plays_of_all(whole, asking.policy, entries, rank), None
    else:
        deal = find(session, asking, words)
        found = plays(stories.story_of(session, asking, deal), entries, rank)
    made = (_of_play(play, deal) for play in found[:MOST_PLAYS])
    return tuple(record(session, asking, one, asked=True) for one in made)


def morning(
    session: Session, asked: Iterable[tuple[Asking, Sequence[Deal]]]
) -> dict[int, Suggested]:
    """By member: what the morning's list suggests, where anything is; not kept yet.

    A few questions of the database for all of them; `asked` has the deals of their rows.
    """
    rows = {asking.member.id: (asking, found) for asking, found in asked}
    askings = [asking for asking, _ in rows.values()]
    if not askings:
        return {}
    spaces = {asking.workspace.id for asking in askings}
    first = min(asking.today for asking in askings) - timedelta(days=REMEMBERED)
    kept = suggestions.lately(session, spaces, rows, first)
    heard = _heard_lately(session, askings)
    pairs = [
        (asking, deal)
        for number, (asking, found) in rows.items()
        for deal in {one.id: one for one in (*found, *heard.get(number, ()))}.values()
        if deal.owner_id == number
    ]
    told = stories.read(session, pairs)
    own = own_texts(session, askings)
    said = suggestions.of_deals(session, spaces, told)
    weekly = [one for one in askings if one.today.weekday() == one.first_workday]
    whole = pipelines.read(session, weekly)
    return {
        asking.member.id: found
        for asking in askings
        if (
            found := _of_morning(
                asking,
                [told[deal.id] for one, deal in pairs if one is asking],
                kept.get(asking.member.id, []),
                said,
                own.get(asking.workspace.id, {}),
                whole.get(asking.member.id),
            )
        )
    }


def _of_morning(
    asking: Asking,
    told: Sequence[Story],
    kept: Sequence[Kept],
    said: Mapping[int, Sequence[Kept]],
    own: Own,
    whole: Portfolio | None,
) -> Suggested | None:
    """A way out for who is stalled, or a play: by turns, unless a slow no was heard."""
    judged = [Judged(story, stories.warned(asking, story, own)) for story in told]
    stalled = _stalled(asking, judged, kept, said, own)
    if stalled and (stalled[1] or not was_offramp(kept)):
        return stalled[0]
    play = _play(asking, told, kept, own, whole)
    return play or (stalled[0] if stalled else None)


def _play(
    asking: Asking,
    told: Sequence[Story],
    kept: Sequence[Kept],
    own: Own,
    whole: Portfolio | None,
) -> Suggested | None:
    """The highest play that was not told lately; one of the pipeline before one of a deal."""
    policy, today, rank = asking.policy, asking.today, leanings(kept)
    if room(kept, today, policy)[0] <= 0:
        return None
    entries = _entries(own, PLAYS)
    for play in plays_of_all(whole, policy, entries, rank) if whole else ():
        if is_due(play.id, None, kept, today, policy):
            return _of_play(play, None)
    found = [
        (place, _of_play(play, story.deal))
        for story in told
        if story.standing.hold in (None, Hold.WAITING)
        for place, play in enumerate(plays(story, entries, rank)[:1])
        if is_due(play.id, story.deal.id, kept, today, policy)
    ]
    return min(found, key=lambda one: one[0], default=(0, None))[1]


def _stalled(
    asking: Asking,
    judged: Sequence[Judged],
    kept: Sequence[Kept],
    said: Mapping[int, Sequence[Kept]],
    own: Own,
) -> tuple[Suggested, bool] | None:
    """A way out for the first stalled deal that may be spoken of, and whether it is urgent."""
    for one in stalls(judged, kept, asking.today, asking.policy):
        deal = one.story.deal
        heard = [a.text for a in said.get(deal.id, ()) if a.sort is Sort.OFFRAMP]
        entries = _entries(own, OFFRAMPS)
        chosen = offramp(one.story, about(one.warned), heard, entries, only_new=True)
        if chosen is not None:
            return _suggested(deal, one.warned, chosen), one.is_urgent
    return None


def record(session: Session, asking: Asking, made: Suggested, *, asked: bool = False) -> Suggested:
    """Keeps what is suggested, so that it is not said again and can be answered."""
    kept = Kept(
        0, asking.member.id, asking.today, made.sort, made.about, made.wording, made.deal_id, asked
    )
    return replace(made, id=suggestions.add(session, asking.workspace.id, kept, asking.now))


def look(session: Session, asking: Asking, number: int) -> Kept:
    """The member's own suggestion; raises Refusal for any other."""
    kept = suggestions.by_id(session, asking.workspace.id, asking.member.id, number)
    if kept is None:
        raise Refusal("That suggestion is not there any more. `coach` shows what applies now.")
    return kept


def answered(session: Session, asking: Asking, number: int, told: Answer) -> Kept:
    """Keeps what came of a suggestion."""
    kept = look(session, asking, number)
    workspace_id, member_id = asking.workspace.id, asking.member.id
    suggestions.answer(session, workspace_id, member_id, number, told, asking.now)
    return replace(kept, answer=told)


def left_alone(session: Session, asking: Asking, number: int) -> str:
    """Not now: the name of the deal that is left alone for a while."""
    kept = answered(session, asking, number, Answer.NOT_NOW)
    return find(session, asking, DealWords(f"#{kept.deal_id}"), closed=True).name


def wording(session: Session, asking: Asking, number: int) -> tuple[Deal, str]:
    """The deal of a suggestion, and its words as they can be sent today."""
    kept = answered(session, asking, number, Answer.COPIED)
    deal = find(session, asking, DealWords(f"#{kept.deal_id}"), closed=True)
    own = own_texts(session, [asking]).get(asking.workspace.id, {})
    entries = _entries(own, OFFRAMPS) or files.standard(OFFRAMPS)
    entry = next((one for one in entries if one["id"] == kept.text), None)
    story = stories.story_of(session, asking, deal)
    chosen = offramp(story, kept.about, (), [entry] if entry else None)
    return deal, chosen.text if chosen else ""


def own_texts(session: Session, askings: Iterable[Asking]) -> Mapping[str, Own]:
    """By workspace: the texts that stand in place of the product's own."""
    return texts.of(session, {asking.workspace.id for asking in askings})


def to_content(made: Suggested | None) -> dict[str, Any] | None:
    """As it is kept in the outbox."""
    return asdict(made) if made else None


def from_content(content: Mapping[str, Any] | None) -> Suggested | None:
    """As it was kept."""
    return Suggested(**{**content, "sort": Sort(content["sort"])}) if content else None


def _entries(own: Own, kind: Kind) -> Sequence[Entry] | None:
    return own.get(kind.file)


def _suggested(deal: Deal, warned: Sequence[Warned], chosen: Offramp) -> Suggested:
    return Suggested(
        id=0,
        sort=Sort.OFFRAMP,
        about=chosen.about,
        wording=chosen.id,
        name=deal.name,
        title=stories.WORDS[verdict(warned)] if warned else "",
        why=" ".join(one.words for one in warned[:3]),
        move=warned[0].move if warned else "",
        deal_id=deal.id,
        text=chosen.text,
        source="000, 001",
    )


def _of_play(play: Play, deal: Deal | None) -> Suggested:
    return Suggested(
        id=0,
        sort=Sort.PLAY,
        about=play.id,
        wording=play.id,
        name=deal.name if deal else "",
        title=play.name,
        why=play.why,
        move=play.move,
        deal_id=deal.id if deal else None,
        source=play.source,
    )


def _heard_lately(session: Session, askings: Sequence[Asking]) -> dict[int, list[Deal]]:
    """By member: open deals touched in the last days, which the list leaves alone."""
    since = min(asking.now for asking in askings) - timedelta(days=HEARD_LATELY)
    return stored.touched_since(session, {a.member.id: a.member for a in askings}, since)
