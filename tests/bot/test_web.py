"""The other addresses: alive, ready, and nothing else."""

import urllib.error
import urllib.request

import pytest

from tests.bot.app import Coach


def get(coach: Coach, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(coach.url + path, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_bot_on_a_current_database_is_alive_and_ready(coach: Coach) -> None:
    assert get(coach, "/healthz") == (200, "ok")
    assert get(coach, "/readyz") == (200, "ok")


def test_an_older_database_is_not_ready_and_says_what_to_do(coach: Coach) -> None:
    coach.sql("UPDATE alembic_version SET version_num = '0000'")
    assert get(coach, "/readyz") == (503, "the database needs `deal-coach db upgrade`")
    assert get(coach, "/healthz") == (200, "ok")


def test_a_database_that_cannot_be_read_is_not_ready(coach: Coach) -> None:
    coach.sql("ALTER TABLE alembic_version RENAME TO gone")
    assert get(coach, "/readyz")[0] == 503
    database = coach.bot.runtime.database.engine.url.database
    assert database is not None
    coach.bot.runtime.database.close()
    with open(database, "wb") as file:
        file.write(b"this is no database " * 500)
    status, told = get(coach, "/readyz")
    assert status == 503
    assert told.startswith("the database cannot be reached")


@pytest.mark.parametrize(
    ("path", "status"), [("/slack/events", 405), ("/", 404), ("/docs", 404), ("/metrics/", 404)]
)
def test_nothing_else_is_served(coach: Coach, path: str, status: int) -> None:
    assert get(coach, path)[0] == status
