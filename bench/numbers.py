"""Every figure, beside a hand-written SQL statement that fetches the same answer.

Deals and their history are written in bulk: 100,000 deals with 2 million touches by default; `--quick` takes
10,000, `--whole` a million deals as well. The floor reads what the figure reads, with the least
SQL that gives the same numbers; both run in turns in one process.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)
# ruff: noqa: E501 - SQL is read whole


sys.path[:] = [one for one in sys.path if not one.endswith("/bench")]
# This file is called like a module of Python's own, which others import.

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text

from bench._numbers_data import NOW, TEAM, fill
from bot.usecases.asking import Asking
from bot.usecases.numbers import acquisition, coverage, drilling, forecast, funnel, rates, slips
from bot.usecases.requests import Figure
from coaching.numbers.periods import ALL_TIME, last_days, quarter
from coaching.people import Member, Role, Workspace
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.numbers.cuts import Cut
from tests.postgres import PostgresServer

ROUNDS = 4
MOST_TIMES_FLOOR, MOST_SECONDS = 2.0, 1.0
TODAY = NOW.date()
NOW_ = quarter(TODAY)
YEAR = last_days(TODAY, 365)
ADMIN = Asking(Member(1, TEAM, None, "Ada", "UTC", role=Role.ADMIN), Workspace(TEAM, "x"), NOW)
SELLER = Asking(Member(1, TEAM, None, "Ada", "UTC"), Workspace(TEAM, "x"), NOW)
MINE = "workspace_id = :team AND voided_at IS NULL"
ENDED = f"{MINE} AND outcome IS NOT NULL AND stage IN ('opportunity', 'customer')"
IN = "closed_on BETWEEN :first AND :last"
CATEGORY = (
    "CASE WHEN buying_stage IN ('negotiating', 'redlining') THEN 'Commit' "
    "WHEN buying_stage IN ('options', 'shortlist') THEN 'Best Case' ELSE 'Pipeline' END"
)
CLOSED = (
    f"SELECT {{by}}, outcome, currency, count(*), sum(amount) FROM deals WHERE {ENDED} AND {IN} "
    "GROUP BY 1, 2, 3"
)
SLIPPED = (
    f"SELECT {{by}}, currency, count(*), sum(amount) FROM deals WHERE {MINE} AND stage IN "
    "('opportunity', 'customer') AND (outcome IS NULL OR closed_on > :last) AND ("
    "((decision_on IS NULL OR decision_on > :last) AND id IN (SELECT deal_id FROM close_date_moves "
    f"WHERE {MINE} AND from_on BETWEEN :first AND :last AND (to_on IS NULL OR to_on > :last))) "
    "OR (decision_on BETWEEN :first AND :last AND parked "
    "AND (parked_until IS NULL OR parked_until > :last))) GROUP BY 1, 2"
)
DAYS = {
    "sqlite": "CAST(julianday(closed_on) - julianday(date(created_at)) AS INTEGER)",
    "postgresql": "(closed_on - CAST(timezone('UTC', created_at) AS DATE))",
}
MIDDLE = (
    "SELECT kind, max(c), avg(days), avg(CASE WHEN n * 2 BETWEEN c AND c + 2 THEN days END) FROM "
    "(SELECT kind, days, row_number() OVER (PARTITION BY kind ORDER BY days) n, "
    "count(*) OVER (PARTITION BY kind) c FROM (SELECT {kind} kind, {days} days FROM deals "
    f"WHERE {ENDED} AND {IN} AND outcome <> 'let go') x) y GROUP BY kind"
)
KINDS = ("CASE WHEN outcome = 'won' THEN 'won' ELSE 'lost' END", "'closed'")
STUCK = SLIPPED.replace(
    "SELECT {by}, currency, count(*), sum(amount)", f"SELECT {CATEGORY}, 1, count(*)"
)
SLOTS = (
    f"SELECT {CATEGORY}, CASE WHEN c.inside IS NOT NULL THEN c.inside ELSE {CATEGORY} = 'Commit' END, "
    "currency, count(*), sum(amount) FROM deals d LEFT JOIN (SELECT deal_id, inside FROM (SELECT "
    "deal_id, inside, row_number() OVER (PARTITION BY deal_id ORDER BY at DESC, id DESC) n FROM "
    f"forecast_calls WHERE {MINE} AND starts_on = :first AND ends_on = :last) k WHERE n = 1) c ON "
    "c.deal_id = d.id WHERE d.workspace_id = :team AND d.voided_at IS NULL AND d.outcome IS NULL AND "
    "d.stage = 'opportunity' AND (d.decision_on BETWEEN :first AND :last OR c.inside IS NOT NULL) "
    "GROUP BY 1, 2, 3"
)
WON = f"SELECT currency, count(*), sum(amount) FROM deals WHERE {ENDED} AND outcome = 'won' AND {IN} GROUP BY 1"
ORDER = "CASE {} WHEN 'lead' THEN 0 WHEN 'suspect' THEN 1 WHEN 'prospect' THEN 2 WHEN 'opportunity' THEN 3 ELSE 4 END"
FURTHEST = (
    f"SELECT CASE WHEN m.most > {ORDER.format('stage')} THEN m.most ELSE {ORDER.format('stage')} END, count(*) "
    f"FROM deals d LEFT JOIN (SELECT deal_id, max({ORDER.format('to_stage')}) most FROM stage_moves "
    f"WHERE {MINE} GROUP BY deal_id) m ON m.deal_id = d.id WHERE d.workspace_id = :team AND "
    "d.voided_at IS NULL AND d.created_at >= :since GROUP BY 1"
)
AGE = {
    "sqlite": "CAST(julianday(:today) - julianday(date(entered_stage_at)) AS INTEGER)",
    "postgresql": "(CAST(:today AS DATE) - CAST(timezone('UTC', entered_stage_at) AS DATE))",
}
AGING = (
    "SELECT stage, buying_stage, count(*), avg(days), max(days) FROM (SELECT stage, buying_stage, "
    f"{{age}} days FROM deals WHERE {MINE} AND outcome IS NULL) x GROUP BY 1, 2"
)
QUALIFIED = (
    "SELECT b, currency, count(*), sum(amount) FROM (SELECT CASE WHEN e.at >= :q0 THEN 0 WHEN e.at >= :q1 "
    "THEN 1 WHEN e.at >= :q2 THEN 2 WHEN e.at >= :q3 THEN 3 WHEN e.at >= :q4 THEN 4 END b, currency, amount "
    "FROM deals d JOIN (SELECT deal_id, min(at) at FROM stage_moves WHERE "
    f"{MINE} AND to_stage IN ('opportunity', 'customer') GROUP BY deal_id) e ON e.deal_id = d.id "
    "WHERE d.workspace_id = :team AND d.voided_at IS NULL) x WHERE b IS NOT NULL GROUP BY 1, 2"
)
PUSHED = {
    "sqlite": "CAST(julianday(to_on) - julianday(from_on) AS INTEGER)",
    "postgresql": "(to_on - from_on)",
}
SLIPS = (
    "SELECT sum(CASE WHEN to_on > from_on THEN 1 ELSE 0 END), sum(CASE WHEN to_on > from_on THEN {days} END), "
    "count(DISTINCT CASE WHEN to_on > from_on THEN m.deal_id END) FROM close_date_moves m JOIN deals d ON "
    "d.id = m.deal_id WHERE d.workspace_id = :team AND d.voided_at IS NULL AND m.voided_at IS NULL AND "
    "m.workspace_id = :team AND m.from_on IS NOT NULL AND m.at >= :qstart"
)
MOST = (
    "SELECT d.name, x.times, x.days FROM deals d JOIN (SELECT deal_id, count(*) times, sum({days}) days FROM "
    "close_date_moves WHERE workspace_id = :team AND voided_at IS NULL AND at >= :qstart AND to_on > from_on "
    "GROUP BY deal_id) x ON x.deal_id = d.id WHERE d.workspace_id = :team AND d.voided_at IS NULL "
    "ORDER BY x.times DESC, x.days DESC, d.name LIMIT 8"
)
LOG = (
    "SELECT m.at, d.name, m.from_on, m.to_on FROM close_date_moves m JOIN deals d ON d.id = m.deal_id WHERE "
    "m.workspace_id = :team AND m.voided_at IS NULL AND d.voided_at IS NULL AND m.from_on IS NOT NULL AND "
    "m.at >= :qstart ORDER BY m.at DESC, m.id DESC LIMIT 8"
)
WIDTH = (
    "CASE WHEN currency <> 'USD' OR amount IS NULL THEN NULL WHEN amount < 10000000 THEN 0 WHEN amount < 100000000 "
    "THEN 1 WHEN amount < 1000000000 THEN 2 WHEN amount < 2500000000 THEN 3 ELSE 4 END"
)
CHANNEL = (
    f"SELECT {WIDTH}, sum(CASE WHEN outcome IS NULL THEN 1 ELSE 0 END), sum(CASE WHEN outcome IS NULL THEN amount END), "
    "sum(CASE WHEN outcome = 'won' THEN 1 ELSE 0 END), sum(CASE WHEN outcome = 'won' THEN amount END), "
    "sum(CASE WHEN outcome IS NULL THEN 0 ELSE 1 END), avg(CASE WHEN outcome = 'won' THEN {took} END) FROM deals "
    f"WHERE {MINE} AND (outcome IS NULL AND stage = 'opportunity' OR outcome IS NOT NULL AND stage IN "
    f"('opportunity', 'customer') AND {IN}) GROUP BY 1"
)
DEAD = (
    "SELECT id, name, amount FROM (SELECT id, name, amount, row_number() OVER (PARTITION BY amount < 1000000000 "
    f"ORDER BY amount DESC, name, id) n FROM deals WHERE {MINE} AND outcome IS NULL AND stage = 'opportunity' AND "
    "currency = 'USD' AND (amount >= 10000000 AND amount < 100000000 OR amount >= 1000000000 AND amount < "
    "2500000000)) x WHERE n <= 5"
)
SELLERS = f"SELECT count(DISTINCT owner_id) FROM deals WHERE {ENDED} AND outcome = 'won' AND {IN}"
BY_SOURCE = (
    "SELECT closed_on >= :q0d, closed_on >= :q1d, closed_on >= :q2d, closed_on >= :q3d, source, sum(amount) FROM deals "
    f"WHERE {ENDED} AND outcome = 'won' AND currency = 'USD' AND closed_on >= :q4d GROUP BY 1, 2, 3, 4, 5"
)
BY_PRODUCT = f"SELECT source, product, currency, sum(amount) FROM deals WHERE {ENDED} AND outcome = 'won' AND {IN} GROUP BY 1, 2, 3"
ROWS = f"SELECT id, name, amount FROM deals WHERE {ENDED} AND outcome = 'won' ORDER BY amount IS NULL, amount DESC LIMIT 8"
ROWS_SUM = f"SELECT currency, count(*), sum(amount) FROM deals WHERE {ENDED} AND outcome = 'won' GROUP BY 1"

Floor = Callable[[str], list[tuple[str, dict[str, Any]]]]


def period(of: Any) -> dict[str, Any]:
    """The bounds of a period; all time takes the widest."""
    first = of.first or datetime(1990, 1, 1, tzinfo=UTC).date()
    return {"team": TEAM, "first": first, "last": of.last or TODAY}


def moments() -> dict[str, Any]:
    starts = [quarter(TODAY, -n).first for n in range(5)]
    days = {f"q{n}d": day for n, day in enumerate(starts)}
    told = days | {
        f"q{n}": datetime(d.year, d.month, 1, tzinfo=UTC) for n, d in enumerate(starts) if d
    }
    return {**told, "qstart": told["q0"], "since": NOW - timedelta(days=365), "today": TODAY}


def rates_floor(of: Any, by: str = "1") -> Floor:
    def told(dialect: str) -> list[tuple[str, dict[str, Any]]]:
        asked = period(of)
        middles = [MIDDLE.format(kind=kind, days=DAYS[dialect]) for kind in KINDS]
        slipped = [] if of is ALL_TIME else [SLIPPED.format(by=by), STUCK]
        return [(one, asked) for one in (CLOSED.format(by=by), *slipped, *middles)]

    return told


def of_quarter(*statements: str, kinds: bool = False) -> Floor:
    def told(dialect: str) -> list[tuple[str, dict[str, Any]]]:
        asked = {**period(NOW_), **moments()}
        names = {"days": PUSHED[dialect], "age": AGE[dialect]}
        found = [(one.format(**names) if "{" in one else one, asked) for one in statements]
        year = {**asked, **period(YEAR)}
        middles = [MIDDLE.format(kind=kind, days=DAYS[dialect]) for kind in KINDS] if kinds else []
        return found + [(one, year) for one in middles]

    return told


def of_year(*statements: str) -> Floor:
    def told(dialect: str) -> list[tuple[str, dict[str, Any]]]:
        asked = {**moments(), **period(YEAR)}
        return [(one.replace("{took}", DAYS[dialect]), asked) for one in statements]

    return told


FIGURES: dict[str, tuple[Callable[..., Any], Asking, tuple[Any, ...], Floor]] = {
    "numbers": (rates.look, ADMIN, (Figure("numbers", NOW_),), rates_floor(NOW_)),
    "numbers all time": (rates.look, ADMIN, (Figure("numbers", ALL_TIME),), rates_floor(ALL_TIME)),
    "numbers by source": (
        rates.look, ADMIN, (Figure("numbers", YEAR, "source"),), rates_floor(YEAR, "source")
    ),
    "forecast": (
        forecast.look, ADMIN, (Figure("forecast", NOW_),),
        of_quarter(SLOTS, WON, SLOTS, CLOSED.format(by="1"), SLIPPED.format(by="1"), SLOTS),
    ),
    "coverage": (
        coverage.look, ADMIN, (Figure("coverage", NOW_),),
        of_quarter(SLOTS, WON, WON, CLOSED.format(by="1"), SLIPPED.format(by="1"), WON, kinds=True),
    ),
    "funnel": (
        funnel.look, ADMIN, (Figure("funnel", YEAR),),
        of_quarter(FURTHEST, AGING, QUALIFIED, kinds=True),
    ),
    "slips": (
        slips.look, ADMIN, (Figure("slips", NOW_),),
        of_quarter(SLIPS, MOST, LOG, SLIPPED.format(by="1")),
    ),
    "cost report": (
        acquisition.costs, ADMIN, (Figure("cost report", YEAR, "source"),),
        of_year(FURTHEST.replace("SELECT CASE", "SELECT source, CASE").replace("GROUP BY 1", "GROUP BY 1, 2"), BY_PRODUCT, BY_SOURCE, SELLERS),
    ),
    "channels": (
        acquisition.channels, ADMIN, (Figure("channels", YEAR),),
        of_year(CHANNEL, DEAD, WON, SELLERS),
    ),
    "rows behind": (
        drilling.drill, ADMIN, (Cut("won", ALL_TIME),), of_quarter(ROWS, ROWS_SUM)
    ),
    "numbers, own deals": (rates.look, SELLER, (Figure("numbers", NOW_),), rates_floor(NOW_)),
}  # fmt: skip


def taken(do: Callable[[], Any]) -> float:
    before = time.perf_counter()
    do()
    return time.perf_counter() - before


def measure(database: Database) -> dict[str, float]:
    """Prints each figure beside its floor; returns the seconds each takes."""
    dialect, found = database.engine.dialect.name, {}
    for name, (look, asking, wanted, floor) in FIGURES.items():
        statements = [(text(one), values) for one, values in floor(dialect)]
        with database.within(TEAM).read() as session:

            def bare() -> None:
                for statement, values in statements:  # noqa: B023
                    session.execute(statement, values).all()

            def ours() -> None:
                look(session, asking, *wanted)  # noqa: B023

            pairs = [(taken(bare), taken(ours)) for _ in range(ROUNDS)][1:]
        seconds = statistics.median(one for _, one in pairs)
        ratio = statistics.median(one / least for least, one in pairs)
        good = seconds < MOST_SECONDS and (ratio <= MOST_TIMES_FLOOR or seconds < 0.05)
        print(
            f"  {name:<20} {seconds * 1000:7.1f} ms = {ratio:5.2f} × the floor"
            f"{'' if good else '  <- over'}"
        )
        found[name] = seconds
    return found


def run(title: str, urls: Sequence[str], sizes: Sequence[int]) -> None:
    before: dict[str, float] = {}
    for url, size in zip(urls, sizes, strict=True):
        database = open_database(url)
        upgrade(database)
        began = time.perf_counter()
        fill(database, size)
        print(f"{title}, {size:,} deals (filled in {time.perf_counter() - began:.0f} s)")
        now = measure(database)
        if before:
            growth = ", ".join(f"{name} {now[name] / before[name]:.1f}×" for name in now)
            print(f"  growth: {growth}")
        before = now
        database.close()


def main() -> None:
    sizes = (1_000, 10_000) if "--quick" in sys.argv else (10_000, 100_000)
    if "--whole" in sys.argv:
        sizes = (10_000, 100_000, 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        run("SQLite", [f"sqlite:///{folder}/{size}.db" for size in sizes], sizes)
    with PostgresServer(durable=True, settings={"shared_buffers": "256MB"}) as server:
        run("PostgreSQL", [server.fresh_database() for _ in sizes], sizes)
    print(f"targets: ≤ {MOST_TIMES_FLOOR} × the floor and < {MOST_SECONDS} s at 100,000 deals")


if __name__ == "__main__":
    main()
