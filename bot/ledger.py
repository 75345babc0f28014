"""What becomes of messages, written by one hand: what comes meanwhile shares a transaction."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar, cast

from storage import sending
from storage.database import Database, NotStored, Session
from storage.sending import Sent

log = logging.getLogger(__name__)
T = TypeVar("T")
Change = Callable[[Session], Any]

LINGER = 0.025
"""Seconds that a change waits for company, while more messages are under way."""


class Ledger:
    """Lives as long as its event loop. `expected` says how many changes may come together."""

    def __init__(self, database: Database, expected: Callable[[], int]) -> None:
        self._database = database
        self._expected = expected
        self._full = asyncio.Event()
        self._waiting: list[tuple[Change | Sent, asyncio.Future[Any]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def write(self, change: Callable[[Session], T]) -> T:
        """Returns once the change is stored; raises what kept it from being stored."""
        return cast(T, await self._stored(change))

    async def mark(self, sent: Sent) -> bool:
        """The most frequent change, one statement for all that come together."""
        return bool(await self._stored(sent))

    def _stored(self, change: Change | Sent) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((change, future))
        if len(self._waiting) >= self._expected():
            self._full.set()
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())
        return future

    async def _write_all(self) -> None:
        while self._waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._full.wait(), LINGER)
            self._full.clear()
            batch, self._waiting = self._waiting, []
            results = await asyncio.to_thread(self._store, [change for change, _ in batch])
            for (_, future), result in zip(batch, results, strict=True):
                if future.done():
                    continue
                if isinstance(result, Exception):
                    future.set_exception(result)
                else:
                    future.set_result(result)

    def _store(self, changes: list[Change | Sent]) -> list[Any]:
        """One transaction; if a change spoils it, each gets one of its own."""
        try:
            with self._database.everywhere.begin() as session:
                return _apply(session, changes)
        except NotStored as error:
            return [error] * len(changes)
        except Exception:
            log.exception("%s changes could not be stored together", len(changes))
            return [self._store_one(change) for change in changes]

    def _store_one(self, change: Change | Sent) -> Any:
        try:
            with self._database.everywhere.begin() as session:
                return _apply(session, [change])[0]
        except Exception as error:
            log.exception("a change could not be stored")
            return error


def _apply(session: Session, changes: Sequence[Change | Sent]) -> list[Any]:
    marked = sending.mark_sent(session, [one for one in changes if isinstance(one, Sent)])
    return [
        change.claim.id in marked if isinstance(change, Sent) else change(session)
        for change in changes
    ]
