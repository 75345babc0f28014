"""Who may send what: rows are claimed once, under a lease, and only the claimer may mark them."""

import asyncio
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from bot.clock import tick
from bot.delivery import LEASE, Sender
from bot.main import build
from storage import outbox, sending, tables
from storage.database import Session
from storage.outbox import Letter, Status
from storage.sending import Claim, Sent
from tests.bot.app import settings_for
from tests.bot.delivery.office import PAST_THE_LEASE, Office, office
from tests.slack import TEAM, SlackServer

DAY = date(2026, 3, 2)
PATIENCE = 20
SELLERS = 4


def letter(subject: str, day: date = DAY) -> Letter:
    return Letter(TEAM, "daily_list", subject, day)


def put(place: Office, *subjects: str) -> int:
    """Puts letters that were due one after the other, a minute ago and before."""
    now = place.clock.moment
    due = {
        letter(subject): now - timedelta(minutes=len(subjects) - number)
        for number, subject in enumerate(subjects)
    }
    with place.runtime.database.everywhere.begin() as session:
        return outbox.put(session, due)


def claim(place: Office, limit: int = 10) -> list[Claim]:
    with place.runtime.database.everywhere.begin() as session:
        return sending.claim(session, place.clock.moment, LEASE, limit)


def test_a_letter_is_put_once(place: Office) -> None:
    assert put(place, "1", "2") == 2
    assert put(place, "1", "2", "3") == 1
    assert place.statuses() == {"pending": 3}


def test_what_waits_longest_is_claimed_first(place: Office) -> None:
    put(place, "3", "1", "2")
    assert [one.letter.subject for one in claim(place, 2)] == ["3", "1"]
    assert [one.letter.subject for one in claim(place, 2)] == ["2"]
    assert claim(place) == []


def test_a_first_claim_is_in_no_doubt_and_a_second_one_is(place: Office) -> None:
    put(place, "1")
    (first,) = claim(place)
    assert not first.tried_before
    place.clock.moment += LEASE - timedelta(seconds=1)
    assert claim(place) == []
    place.clock.moment += timedelta(seconds=1)
    (second,) = claim(place)
    assert second.tried_before
    assert second.first_claimed_at == first.first_claimed_at
    assert (second.epoch, second.attempts) == (first.epoch + 1, 2)


def marked(session: Session, claim: Claim, now: datetime) -> bool:
    return bool(sending.mark_sent(session, [Sent(claim, "D1", "1.1", now)]))


CHANGES: dict[str, Callable[[Session, Claim], bool]] = {
    "mark it sent": lambda s, c: marked(s, c, c.lease_until),
    "keep its content": lambda s, c: sending.freeze(s, c, "D1", {"rows": []}),
    "put it back": lambda s, c: sending.put_back(s, c, c.lease_until, "why", counts=True),
    "set it aside": lambda s, c: sending.set_aside(s, c, Status.FAILED, "why"),
    "know it as its own": sending.still_ours,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whoever_lost_the_lease_cannot(
    place: Office, change: Callable[[Session, Claim], bool]
) -> None:
    put(place, "1")
    (lost,) = claim(place)
    place.clock.moment += PAST_THE_LEASE
    (held,) = claim(place)
    with place.runtime.database.everywhere.begin() as session:
        before = session.execute(tables.outbox.select()).one()
        assert change(session, lost) is False
        assert session.execute(tables.outbox.select()).one() == before
        assert change(session, held) is True


def test_what_slack_surely_did_not_take_is_built_anew_and_not_looked_for(place: Office) -> None:
    put(place, "1")
    (first,) = claim(place)
    with place.runtime.database.everywhere.begin() as session:
        sending.freeze(session, first, None, {"rows": []})
        sending.put_back(session, first, place.clock.moment, "429", counts=False)
    (again,) = claim(place)
    assert not again.tried_before
    assert again.content is None
    assert again.attempts == 1


def test_what_was_in_doubt_before_stays_in_doubt(place: Office) -> None:
    put(place, "1")
    (first,) = claim(place)
    with place.runtime.database.everywhere.begin() as session:
        sending.freeze(session, first, None, {"rows": []})
    place.clock.moment += PAST_THE_LEASE
    (second,) = claim(place)
    with place.runtime.database.everywhere.begin() as session:
        sending.put_back(session, second, place.clock.moment, "429", counts=False)
    (third,) = claim(place)
    assert third.tried_before
    assert third.content == {"rows": []}
    assert third.first_claimed_at == first.first_claimed_at


def test_a_workspace_that_waits_lets_others_pass(place: Office) -> None:
    place.hire(place.slack.add_workspace("T000BETA"), 1)
    put(place, "1", "2")
    now = place.clock.moment
    with place.runtime.database.everywhere.begin() as session:
        outbox.put(session, {Letter("T000BETA", "daily_list", "5", DAY): now})
        sending.hold(session, TEAM, now + timedelta(minutes=1))
    assert [one.letter.workspace_id for one in claim(place)] == ["T000BETA"]
    place.clock.advance(minutes=1)
    assert len(claim(place)) == 2


def test_an_update_asked_for_while_it_is_sent_is_sent_once_more(place: Office) -> None:
    update = Letter(TEAM, "list_update", "1", DAY)
    with place.runtime.database.everywhere.begin() as session:
        outbox.rearm(session, update, place.clock.moment)
    (first,) = claim(place)
    with place.runtime.database.everywhere.begin() as session:
        outbox.rearm(session, update, place.clock.moment)
        assert not marked(session, first, place.clock.moment)
    (second,) = claim(place)
    assert second.attempts == 1
    with place.runtime.database.everywhere.begin() as session:
        assert marked(session, second, place.clock.moment)
    assert claim(place) == []


def test_two_claims_at_once_on_postgresql_pass_each_other(
    slack: SlackServer, postgresql_url: str
) -> None:
    """The second takes what the first has not locked, and waits for nothing."""
    with office(slack, postgresql_url) as place:
        database, now = place.runtime.database, place.clock.moment
        put(place, "1", "2", "3")
        with database.everywhere.begin() as one, database.everywhere.begin() as other:
            first = sending.claim(one, now, LEASE, 2)
            second = sending.claim(other, now, LEASE, 2)
    assert [c.letter.subject for c in first] == ["1", "2"]
    assert [c.letter.subject for c in second] == ["3"]


def test_three_processes_at_once_send_each_list_once(place: Office) -> None:
    """Each ticks and sends at the same time, on a database connection of its own."""
    place.hire(place.slack.workspace, 26)
    day = place.morning()
    settings = settings_for(place.slack, place.database_url)
    bots = [build(settings, now=place.clock) for _ in range(3)]
    together = threading.Barrier(3)
    sent: list[int] = []

    def beat(number: int) -> None:
        together.wait()
        sent.append(bots[number].pulse.once())

    in_threads(*(lambda number=number: beat(number) for number in range(3)))
    for bot in bots:
        bot.close()
    place.settle()
    place.assert_once(day)
    assert place.statuses() == {"sent": 30}
    assert {attempts for attempts, _ in place.column("attempts")} == {1}
    assert sum(sent) == 30


@pytest.mark.parametrize("step", ["send.claimed", "send.frozen"])
def test_a_sender_that_freezes_past_its_lease_sends_nothing_any_more(
    place: Office, step: str
) -> None:
    """Another one has sent the lists when it wakes up."""
    asleep, wake = threading.Event(), threading.Event()

    def freeze(name: str) -> None:
        if name == step and not asleep.is_set():
            asleep.set()
            assert wake.wait(PATIENCE)

    day = place.morning()
    other = build(settings_for(place.slack, place.database_url), now=place.clock)
    place.start(freeze)
    sleeper = threading.Thread(target=place.beat)
    sleeper.start()
    assert asleep.wait(PATIENCE)
    place.clock.moment += PAST_THE_LEASE
    assert other.pulse.once() == SELLERS
    wake.set()
    sleeper.join()
    other.close()
    place.settle()
    place.assert_once(day)


def test_too_little_left_of_the_lease_is_let_go(place: Office) -> None:
    """Building took so long that another sender could begin before the answer is here."""
    day = place.morning()

    def slow(name: str) -> None:
        if name == "send.frozen":
            place.clock.moment += LEASE - timedelta(seconds=14)

    place.start(slow)
    tick(place.runtime)
    assert asyncio.run(Sender(place.runtime).drain()) == 0
    assert not place.slack.calls("chat.postMessage")
    place.start()
    place.settle()
    place.assert_once(day)


def in_threads(*work: Callable[[], None]) -> None:
    """Runs all of it at once; what fails there fails here."""
    failed: list[BaseException] = []

    def run(one: Callable[[], None]) -> None:
        try:
            one()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=[one]) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
