"""PostgreSQL starts for tests, answers, is stopped, crashes and comes back."""

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.postgres import PostgresServer


def run(url: str, *statements: str) -> object:
    """Execute statements; gives the last one's first value, if it has rows."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in statements:
            result = connection.execute(text(statement))
        return result.scalar() if result.returns_rows else None


def test_a_database_of_each_kind_is_empty_and_works(database_url: str) -> None:
    run(database_url, "CREATE TABLE deals (name TEXT)", "INSERT INTO deals VALUES ('Acme')")
    assert run(database_url, "SELECT count(*) FROM deals") == 1


def test_the_server_is_version_18_and_knows_letters(postgresql_url: str) -> None:
    assert str(run(postgresql_url, "SHOW server_version")).startswith("18")
    assert run(postgresql_url, "SELECT lower('ÉLAN')") == "élan"


def test_two_databases_do_not_see_each_other(postgres: PostgresServer) -> None:
    one, other = postgres.fresh_database(), postgres.fresh_database()
    for url in (one, other):
        run(url, "CREATE TABLE deals (name TEXT)")
    run(one, "INSERT INTO deals VALUES ('Acme')")
    assert run(other, "SELECT count(*) FROM deals") == 0
    for url in (one, other):
        postgres.drop_database(url)


def test_a_template_is_built_once_and_copied(postgres: PostgresServer) -> None:
    built = []

    def build(url: str) -> None:
        built.append(url)
        run(url, "CREATE TABLE deals (name TEXT)")

    for _ in range(2):
        url = postgres.fresh_database(postgres.template("deals", build))
        assert run(url, "SELECT count(*) FROM deals") == 0
        postgres.drop_database(url)
    assert len(built) == 1


def test_a_stopped_server_refuses_and_a_started_one_remembers(
    postgres_of_its_own: PostgresServer,
) -> None:
    url = postgres_of_its_own.fresh_database()
    run(url, "CREATE TABLE deals (name TEXT)")
    postgres_of_its_own.stop()
    with pytest.raises(OperationalError):
        run(url, "SELECT 1")
    postgres_of_its_own.start()
    assert run(url, "SELECT count(*) FROM deals") == 0


def test_what_was_committed_outlives_a_crash(postgres_of_its_own: PostgresServer) -> None:
    url = postgres_of_its_own.fresh_database()
    run(url, "CREATE TABLE deals (name TEXT)", "INSERT INTO deals VALUES ('Acme')")
    postgres_of_its_own.restart("immediate")
    assert run(url, "SELECT count(*) FROM deals") == 1


def test_a_killed_test_run_leaves_no_server_behind() -> None:
    program = """
        import os, signal
        from tests.postgres import PostgresServer
        server = PostgresServer()
        server.create()
        server.start()
        print(server.folder, server.process.pid, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    outcome = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        cwd=Path(__file__).parent.parent,
        check=False,
    )
    folder = Path(outcome.stdout.split()[0].decode())
    deadline = time.monotonic() + 10
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not folder.exists()
