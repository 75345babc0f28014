"""Off-ramps: for every stage and warning four at least, honest, short, and never a gap in them."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.buyers import Buyer, Part
from coaching.deals import Stage, Step
from coaching.hearing import Mark
from coaching.kept import Answer, Kept, Sort
from coaching.offramps import ANY, ELSEWHERE, TRIGGERS, about, addressed, fitting, offramp
from coaching.policy import Policy
from coaching.replacing import faults
from coaching.rules import OPEN
from coaching.suggestions import Judged, is_due, leanings, room, stalls, was_offramp
from coaching.texts import OFFRAMPS, fill, standard
from coaching.warnings import warnings
from tests.coaching.stories import (
    KNOWN,
    LONG,
    SOON,
    TODAY,
    WARNED,
    ago,
    ahead,
    deal,
    story,
    touch,
)

TEXTS = standard(OFFRAMPS)
ALONE = re.compile(r"\b(I|I'm|I'd|I'll|I've|my|me|mine|myself)\b")
PUSHY = re.compile(
    r"just checking|checking in|follow(ing)? up|touch(ing)? base|circl(e|ing) back|any update|"
    r"bump|gentle reminder|as per|asap|would you|quick (call|question)|last chance|act now",
    re.IGNORECASE,
)
names = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)


def test_the_file_is_whole_and_every_cell_has_four() -> None:
    assert faults(OFFRAMPS, TEXTS) == []
    for trigger in TRIGGERS:
        for stage in OPEN:
            assert len(fitting(TEXTS, trigger, stage)) >= 4, (trigger, stage)
    assert max(Counter(one["text"] for one in TEXTS).values()) == 1


@pytest.mark.parametrize("entry", TEXTS, ids=lambda entry: str(entry["id"]))
def test_a_text_is_short_asks_once_and_speaks_as_the_company(entry: dict[str, str]) -> None:
    long = replace(deal(step=Step(ahead(1), "the security review with both teams")), name="Acme")
    told = replace(story(touch(1, who="Dana Reis"), stage=Stage(entry["stages"][0])), deal=long)
    told = replace(told, deal=replace(long, stage=Stage(entry["stages"][0])))
    made = offramp(told, entry["trigger"], (), [entry])
    assert made is not None
    assert made.text.startswith("Dana, ")
    assert len(made.text.split()) <= 60
    assert made.text.count("?") == 1
    assert re.search(r"\b([Ww]e|us|our|ours)\b", made.text)
    assert not ALONE.search(made.text)
    assert not PUSHY.search(made.text)
    assert "{" not in made.text


@pytest.mark.parametrize("entry", TEXTS, ids=lambda entry: str(entry["id"]))
def test_what_we_sent_is_not_heard_as_their_words(entry: dict[str, str]) -> None:
    said = fill(entry["text"], {"who": "Dana", "promised": "the demo", "month": "June"})
    for kind in ("mail", "message"):
        sent = story(touch(0, said, kind), touch(0, "ours", kind, "in"))
        assert sent.last(Mark.SLOW_NO, 1) is None
        assert sent.last(Mark.COMPLIMENT, 1) is None


def test_what_they_said_is_heard_whoever_reached_whom() -> None:
    for words, kind, way in (
        ("They will circle back after the summer", "mail", "out"),
        ("no budget this year", "mail", "out"),
        ("we will circle back after the summer", "mail", "in"),
        ("we agreed to circle back after the summer", "call", "out"),
    ):
        assert story(touch(0, words, kind, way)).last(Mark.SLOW_NO, 1) is not None, words


@given(
    who=names,
    promised=st.none() | names,
    decision=st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    entry=st.sampled_from(TEXTS),
)
def test_no_slot_leaves_a_gap_whatever_is_known(
    who: str, promised: str | None, decision: date | None, entry: dict[str, str]
) -> None:
    stage = Stage(entry["stages"][-1])
    told = story(touch(1, who=who), stage=stage, decision_on=decision)
    step = Step(ahead(1), promised) if promised is not None else None
    told = replace(told, deal=replace(told.deal, step=step))
    made = offramp(told, entry["trigger"], (), [entry])
    assert made is not None
    text = made.text
    typed = " ".join(((promised or "") + who).split())
    if "none" not in typed.casefold():
        assert "None" not in text
    if not re.search(r"[,“”\[\]{}]|\s[.!?;]", typed):
        assert not re.search(r"(^|\s),|,\s*[,.?!]|“”|\s[.,?]|[\[\]{}]", text)
    assert text == " ".join(text.split())


def test_a_text_is_not_said_twice_before_all_were_said() -> None:
    told = WARNED["silence"]()[0]
    said: list[str] = []
    for _ in range(8):
        made = offramp(told, "silence", said, only_new=True)
        assert made is not None
        assert made.id not in said
        said.append(made.id)
    assert offramp(told, "silence", said, only_new=True) is None
    again = offramp(told, "silence", said)
    assert again is not None
    assert again.id == said[0]


def test_texts_of_a_workspace_take_the_place_of_ours() -> None:
    mine = {
        "id": "mine", "trigger": "any", "stages": ["opportunity"],
        "text": "Do we go on?", "source": "us",
    }  # fmt: skip
    told = WARNED["silence"]()[0]
    made = offramp(told, "silence", ["x"], [mine])
    assert made is not None
    assert (made.id, made.about, made.text) == ("mine", "silence", "Do we go on?")
    assert offramp(told, "silence", ["mine"], [mine]) == made
    early = replace(told, deal=replace(told.deal, stage=Stage.LEAD))
    assert offramp(early, "silence", [], [mine]) is None


def test_a_letter_is_to_whom_we_spoke_last() -> None:
    champion = Buyer("Kim Lee", None, frozenset({Part.CHAMPION}))
    assert addressed(story(touch(2, who="Dana Reis"), touch(1), **KNOWN)) == "Dana"
    assert addressed(story(buyers=(Buyer("Dr. Silva"), champion))) == "Kim"
    assert addressed(story(buyers=(Buyer("Dr. Silva"),))) == "Dr. Silva"
    assert addressed(story(touch(1, who="x" * 41))) == ""
    assert addressed(story()) == ""


def test_what_is_spoken_of_is_the_gravest_warning() -> None:
    assert about(warnings(story(touch(4, kind="meeting"), **SOON, **KNOWN))) == "silence"
    assert about(()) == ANY
    assert ELSEWHERE in TRIGGERS


STALLED = story(touch(4, kind="meeting"), **SOON, **KNOWN)
SLOW = WARNED["slow-no"]()[0]
POLICY = Policy()


def judged(told: object = STALLED, number: int = 7, **more: object) -> Judged:
    of = replace(told.deal, id=number, **more)  # type: ignore[attr-defined]
    read = replace(told, deal=of)  # type: ignore[type-var]
    return Judged(read, warnings(read))  # type: ignore[arg-type]


def kept(days: int, number: int = 7, answer: Answer | None = None, asked: bool = False) -> Kept:
    return Kept(days, 1, ago(days), Sort.OFFRAMP, "silence", "x", number, asked, answer)


def spoken_of(found: list[Judged], *before: Kept) -> list[int]:
    return [one.story.deal.id for one in stalls(found, before, TODAY, POLICY)]


def test_only_what_is_stalled_and_not_held_is_spoken_of() -> None:
    quiet = Judged(WARNED["silence"]()[0], warnings(WARNED["silence"]()[0]))
    assert spoken_of([judged(), quiet]) == [7]
    assert spoken_of([judged(SLOW, snoozed_until=ahead(1))]) == []


def test_a_deal_is_left_alone_for_its_cooldown_and_longer_once_answered() -> None:
    assert spoken_of([judged()], kept(4)) == []
    assert spoken_of([judged()], kept(5)) == [7]
    assert spoken_of([judged()], kept(14, answer=Answer.NOT_NOW)) == []
    assert spoken_of([judged()], kept(15, answer=Answer.NOT_NOW)) == [7]
    assert spoken_of([judged()], kept(5, answer=Answer.COPIED)) == [7]


def test_a_week_bears_two_and_five_with_slow_noes() -> None:
    before = [kept(1, 8), kept(6, 9)]
    assert room(before, TODAY, POLICY) == (0, 3)
    assert spoken_of([judged(), judged(SLOW, 5)], *before) == [5]
    assert spoken_of([judged()], kept(1, 8), kept(7, 9)) == [7]
    assert spoken_of([judged()], kept(1, 8), kept(2, 9, asked=True)) == [7]
    many = [kept(n, 20 + n) for n in range(1, 6)]
    assert spoken_of([judged(SLOW, 5)], *many) == []


def test_a_slow_no_comes_first_then_who_waits_longest() -> None:
    soon = {"decision_on": ahead(5)}
    found = [judged(number=1), judged(number=2), judged(number=3, **soon), judged(SLOW, 4)]
    assert spoken_of(found, kept(9, 1)) == [4, 3, 2, 1]
    assert LONG["entered_stage_on"] == TODAY - timedelta(days=20)


def played(days: int, number: int | None = 7, answer: Answer | None = None) -> Kept:
    return Kept(days, 1, ago(days), Sort.PLAY, "candy", "candy", number, answer=answer)


def test_a_play_comes_once_for_a_deal_and_once_a_week_for_a_member() -> None:
    assert is_due("candy", 7, [], TODAY, POLICY)
    assert is_due("candy", 7, [kept(1)], TODAY, POLICY)
    assert is_due("team", 7, [played(1)], TODAY, POLICY)
    assert not is_due("candy", 7, [played(89)], TODAY, POLICY)
    assert is_due("candy", 7, [played(90)], TODAY, POLICY)
    assert not is_due("candy", 8, [played(6)], TODAY, POLICY)
    assert is_due("candy", 8, [played(7)], TODAY, POLICY)


def test_ways_out_and_plays_take_turns_and_answers_move_a_rank() -> None:
    assert not was_offramp([])
    assert was_offramp([played(2), kept(1), replace(played(0), asked=True)])
    assert not was_offramp([kept(2), played(1)])
    answers = [Answer.USEFUL, Answer.USEFUL, Answer.NOT_USEFUL, None]
    assert leanings(played(1, answer=one) for one in answers) == {"candy": -1}
