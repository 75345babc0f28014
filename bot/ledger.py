"""What becomes of messages, written by one hand: what comes meanwhile shares a transaction."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, TypeVar, cast

from storage.database import Database, NotStored, Session

log = logging.getLogger(__name__)
T = TypeVar("T")
Change = Callable[[Session], Any]


class Ledger:
    """Lives as long as its event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Change, asyncio.Future[Any]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def write(self, change: Callable[[Session], T]) -> T:
        """Returns once the change is stored; raises what kept it from being stored."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((change, future))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())
        return cast(T, await future)

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            results = await asyncio.to_thread(self._store, [change for change, _ in batch])
            for (_, future), result in zip(batch, results, strict=True):
                if future.done():
                    continue
                if isinstance(result, Exception):
                    future.set_exception(result)
                else:
                    future.set_result(result)

    def _store(self, changes: list[Change]) -> list[Any]:
        """One transaction; if a change spoils it, each gets one of its own."""
        try:
            with self._database.begin() as session:
                return [change(session) for change in changes]
        except NotStored as error:
            return [error] * len(changes)
        except Exception:
            log.exception("%s changes could not be stored together", len(changes))
            return [self._store_one(change) for change in changes]

    def _store_one(self, change: Change) -> Any:
        try:
            with self._database.begin() as session:
                return change(session)
        except Exception as error:
            log.exception("a change could not be stored")
            return error
