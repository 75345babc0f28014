"""A whole deployment for a test: the real bot, served to the stand-in for Slack."""

import logging
import socket as sockets
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import uvicorn
from sqlalchemy import func, select

from bot.health import Health
from bot.main import Bot, build
from bot.runtime import nothing
from bot.serving import socket
from bot.settings import Settings
from bot.web import web
from storage.tables import Base
from tests.slack import Door, HttpDoor, InProcessDoor, SlackServer, SocketDoor, bolt_dispatch

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Mon 2 Mar 2026, nine o'clock in Lisbon."""


@dataclass
class Clock:
    """The time of the bot and of its Slack, set by the test."""

    moment: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        """Let time pass: advance(days=1, hours=2)."""
        self.moment += timedelta(**span)

    def set(self, day: str, time: str = "09:00") -> None:
        """Go to a moment in UTC: set("2026-03-05", "08:31")."""
        self.moment = datetime.fromisoformat(f"{day}T{time}:00+00:00")


@dataclass
class Coach:
    """A deployment under test: the bot, its Slack, and the way from one to the other."""

    slack: SlackServer
    bot: Bot
    door: Door
    clock: Clock
    settings: Settings
    url: str = ""
    checked: set[int] = field(default_factory=set)

    def rows(self) -> Counter[str]:
        """How many rows each table has."""
        tables = Base.metadata.sorted_tables
        with self.bot.runtime.database.everywhere.read() as connection:
            counts = {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in tables
            }
        return Counter(counts)

    def values(self, table: str, *columns: str) -> list[Any]:
        """What stands in some columns of a table, oldest first; single values for one column."""
        found = Base.metadata.tables[table]
        statement = select(*(found.c[name] for name in columns)).order_by(found.c.id)
        with self.bot.runtime.database.everywhere.read() as connection:
            rows = [tuple(row) for row in connection.execute(statement)]
        return [row[0] for row in rows] if len(columns) == 1 else rows

    def sql(self, statement: str) -> None:
        """Change the database behind the bot's back."""
        with self.bot.runtime.database.everywhere.begin() as connection:
            connection.exec_driver_sql(statement)

    def morning(self, day: str, time: str = "08:31") -> int:
        """Go to a morning and do what is due; returns how many messages went out."""
        self.clock.set(day, time)
        return self.bot.pulse.once()


def settings_for(slack: SlackServer, database_url: str, **others: Any) -> Settings:
    """The settings that connect a bot to the stand-in."""
    values: dict[str, Any] = {
        "slack_bot_token": slack.workspace.token,
        "slack_signing_secret": slack.signing_secret,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.api_url,
        "database_url": database_url,
        "requests_a_minute": 0,
    }
    return Settings(_env_file=None, **(values | others))


@contextmanager
def deployed(
    slack: SlackServer,
    database_url: str,
    way: "str | Way" = "http",
    clock: Clock | None = None,
    checkpoint: Callable[[str], None] = nothing,
    **others: Any,
) -> Iterator[Coach]:
    """A bot that Slack reaches over "http", "socket", "in process", or a way of the test's own;
    `others` are settings."""
    clock = clock or Clock()
    slack.clock = clock
    settings = settings_for(slack, database_url, **others)
    bot = build(settings, now=clock, checkpoint=checkpoint)
    coach = Coach(slack, bot, Door(slack), clock, settings)
    try:
        with (WAYS[way] if isinstance(way, str) else way)(coach):
            yield coach
    finally:
        bot.close()


@contextmanager
def over_http(coach: Coach) -> Iterator[None]:
    """Through bot.web behind a uvicorn of its own, as `deal-coach run` serves it."""
    with Front(lifespan="on") as front, front.serve(coach):
        yield


class Front:
    """A uvicorn on a port of its own; many deployments may be served by it, one after the other."""

    def __init__(self, lifespan: Literal["on", "off"] = "off") -> None:
        self.listening = sockets.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        config = uvicorn.Config(
            self, log_config=None, access_log=False, server_header=False, lifespan=lifespan
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(
            target=self.server.run, kwargs={"sockets": [self.listening]}, name="front"
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    def __enter__(self) -> "Front":
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        if self.thread.is_alive():
            self.thread.join()
        self.listening.close()

    @contextmanager
    def serve(self, coach: Coach) -> Iterator[None]:
        """Serves one deployment for the length of the block."""
        runtime = coach.bot.runtime
        health = Health(runtime)
        runtime.meters.ask_when_read(health.figures)
        self.app = web(coach.bot.app, health, runtime.meters, coach.bot.installing)
        if not self.thread.is_alive():
            self.thread.start()
        coach.url = self.url
        coach.door = HttpDoor(coach.slack, f"{self.url}/slack/events")
        yield


@contextmanager
def over_a_socket(coach: Coach) -> Iterator[None]:
    """Through Socket Mode, as `deal-coach run` does with an app token."""
    opened = coach.slack.sockets.opened
    with socket(coach.settings, coach.bot):
        coach.slack.sockets.wait(opened + 1)
        coach.door = SocketDoor(coach.slack)
        yield


@contextmanager
def in_process(coach: Coach) -> Iterator[None]:
    """Through Bolt's dispatch, with no network between."""
    coach.door = InProcessDoor(coach.slack, bolt_dispatch(coach.bot.app))
    yield


Way = Callable[[Coach], AbstractContextManager[None]]
WAYS: dict[str, Way] = {
    "http": over_http,
    "socket": over_a_socket,
    "in process": in_process,
}


@contextmanager
def logged(level: int = logging.INFO) -> Iterator[list[str]]:
    """Every line that would be logged meanwhile, tracebacks included."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    root, keep = logging.getLogger(), Keep()
    keep.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    before = root.level
    root.addHandler(keep)
    root.setLevel(level)
    try:
        yield lines
    finally:
        root.setLevel(before)
        root.removeHandler(keep)


def sqlite_at(folder: Path) -> str:
    """A SQLite database in a folder."""
    return f"sqlite:///{folder / 'deals.db'}"
