"""How Slack fails, on demand: an effect says if a call is accepted and what comes back."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import web

from tests.slack.records import Call, Json

Accept = Callable[[], web.Response]


class Wire:
    """The connection of one request, and the server's wish to close."""

    def __init__(self, request: web.Request, closing: asyncio.Event) -> None:
        self.transport = request.transport
        self.closing = closing

    async def wait(self, seconds: float) -> None:
        """Wait, but no longer than the server lives."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.closing.wait(), seconds)

    def reset(self) -> web.Response:
        """Break the connection the hard way, so that the client sees a reset."""
        if self.transport is not None:
            sock = self.transport.get_extra_info("socket")
            if sock is not None and not self.transport.is_closing():
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.transport.abort()
        return web.Response(status=500)


class Effect(Protocol):
    """What happens to a call instead of its being answered."""

    async def play(self, accept: Accept, wire: Wire) -> web.Response: ...


@dataclass(frozen=True)
class RateLimited:
    """429 with Retry-After; nothing is accepted."""

    seconds: int = 1

    async def play(self, accept: Accept, wire: Wire) -> web.Response:
        headers = {"Retry-After": str(self.seconds)}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)


@dataclass(frozen=True)
class ServerError:
    """A 5xx, before the call was accepted or after it."""

    status: int = 500
    accepted: bool = False

    async def play(self, accept: Accept, wire: Wire) -> web.Response:
        if self.accepted:
            accept()
        return web.Response(status=self.status, text="Internal Server Error")


@dataclass(frozen=True)
class Refused:
    """200 with {"ok": false, "error": …}."""

    error: str
    details: Json = field(default_factory=dict)

    async def play(self, accept: Accept, wire: Wire) -> web.Response:
        return web.json_response({"ok": False, "error": self.error} | self.details)


@dataclass(frozen=True)
class Hang:
    """No answer for so long that the client gives up; then the connection breaks."""

    seconds: float = 60.0
    accepted: bool = False

    async def play(self, accept: Accept, wire: Wire) -> web.Response:
        if self.accepted:
            accept()
        await wire.wait(self.seconds)
        return wire.reset()


@dataclass(frozen=True)
class Reset:
    """The connection breaks at once and the call was not accepted."""

    async def play(self, accept: Accept, wire: Wire) -> web.Response:
        return wire.reset()


@dataclass(frozen=True)
class LostReply:
    """The call is accepted, then the connection breaks."""

    async def play(self, accept: Accept, wire: Wire) -> web.Response:
        accept()
        return wire.reset()


@dataclass(frozen=True)
class SlowAccept:
    """The call is accepted only after a while, even if the client has gone by then."""

    seconds: float

    async def play(self, accept: Accept, wire: Wire) -> web.Response:
        await wire.wait(self.seconds)
        return accept()


@dataclass(frozen=True)
class SlowReply:
    """The call is accepted at once, the answer comes late."""

    seconds: float

    async def play(self, accept: Accept, wire: Wire) -> web.Response:
        response = accept()
        await wire.wait(self.seconds)
        return response


@dataclass(eq=False)
class Fault:
    """An effect, and the calls it befalls."""

    method: str
    effect: Effect
    times: int | None = 1
    team: str | None = None
    when: Callable[[Call], bool] | None = None
    hits: int = 0

    def befalls(self, call: Call) -> bool:
        return (
            (self.times is None or self.hits < self.times)
            and self.method in (call.method, "*")
            and self.team in (call.team, None)
            and (self.when is None or self.when(call))
        )


class Faults:
    """The faults in force; the first that fits a call is taken."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, method: str, effect: Effect, times: int | None = 1, **which: Any) -> Fault:
        fault = Fault(method, effect, times, **which)
        self._faults.append(fault)
        return fault

    def take(self, call: Call) -> Effect | None:
        for fault in self._faults:
            if fault.befalls(call):
                fault.hits += 1
                return fault.effect
        return None

    def clear(self) -> None:
        self._faults.clear()
