"""The whole playground put together: a Slack, a clock, a product, and people who use it."""

import logging
import os
import secrets
import tempfile
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from pydantic import SecretStr
from slack_bolt import App

from bot.clock import Pulse
from bot.playground.cast import TOKEN, Person
from bot.playground.clock import DemoClock
from bot.playground.doorman import Doorman
from bot.playground.port import listening
from bot.playground.slack import LocalSlack, nobody
from bot.playground.story import BEGINS, OPENS, Said, happen, tell
from bot.runtime import Runtime
from bot.settings import Settings
from storage import moments

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


class Bot(Protocol):
    """A product put together."""

    @property
    def app(self) -> App:
        """What takes Slack's requests."""

    @property
    def runtime(self) -> Runtime:
        """What is lent to everybody."""

    @property
    def pulse(self) -> Pulse:
        """What is timed."""

    def close(self) -> None:
        """Lets go of the database."""


class Build(Protocol):
    """Puts a product together; bot.main.build is one."""

    def __call__(self, settings: Settings, *, now: Callable[[], datetime], soon: Executor) -> Bot:
        """A product on a migrated database."""


class AtOnce(Executor):
    """Does everything here and now, so that an answer stands before the next line is read."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Does it."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@dataclass(frozen=True, slots=True)
class Stage:
    """What a terminal or a browser needs to let people play."""

    slack: LocalSlack
    clock: DemoClock
    doorman: Doorman
    bot: Bot
    to_come: list[Said]

    def settle(self) -> None:
        """Does what is due now, and sends what waits."""
        self.bot.pulse.once()

    def travel(self, until: datetime, players: Collection[Person] = ()) -> None:
        """Moves the clock; what is due on the way happens at its moment, and so does what those
        do who are not played by somebody."""
        while (due := self._next()) is not None and due <= until:
            self.clock.move_to(due)
            while self.to_come and self.to_come[0].at <= due:
                said = self.to_come.pop(0)
                if said.person not in players:
                    happen(self.bot.runtime.database, said)
            self.settle()
        self.clock.move_to(until)

    def _next(self) -> datetime | None:
        with self.bot.runtime.database.everywhere.read() as session:
            due = moments.earliest(session)
        said = self.to_come[0].at if self.to_come else None
        return min((moment for moment in (due, said) if moment), default=None)


@contextmanager
def staged(
    build: Build, opens: datetime = OPENS, tell_all: Callable[[], None] = nobody
) -> Iterator[Stage]:
    """A stage with the story told up to its first morning; nothing of it is left afterwards.

    `tell_all` is called whenever something happened on somebody's screen.
    """
    with ExitStack() as stack:
        stack.enter_context(_without_proxies())
        stack.enter_context(_without_log())
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="deal-coach-"))
        clock = DemoClock(BEGINS)
        slack = LocalSlack(clock, tell_all)
        address = stack.enter_context(listening(slack))
        secret = secrets.token_hex(16)
        bot = build(_settings(address, Path(folder), secret), now=clock, soon=AtOnce())
        stack.callback(bot.close)
        to_come = tell(bot.runtime.database)
        stage = Stage(slack, clock, Doorman(slack, bot.app.dispatch, secret), bot, to_come)
        stage.travel(opens)
        yield stage


def _settings(address: str, folder: Path, secret: str) -> Settings:
    """Settings of the playground alone: nothing is read from the environment or from .env."""
    return Settings.model_construct(
        requests_a_minute=0,
        slack_bot_token=SecretStr(TOKEN),
        slack_signing_secret=SecretStr(secret),
        slack_api_url=address,
        database_url=f"sqlite:///{folder / 'playground.db'}",
    )


@contextmanager
def _without_proxies() -> Iterator[None]:
    """Slack's client would look for the local Slack behind a proxy that is set for the world."""
    names = [name for proxy in PROXIES for name in (proxy, proxy.lower())]
    kept = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


@contextmanager
def _without_log() -> Iterator[None]:
    """Nothing is printed but the conversation."""
    handler, root = logging.NullHandler(), logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
