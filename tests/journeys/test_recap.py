"""The weekly recap: on its day, once, or by hand."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from tests.bot.person import words
from tests.journeys.world import ADA, ANNA, GENERAL, World, at, local
from tests.slack import LostReply, Message, Refused

Begin = Callable[[datetime], World]
LISBON = "Europe/Lisbon"
MONDAYS = (date(2026, 3, 9), date(2026, 3, 16))


@pytest.fixture
def life(world: Begin) -> World:
    """Ada, an admin in Lisbon, chooses #general on a Monday morning."""
    begun = world(at("2026-03-02", "10:00"))
    assert "Next recap: Mon 9 Mar 2026" in begun.person(ADA).reads("settings channel #general")
    return begun


def recaps(life: World) -> list[Message]:
    return life.slack.messages(channel=GENERAL)


def test_it_is_posted_once_each_monday_at_nine(life: World) -> None:
    life.person(ADA).types("add Acme 12k stage opportunity")
    life.until(at("2026-03-16", "18:00"))
    assert [local(m, LISBON) for m in recaps(life)] == [
        (monday, at("2026-01-01", "09:00").time()) for monday in MONDAYS
    ]
    first, second = (words(m) for m in recaps(life))
    assert "*Added:* 1 (Acme" in first
    assert "*Added:* none" in second


def test_an_empty_week_is_said_in_a_line(life: World) -> None:
    life.until(at("2026-03-09", "12:00"))
    (message,) = recaps(life)
    assert message.text.startswith("A quiet week")


def test_a_lost_reply_does_not_double_it(life: World) -> None:
    life.slack.faults.add(
        "chat.postMessage", LostReply(), when=lambda call: call.args["channel"] == GENERAL
    )
    life.until(at("2026-03-09", "18:00"))
    assert len(recaps(life)) == 1


def test_posted_by_hand_it_comes_at_once_and_once_a_day(life: World) -> None:
    ada = life.person(ADA)
    life.until(at("2026-03-05", "15:00"))
    assert "goes to <#C0GENERAL>" in ada.reads("recap post")
    life.tick()
    assert len(recaps(life)) == 1
    assert "one a day is enough" in ada.reads("recap post")
    life.until(at("2026-03-09", "18:00"))
    assert len(recaps(life)) == 2


def test_posted_by_hand_on_monday_it_does_not_come_again_at_nine(life: World) -> None:
    life.until(at("2026-03-09", "07:00"))
    life.person(ADA).types("recap post")
    life.until(at("2026-03-09", "18:00"))
    assert len(recaps(life)) == 1


def test_only_an_admin_posts_it(life: World) -> None:
    assert "by an admin" in life.person(ANNA).reads("recap post")
    life.tick()
    assert recaps(life) == []


def test_without_a_channel_there_is_none(world: Begin) -> None:
    life = world(at("2026-03-02", "10:00"))
    assert "No channel is chosen" in life.person(ADA).reads("recap post")
    life.until(at("2026-03-09", "18:00"))
    assert recaps(life) == []


@pytest.mark.parametrize(("woken", "comes"), [("2026-03-10", True), ("2026-03-11", False)])
def test_asleep_on_monday_it_comes_a_day_late_at_most(life: World, woken: str, comes: bool) -> None:
    """And then it tells the week up to Monday at nine, not what happened since."""
    life.person(ADA).types("add Acme")
    life.until(at("2026-03-08", "12:00"))
    life.clock.moment = at(woken, "08:00")
    life.person(ADA).types("add Globex")
    life.tick()
    assert len(recaps(life)) == comes
    for message in recaps(life):
        assert "*Added:* 1 (Acme)" in words(message)
        assert "The week up to Mon 9 Mar 2026" in words(message)
    life.until(at("2026-03-16", "12:00"))
    assert len(recaps(life)) == 1 + comes
    assert "*Added:* 1 (Globex)" in words(recaps(life)[-1])


def test_another_channel_takes_the_next_one(life: World) -> None:
    life.until(at("2026-03-09", "12:00"))
    life.slack.workspace.add_channel("C000DEALS", "deals")
    life.person(ADA).types("settings channel #deals")
    life.until(at("2026-03-16", "12:00"))
    assert len(recaps(life)) == 1
    assert len(life.slack.messages(channel="C000DEALS")) == 1


def blocks(message: Message) -> list[str]:
    """The kinds of blocks that a message is made of."""
    return [block["type"] for block in message.blocks]


def test_it_has_one_chart_one_lesson_and_the_week_before(life: World) -> None:
    ada = life.person(ADA)
    ada.types("add Acme 12k stage opportunity close 30 april")
    ada.types("log acme call")
    life.until(at("2026-03-16", "18:00"))
    first, second = recaps(life)
    assert blocks(first).count("data_visualization") == 1
    assert "There is no week before to compare with." in words(first)
    assert "last week" not in words(first).casefold().replace("the week before", "")
    assert "*Touches:* 0, last week 1" in words(second)
    assert "Lesson of the week." in words(second)
    assert "Touched in time: fridge 1 of 1." in words(first)


def test_where_slack_refuses_the_chart_it_comes_without(life: World) -> None:
    life.person(ADA).types("add Acme 12k stage opportunity")
    life.slack.faults.add(
        "chat.postMessage",
        Refused("invalid_blocks"),
        when=lambda call: "data_visualization" in str(call.args),
    )
    life.until(at("2026-03-09", "18:00"))
    (message,) = recaps(life)
    assert "data_visualization" not in blocks(message)
    assert "*Open opportunities*" in words(message)


def test_what_it_has_no_room_for_stands_in_its_thread(life: World) -> None:
    for number in range(7):
        life.person(ADA).types(f"add Deal{number}")
    life.until(at("2026-03-09", "18:00"))
    told, below = recaps(life)
    assert "and 2 more" in words(told)
    assert below.thread_ts == told.ts
    assert all(f"• Deal{number}" in words(below) for number in range(7))


def test_it_is_not_told_while_the_workspace_is_closed(life: World) -> None:
    life.person(ADA).types("add Acme")
    life.person(ADA).types("settings closed 9 march - 10 march")
    life.until(at("2026-03-17", "18:00"))
    assert [local(m, LISBON)[0] for m in recaps(life)] == [MONDAYS[1]]


def test_nobody_is_named_and_nothing_private_told(life: World) -> None:
    """Deals and the team, never who did how much."""
    for user in (ADA, ANNA):
        life.person(user).types("add Acme stage opportunity")
        life.person(user).types("log acme call “a private remark”")
    life.until(at("2026-03-09", "18:00"))
    said = words(recaps(life)[0])
    assert not any(name in said for name in ("Ada", "Anna", "private remark", "<@"))
