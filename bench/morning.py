"""Everybody's list: chosen by the ladder, beside the bare window query over the same deals.

The floor reads each member's open deals by the index, numbers them by decision, amount and
silence, and fetches as many rows as the lists have. Both fetch the same columns, both run in
turns in the same process. `--whole` measures 10,000 members (a million deals) as well.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)

import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence

from sqlalchemy import func, select

from bench._morning_data import NOW, TEAM, fill
from bot.usecases import morning
from bot.usecases.asking import Asking
from coaching.people import Workspace
from storage import ladder, members, tables
from storage.database import Database, Session, open_database
from storage.deals import FIELDS
from storage.migrate import upgrade
from tests.postgres import PostgresServer

DEALS = 100
ROWS = 8
ROUNDS = 5
MOST_TIMES_FLOOR, MOST_GROWTH, MOST_MEGABYTES = 1.5, 11.0, 300.0
deals = tables.deals


def floor(session: Session, askings: Sequence[Asking]) -> int:
    first, last = askings[0].member.id, askings[-1].member.id
    order = (deals.c.decision_on, deals.c.amount.desc(), deals.c.last_touch_at, deals.c.id)
    number = func.row_number().over(partition_by=deals.c.owner_id, order_by=order).label("number")
    numbered = (
        select(deals.c.id, number)
        .where(
            deals.c.workspace_id == TEAM,
            deals.c.owner_id.between(first, last),
            deals.c.outcome.is_(None),
            deals.c.voided_at.is_(None),
        )
        .subquery()
    )
    rows = select(*FIELDS).join(numbered, numbered.c.id == deals.c.id)
    return len(session.execute(rows.where(numbered.c.number <= ROWS)).all())


def ours(session: Session, askings: Sequence[Asking]) -> int:
    """The rows themselves are fetched as they stand; what they say is made when they are sent."""
    chosen = morning.choose(session, askings)
    wanted = [place.deal for _, places in chosen.values() for place in places]
    return len(ladder.fetch(session, [TEAM], wanted))


def once(session: Session, askings: Sequence[Asking], one: Callable[..., int]) -> tuple[float, int]:
    before = time.perf_counter()
    rows = sum(
        one(session, askings[n : n + morning.BATCH]) for n in range(0, len(askings), morning.BATCH)
    )
    return time.perf_counter() - before, rows


def measure(database: Database, size: int) -> float:
    """Prints the figures of one size; returns the seconds that the lists take."""
    with database.everywhere.read() as session:
        rows = session.execute(select(*members.FIELDS).order_by(tables.members.c.id))
        workspace = Workspace(TEAM, "bench")
        askings = [Asking(members.from_row(row), workspace, NOW) for row in rows]
        rounds = [
            (once(session, askings, floor), once(session, askings, ours)) for _ in range(ROUNDS)
        ]
    ratio = statistics.median(mine[0] / bare[0] for bare, mine in rounds[1:])
    seconds = statistics.median(mine[0] for _, mine in rounds[1:])
    print(
        f"{database.engine.dialect.name:<11} {size:>6,} members, {size * DEALS:>9,} deals: "
        f"{seconds:6.2f} s, {seconds / size * 1e6:4.0f} µs a member = {ratio:4.2f} × the window "
        f"query (target ≤ {MOST_TIMES_FLOOR}); "
        f"{rounds[0][1][1]:,} rows, the floor {rounds[0][0][1]:,}"
    )
    return seconds


def alone(url: str, size: int) -> float:
    """In a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", url, str(size)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    *lines, last = done.stdout.splitlines()
    seconds, megabytes = map(float, last.split())
    print("\n".join(lines))
    print(f"{'':<11} peak memory {megabytes:.0f} MB (target < {MOST_MEGABYTES:.0f})")
    return seconds


def grow(urls: Sequence[str], sizes: Sequence[int]) -> None:
    took = []
    for url, size in zip(urls, sizes, strict=True):
        database = open_database(url)
        upgrade(database)
        fill(database, size, DEALS)
        database.close()
        took.append(alone(url, size))
    if len(took) > 1:
        times = sizes[1] / sizes[0]
        growth = took[1] / took[0]
        most = MOST_GROWTH * times / 10
        print(f"{'':<11} {times:.0f} × the data: {growth:.1f} × the time (target ≤ {most:.1f})")


def main() -> None:
    sizes = (1_000, 10_000) if "--whole" in sys.argv else (200, 1_000)
    with tempfile.TemporaryDirectory() as folder:
        grow([f"sqlite:///{folder}/{size}.db" for size in sizes], sizes)
    with PostgresServer(durable=True, settings={"shared_buffers": "256MB"}) as server:
        grow([server.fresh_database() for _ in sizes], sizes)


if __name__ == "__main__":
    if "--measure" in sys.argv:
        database = open_database(sys.argv[2])
        seconds = measure(database, int(sys.argv[3]))
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    else:
        main()
