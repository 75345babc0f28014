"""Who has to wait, and who must not: one workspace's trouble is no other's."""

import asyncio
import logging
from typing import Any

import pytest
from sqlalchemy import ColumnElement, Table

from bot.building import TRIES
from bot.clock import tick
from bot.delivery import BATCH, Sender
from bot.rounds import IN_FLIGHT
from storage import tables
from tests.bot.delivery.office import PAST_THE_LEASE, Office
from tests.slack import TEAM, RateLimited, Refused

BETA = "T000BETA"
MANY = 20


@pytest.fixture
def two(place: Office) -> Office:
    """Two workspaces: four sellers in one, twenty in the other."""
    place.hire(place.slack.add_workspace(BETA, name="Beta"), MANY)
    return place


def test_only_the_workspace_that_is_told_to_wait_waits(two: Office) -> None:
    """For as long as it was told, and without asking again for each of its messages."""
    day = two.morning()
    fault = two.slack.faults.add("chat.postMessage", RateLimited(90), times=None, team=BETA)
    assert two.beat() == 4
    two.assert_once(day, team=TEAM)
    assert not two.delivered(BETA)
    assert 1 <= len(two.slack.calls("chat.postMessage", BETA)) <= IN_FLIGHT

    two.clock.advance(seconds=89)
    before = len(two.slack.requests)
    assert two.beat() == 0
    assert len(two.slack.requests) == before

    two.slack.faults.clear()
    two.clock.advance(seconds=2)
    assert two.beat() == MANY
    two.assert_once(day, team=BETA)
    assert fault.hits <= IN_FLIGHT
    assert not two.slack.calls("conversations.history")


def test_being_told_to_wait_is_no_try(place: Office) -> None:
    day = place.morning()
    fault = place.slack.faults.add("chat.postMessage", RateLimited(1), times=None)
    for _ in range(TRIES + 2):
        assert place.beat() == 0
        place.clock.advance(seconds=2)
    assert fault.hits == 4 * (TRIES + 2)
    place.slack.faults.clear()
    place.settle()
    place.assert_once(day)


@pytest.mark.parametrize("wait", [0, -5])
def test_a_wait_of_nothing_is_no_invitation_to_a_storm(place: Office, wait: int) -> None:
    day = place.morning()
    place.slack.faults.add("chat.postMessage", RateLimited(wait), times=None)
    place.beat()
    assert len(place.slack.calls("chat.postMessage")) <= 4
    place.slack.faults.clear()
    place.clock.advance(seconds=2)
    place.beat()
    place.assert_once(day)


def test_a_revoked_token_stops_nobody_else_and_its_lists_come_when_it_is_back(two: Office) -> None:
    day = two.morning()
    beta = two.slack.workspaces[BETA]
    tokens = set(beta.tokens)
    beta.tokens.clear()
    for _ in range(TRIES + 1):
        two.beat()
        two.clock.advance(minutes=16)
    two.assert_once(day, team=TEAM)
    assert two.statuses() == {"sent": 4, "pending": MANY}
    assert len(two.slack.calls("conversations.open")) <= 4 + (TRIES + 1) * IN_FLIGHT

    beta.tokens |= tokens
    two.settle()
    two.assert_once(day, team=BETA)


def test_lists_of_a_workspace_that_let_us_in_too_late_are_let_go_with_their_day(
    two: Office,
) -> None:
    two.morning()
    beta = two.slack.workspaces[BETA]
    tokens = set(beta.tokens)
    beta.tokens.clear()
    two.beat()
    two.clock.advance(hours=5)
    two.beat()
    assert two.statuses() == {"sent": 4, "pending": MANY}
    beta.tokens |= tokens
    two.clock.advance(minutes=16)
    two.beat()
    assert two.statuses() == {"sent": 4, "skipped": MANY}


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_workspace_that_shut_us_out_is_left_in_peace_and_asked_now_and_then(
    two: Office, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is due there waits, also what falls due later; a new process remembers it."""
    day = two.morning()
    two.slack.faults.add("*", Refused(error), times=None, team=BETA)
    with caplog.at_level(logging.ERROR):
        two.beat()
    assert any(f"shut us out: {error}" in record.getMessage() for record in caplog.records)
    two.assert_once(day, team=TEAM)
    two.clock.advance(seconds=14 * 60)
    before = len(two.slack.requests)
    two.beat()
    assert len(two.slack.requests) == before
    two.clock.advance(seconds=60)
    two.beat()
    two.beat()
    assert [call.method for call in two.slack.requests[before:]] == ["auth.test"]
    two.slack.faults.clear()
    eager = Sender(two.runtime, eager=True)
    two.clock.advance(seconds=60)
    assert asyncio.run(eager.drain()) == MANY
    two.assert_once(day, team=BETA)


def test_a_workspace_that_lets_us_in_again_is_found_within_a_quarter_of_an_hour(
    two: Office,
) -> None:
    day = two.morning()
    two.slack.faults.add("*", Refused("token_revoked"), times=None, team=BETA)
    two.beat()
    two.slack.faults.clear()
    two.clock.advance(minutes=15)
    assert two.beat() == MANY
    two.assert_once(day, team=BETA)


def test_a_message_that_slack_refuses_is_set_aside_and_the_others_flow(
    place: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """After five tries; the operator is told; and the next day starts anew."""
    victim = place.users[TEAM][1]
    channel = place.slack.workspace.direct(victim).id
    day = place.morning()
    fault = place.slack.faults.add(
        "chat.postMessage",
        Refused("invalid_blocks"),
        times=None,
        when=lambda call: call.args["channel"] == channel,
    )
    assert place.beat() == 3
    with caplog.at_level(logging.ERROR):
        place.settle()
    assert fault.hits == TRIES
    assert place.statuses() == {"sent": 3, "failed": 1}
    assert any("set aside: invalid_blocks" in record.getMessage() for record in caplog.records)
    assert place.delivered().keys() < set(place.keys(day))

    place.slack.faults.clear()
    tomorrow = place.morning()
    place.settle()
    assert set(place.keys(tomorrow)) <= place.delivered().keys()


def test_a_list_that_cannot_be_built_says_so_in_the_end_and_the_others_flow(place: Office) -> None:
    place.morning()
    change(place, tables.members, tables.members.c.id == 2, zone="Atlantis/Capital")
    assert place.beat() == 3
    for _ in range(TRIES):
        place.clock.moment += PAST_THE_LEASE * 2
        place.beat()
    assert place.statuses() == {"sent": 4}
    said = [place.lists(user)[-1].text for user in place.users[TEAM]]
    assert ["read" in text and "today" in text for text in said] == [False, True, False, False]


def test_a_message_kept_in_a_way_nobody_can_read_is_built_anew(place: Office) -> None:
    day = place.morning()
    spoilt = tables.outbox.c.subject == "2"
    tick(place.runtime)
    change(place, tables.outbox, spoilt, content={"rows": 7})
    assert place.drain() == 3
    place.settle()
    place.assert_once(day)


def test_a_due_moment_that_cannot_be_computed_stops_nobody_else(place: Office) -> None:
    place.morning()
    broken = tables.due_moments.c.subject == "1"
    change(place, tables.due_moments, broken, zone="Atlantis/Capital")
    assert place.beat() == 3
    place.morning()
    assert place.beat() == 3


def test_told_to_stop_it_finishes_what_is_claimed_and_leaves_the_rest(place: Office) -> None:
    place.hire(place.slack.workspace, 2 * BATCH)
    day = place.morning()
    stopping: list[str] = []
    place.start(lambda name: stopping.append(name) if name == "send.posted" else None)
    tick(place.runtime)
    sender = Sender(place.runtime, stopping=lambda: bool(stopping))
    sent = asyncio.run(sender.drain())
    assert BATCH <= sent <= 2 * BATCH
    assert place.statuses() == {"sent": sent, "pending": 4 + 2 * BATCH - sent}
    place.start()
    assert place.beat() == 4 + 2 * BATCH - sent
    place.assert_once(day)


def change(place: Office, table: Table, which: ColumnElement[bool], **values: Any) -> None:
    """What an earlier version, or somebody with a database client, may have left behind."""
    with place.runtime.database.everywhere.begin() as session:
        session.execute(table.update().where(which).values(**values))
