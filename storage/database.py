"""Opens the database and lends transactions: one to read, one to write."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.turns import Turns

Session = Connection
"""What questions and changes take: a connection inside a transaction that the edge owns."""

BUSY_SECONDS = 2.0
"""How long a writer waits for the lock: Slack wants an answer within 3 seconds."""
NOTICED_SECONDS = 0.05
"""A shorter wait for the turn is not taken off the wait for the file."""


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

GLANCE: dict[str, dict[str, Any]] = {
    "sqlite": {"begin": ""},
    "postgresql": {"isolation_level": "AUTOCOMMIT"},
}
"""How a connection is told that no transaction is wanted."""


class Database:
    """One engine. `begin` writes, `read` only reads; neither is ever nested in a thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._readers = engine.execution_options(begin="BEGIN")
        self._glancers = engine.execution_options(**GLANCE[engine.dialect.name])
        self._turns = Turns() if engine.dialect.name == "sqlite" else None

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A transaction that commits at the end of the block and rolls back when it raises.

        On SQLite writers queue for one lock in the process before they ask the file for its own:
        sixteen of them then wait a few milliseconds each instead of polling. Raises NotStored.
        """
        started = monotonic()
        if self._turns is not None and not self._turns.take(BUSY_SECONDS):
            raise NotStored(BUSY)
        try:
            with self._writer(monotonic() - started).begin() as session:
                yield session
        except (OperationalError, PoolTimeout) as error:
            raise _not_stored(error) from error
        finally:
            if self._turns is not None:
                self._turns.give()

    def _writer(self, waited: float) -> Engine:
        """What was waited for the turn is not waited for the file again."""
        if waited < NOTICED_SECONDS:
            return self.engine
        left = max(0, int((BUSY_SECONDS - waited) * 1000))
        return self.engine.execution_options(patience=left)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent view of the data that takes no write lock."""
        try:
            with self._readers.begin() as session:
                yield session
        except (OperationalError, PoolTimeout) as error:
            raise _not_stored(error) from error

    @contextmanager
    def glance(self) -> Iterator[Session]:
        """For a single question: no transaction around it, which saves two trips."""
        try:
            with self._glancers.connect() as session:
                yield session
        except (OperationalError, PoolTimeout) as error:
            raise _not_stored(error) from error

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


def _not_stored(error: OperationalError | PoolTimeout) -> Exception:
    """What to raise: a sentence for the seller where the database is in trouble, else the error."""
    words = str(getattr(error, "orig", error))
    for sign, sentence in SIGNS.items():
        if sign in words:
            return NotStored(sentence)
    from_sqlite = isinstance(getattr(error, "orig", None), sqlite3.Error)
    return error if from_sqlite else NotStored(AWAY)


def open_database(url: str) -> Database:
    """Opens the database behind an SQLAlchemy URL: sqlite:///… or postgresql+psycopg://…"""
    if url.startswith("sqlite"):
        return Database(_open_sqlite(url))
    return Database(_open_postgresql(normal_url(url)))


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
        connect_args={"connect_timeout": int(BUSY_SECONDS)},
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {int(BUSY_SECONDS * 1000)}")
        connection.commit()

    return engine


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(url, pool_size=20, max_overflow=20, pool_timeout=BUSY_SECONDS)
    busy = f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}"

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(busy)
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        begin, patience = options.get("begin", "BEGIN IMMEDIATE"), options.get("patience")
        if patience is not None:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")
        try:
            if begin:
                connection.exec_driver_sql(begin)
        finally:
            if patience is not None:
                connection.exec_driver_sql(busy)

    return engine
