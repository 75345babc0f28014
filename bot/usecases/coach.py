"""The coach when it is asked: a way in or out of a deal, its plays, and what came of them."""

from dataclasses import replace
from datetime import timedelta

from bot.usecases import pipelines, stories, wordings
from bot.usecases.asking import Asking
from bot.usecases.finding import find
from bot.usecases.requests import DealWords
from bot.usecases.suggested import Suggested, of_play, of_way
from bot.usecases.unasked import REMEMBERED
from coaching.deals import Deal
from coaching.errors import Refusal
from coaching.kept import Answer, Kept, Sort
from coaching.offramps import ELSEWHERE, about, offramp
from coaching.plays import plays
from coaching.portfolio import plays as plays_of_all
from coaching.suggestions import leanings
from coaching.texts import OFFRAMPS, PLAYS
from storage import suggestions
from storage.database import Session

MOST_PLAYS = 3
"""Plays shown when they are asked for (ours)."""


def on_request(session: Session, asking: Asking, words: DealWords) -> Suggested:
    """`offramp acme`: the next way in or out for an open deal."""
    workspace_id = asking.workspace.id
    deal = find(session, asking, words)
    story = stories.story_of(session, asking, deal)
    own = wordings.of(session, workspace_id)
    warned = stories.warned(asking, story, own)
    said = suggestions.of_deals(session, [workspace_id], [deal.id]).get(deal.id, [])
    heard = [one.text for one in said if one.sort is Sort.OFFRAMP]
    chosen = offramp(story, about(warned), heard, own.of(OFFRAMPS))
    away = offramp(story, ELSEWHERE, heard, own.of(OFFRAMPS))
    if chosen is None:
        raise Refusal("Your texts have no off-ramp for this stage. An admin can import some.")
    made = replace(of_way(deal, warned, chosen), elsewhere=away.text if away else "")
    return record(session, asking, made, asked=True)


def advice(session: Session, asking: Asking, words: DealWords | None) -> tuple[Suggested, ...]:
    """`coach acme`, or `coach` alone: the plays that apply now, the highest three."""
    workspace_id, member_id = asking.workspace.id, asking.member.id
    since = asking.today - timedelta(days=REMEMBERED)
    kept = suggestions.lately(session, [workspace_id], [member_id], since).get(member_id, [])
    rank, entries = leanings(kept), wordings.of(session, workspace_id).of(PLAYS)
    if words is None:
        whole = pipelines.read(session, [asking])[member_id]
        found, deal = plays_of_all(whole, asking.policy, entries, rank), None
    else:
        deal = find(session, asking, words)
        found = plays(stories.story_of(session, asking, deal), entries, rank)
    made = (of_play(play, deal) for play in found[:MOST_PLAYS])
    return tuple(record(session, asking, one, asked=True) for one in made)


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


def answered(
    session: Session, asking: Asking, number: int, told: Answer, action_id: int | None = None
) -> Kept:
    """Keeps what came of a suggestion; undoing the action, if there is one, takes it back."""
    kept = look(session, asking, number)
    suggestions.answer(session, asking.workspace.id, kept, told, asking.now, action_id)
    return replace(kept, answer=told)


def left_alone(session: Session, asking: Asking, number: int) -> str:
    """Not now: the name of the deal that is left alone for a while."""
    kept = answered(session, asking, number, Answer.NOT_NOW)
    return find(session, asking, DealWords(f"#{kept.deal_id}"), closed=True).name


def wording(session: Session, asking: Asking, number: int) -> tuple[Deal, str]:
    """The deal of a suggestion, and its words as they can be sent today."""
    kept = answered(session, asking, number, Answer.COPIED)
    deal = find(session, asking, DealWords(f"#{kept.deal_id}"), closed=True)
    entries = wordings.of(session, asking.workspace.id).of(OFFRAMPS)
    story = stories.story_of(session, asking, deal)
    entry = next((one for one in entries if one["id"] == kept.text), None)
    chosen = offramp(story, kept.about, (), [entry] if entry else entries)
    return deal, chosen.text if chosen else ""
