"""How fast a channel is written to, and what becomes of messages whose channel is gone."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import tick
from bot.delivery import Sender
from bot.pacing import Pace, Pacer
from coaching.people import Role
from storage import members, outbox, tables
from tests.bot.delivery.office import Office
from tests.bot.delivery.test_troubles import choose_channel
from tests.bot.delivery.test_waiting import change
from tests.slack import GENERAL, TEAM

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_channel_takes_one_message_a_second_and_another_one_need_not_wait() -> None:
    pacer = Pacer()
    assert [pacer.turn("T1", "C1", NOW) for _ in range(3)] == [0 * SECOND, SECOND, 2 * SECOND]
    assert pacer.turn("T1", "C2", NOW) == 0 * SECOND
    assert pacer.turn("T2", "C1", NOW) == 0 * SECOND
    assert pacer.turn("T1", "C1", NOW + 3 * SECOND) == 0 * SECOND


def test_a_workspace_takes_300_at_once_and_then_five_a_second() -> None:
    pacer = Pacer()
    waits = [pacer.turn("T1", f"C{number}", NOW) for number in range(400)]
    assert set(waits[:301]) == {0 * SECOND}
    assert waits[310] == 2 * SECOND
    assert pacer.turn("T2", "C1", NOW) == 0 * SECOND
    later = NOW + timedelta(minutes=2)
    assert pacer.turn("T1", "C1", later) == 0 * SECOND


def test_a_clock_that_was_set_back_makes_nobody_wait_for_a_day() -> None:
    pacer = Pacer()
    for number in range(400):
        pacer.turn("T1", f"C{number}", NOW)
    pacer.turn("T1", "C1", NOW)
    assert pacer.turn("T1", "C1", NOW - timedelta(days=1)) == 0 * SECOND


def test_what_has_no_turn_soon_is_put_back_and_sent_when_it_comes(place: Office) -> None:
    day = place.morning()
    tick(place.runtime)
    slow = Sender(place.runtime, pace=Pace(workspace=timedelta(minutes=1), burst=1))
    assert asyncio.run(slow.drain()) == 2
    assert place.statuses() == {"sent": 2, "pending": 2}
    assert {attempts for attempts, _ in place.column("attempts")} == {0, 1}
    place.clock.advance(minutes=5)
    asyncio.run(slow.drain())
    place.assert_once(day)


def admin(place: Office, subject: int = 1) -> None:
    change(place, tables.members, tables.members.c.id == subject, role=Role.ADMIN)


@pytest.mark.parametrize(
    ("loss", "told"),
    [
        ("archived", "it is archived"),
        ("without us", "I am not a member of it"),
        ("gone", "it is gone, or private and without me"),
    ],
)
def test_an_admin_is_told_once_that_the_recaps_channel_is_gone(
    place: Office, loss: str, told: str
) -> None:
    admin(place)
    choose_channel(place, GENERAL)
    lose(place, loss)
    boss = place.users[TEAM][0]
    for _ in range(3):
        place.morning()
        while place.clock.moment.weekday():
            place.morning()
        place.clock.moment += timedelta(minutes=31)
        place.settle()
    words = [m.text for m in place.lists(boss) if "recap" in m.text]
    assert len(words) == 1
    assert told in words[0]
    assert GENERAL in str([m.blocks for m in place.lists(boss) if "recap" in m.text])
    recaps = [row for row in outbox_rows(place) if row.kind == "recap"]
    assert [(row.status, row.attempts) for row in recaps] == [("failed", 1)] * 3


def test_an_admin_is_told_again_after_another_channel_was_chosen_and_lost(place: Office) -> None:
    admin(place)
    choose_channel(place, GENERAL)
    lose(place, "archived")
    place.morning()
    place.clock.moment += timedelta(minutes=31)
    place.settle()
    place.clock.advance(days=1)
    choose_channel(place, GENERAL)
    place.clock.moment += timedelta(days=6)
    place.settle()
    words = [m.text for m in place.lists(place.users[TEAM][0]) if "recap" in m.text]
    assert len(words) == 2


def test_a_direct_line_that_slack_no_longer_knows_is_opened_anew(place: Office) -> None:
    place.morning()
    place.settle()
    change(place, tables.members, tables.members.c.id == 1, dm_channel="D0GONE")
    day = place.morning()
    place.settle()
    assert place.keys(day)[0] in place.delivered()
    with place.runtime.database.everywhere.read() as session:
        member = members.by_id(session, TEAM, 1)
    assert member
    assert member.dm_channel != "D0GONE"


def test_doctor_is_told_which_messages_were_set_aside(place: Office) -> None:
    choose_channel(place, GENERAL)
    lose(place, "archived")
    place.morning()
    place.clock.moment += timedelta(minutes=31)
    place.settle()
    with place.runtime.database.everywhere.read() as session:
        (aside,) = outbox.set_aside(session, 5)
    assert (aside.letter.kind, aside.reason) == ("recap", "is_archived")


def lose(place: Office, loss: str) -> None:
    channel = place.slack.workspace.channels[GENERAL]
    if loss == "archived":
        channel.is_archived = True
    elif loss == "without us":
        channel.has_bot = False
        place.slack.workspace.scopes = {"chat:write", "im:write", "im:history"}
    else:
        del place.slack.workspace.channels[GENERAL]


def outbox_rows(place: Office) -> list:
    with place.runtime.database.everywhere.read() as session:
        return list(session.execute(tables.outbox.select().order_by(tables.outbox.c.id)))
