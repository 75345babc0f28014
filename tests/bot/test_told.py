"""Every warning and play there is: a story that calls for it, a near miss, and how it is shown.

The rules are asked for from their registries, so that one without a story fails here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings

from bot.usecases import stories, suggested
from bot.usecases.coach import MOST_PLAYS
from bot.usecases.showing import Card
from bot.views import card, coach, kit
from bot.views.kit import Said
from coaching import plays, portfolio, warnings
from coaching.deals import Step
from coaching.facts import FactKind
from coaching.offramps import about, offramp
from coaching.policy import Policy
from coaching.story import Story
from tests.bot.awkward import NOW
from tests.bot.person import texts
from tests.bot.shape import message_faults
from tests.coaching.played import OF_PIPELINES, STORIES, gave
from tests.coaching.stories import SOON, TODAY, WARNED, story, touch
from tests.coaching.typed import stories as typed_stories


def assert_shown(message: Said, parts: Iterable[str]) -> None:
    """Slack takes the message, which draws each part and says it aloud."""
    assert message_faults({"text": message.text, "blocks": list(message.blocks)}) == []
    drawn = " ".join(texts(list(message.blocks)))
    for part in parts:
        assert part, "nothing is said"
        assert kit.escape(part) in message.text
        assert kit.escape(part) in drawn
    for gap in ("None", "{", "}", "[", "]"):
        assert gap not in message.text


SHOUTED = story(
    touch(2, "They will circle back, <!channel>", who="<@U0ANNA>"),
    trades=gave(3, "<!here>", "the deck"),
    facts={FactKind.PRIORITY: "no, <!here>"},
    step=Step(TODAY, "call <@U0ANNA>"),
    **SOON,
)


@settings(max_examples=60)
@given(typed_stories())
@example(SHOUTED)
def test_what_people_typed_is_escaped_in_all_that_the_coach_says(told: Story) -> None:
    warned = warnings.warnings(told)
    shown = Card(told.deal, told.standing, "Anna", True, (), (), (), warned=warned)
    way = offramp(told, about(warned))
    assert way is not None
    for message in (
        card.card(shown, NOW, "Europe/Lisbon"),
        coach.suggestion(suggested.of_way(told.deal, warned, way)),
        coach.advice(
            [
                replace(suggested.of_play(play, told.deal), id=number)
                for number, play in enumerate(plays.plays(told)[:MOST_PLAYS])
            ]
        ),
    ):
        blocks = list(message.blocks)
        assert message_faults({"text": message.text, "blocks": blocks}) == []
        for said in (message.text, *written_in(blocks)):
            assert "<" not in said
            assert "None" not in said


def written_in(node: Any) -> Iterator[str]:
    """Every text that Slack reads marks and mentions in."""
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from written_in(child)


@pytest.mark.parametrize("name", warnings.RULES)
def test_a_warning_has_its_story_and_is_shown_on_the_card_and_in_lists(name: str) -> None:
    fires, misses = WARNED[name]()
    assert name not in [one.id for one in warnings.warnings(misses)]
    found = warnings.warnings(fires)
    (told,) = [one for one in found if one.id == name]
    shown = Card(fires.deal, fires.standing, "Anna", True, (), (), (), warned=found)
    assert_shown(card.card(shown, NOW, "Europe/Lisbon"), (told.words, told.move))
    assert told.name in stories.in_a_line(found)


@pytest.mark.parametrize("name", plays.RULES)
def test_a_play_of_a_deal_has_its_story_and_is_shown_with_its_reason(name: str) -> None:
    calls, misses = STORIES[name]()
    assert name not in [one.id for one in plays.plays(misses)]
    (play,) = [one for one in plays.plays(calls) if one.id == name]
    message = coach.suggestion(suggested.of_play(play, calls.deal))
    assert_shown(message, (calls.deal.name, play.name, play.why, play.move))


@pytest.mark.parametrize("name", portfolio.RULES)
def test_a_play_of_a_pipeline_has_its_story_and_is_shown_with_its_reason(name: str) -> None:
    calls, misses = OF_PIPELINES[name]
    assert portfolio.plays(misses, Policy()) == ()
    (play,) = portfolio.plays(calls, Policy())
    assert_shown(coach.suggestion(suggested.of_play(play, None)), (play.name, play.why, play.move))
