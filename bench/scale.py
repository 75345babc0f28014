"""Commands a second at one and two replicas beside an empty Bolt app, and ticks by workspaces.

All servers run as processes of their own, the empty app under the same uvicorn; on PostgreSQL. The
load shares the machine's cores with them. `tick` is timed with the same 100 lists due at 10, 1,000
and 10,000 workspaces (flat: idle ones cost nothing), and with 100 and 1,000 due at 10,000 (linear).
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)

import signal
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as wall
from urllib.request import urlopen

from sqlalchemy import insert, text

from bench._served import CANDIDATES, signed
from bot.clock import tick
from bot.main import build
from bot.settings import Settings
from storage import moments, tables
from storage.database import Database
from tests.bot.process import Running, environment
from tests.postgres import PostgresServer
from tests.slack import ANNA, HttpDoor, SlackServer

SENDERS, SECONDS = 8, 3.0
WORKSPACES = (10, 1_000, 10_000)
DUE = 100
ROUNDS = 5
MOST_FLAT, MOST_LINEAR = 2.0, 13.0
NOW = datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
EMPTY = "uvicorn httptools + starlette"


def load(send: list[HttpDoor], deliver: str) -> tuple[float, float]:
    """Commands a second, and the 99th percentile of their answers in milliseconds."""
    until, took = time.perf_counter() + SECONDS, []

    def sender(number: int) -> None:
        door = send[number % len(send)]
        while (begun := time.perf_counter()) < until:
            if deliver:
                assert door.send(door.build.command(deliver, ANNA))[0] == 200
            else:
                assert door.post(*signed("fast"))[0] == 200
            took.append(time.perf_counter() - begun)

    with ThreadPoolExecutor(SENDERS) as threads:
        list(threads.map(sender, range(SENDERS)))
    return len(took) / SECONDS, statistics.quantiles(took, n=100)[98] * 1000


@contextmanager
def empty(slack: SlackServer) -> Iterator[HttpDoor]:
    """The empty app under the same server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = f"from bench._served import CANDIDATES; CANDIDATES[{EMPTY!r}].serve({port})"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=sys.path[0])
    for _ in range(200):
        try:
            with urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
                break
        except OSError:
            time.sleep(0.05)
    try:
        yield HttpDoor(slack, f"http://127.0.0.1:{port}/slack/events")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def commands(server: PostgresServer) -> None:
    """Rates and latencies, each as a ratio to the empty app's."""
    assert EMPTY in CANDIDATES
    with SlackServer() as slack, tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        with empty(slack) as door:
            rate, slowest = load([door], "")
        print(f"empty Bolt app       {rate:7.0f} /s  p99 {slowest:6.1f} ms")
        url = server.fresh_database()
        env = environment(slack, DATABASE_URL=url, SLACK_SIGNING_SECRET=slack.signing_secret)
        doors = []
        for count in (1, 2):
            home = Path(folder) / str(count)
            home.mkdir()
            doors.append(stack.enter_context(Running(env, home)).door(slack))
            doors[0].command("add Acme 12k")
            for _ in range(50):
                doors[-1].command("show acme")
            for line in ("show acme", 'log acme call "hi"'):
                ours, late = load(doors, line)
                print(
                    f"{count} × {line:18} {ours:6.0f} /s  p99 {late:6.1f} ms  "
                    f"({ours / rate:.2f} of the empty app's rate)"
                )


def populate(database: Database, first: int, last: int) -> None:
    """Workspaces with a daily list each, all far from due."""
    later = NOW + timedelta(days=3000)
    with database.everywhere.begin() as session:
        session.execute(
            insert(tables.workspaces),
            [{"id": f"T{n}", "name": f"W{n}", "created_at": NOW} for n in range(first, last)],
        )
        for n in range(first, last):
            moments.put(
                session, f"T{n}", moments.DAILY_LIST, "1", next_at=later, local_date=later.date(),
                zone="UTC", local_time=wall(8, 30), working_days=frozenset(range(7)),
            )  # fmt: skip


def ticked(database_url: str, due: int, day: int) -> float:
    """Milliseconds for a tick with so many lists due, the fastest of some rounds."""
    bot = build(Settings(_env_file=None, database_url=database_url), now=lambda: at)  # type: ignore[call-arg]
    took = []
    for number in range(ROUNDS):
        at = NOW + timedelta(days=day + number)
        with bot.runtime.database.everywhere.begin() as session:
            session.execute(
                text(
                    "UPDATE due_moments SET next_at = :at, local_date = :day WHERE id IN "
                    "(SELECT id FROM due_moments ORDER BY id LIMIT :due)"
                ),
                {"at": at, "day": at.date(), "due": due},
            )
        begun = time.perf_counter()
        made = tick(bot.runtime)
        took.append((time.perf_counter() - begun) * 1000)
        assert made == due, made
    bot.close()
    return min(took)


def ticks(server: PostgresServer) -> bool:
    """Whether a tick is flat in idle workspaces and linear in due work."""
    url, here, costs = server.fresh_database(), 0, []
    bot = build(Settings(_env_file=None, database_url=url))  # type: ignore[call-arg]
    for number, wanted in enumerate(WORKSPACES):
        populate(bot.runtime.database, here, wanted)
        here = wanted
        costs.append(ticked(url, min(10, wanted), number * 10) / min(10, wanted))
        print(f"tick, 10 lists due of {wanted:6,} workspaces: {costs[-1] * 10:7.1f} ms")
    bot.close()
    hundred, thousand = ticked(url, DUE, 100), ticked(url, DUE * 10, 200)
    print(f"tick, {DUE} due: {hundred:.1f} ms; {DUE * 10} due: {thousand:.1f} ms")
    flat, linear = costs[-1] / costs[0], thousand / hundred
    print(f"10,000 workspaces beside 10: {flat:.2f}× (≤ {MOST_FLAT}×)")
    print(f"ten times the due work: {linear:.1f}× (≤ {MOST_LINEAR}×)")
    return flat <= MOST_FLAT and linear <= MOST_LINEAR


if __name__ == "__main__":
    with PostgresServer() as server:
        commands(server)
        raise SystemExit(0 if ticks(server) else 1)
