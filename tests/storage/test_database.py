"""A transaction is stored whole and for good, or not at all and somebody is told why."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage import deals, members, week
from storage.database import AWAY, BUSY, FULL, Database, NotStored, normal_url, open_database
from storage.deals import Sight
from storage.migrate import upgrade
from tests.postgres import PostgresServer
from tests.storage.world import NOW, OURS, everything_of, side

SLACKS_PATIENCE = 3.0


def workspaces(database: Database) -> list[str]:
    """The ids of what was stored."""
    with database.everywhere.read() as session:
        return [row[0] for row in session.execute(text("SELECT id FROM workspaces ORDER BY id"))]


def store(database: Database, workspace: str) -> None:
    """One small change."""
    with database.everywhere.begin() as session:
        members.add_workspace(session, workspace, workspace, NOW)


def store_and(database: Database, meanwhile: Callable[[], object]) -> None:
    """Two changes in one transaction, and something between them."""
    with database.everywhere.begin() as session:
        members.add_workspace(session, OURS, "x", NOW)
        meanwhile()
        members.add_workspace(session, "T2", "x", NOW)


def store_too_much(database: Database) -> None:
    """A transaction for which the file may not grow far enough."""
    with database.everywhere.begin() as session:
        pages = session.exec_driver_sql("PRAGMA page_count").scalar_one()
        session.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        for number in range(1000):
            members.add_workspace(session, f"T9{number}", "x" * 1000, NOW)


@contextmanager
def held(database: Database, seconds: float) -> Iterator[None]:
    """Somebody outside this process writes into the file for a while."""
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        other = sqlite3.connect(database.engine.url.database or "", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        taken.set()
        done.wait(seconds)
        other.rollback()
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    try:
        yield
    finally:
        done.set()
        thread.join()


def refused(database: Database) -> tuple[str, float]:
    """The sentence that a change is refused with, and the seconds that took."""
    started = time.monotonic()
    with pytest.raises(NotStored) as raised:
        store(database, "T9")
    return raised.value.sentence, time.monotonic() - started


class TestSqlite:
    def test_survives_a_power_cut_and_checks_every_reference(self, sqlite: Database) -> None:
        settings = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        with sqlite.everywhere.read() as session:
            for name, value in {**settings, "busy_timeout": 2000}.items():
                assert session.execute(text(f"PRAGMA {name}")).scalar() == value, name

    def test_a_writer_holds_the_file_from_its_first_moment(self, sqlite: Database) -> None:
        other = sqlite3.connect(sqlite.engine.url.database or "", isolation_level=None, timeout=0)
        with sqlite.everywhere.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")
        other.close()

    def test_a_reader_holds_up_nobody_and_sees_one_moment(self, sqlite: Database) -> None:
        with sqlite.everywhere.read() as session:
            count = text("SELECT count(*) FROM workspaces")
            before = session.execute(count).scalar()
            store(sqlite, OURS)
            assert session.execute(count).scalar() == before == 0
        assert workspaces(sqlite) == [OURS]

    def test_a_file_held_for_a_moment_is_waited_for(self, sqlite: Database) -> None:
        with held(sqlite, 0.3):
            store(sqlite, OURS)
        assert workspaces(sqlite) == [OURS]

    def test_a_file_held_for_long_is_told_before_slack_gives_up(self, sqlite: Database) -> None:
        with held(sqlite, 10):
            sentence, seconds = refused(sqlite)
            assert (sentence, seconds < SLACKS_PATIENCE) == (BUSY, True)
        store(sqlite, OURS)
        assert workspaces(sqlite) == [OURS]

    def test_nobody_in_the_queue_waits_longer_than_that(self, sqlite: Database) -> None:
        def comes_later(number: int) -> tuple[str, float]:
            time.sleep(0.2 * number)
            return refused(sqlite)

        with held(sqlite, 10), ThreadPoolExecutor(4) as pool:
            told = list(pool.map(comes_later, range(4)))
        assert [sentence for sentence, _ in told] == [BUSY] * 4
        assert max(seconds for _, seconds in told) < SLACKS_PATIENCE
        for _ in range(5):  # the hurry of those who had waited is nobody else's
            with sqlite.everywhere.begin() as session:
                assert session.execute(text("PRAGMA busy_timeout")).scalar() == 2000

    def test_sixteen_writers_at_once_are_all_stored(self, sqlite: Database) -> None:
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda number: store(sqlite, f"T{number:02}"), range(64)))
        assert len(workspaces(sqlite)) == 64

    def test_a_full_disk_is_told_and_leaves_nothing_half_written(self, sqlite: Database) -> None:
        with sqlite.everywhere.begin() as session:
            side(session, OURS, "")
        with sqlite.everywhere.read() as session:
            before = everything_of(session, OURS)
        with pytest.raises(NotStored) as raised:
            store_too_much(sqlite)
        assert raised.value.sentence == FULL
        assert workspaces(sqlite) == [OURS]
        with sqlite.everywhere.read() as session:
            assert everything_of(session, OURS) == before
        with sqlite.everywhere.begin() as session:
            session.exec_driver_sql("PRAGMA max_page_count = 1000000")
        store(sqlite, "T2")
        assert workspaces(sqlite) == [OURS, "T2"]

    def test_a_fault_of_ours_is_no_trouble_of_the_database(self, sqlite: Database) -> None:
        with pytest.raises(OperationalError), sqlite.everywhere.begin() as session:
            session.execute(text("SELECT nonsense"))


class TestEither:
    def test_a_change_that_fails_leaves_nothing(self, database: Database) -> None:
        with pytest.raises(ZeroDivisionError):
            store_and(database, lambda: 1 // 0)
        assert workspaces(database) == []
        store(database, "T2")
        assert workspaces(database) == ["T2"]

    def test_a_read_stores_nothing_of_its_own_accord(self, database: Database) -> None:
        store(database, OURS)
        for lent in (database.everywhere.read, database.everywhere.glance):
            with lent() as session:
                assert session.execute(text("SELECT count(*) FROM workspaces")).scalar() == 1

    def test_amounts_are_added_up_to_the_last_cent(self, database: Database) -> None:
        with database.everywhere.begin() as session:
            us = side(session, OURS, "")
            for number in range(1000):
                deals.add(
                    session, OURS, owner_id=us.member.id, name=f"D{number}", stage="opportunity",
                    created_at=NOW, entered_stage_at=NOW, amount=Decimal("0.1"), currency="EUR",
                )  # fmt: skip
            big = Decimal("99999999999.9999")
            deals.change(session, OURS, us.deal, {"amount": big, "currency": "EUR"}, "UTC")
        with database.everywhere.read() as session:
            (row,) = week.open_pipeline(session, Sight(OURS, None))
        assert row[2:] == ("EUR", 1001, Decimal("100000000099.9999"))


class TestPostgresql:
    @pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
    def test_is_reached_by_any_of_its_names(self, scheme: str) -> None:
        assert normal_url(f"{scheme}://u:p@h/db?a=b") == "postgresql+psycopg://u:p@h/db?a=b"

    def test_a_row_held_for_long_is_told_before_slack_gives_up(self, postgresql_url: str) -> None:
        database = opened(postgresql_url)
        store(database, "T9")
        with database.everywhere.begin() as other:
            other.execute(text("UPDATE workspaces SET name = 'x'"))
            started = time.monotonic()
            with pytest.raises(NotStored) as raised, database.everywhere.begin() as session:
                session.execute(text("UPDATE workspaces SET name = 'y'"))
            seconds = time.monotonic() - started
            other.rollback()
        assert (raised.value.sentence, seconds < SLACKS_PATIENCE) == (BUSY, True)
        database.close()

    def test_a_server_that_is_away_is_told_and_found_again(
        self, postgres_of_its_own: PostgresServer
    ) -> None:
        database = opened(postgres_of_its_own.fresh_database())
        store(database, OURS)
        for mode in ("fast", "immediate"):
            postgres_of_its_own.stop(mode)
            sentence, seconds = refused(database)
            assert (sentence, seconds < SLACKS_PATIENCE) == (AWAY, True)
            for lent in (database.everywhere.read, database.everywhere.glance):
                with pytest.raises(NotStored, match="can't reach"), lent() as session:
                    session.execute(text("SELECT 1"))
            postgres_of_its_own.start()
            assert workspaces(database) == [OURS]
        database.close()

    def test_a_server_that_goes_in_the_middle_leaves_nothing_half_written(
        self, postgres_of_its_own: PostgresServer
    ) -> None:
        database = opened(postgres_of_its_own.fresh_database())
        with pytest.raises(NotStored) as raised:
            store_and(database, lambda: postgres_of_its_own.restart("immediate"))
        assert raised.value.sentence == AWAY
        assert workspaces(database) == []
        database.close()


def opened(url: str) -> Database:
    """A database of this version."""
    database = open_database(url)
    upgrade(database)
    return database
