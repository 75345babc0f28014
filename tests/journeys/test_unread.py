"""Nothing is due, and nobody could look: two things that are told apart."""

from collections.abc import Callable
from datetime import datetime

from tests.bot.person import words
from tests.journeys.world import ANNA, World, at

Begin = Callable[[datetime], World]
UNREAD = "I could not read your list just now"


def broken(world: Begin) -> World:
    """A deal that no code of ours can have written."""
    life = world(at("2026-03-02", "10:00"))
    anna = life.person(ANNA)
    anna.types("add Acme")
    anna.looks_at_home()
    life.coach.sql("update deals set stage = 'prospect', decision_on = '2026-04-01'")
    life.coach.sql("update deals set entered_stage_at = '2026-02-01 00:00:00+00:00'")
    life.coach.sql("update deals set last_touch_kind = 'nonsense'")
    return life


def test_the_command_says_that_the_list_could_not_be_read(world: Begin) -> None:
    answer = broken(world).person(ANNA).types("")
    assert UNREAD in answer.text
    assert "Try again" in str(answer.body)


def test_home_says_that_the_list_could_not_be_read(world: Begin) -> None:
    assert UNREAD in words(broken(world).person(ANNA).looks_at_home())


def test_the_morning_says_that_the_list_could_not_be_read(world: Begin) -> None:
    """Once, after the last try; and it is no quiet line, which would keep the next one away."""
    life = broken(world)
    life.until(at("2026-03-03", "12:00"))
    (told,) = life.lists(ANNA)
    assert UNREAD in words(told)
    life.coach.sql("update deals set last_touch_kind = null, snoozed_until = '2026-03-06'")
    life.until(at("2026-03-04", "12:00"))
    assert "nothing is due today" in words(life.lists(ANNA)[-1])
