"""Opens the database and lends transactions: to read or to write, and for somebody's rows."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic

from psycopg import sql
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage import engines
from storage.engines import BUSY_SECONDS, NOTICED_SECONDS, normal_url
from storage.turns import Turns

__all__ = ["Database", "NotStored", "Session", "file_of", "normal_url", "open_database"]

Session = Connection
"""What questions and changes take: a connection inside a transaction that the edge owns."""

EVERYWHERE = ("app.reach", "everywhere")
"""PostgreSQL's policies let whoever sets it for a transaction see every workspace."""


class NotStored(Exception):
    """Nothing was stored; the sentence says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class OutOfReach(Exception):
    """A fault of ours: rows were asked for that are not lent there."""


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
    """One engine. `begin` writes, `read` only reads; neither is ever nested in a thread.

    Nothing is lent before it is said whose rows are meant: those `within` one workspace, or, for
    what is done for all of them at once (the clock, the sender, the operator), those `everywhere`.
    PostgreSQL holds every transaction to it by itself, whatever is asked there.
    """

    def __init__(
        self, engine: Engine, turns: Turns | None = None, reach: tuple[str, str] | None = None
    ) -> None:
        self.engine = engine
        self._on_sqlite = engine.dialect.name == "sqlite"
        self._turns = turns or Turns()
        self._reach = reach

    def within(self, workspace_id: str) -> "Database":
        """Lends what belongs to one workspace; nothing wider can be made of it."""
        return self._narrowed(("app.workspace", workspace_id))

    @property
    def everywhere(self) -> "Database":
        """Lends what belongs to any workspace."""
        return self._narrowed(EVERYWHERE)

    def _narrowed(self, reach: tuple[str, str]) -> "Database":
        if self._reach not in (None, EVERYWHERE, reach):
            raise OutOfReach(f"{self._reach} reaches no further")
        return Database(self.engine, self._turns, reach)

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
            with self._lent("BEGIN") as session:
                if self._on_sqlite:
                    _begin_immediate(session, patience - (monotonic() - started))
                yield session
        finally:
            if self._on_sqlite:
                self._turns.give()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent view of the data that takes no write lock."""
        with self._lent("BEGIN") as session:
            if self._on_sqlite:
                _driver(session).execute("BEGIN")
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """For many questions in a row: all see the data as it stood at the first."""
        with self._lent("BEGIN ISOLATION LEVEL REPEATABLE READ") as session:
            if self._on_sqlite:
                _driver(session).execute("BEGIN")
            yield session

    @contextmanager
    def glance(self) -> Iterator[Session]:
        """For a single question: on SQLite no transaction around it."""
        with self._lent("BEGIN") as session:
            yield session

    @contextmanager
    def _lent(self, begin: str) -> Iterator[Session]:
        if self._reach is None:
            raise OutOfReach("say whose rows: within(workspace), or everywhere")
        try:
            with self._connected(f"{begin}; SET LOCAL {_setting(*self._reach)}") as session:
                yield session
                session.commit()
        except TROUBLE as error:
            raise _not_stored(error) from error

    def _connected(self, opening: str) -> Session:
        """A connection; one of PostgreSQL's has begun. One that died in the pool is not noticed:
        all of its time are forgotten with it, and the next is fresh."""
        if self._on_sqlite:
            session = self.engine.connect()
            session.begin()
            return session
        try:
            return _opened(self.engine, opening)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            return _opened(self.engine, opening)

    def clock(self) -> datetime | None:
        """What time it is on a database server; None where there is no server."""
        if self._on_sqlite:
            return None
        with self.everywhere.glance() as session:
            moment: datetime = session.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
            return moment

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


def _setting(name: str, value: str) -> str:
    return f"{name} = {sql.Literal(value).as_string()}"


def _opened(engine: Engine, opening: str) -> Session:
    session = engine.connect()
    try:
        session.exec_driver_sql(opening, execution_options={"no_parameters": True})
    except DBAPIError:
        session.close()
        raise
    return session


def _begin_immediate(session: Session, patience: float) -> None:
    """Takes SQLite's write lock; what was waited for the turn is not waited for the file again."""
    driver = _driver(session)
    if abs(patience - BUSY_SECONDS) < NOTICED_SECONDS:
        driver.execute("BEGIN IMMEDIATE")
        return
    driver.execute(engines.patience(max(0.0, patience)))
    try:
        driver.execute("BEGIN IMMEDIATE")
    finally:
        driver.execute(engines.patience(BUSY_SECONDS))


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


def file_of(url: str) -> Path | None:
    """The file behind an SQLite URL; None for PostgreSQL, and for a database in memory."""
    found = make_url(normal_url(url))
    if found.get_backend_name() != "sqlite" or found.database in (None, "", ":memory:"):
        return None
    return Path(str(found.database)).absolute()


def open_database(url: str) -> Database:
    """Opens the database behind an SQLAlchemy URL: sqlite:///… or postgresql+psycopg://…"""
    return Database(engines.engine_for(url))
