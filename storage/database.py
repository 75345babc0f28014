"""Opens the database and lends transactions: one to read, one to write."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.turns import Turns

Session = Connection
"""What questions and changes take: a connection inside a transaction that the edge owns."""

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


class NotStored(Exception):
    """Nothing was stored; the sentence says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


BUSY = "I'm busy writing for others right now. Nothing was stored: please try again in a moment."
FULL = "My disk is full, so nothing was stored. Please tell whoever runs Deal Coach here."
AWAY = "I can't reach my database right now. Nothing was stored: please try again in a minute."
SIGNS = {
    "database is locked": BUSY,
    "lock timeout": BUSY,
    "deadlock detected": BUSY,
    "QueuePool limit": BUSY,
    "disk is full": FULL,
    "No space left on device": FULL,
    "unable to open database file": AWAY,
    "disk I/O error": AWAY,
}
"""What the databases say, and what it means. Anything else from PostgreSQL is a server that is
away; anything else from SQLite is a fault of ours."""
TROUBLE = (OperationalError, PoolTimeout, sqlite3.OperationalError)


class Database:
    """One engine. `begin` writes, `read` only reads; neither is ever nested in a thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._on_sqlite = engine.dialect.name == "sqlite"
        quick = {} if self._on_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._glancers = engine.execution_options(**quick)
        lasting = {} if self._on_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._lasting = engine.execution_options(**lasting)
        self._turns = Turns()

    @contextmanager
    def begin(self, patience: float = BUSY_SECONDS) -> Iterator[Session]:
        """A transaction that commits at the end of the block and rolls back when it raises.

        On SQLite writers queue for one lock in the process before they ask the file for its own:
        sixteen of them then wait a few milliseconds each instead of polling. Raises NotStored when
        they wait for more than `patience` seconds.
        """
        started = monotonic()
        if self._on_sqlite and not self._turns.take(patience):
            raise NotStored(BUSY)
        try:
            with self.engine.begin() as session:
                if self._on_sqlite:
                    _begin_immediate(session, patience - (monotonic() - started))
                yield session
        except TROUBLE as error:
            raise _not_stored(error) from error
        finally:
            if self._on_sqlite:
                self._turns.give()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent view of the data that takes no write lock."""
        try:
            with self.engine.begin() as session:
                if self._on_sqlite:
                    _driver(session).execute("BEGIN")
                yield session
        except TROUBLE as error:
            raise _not_stored(error) from error

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """For many questions in a row: all see the data as it stood at the first."""
        try:
            with self._lasting.begin() as session:
                if self._on_sqlite:
                    _driver(session).execute("BEGIN")
                yield session
        except TROUBLE as error:
            raise _not_stored(error) from error

    @contextmanager
    def glance(self) -> Iterator[Session]:
        """For a single question: no transaction around it, which saves two trips."""
        try:
            with self._glancers.connect() as session:
                yield session
        except TROUBLE as error:
            raise _not_stored(error) from error

    def clock(self) -> datetime | None:
        """What time it is on a database server; None where there is no server."""
        if self._on_sqlite:
            return None
        with self.glance() as session:
            moment: datetime = session.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
            return moment

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


def _begin_immediate(session: Session, patience: float) -> None:
    """Takes SQLite's write lock; what was waited for the turn is not waited for the file again."""
    driver = _driver(session)
    if abs(patience - BUSY_SECONDS) < NOTICED_SECONDS:
        driver.execute("BEGIN IMMEDIATE")
        return
    driver.execute(_patience(max(0.0, patience)))
    try:
        driver.execute("BEGIN IMMEDIATE")
    finally:
        driver.execute(_patience(BUSY_SECONDS))


def _patience(seconds: float) -> str:
    return f"PRAGMA busy_timeout = {int(seconds * 1000)}"


def _driver(session: Session) -> sqlite3.Connection:
    """SQLite's own connection, which begins transactions only when it is told to."""
    driver = session.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _not_stored(error: OperationalError | PoolTimeout | sqlite3.OperationalError) -> Exception:
    """What to raise: a sentence for the seller where the database is in trouble, else the error."""
    cause = getattr(error, "orig", error)
    words = str(cause)
    for sign, sentence in SIGNS.items():
        if sign in words:
            return NotStored(sentence)
    return error if isinstance(cause, sqlite3.Error) else NotStored(AWAY)


def open_database(url: str) -> Database:
    """Opens the database behind an SQLAlchemy URL: sqlite:///… or postgresql+psycopg://…"""
    if url.startswith("sqlite"):
        return Database(_open_sqlite(url))
    return Database(_open_postgresql(normal_url(url)))


def file_of(url: str) -> Path | None:
    """The file behind an SQLite URL; None for PostgreSQL, and for a database in memory."""
    found = make_url(normal_url(url))
    if found.get_backend_name() != "sqlite" or found.database in (None, "", ":memory:"):
        return None
    return Path(str(found.database)).absolute()


def normal_url(url: str) -> str:
    """Hosts hand out postgres:// and postgresql://; both mean psycopg here."""
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url


def _open_postgresql(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=20,
        pool_timeout=BUSY_SECONDS,
        connect_args={"connect_timeout": int(BUSY_SECONDS), **ALIVE},
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {int(BUSY_SECONDS * 1000)}")
        connection.commit()

    return engine


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=20,
        pool_timeout=BUSY_SECONDS,
        pool_use_lifo=True,
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute(_patience(BUSY_SECONDS))
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.create_function("local_day", 2, _local_day, deterministic=True)

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
