"""The sender beside raw aiohttp: the same bodies, to a Slack with 50 ms latency over TLS.

CPU is this process's, a message; the rate is held against concurrency / latency. `posted` has the
lists ready and counts from there to their being marked; `whole` also claims and builds them.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)

import asyncio
import json
import ssl
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import aiohttp
from sqlalchemy import insert

from bench._loopback import LATENCY, slack
from bench._morning_data import NOW, deal, member
from bot.building import Builder, Ready
from bot.delivery import LEASE, Sender
from bot.main import Bot, build
from bot.pacing import Pace
from bot.posting import payload
from bot.rounds import IN_FLIGHT, Round, Standing
from bot.runtime import Runtime, SlackApi
from bot.settings import Settings
from storage import outbox, sending, tables
from storage.outbox import Letter
from tests.postgres import PostgresServer

WORKSPACES = 4
SELLERS = 200
DEALS = 5
MESSAGES = WORKSPACES * SELLERS
ROUNDS = 4
MOST_CPU, LEAST_RATE = 1.6, 0.75
LEAD = {
    "stage": "lead", "step_on": None, "decision_on": None,
    "last_touch_at": None, "last_touch_kind": None, "last_touch_direction": None,
}  # fmt: skip
"""A lead that nobody touched is due every day."""
FREE = Pace(channel=timedelta(0), workspace=timedelta(0))


def people(bot: Bot) -> None:
    """Sellers with a few deals each, whose direct lines are known."""
    import random

    chance = random.Random(7)
    with bot.runtime.database.everywhere.begin() as session:
        for team in range(WORKSPACES):
            name = f"T{team}"
            values = {"id": name, "name": name, "created_at": NOW}
            session.execute(insert(tables.workspaces).values(**values))
            rows = [
                {**member(team * SELLERS + n), "workspace_id": name, "dm_channel": f"D{n}"}
                for n in range(SELLERS)
            ]
            session.execute(insert(tables.members), rows)
            session.execute(
                insert(tables.deals),
                [
                    {**deal(chance, team * SELLERS + n, d), "workspace_id": name, **LEAD}
                    for n in range(SELLERS)
                    for d in range(DEALS)
                ],
            )


def due(runtime: Runtime, day: date) -> None:
    letters = {
        Letter(f"T{n // SELLERS}", "daily_list", str(n + 1), day): runtime.now()
        for n in range(MESSAGES)
    }
    with runtime.database.everywhere.begin() as session:
        outbox.put(session, letters)


def made_ready(runtime: Runtime) -> list[Ready]:
    with runtime.database.everywhere.begin() as session:
        claims = sending.claim(session, runtime.now(), LEASE, MESSAGES)
    builder = Builder(runtime)
    return [one for n in range(0, MESSAGES, 50) for one in builder.build(claims[n : n + 50])]


def body(one: Ready) -> dict[str, Any]:
    return payload("D1", one.said, one.claim.letter.key)


async def floor(url: str, tls: ssl.SSLContext, bodies: list[dict[str, Any]]) -> None:
    """As many at a time as the sender has, on one session."""
    lane = asyncio.Semaphore(IN_FLIGHT * WORKSPACES)
    headers = {"Authorization": "Bearer xoxb-1"}
    connector = aiohttp.TCPConnector(ssl=tls)
    async with aiohttp.ClientSession(connector=connector) as http:

        async def post(body: dict[str, Any]) -> None:
            async with (
                lane,
                http.post(f"{url}chat.postMessage", json=body, headers=headers) as got,
            ):
                assert (await got.json())["ok"]

        await asyncio.gather(*map(post, bodies))


async def posted(runtime: Runtime, ready: list[Ready]) -> None:
    sender = Sender(runtime, pace=FREE)
    async with sender.connected():
        assert sender._http is not None
        one = Round(runtime, Standing.at(FREE, eager=False), sender._http)
        assert all(await asyncio.gather(*map(one.deliver, ready)))


async def whole(runtime: Runtime) -> None:
    assert await Sender(runtime, pace=FREE).drain() == MESSAGES


def timed(work: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """CPU and wall seconds of one message."""
    cpu, wall = time.process_time(), time.perf_counter()
    asyncio.run(work())  # type: ignore[arg-type]
    return (time.process_time() - cpu) / MESSAGES, (time.perf_counter() - wall) / MESSAGES


def measure(name: str, database_url: str, url: str, tls: ssl.SSLContext) -> None:
    bot = build(Settings(_env_file=None, database_url=database_url))  # type: ignore[call-arg]
    people(bot)
    clock = [NOW]
    runtime = replace(
        bot.runtime,
        slack=SlackApi(url, tls),
        token_of=lambda _workspace: "xoxb-1",
        now=lambda: clock[0] + timedelta(seconds=time.monotonic() - born),
    )
    born = time.monotonic()
    found: dict[str, list[tuple[float, float]]] = {"floor": [], "posted": [], "whole": []}
    for _ in range(ROUNDS + 1):
        clock[0] += timedelta(days=1)
        due(runtime, runtime.now().date())
        ready = made_ready(runtime)
        bodies = [body(one) for one in ready]
        found["floor"].append(timed(partial(floor, url, tls, bodies)))
        found["posted"].append(timed(partial(posted, runtime, ready)))
        clock[0] += timedelta(days=1)
        due(runtime, runtime.now().date())
        found["whole"].append(timed(partial(whole, runtime)))
    report(name, found, len(json.dumps(bodies[0])))
    bot.close()


def report(name: str, found: dict[str, list[tuple[float, float]]], size: int) -> None:
    most = IN_FLIGHT * WORKSPACES / LATENCY
    for kind in ("posted", "whole"):
        pairs = zip(found[kind][1:], found["floor"][1:], strict=True)
        ratio = statistics.median(mine[0] / bare[0] for mine, bare in pairs)
        cpu = statistics.median(one[0] for one in found[kind][1:])
        rate = 1 / statistics.median(one[1] for one in found[kind][1:])
        bare = 1 / statistics.median(one[1] for one in found["floor"][1:])
        print(
            f"{name:<11} {kind:<6} {cpu * 1e6:5.0f} µs of CPU a message of {size:,} bytes = "
            f"{ratio:4.2f} × raw aiohttp (target ≤ {MOST_CPU}); {rate:5.0f} a second = "
            f"{rate / most:4.0%} of {IN_FLIGHT * WORKSPACES} / {LATENCY * 1e3:.0f} ms "
            f"(target ≥ {LEAST_RATE:.0%}; raw aiohttp {bare / most:.0%})"
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, slack(Path(folder)) as (url, tls):
        measure("sqlite", f"sqlite:///{folder}/bench.db", url, tls)
        with PostgresServer(durable=True) as server:
            measure("postgresql", server.fresh_database(), url, tls)


if __name__ == "__main__":
    main()
