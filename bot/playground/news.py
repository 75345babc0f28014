"""Who wants to hear when something changed: one bell, and an ear for each open page."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Ear:
    """Set when the bell was rung, once for however many times."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """From any thread."""
        self._loop.call_soon_threadsafe(self._rung.set)

    async def heard(self, seconds: float) -> bool:
        """Whether it was rung within that time."""
        try:
            await asyncio.wait_for(self._rung.wait(), seconds)
        except TimeoutError:
            return False
        self._rung.clear()
        return True


class News:
    """The bell."""

    def __init__(self) -> None:
        self._ears: set[Ear] = set()
        self._lock = threading.Lock()
        self.number = 0
        self.stage = ""
        self.over = False

    @property
    def told(self) -> str:
        """Which state is the newest: a page that has it need not ask."""
        return json.dumps({"stage": self.stage, "version": self.number})

    def ring(self) -> None:
        """Something changed."""
        with self._lock:
            self.number += 1
            for ear in self._ears:
                ear.ring()

    def end(self) -> None:
        """There will be no more: whoever listens may go."""
        self.over = True
        self.ring()

    @contextmanager
    def ear(self) -> Iterator[Ear]:
        """Listens for the length of the block; to be entered on an event loop."""
        ear = Ear()
        with self._lock:
            self._ears.add(ear)
        try:
            yield ear
        finally:
            with self._lock:
                self._ears.discard(ear)
