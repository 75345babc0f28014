"""How fast one member may ask: a flood from one is refused before it costs anything."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from time import perf_counter

BURST = 4
"""Of a minute's requests this part may come at once (ours)."""
MOST_KNOWN = 10_000
"""Askers that are remembered; the one that was quiet longest is forgotten first."""


class Turnstile:
    """A bucket for each asker, filled evenly; each process has its own. 0 a minute lets all in."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = perf_counter) -> None:
        self._rate, self._most = a_minute / 60, max(1, a_minute // BURST)
        self._clock, self._lock = clock, threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, asker: str) -> float:
        """Takes a turn and returns 0, or the seconds after which there is one."""
        if not self._rate:
            return 0
        with self._lock:
            now = self._clock()
            left, since = self._left.pop(asker, (float(self._most), now))
            left = min(float(self._most), left + (now - since) * self._rate)
            has_turn = left >= 1
            self._left[asker] = (left - has_turn, now)
            if len(self._left) > MOST_KNOWN:
                self._left.popitem(last=False)
        return 0 if has_turn else (1 - left) / self._rate
