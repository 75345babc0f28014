"""Each play applies for its reason, and not a thing or a day before it."""

from dataclasses import replace

import pytest

from coaching.deals import Outcome, Stage
from coaching.heard import Paced
from coaching.plays import RULES, plays
from coaching.policy import Policy
from coaching.portfolio import RULES as OF_ALL
from coaching.portfolio import Portfolio
from coaching.portfolio import plays as plays_of_all
from coaching.replacing import faults
from coaching.story import Story
from coaching.texts import PLAYS, standard
from tests.coaching.played import (
    ASKS,
    OF_PIPELINES,
    PROBLEM,
    RAISED,
    STORIES,
    TEAM,
    WHY,
    WHY_OF_ALL,
    gave,
)
from tests.coaching.stories import ANSWERED, DANA, LONG, TODAY, ago, story, touch


def ids(told: Story) -> list[str]:
    return [play.id for play in plays(told)]


@pytest.mark.parametrize("name", RULES)
def test_a_play_applies_to_its_story_and_not_to_the_near_miss(name: str) -> None:
    applies, misses = STORIES[name]()
    assert name in ids(applies)
    assert name not in ids(misses)
    (play,) = [one for one in plays(applies) if one.id == name]
    assert play.why == WHY[name]
    assert play.move.endswith(".")


@pytest.mark.parametrize("name", RULES)
def test_a_play_never_applies_to_what_is_closed(name: str) -> None:
    applies, _ = STORIES[name]()
    for changed in ({"outcome": Outcome.LET_GO}, {"stage": Stage.CUSTOMER}):
        assert ids(replace(applies, deal=replace(applies.deal, **changed))) == []  # type: ignore[arg-type]


def test_a_deal_of_which_nothing_was_logged_has_no_play() -> None:
    assert ids(story()) == []
    assert ids(story(touch(15, "showed the platform", kind="demo"))) == []


def test_further_near_misses() -> None:
    asked = {"decision_on": None}
    assert "pocket-picker" not in ids(story(touch(9, "we signed", way="in"), *ASKS[1:], **asked))
    assert "pocket-picker" not in ids(story(*ASKS))
    assert "one-step" in ids(story(touch(1, "took 90 minutes", "meeting")))
    assert "one-step" not in ids(story(touch(1, "demo, pricing and contract", "mail")))
    assert "evangelism" not in ids(story(touch(15, "had to explain the basics again")))
    assert "no-times" not in ids(
        story(touch(12, "offered two times", "mail"), touch(1, "Tuesday", "mail", "in"))
    )
    assert "optimistic" not in ids(story(touch(1), paced=Paced()))
    assert "talking-up" not in ids(
        story(touch(1), moves=RAISED, buying_stage="shortlist", facts=ANSWERED)
    )
    assert "team" not in ids(story(*TEAM, touch(1, by=2), colleagues=3))


def test_candy_is_heard_in_a_text_too_and_a_liked_channel_is_named() -> None:
    spilt = story(touch(1, "sent the deck, a case study and prices", "mail"), facts=PROBLEM)
    assert "candy" in ids(spilt)
    liked = replace(DANA, channel="phone")
    (play,) = plays(story(touch(9, kind="mail"), touch(2, kind="mail"), buyers=(liked,)))
    assert "Change the channel: they like phone." in play.move


@pytest.mark.parametrize("name", OF_ALL)
def test_a_play_of_the_pipeline_applies_and_the_near_miss_does_not(name: str) -> None:
    applies, misses = OF_PIPELINES[name]
    assert [(one.id, one.why) for one in plays_of_all(applies, Policy())] == [
        (name, WHY_OF_ALL[name])
    ]
    assert plays_of_all(misses, Policy()) == ()


def test_few_touches_and_an_empty_pipeline_say_nothing() -> None:
    assert plays_of_all(Portfolio(touches=9, on_table=9), Policy()) == ()
    assert plays_of_all(Portfolio(open_deals=19), Policy()) == ()


def test_every_play_is_told_once_and_has_its_story() -> None:
    assert faults(PLAYS, standard(PLAYS)) == []
    assert set(STORIES) == set(RULES) == set(WHY)
    assert set(OF_PIPELINES) == set(OF_ALL)


def test_what_a_member_found_useful_comes_first_and_what_not_last() -> None:
    told = story(touch(1), trades=gave(3, "deck", "trial"), buyers=(DANA,), **LONG)
    assert ids(told) == ["exchange", "champion"]
    assert [p.id for p in plays(told, rank={"exchange": 1})] == ["champion", "exchange"]
    assert ago(1) < TODAY


@pytest.mark.parametrize(
    ("name", "policy"),
    [
        ("candy", Policy(news_days=0)),
        ("evangelism", Policy(news_days=0)),
        ("team-early", Policy(news_days=2)),
        ("talking-up", Policy(news_days=2)),
        ("team", Policy(team_touches=4)),
        ("their-way", Policy(unanswered_days=3)),
    ],
)
def test_a_number_of_ours_is_a_setting(name: str, policy: Policy) -> None:
    applies, _ = STORIES[name]()
    assert name not in ids(replace(applies, policy=policy))


def test_so_are_those_of_a_pipeline() -> None:
    assert plays_of_all(OF_PIPELINES["winners"][0], Policy(winners_least=21)) == ()
    assert plays_of_all(OF_PIPELINES["bloated"][0], Policy(bloated_least=38)) == ()
