"""What a tick costs beside the bare SQL of the same step: claims, and a look when nothing is due.

The floor speaks to the driver itself, on a connection that the pool lends. `claims` takes messages
under a lease, a hundred at a time; `moments` claims what is due, puts its messages into the outbox
and moves each moment on, for which ours also finds its next day. 400,000 rows lie in each table.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall
from typing import Any

from sqlalchemy import Integer, String, cast, func, insert, literal, select

from bench._morning_data import TEAM, member, settled
from bot.clock import BATCH, tick
from bot.delivery import LEASE
from bot.main import build
from bot.runtime import Runtime
from bot.settings import Settings
from storage import sending, tables
from storage.database import Database, Session
from storage.types import Moment, Weekdays
from tests.postgres import PostgresServer

ROWS = 400_000
DUE = 2_000
ROUNDS = 5
LOOKS = 300
LEAST_CLAIMS, MOST_IDLE = 0.70, 2.0
NOW = datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)

LOCK = "FOR UPDATE SKIP LOCKED"
WAITING = """
SELECT id, workspace_id, kind, subject, local_date, epoch, attempts, due_at, first_claimed_at,
       channel, content FROM outbox
WHERE status IN ('pending', 'sending') AND not_before <= {m}
  AND (status = 'pending' OR (status = 'sending' AND lease_until <= {m}))
ORDER BY not_before, id LIMIT 100 {lock}"""
TAKE = """
UPDATE outbox SET status = 'sending', epoch = epoch + 1, attempts = attempts + 1, lease_until = {m},
       first_claimed_at = coalesce(first_claimed_at, {m}) WHERE id IN ({ids})"""
DUE_NOW = """
SELECT id, workspace_id, kind, subject, next_at, local_date, zone, local_time, working_days
FROM due_moments WHERE next_at <= {m} ORDER BY next_at, id LIMIT 100 {lock}"""
PUT = """
INSERT INTO outbox (workspace_id, kind, subject, local_date, status, not_before, epoch, attempts,
                    client_msg_id, due_at) VALUES {rows} ON CONFLICT DO NOTHING"""
MOVE = (
    "UPDATE due_moments SET local_date = {m}, next_at = {m} WHERE workspace_id = {m} AND id = {m}"
)


class Bare:
    """The driver's own connection, lent by the pool for each transaction as it is to ours."""

    def __init__(self, database: Database) -> None:
        self._engine = database.engine
        self._on_sqlite = database.engine.dialect.name == "sqlite"
        self._mark = "?" if self._on_sqlite else "%s"
        self._words = {"m": self._mark, "lock": "" if self._on_sqlite else LOCK}

    def claim(self, now: datetime) -> int:
        """A hundred messages under a lease."""
        with self._transaction() as cursor:
            at = self._moment(now)
            rows = cursor.execute(WAITING.format(**self._words), [at, at]).fetchall()
            if rows:
                values = [self._moment(now + LEASE), at, *(row[0] for row in rows)]
                marks = ", ".join([self._mark] * len(rows))
                cursor.execute(TAKE.format(**self._words, ids=marks), values)
        return len(rows)

    def fire(self, now: datetime) -> int:
        """A hundred moments moved on, with their messages."""
        with self._transaction() as cursor:
            asked = DUE_NOW.format(**self._words)
            rows = cursor.execute(asked, [self._moment(now)]).fetchall()
            if rows:
                self._put(cursor, rows)
                day, at = (now + DAY).date(), self._moment(now + DAY)
                tomorrow = str(day) if self._on_sqlite else day
                moved = [(tomorrow, at, row[1], row[0]) for row in rows]
                cursor.executemany(MOVE.format(**self._words), moved)
        return len(rows)

    def _put(self, cursor: Any, rows: list[Any]) -> None:
        values = [
            value
            for row in rows
            for value in (*row[1:4], row[5], "pending", row[4], 0, 0, f"{row[0]:036}", row[4])
        ]
        one = f"({', '.join([self._mark] * 10)})"
        cursor.execute(PUT.format(rows=", ".join([one] * len(rows))), values)

    def _moment(self, value: datetime) -> Any:
        return f"{value:%Y-%m-%d %H:%M:%S.%f}" if self._on_sqlite else value

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        lent = self._engine.raw_connection()
        cursor: Any = lent.cursor()
        if self._on_sqlite:
            cursor.execute("BEGIN IMMEDIATE")
        yield cursor
        lent.commit()
        lent.close()


def fill(database: Database) -> None:
    """Everything in both tables is in the future or done."""
    numbers = select(literal(1, Integer()).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < ROWS))
    said = cast(numbers.c.n, String())
    day = literal((NOW - DAY).date())
    with database.everywhere.begin() as session:
        session.execute(insert(tables.workspaces).values(id=TEAM, name="bench", created_at=NOW))
        session.execute(insert(tables.members), [member(n) for n in range(DUE)])
        moments = {
            "workspace_id": literal(TEAM), "kind": literal("daily_list"), "subject": said,
            "next_at": literal(NOW + 30 * DAY, Moment()), "local_date": day,
            "zone": literal("Europe/Lisbon"), "local_time": literal(wall(8, 30)),
            "working_days": literal(frozenset(range(5)), Weekdays()),
        }  # fmt: skip
        messages = {
            "workspace_id": literal(TEAM), "kind": literal("daily_list"), "subject": said,
            "local_date": day, "status": literal("sent"),
            "epoch": literal(1), "attempts": literal(1),
            "not_before": literal(NOW - DAY, Moment()), "due_at": literal(NOW - DAY, Moment()),
            "client_msg_id": func.substr("00000000-0000-0000-0000-" + said, 1, 36),
        }  # fmt: skip
        for table, columns in ((tables.due_moments, moments), (tables.outbox, messages)):
            rows = select(*columns.values()).select_from(numbers)
            session.execute(insert(table).from_select(list(columns), rows))
    settled(database)


def again(database: Database, day: date) -> None:
    """Two thousand lists are due once more, and nothing else waits."""
    due = tables.due_moments
    with database.everywhere.begin() as session:
        some = due.c.subject.in_([str(n + 1) for n in range(DUE)])
        session.execute(due.update().where(some).values(next_at=NOW, local_date=day))
    settled(database)


def pending(session: Session) -> None:
    """Two thousand messages wait, as if nobody had ever taken them."""
    outbox = tables.outbox
    first = NOW.date() + DAY
    session.execute(outbox.update().where(outbox.c.status != "sent").values(status="sent"))
    session.execute(
        outbox.update()
        .where(outbox.c.local_date == first)
        .values(status="pending", epoch=0, attempts=0, first_claimed_at=None, lease_until=None)
    )


def drained(one: Callable[[], int]) -> float:
    """How many a second, until none is left."""
    started, done = time.perf_counter(), 0
    while found := one():
        done += found
    assert done == DUE, done
    return done / (time.perf_counter() - started)


def median_look(one: Callable[[], object]) -> float:
    took = []
    for _ in range(LOOKS):
        started = time.perf_counter()
        one()
        took.append(time.perf_counter() - started)
    return statistics.median(took)


def claims(runtime: Runtime, bare: Bare) -> tuple[list[float], list[float]]:
    def ours() -> int:
        with runtime.database.everywhere.begin() as session:
            return len(sending.claim(session, NOW, LEASE, BATCH))

    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for kept, one in zip(found, (ours, lambda: bare.claim(NOW)), strict=True):
            with runtime.database.everywhere.begin() as session:
                pending(session)
            settled(runtime.database)
            kept.append(drained(one))
    return found


def moments(runtime: Runtime, bare: Bare) -> tuple[list[float], list[float]]:
    found: tuple[list[float], list[float]] = ([], [])
    day = NOW.date()
    for _ in range(ROUNDS):
        for kept, one in zip(found, (lambda: tick(runtime), lambda: bare.fire(NOW)), strict=True):
            day += DAY
            again(runtime.database, day)
            kept.append(drained(one))
    return found


def report(kind: str, name: str, found: tuple[list[float], list[float]]) -> None:
    mine, floor = (statistics.median(rates[1:]) for rates in found)
    ratio = statistics.median(a / b for a, b in list(zip(*found, strict=True))[1:])
    aim = f" (target ≥ {LEAST_CLAIMS:.0%})" if name == "claims" else ""
    print(f"{kind:<11} {name:<7} {mine:7,.0f} a second = {ratio:4.0%} of {floor:7,.0f}{aim}")


def measure(kind: str, url: str) -> None:
    bot = build(Settings(_env_file=None, database_url=url))  # type: ignore[call-arg]
    runtime = replace(bot.runtime, now=lambda: NOW)
    fill(runtime.database)
    bare = Bare(runtime.database)
    tick(runtime)
    ours, floor = median_look(lambda: tick(runtime)), median_look(lambda: bare.fire(NOW))
    print(
        f"{kind:<11} idle    {ours * 1e3:7.2f} ms = {ours / floor:4.2f} × {floor * 1e3:.2f} ms "
        f"over {ROWS:,} rows (target ≤ {MOST_IDLE})"
    )
    report(kind, "moments", moments(runtime, bare))
    report(kind, "claims", claims(runtime, bare))
    bot.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure("sqlite", f"sqlite:///{folder}/bench.db")
    with PostgresServer(durable=True) as server:
        measure("postgresql", server.fresh_database())


if __name__ == "__main__":
    main()
