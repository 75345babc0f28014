"""The sender: takes messages from the outbox, round after round, over connections kept open."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp

from bot.building import Builder
from bot.pacing import Pace
from bot.rounds import DEADLINE, Round, Standing
from bot.runtime import Runtime
from bot.timekeeping import on_time
from storage import sending
from storage.sending import Claim

BATCH = 50
LEASE = timedelta(seconds=120)


class Sender:
    """Sends what stands in the outbox. One works in a process; replicas share the rows."""

    def __init__(
        self,
        runtime: Runtime,
        stopping: Callable[[], bool] = lambda: False,
        deadline: timedelta = DEADLINE,
        pace: Pace | None = None,
        eager: bool = False,
    ) -> None:
        self.runtime = runtime
        self._stopping = stopping
        self._deadline = deadline
        self._builder = Builder(runtime)
        self._standing = Standing.at(pace or Pace(), eager)
        self._http: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Keeps connections to Slack open for the length of the block."""
        limit = aiohttp.ClientTimeout(total=self._deadline.total_seconds())
        connector = aiohttp.TCPConnector(ssl=self.runtime.slack.tls or True)
        async with aiohttp.ClientSession(timeout=limit, connector=connector) as http:
            self._http = http
            try:
                yield
            finally:
                self._http = None

    async def drain(self) -> int:
        """Sends what may be sent now, when told to stop only what is claimed; returns how many."""
        if self._http is None:
            async with self.connected():
                return await self.drain()
        if not await asyncio.to_thread(on_time, self.runtime):
            return 0
        this = Round(self.runtime, self._standing, self._http, self._deadline)
        await this.knock()
        sent = await self._drain(this)
        self._standing.pacer.forget(self.runtime.now())
        return sent

    async def _drain(self, this: Round) -> int:
        """The next messages are claimed and built while the last ones are still under way."""
        under_way: set[asyncio.Task[bool]] = set()
        sent, more = 0, True
        try:
            while under_way or more:
                if more and len(under_way) <= BATCH:
                    claims = [] if self._stopping() else await asyncio.to_thread(self._claim)
                    ready = await asyncio.to_thread(self._builder.build, claims) if claims else []
                    under_way |= {asyncio.create_task(this.deliver(one)) for one in ready}
                    more = len(claims) == BATCH or bool(claims and not ready)
                else:
                    done, under_way = await asyncio.wait(
                        under_way, return_when=asyncio.FIRST_COMPLETED
                    )
                    sent += sum(task.result() for task in done)
                    more = more or not under_way
        finally:
            await asyncio.gather(*under_way, return_exceptions=True)
        return sent

    def _claim(self) -> list[Claim]:
        with self.runtime.database.everywhere.begin() as session:
            claims = sending.claim(session, self.runtime.now(), LEASE, BATCH)
        self.runtime.meters.claimed.inc(len(claims))
        self.runtime.checkpoint("send.claimed")
        return claims
