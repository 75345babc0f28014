"""Sellers whose lists fall due at the same minute, day after day, and what may go wrong then."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from bot.clock import tick
from bot.delivery import Sender
from bot.main import Bot, build
from bot.rounds import DEADLINE
from bot.runtime import Runtime, nothing
from bot.usecases.asking import Asking
from bot.usecases.capture import add
from bot.usecases.joining import Profile, join
from bot.usecases.requests import Add
from storage import members, settings, tables
from storage.outbox import Letter
from tests.bot.app import Clock, settings_for
from tests.slack import TEAM, Message, SlackServer, Workspace

SUNDAY = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DUE = time(8, 30)
PAST_THE_LEASE = timedelta(seconds=150)
ROUNDS = 12


class Crash(BaseException):
    """The process dies here: nothing in the bot may catch it."""


class Failpoint:
    """Dies at the n-th passing of a named checkpoint, and stays dead."""

    def __init__(self, name: str, passing: int = 1) -> None:
        self.name, self.left = name, passing
        self.dead = False
        self._lock = threading.Lock()

    def __call__(self, name: str) -> None:
        with self._lock:
            self.left -= name == self.name
            self.dead = self.dead or self.left == 0
        if self.dead:
            raise Crash(name)


class Office:
    """A deployment whose sellers all have something to do every morning at 08:30 UTC."""

    def __init__(self, slack: SlackServer, database_url: str, sellers: int = 4) -> None:
        self.slack, self.database_url = slack, database_url
        self.clock = Clock(SUNDAY)
        slack.clock = self.clock
        self.bot: Bot | None = None
        self.users: dict[str, list[str]] = {}
        self.start()
        self.hire(slack.workspace, sellers)

    def start(self, checkpoint: Callable[[str], None] = nothing) -> None:
        """A new process on the same database; the old one is gone."""
        self.stop()
        settings = settings_for(self.slack, self.database_url)
        self.bot = build(settings, now=self.clock, checkpoint=checkpoint)

    def stop(self) -> None:
        if self.bot is not None:
            self.bot.close()

    @property
    def runtime(self) -> Runtime:
        """The bot's, with a token for each workspace."""
        assert self.bot is not None
        return replace(self.bot.runtime, token_of=lambda team: self.slack.workspaces[team].token)

    def hire(self, workspace: Workspace, sellers: int) -> None:
        """Members with a deal each that is always worth a row: a lead that nobody touched."""
        known = len(self.users.get(workspace.id, ()))
        for number in range(known, known + sellers):
            user = f"U{workspace.id[1:5]}{number:03}"
            workspace.add_user(user, f"seller{number}", tz="UTC")
            self.users.setdefault(workspace.id, []).append(user)
            with self.runtime.database.everywhere.begin() as session:
                profile = Profile(user, f"Seller {number}", "UTC")
                join(session, workspace.id, workspace.name, profile, self.clock.moment)
                member = members.by_slack_id(session, workspace.id, user)
                owner = settings.workspace(session, workspace.id)
                assert member
                assert owner
                add(session, Asking(member, owner, self.clock.moment), Add(f"Lead {number}"))

    def morning(self) -> date:
        """Goes to the next working day's 08:30."""
        self.clock.moment = self.morning_after(self.clock.moment.date())
        return self.clock.moment.date()

    def morning_after(self, day: date) -> datetime:
        """08:30 of the first working day after that one."""
        day += timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        return datetime.combine(day, DUE, UTC)

    def beat(self, deadline: timedelta = DEADLINE) -> int:
        """One tick and one round of sending."""
        tick(self.runtime)
        return self.drain(deadline)

    def drain(self, deadline: timedelta = DEADLINE) -> int:
        return asyncio.run(Sender(self.runtime, deadline=deadline).drain())

    def dies(self) -> bool:
        """Whether a beat ends in a crash; if so, a new process is started."""
        try:
            self.beat()
        except Crash:
            self.start()
            return True
        return False

    def settle(self) -> None:
        """Let leases end and waits pass until nothing is on its way any more."""
        for _ in range(ROUNDS):
            self.beat()
            if not self.waiting():
                return
            self.clock.moment += PAST_THE_LEASE
        raise AssertionError(f"still on its way: {self.statuses()}")

    def waiting(self) -> int:
        """How many messages are on their way."""
        statuses = self.statuses()
        return statuses["pending"] + statuses["sending"]

    def statuses(self) -> Counter[str]:
        """How many messages there are of each status."""
        return Counter(str(status) for status, _ in self.column("status"))

    def column(self, name: str) -> list[tuple[object, str]]:
        """One column of the outbox, with whom the message is for."""
        column = tables.outbox.c[name]
        statement = select(column, tables.outbox.c.subject).order_by(tables.outbox.c.id)
        with self.runtime.database.everywhere.read() as session:
            return [(row[0], row[1]) for row in session.execute(statement)]

    def keys(self, day: date, team: str = TEAM) -> list[str]:
        """The keys that a day's lists of a workspace have, one for each seller."""
        with self.runtime.database.everywhere.read() as session:
            found = (members.by_slack_id(session, team, user) for user in self.users[team])
            return [Letter(team, "daily_list", str(m.id), day).key for m in found if m]

    def delivered(self, team: str = TEAM) -> Counter[str]:
        """How often each key stands in the workspace's Slack."""
        return Counter(m.key for m in self.slack.messages(team=team) if m.key)

    def assert_once(self, *days: date, team: str = TEAM) -> None:
        """Every list of those days stands in Slack exactly once, and nothing else does."""
        expected = {key for day in days for key in self.keys(day, team)}
        delivered = self.delivered(team)
        lost = expected - delivered.keys()
        doubled = {key: times for key, times in delivered.items() if times > 1}
        assert not lost, f"lost: {len(lost)} of {len(expected)}"
        assert not doubled, f"doubled: {doubled}"
        assert delivered.keys() == expected

    def planned(self) -> set[datetime]:
        """When the next lists are due."""
        with self.runtime.database.everywhere.read() as session:
            return set(session.execute(select(tables.due_moments.c.next_at)).scalars())

    def lists(self, user: str) -> list[Message]:
        return self.slack.messages(user=user)


@contextmanager
def office(slack: SlackServer, database_url: str, sellers: int = 4) -> Iterator[Office]:
    """An office for the length of the block."""
    place = Office(slack, database_url, sellers)
    try:
        yield place
    finally:
        place.stop()
