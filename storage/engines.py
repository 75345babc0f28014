"""The engines behind the database: how each kind is reached, and what is set on its connections."""

import sqlite3
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine, event

BUSY_SECONDS = 2.0
"""How long a writer waits for the lock: Slack wants an answer within 3 seconds."""
NOTICED_SECONDS = 0.05
"""A shorter wait for the turn is not taken off the wait for the file."""
ALIVE = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""A server that vanished without a word is noticed within half a minute or so, not in hours."""
ERASING = "erasing"
"""Under this name a connection to SQLite keeps whether history may be erased just now."""


def normal_url(url: str) -> str:
    """Hosts hand out postgres:// and postgresql://; both mean psycopg here."""
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url


def engine_for(url: str) -> Engine:
    """The engine behind an SQLAlchemy URL: sqlite:///… or postgresql+psycopg://…"""
    return _sqlite(url) if url.startswith("sqlite") else _postgresql(normal_url(url))


def patience(seconds: float) -> str:
    """What tells SQLite how long to wait for the file."""
    return f"PRAGMA busy_timeout = {int(seconds * 1000)}"


def _postgresql(url: str) -> Engine:
    """Its connections begin no transaction by themselves: whoever lends one does, in one trip with
    what else is said at the beginning, and so finds out whether the connection still lives."""
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=10,
        max_overflow=20,
        pool_timeout=BUSY_SECONDS,
        connect_args={"connect_timeout": int(BUSY_SECONDS), **ALIVE},
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {int(BUSY_SECONDS * 1000)}")

    return engine


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=20,
        pool_timeout=BUSY_SECONDS,
        pool_use_lifo=True,
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None
        connection.execute(patience(BUSY_SECONDS))
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.create_function("local_day", 2, _local_day, deterministic=True)
        connection.create_function("erasing", 0, lambda: bool(record.info.get(ERASING)))

    return engine


def _local_day(moment: str | None, zone: str) -> str | None:
    """The day on the wall there: SQLite knows no zones."""
    if moment is None:
        return None
    utc = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return utc.astimezone(ZoneInfo(zone)).date().isoformat()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turns the write-ahead log on; SQLite does not wait there for others who do the same."""
    started = monotonic()
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if monotonic() - started > BUSY_SECONDS:
                raise
            sleep(NOTICED_SECONDS)
