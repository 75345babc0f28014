"""A database that is away, and clocks that disagree: nothing is claimed that was not stored."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.doctor import examine
from bot.main import build
from storage.database import NotStored
from tests.bot.app import deployed, logged, settings_for
from tests.bot.delivery.office import office
from tests.bot.person import Person
from tests.postgres import PostgresServer
from tests.slack import ANNA, SlackServer

ENOUGH = 10
"""Commands that are stored before the server stops."""


def test_a_morning_without_a_database_is_made_good_when_it_is_back(
    slack: SlackServer, postgres_of_its_own: PostgresServer
) -> None:
    with office(slack, postgres_of_its_own.fresh_database()) as place:
        day = place.morning()
        postgres_of_its_own.stop()
        for _ in range(2):
            with pytest.raises(NotStored):
                place.beat()
        postgres_of_its_own.start()
        place.settle()
        place.assert_once(day)


def test_a_database_that_goes_between_post_and_mark_doubles_no_list(
    slack: SlackServer, postgres_of_its_own: PostgresServer
) -> None:
    with office(slack, postgres_of_its_own.fresh_database()) as place:
        day = place.morning()
        stopped = threading.Lock()

        def checkpoint(name: str) -> None:
            if name == "send.posted" and stopped.acquire(blocking=False):
                postgres_of_its_own.stop("immediate")

        place.start(checkpoint)
        with pytest.raises(NotStored):
            place.beat()
        assert place.delivered()
        postgres_of_its_own.start()
        place.settle()
        place.assert_once(day)


def test_what_was_answered_as_saved_is_there_after_the_database_stops_under_load(
    slack: SlackServer, postgres_of_its_own: PostgresServer
) -> None:
    url = postgres_of_its_own.fresh_database()
    with deployed(slack, url) as coach:
        seller = Person(coach, ANNA)
        seller.types("add First")
        enough, saved = threading.Semaphore(0), set[str]()

        def adds(number: int) -> None:
            name = f"Deal {number}"
            if name in seller.types(f'add "{name}"').text:
                saved.add(name)
            enough.release()

        with ThreadPoolExecutor(4) as people:
            typed = [people.submit(adds, number) for number in range(100, 160)]
            for _ in range(ENOUGH):
                enough.acquire()
            postgres_of_its_own.stop("immediate")
            for one in typed:
                one.result()
        postgres_of_its_own.start()
        assert ENOUGH // 2 <= len(saved) < len(typed)
        assert saved <= set(coach.values("deals", "name"))
        assert "Later" in seller.types("add Later").text


@pytest.mark.parametrize(
    ("seconds", "claims", "word"),
    [(0, True, None), (10, True, "WARNING"), (60, False, "ERROR"), (-60, False, "ERROR")],
)
def test_a_replica_whose_clock_is_wrong_claims_nothing_and_says_so(
    slack: SlackServer, postgresql_url: str, seconds: int, claims: bool, word: str | None
) -> None:
    settings = settings_for(slack, postgresql_url)
    with office(slack, postgresql_url) as place:
        place.clock.moment = datetime.now(UTC) - timedelta(days=4)
        place.morning()
        with place.runtime.database.everywhere.begin() as session:
            session.exec_driver_sql("UPDATE due_moments SET next_at = now() - interval '2 minutes'")
        bot = build(settings)
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds)):
            with logged() as lines:
                bot.pulse.once()
            told = {finding.words: finding.good for finding in examine(settings)}
        bot.close()
        assert bool(place.statuses()) is claims
    said = [line.split()[0] for line in lines if "the database's clock is" in line]
    assert said == [word] * len(said)
    assert bool(said) is bool(word)
    ((line, good),) = [(line, good) for line, good in told.items() if "database's are" in line]
    assert good is (word is None)
    assert ("nothing is claimed here" in line) is not claims
