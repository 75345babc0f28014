"""Three replicas on one database, killed and restarted under load: nothing lost, nothing twice."""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGKILL

import pytest
from sqlalchemy import text

from storage.database import open_database
from tests.bot.process import Running, environment
from tests.postgres import PostgresServer
from tests.slack import RateLimited, ServerError, SlackServer
from tests.slack.deliveries import Deliveries

REPLICAS = 3
QUIET = 1.0
"""Seconds without a call to Slack after which nobody has a message under way."""


class Fleet:
    """Replicas that are killed and started again, and people who ask whichever stands."""

    def __init__(self, slack: SlackServer, url: str, folder: Path) -> None:
        self.slack, self.url, self.folder = slack, url, folder
        self.running: list[Running] = []
        self.stack = ExitStack()
        self.answered: set[str] = set()
        self.unanswered: set[str] = set()
        self.refused: Counter[str] = Counter()
        self.kills = 0
        self.started = 0
        self.lock = threading.Lock()

    def start(self) -> Running:
        self.started += 1
        home = self.folder / str(self.started)
        home.mkdir()
        env = environment(
            self.slack, DATABASE_URL=self.url, SLACK_SIGNING_SECRET=self.slack.signing_secret
        )
        one = self.stack.enter_context(Running(env, home))
        self.running.append(one)
        return one

    def kill(self) -> None:
        """kill -9 for one of them, and another in its place."""
        victim = self.running.pop(random.randrange(len(self.running)))
        victim.stop(SIGKILL)
        victim.process.wait()
        self.kills += 1
        self.start()

    def ask(self, user: str, name: str) -> None:
        """Adds a deal; notes whether it was acknowledged as stored, refused, or not answered."""
        with self.lock:
            delivery = Deliveries(self.slack).command(f"add {name}", user)
        one = random.choice(self.running)
        try:
            status, told, _ = one.door(self.slack).send(delivery)
        except (OSError, http.client.HTTPException):
            status, told = 0, ""
        with self.lock:
            if status == 200 and f"Added {name}" in told:
                self.answered.add(name)
            elif status == 200:
                self.refused["refused"] += 1
            else:
                self.unanswered.add(name)
                self.refused["unanswered"] += 1

    def sql(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        database = open_database(self.url)
        with database.everywhere.begin() as session:
            found = session.execute(text(statement), values)
            rows = [tuple(row) for row in found] if found.returns_rows else []
        database.close()
        return rows

    def settle(self) -> None:
        """Waits until nobody talks to Slack; then two minutes pass for whatever was left behind."""
        for _ in range(12):
            self.quiet()
            if not self.sql("SELECT 1 FROM outbox WHERE status IN ('pending', 'sending') LIMIT 1"):
                return
            now = datetime.now(UTC) - timedelta(seconds=1)
            self.sql("UPDATE outbox SET lease_until = :now WHERE status = 'sending'", now=now)
            self.sql("UPDATE outbox SET not_before = :now WHERE not_before > :now", now=now)
            self.kill()
        raise AssertionError("messages are still on their way")

    def quiet(self) -> None:
        seen = -1
        while seen != len(self.slack.requests):
            seen = len(self.slack.requests)
            time.sleep(QUIET)


@contextmanager
def fleet(slack: SlackServer, url: str, folder: Path) -> Iterator[Fleet]:
    made = Fleet(slack, url, folder)
    with made.stack:
        for _ in range(REPLICAS):
            made.start()
        yield made


def under_fire(
    made: Fleet, people: list[str], each: int, trouble: list[Callable[[], None]]
) -> None:
    """All of them type at once, while one trouble after the other comes."""
    asked = [(user, f"Deal{n}x{user[-4:]}") for n in range(each) for user in people]
    with ThreadPoolExecutor(8) as threads:
        done = [threads.submit(made.ask, *one) for one in asked]
        for one in trouble:
            time.sleep(0.3)
            one()
        for future in done:
            future.result()


def bad_day(slack: SlackServer, server: PostgresServer, folder: Path, sellers: int) -> None:
    people = [f"U0000{number:04}" for number in range(sellers)]
    for user in people:
        slack.workspace.add_user(user, f"seller{user[-4:]}", tz="UTC")
    with fleet(slack, server.fresh_database(), folder) as made:
        under_fire(made, people, 3, [made.kill, server.restart, made.kill])
        stored = Counter(str(name) for (name,) in made.sql("SELECT name FROM deals"))
        assert made.answered <= stored.keys(), "acknowledged and lost"
        assert stored.keys() <= made.answered | made.unanswered, "refused and stored"
        assert set(stored.values()) == {1}
        morning(made)
        members = {str(key) for (key,) in made.sql("SELECT slack_id FROM members")}
        lists = Counter(m.channel for m in slack.messages() if m.key)
        assert len(lists) == len(members)
        assert set(lists.values()) == {1}
        statuses = made.sql("SELECT status, count(*) FROM outbox GROUP BY status")
        assert [status for status, _ in statuses] == ["sent"]
        print(
            f"\n{len(made.answered)} commands stored, {dict(made.refused)}; {made.kills} replicas "
            f"killed, 1 database restarted; {len(lists)} lists, each there once"
        )


def morning(made: Fleet) -> None:
    """Everybody's list is due at once, Slack has a bad hour, and a replica dies in it."""
    faults = made.slack.faults
    faults.add("chat.postMessage", RateLimited(1), times=3)
    faults.add("chat.postMessage", ServerError(500), times=3)
    faults.add("chat.postMessage", ServerError(500, accepted=True), times=3)
    now = datetime.now(UTC) - timedelta(minutes=1)
    made.sql(
        "UPDATE due_moments SET next_at = :now, local_date = :day, working_days = 127 "
        "WHERE kind = 'daily_list'",
        now=now,
        day=now.date(),
    )
    made.kill()
    made.settle()


def test_a_bad_day_of_three_replicas_costs_no_command_and_no_list(
    slack: SlackServer, postgres_of_its_own: PostgresServer, tmp_path: Path
) -> None:
    bad_day(slack, postgres_of_its_own, tmp_path, 40)


@pytest.mark.soak
def test_a_bad_day_of_five_thousand_sellers_costs_no_command_and_no_list(
    slack: SlackServer, postgres_of_its_own: PostgresServer, tmp_path: Path
) -> None:
    bad_day(slack, postgres_of_its_own, tmp_path, 5000)
