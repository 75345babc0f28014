"""Many members in many zones, held against a plain oracle: right day, right hour, right rows."""

import time
from datetime import UTC, date, datetime

import pytest

from tests.bot.person import Person
from tests.journeys.year.life import Life
from tests.journeys.year.people import CHANGING, ZONES
from tests.slack import ADA, SlackServer

WINDOWS = (("2026-03-02", "2026-04-08"), ("2026-09-21", "2026-11-05"))
"""A week before the first clock of CHANGING is changed, to a few days after the last."""


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00:30+00:00").astimezone(UTC)


def test_around_the_days_when_clocks_change(slack: SlackServer, sqlite_url: str) -> None:
    began = time.perf_counter()
    with Life(slack, sqlite_url, at("2025-09-01"), seed=6) as life:
        life.hires(len(CHANGING), list(CHANGING), deals=4)
        for first, last in WINDOWS:
            life.sleeps(at(first), acts=20).runs(at(last), acts_a_day=0.4, away=0.05)
    report("clock changes", life, began)


def test_two_replicas_share_the_days_when_clocks_change(
    slack: SlackServer, postgresql_url: str
) -> None:
    began = time.perf_counter()
    with Life(slack, postgresql_url, at("2026-02-02"), seed=7, replicas=2) as life:
        life.hires(6, list(CHANGING), deals=4)
        life.sleeps(at("2026-03-22"), acts=10).runs(at("2026-04-07"), acts_a_day=0.4, away=0.05)
        assert max(slack.messages_by_key().values()) == 1
    report("two replicas", life, began)


@pytest.mark.soak
@pytest.mark.parametrize(("database", "replicas"), [("sqlite", 1), ("postgresql", 2)])
def test_a_year_of_two_hundred_members(
    slack: SlackServer, request: pytest.FixtureRequest, database: str, replicas: int
) -> None:
    """With holidays, leave, covers, moves to other countries, and a closed week in December."""
    began = time.perf_counter()
    url = str(request.getfixturevalue(f"{database}_url"))
    with Life(slack, url, at("2026-01-02"), seed=2026, replicas=replicas) as life:
        life.hires(200, list(ZONES), deals=3)
        life.sleeps(at("2026-01-05"), acts=3).runs(at("2026-12-10"), acts_a_day=0.3, away=0.02)
        life.shuts(Person(life.coach, ADA), date(2026, 12, 24), date(2027, 1, 1))
        life.runs(at("2027-01-06"), acts_a_day=0.3, away=0.02)
    assert life.counted["lists"] > 200 * 150
    report(f"a year, {database}, replicas: {replicas}", life, began)


def report(what: str, life: Life, began: float) -> None:
    counted = ", ".join(f"{n} {name}" for name, n in sorted(life.counted.items()))
    print(f"\n{what}: {len(life.sellers)} members; {counted}; latest {life.latest}; "
          f"{time.perf_counter() - began:.0f} s")  # fmt: skip
