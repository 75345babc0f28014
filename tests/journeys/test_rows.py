"""The list stands still while it is worked: rows are ticked in today's message."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.bot.person import words
from tests.journeys.world import ANNA, BEN, World, at, rows
from tests.slack import LostReply, Message, RateLimited, View

Begin = Callable[[datetime], World]
DEALS = ("Acme", "Globex", "Initech")


@pytest.fixture
def life(world: Begin) -> World:
    """Three leads wait, and it is five minutes before Tuesday's list."""
    begun = world(at("2026-03-02", "10:00"))
    for deal in DEALS:
        begun.person(ANNA).types(f"add {deal}")
    return begun.until(at("2026-03-03", "08:25"))


def listed(life: World) -> Message:
    """Tuesday's list, as it stands at nine."""
    life.until(at("2026-03-03", "09:00"))
    return life.lists(ANNA)[-1]


def ticked(message: Message) -> set[str]:
    """The deals that are done."""
    return {deal for deal in DEALS if f"{deal}~" in words(message)}


def test_snoozed_from_its_row_it_is_ticked_and_back_when_it_should_be(life: World) -> None:
    life.person(ANNA).types("log Acme call")
    life.person(ANNA).types("log Globex call")
    message = listed(life)
    assert rows(message) == ["Initech"]
    life.person(ANNA).presses(message, "Snooze", "3 days")
    life.tick()
    assert ticked(message) == {"Initech"}
    assert "snoozed until Fri 6 Mar 2026" in words(message)
    life.until(at("2026-03-06", "09:00"))
    assert [rows(m) for m in life.lists(ANNA)] == [["Initech"], [], ["Initech"]]


def test_parked_from_its_row_it_is_ticked_and_gone(life: World) -> None:
    message = listed(life)
    before = rows(message)
    life.person(ANNA).presses(message, "Park Globex")
    life.tick()
    assert rows(message) == before
    assert ticked(message) == {"Globex"}
    life.until(at("2026-03-04", "09:00"))
    assert sorted(rows(life.lists(ANNA)[-1])) == ["Acme", "Initech"]


def test_snoozed_from_its_row_until_a_day_that_a_form_asks_for(life: World) -> None:
    anna, message = life.person(ANNA), listed(life)
    first = rows(message)[0]
    answer = anna.sends(_until(life, message, first), {"until": "2026-03-20"})
    assert "until Fri 20 Mar 2026" in words(answer)
    life.tick()
    assert first in ticked(message)


def _until(life: World, message: Message, name: str) -> View:
    block = next(b for b in message.blocks if f"Park {name}" in str(b))
    menu = next(e for e in block["elements"] if "options" in e)
    choice = menu["options"][-1]["value"]
    ack = life.person(ANNA).door.press(message, menu["action_id"], choice, user=ANNA)
    assert ack.view is not None
    return ack.view


def test_what_is_not_mine_is_handed_over_from_its_row(life: World) -> None:
    life.person(BEN).types("help")
    message = listed(life)
    form = life.person(ANNA).presses_for_a_form(message, "Hand over Globex")
    answer = life.person(ANNA).sends(form, {"to": BEN})
    assert "Globex" in words(answer)
    life.tick()
    assert ticked(message) == {"Globex"}


def test_each_of_several_ticks_stays_and_undo_takes_one_off(life: World) -> None:
    message = listed(life)
    before, person = rows(message), life.person(ANNA)
    for deal in DEALS:
        person.types(f"log {deal} call")
    life.tick()
    assert ticked(message) == set(DEALS)
    assert "All done" in words(message)
    person.types("undo")
    life.tick()
    assert ticked(message) == {"Acme", "Globex"}
    assert rows(message) == before


def test_undo_leaves_the_tick_of_what_was_done_before(life: World) -> None:
    message = listed(life)
    person = life.person(ANNA)
    person.types('log Acme mail "the offer"')
    for line in ('log Acme note "they are five"', "won Acme", 'log Acme mail "the offer again"'):
        person.types(line)
        person.types("undo")
    life.tick()
    assert ticked(message) == {"Acme"}
    assert "mail logged" in words(message)


@pytest.mark.parametrize(
    ("done", "back"),
    [
        ("snooze Acme 3d", "wake Acme"),
        ("park Acme", "wake Acme"),
        ('lost Acme no decision "no budget"', "reopen Acme"),
    ],
)
def test_what_is_awake_or_open_again_is_ticked_no_more(life: World, done: str, back: str) -> None:
    message = listed(life)
    person = life.person(ANNA)
    person.types(done)
    life.tick()
    assert ticked(message) == {"Acme"}
    person.types(back)
    life.tick()
    assert ticked(message) == set()
    person.types("undo")
    life.tick()
    assert ticked(message) == {"Acme"}


def test_a_call_stays_ticked_when_a_snooze_after_it_ends(life: World) -> None:
    message = listed(life)
    for line in ("log Acme call", "snooze Acme 3d", "wake Acme"):
        life.person(ANNA).types(line)
    life.tick()
    assert ticked(message) == {"Acme"}
    assert "call logged" in words(message)


def test_a_call_logged_while_the_list_is_in_doubt_is_ticked_once_it_stands(life: World) -> None:
    life.slack.faults.add("chat.postMessage", LostReply())
    life.until(at("2026-03-03", "08:30"))
    (message,) = life.lists(ANNA)
    life.person(ANNA).types("log Globex call")
    life.tick()
    assert ticked(message) == set()
    life.until(at("2026-03-03", "09:00"))
    assert life.lists(ANNA) == [message]
    assert ticked(message) == {"Globex"}


def test_a_call_logged_while_the_list_has_to_wait_is_not_asked_for_any_more(life: World) -> None:
    life.slack.faults.add("chat.postMessage", RateLimited(600))
    life.until(at("2026-03-03", "08:30"))
    assert life.lists(ANNA) == []
    life.person(ANNA).types("log Globex call")
    assert sorted(rows(listed(life))) == ["Acme", "Initech"]
    assert life.statuses()["sent"] == 1


def test_a_tick_that_slack_loses_is_shown_later(life: World) -> None:
    message = listed(life)
    life.slack.faults.add("chat.update", RateLimited(60))
    life.slack.faults.add("chat.update", LostReply())
    life.person(ANNA).types("log Acme call")
    life.tick()
    assert ticked(message) == set()
    life.until(at("2026-03-03", "09:30"))
    assert ticked(message) == {"Acme"}
    assert life.lists(ANNA) == [message]


def test_nothing_due_is_said_in_one_calm_line_a_week(world: Begin) -> None:
    """The only deal waits in the freezer: two weeks, two lines, and no list."""
    life = world(at("2026-03-02", "10:00"))
    life.person(ANNA).types("add Acme stage opportunity close in two years")
    life.until(at("2026-03-17", "12:00"))
    lines = [m.text for m in life.lists(ANNA)]
    assert [text.partition(":")[0] for text in lines] == [
        "Tue 3 Mar 2026",
        "Tue 10 Mar 2026",
        "Tue 17 Mar 2026",
    ]
    assert all("nothing is due today" in text for text in lines)


def test_a_calm_line_keeps_no_list_away(world: Begin) -> None:
    life = world(at("2026-03-02", "10:00"))
    life.person(ANNA).types("add Acme stage opportunity close in two years")
    life.until(at("2026-03-04", "12:00"))
    life.person(ANNA).types("add Globex")
    life.until(at("2026-03-05", "12:00"))
    assert [rows(m) for m in life.lists(ANNA)] == [[], ["Globex"]]
