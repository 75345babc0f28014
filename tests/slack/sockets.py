"""Socket Mode, Slack's side of it."""

import asyncio
import contextlib
import itertools
import json
import threading
import time
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.slack.records import Json

if TYPE_CHECKING:
    from tests.slack.server import SlackServer

# Never empty: the sdk's client takes a frame of two bytes for half a frame and waits for more.
PING = b"Ping from applink-1"


class Sockets:
    """The open Socket Mode connections; deliveries go to each in turn."""

    # Seconds between pings. The sdk's client waits for the next frame before it closes.
    heartbeat: float | None = 0.05

    def __init__(self, server: "SlackServer") -> None:
        self.server = server
        self.acks: list[Json] = []
        self.frames: list[Json] = []
        self.opened = 0
        self._open: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._turn = itertools.count()
        self._changed = threading.Condition()

    @property
    def connections(self) -> int:
        return len(self._open)

    def wait(self, opened: int = 1, timeout: float = 10.0) -> None:
        """Wait until so many connections have been opened in all and one is still open."""
        with self._changed:
            if not self._changed.wait_for(
                lambda: self.opened >= opened and bool(self._open), timeout
            ):
                raise TimeoutError(f"{self.opened} Socket Mode connections were opened.")

    def deliver(self, envelope: Json, timeout: float) -> Json | None:
        """Send an envelope and wait for its ack; None when none comes in time."""
        return self.server.run(self._deliver(envelope, timeout), timeout + 5)

    def refresh(self) -> None:
        """Ask every client to reconnect, as Slack does every few hours, and leave the old lines."""
        old, self._open = self._open, []
        for ws in old:
            self.server.run(ws.send_json({"type": "disconnect", "reason": "refresh_requested"}))

    def disconnect(self) -> None:
        """Close every connection in order."""
        self.server.run(self.close())

    def drop(self) -> None:
        """Cut every connection without a word."""
        self.server.run(self._drop())

    def ping(self) -> None:
        for ws in list(self._open):
            self.server.run(ws.ping(PING))

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.server.tickets:
            return web.Response(status=403)
        self.server.tickets.discard(ticket)
        ws = web.WebSocketResponse(autoping=True)
        await ws.prepare(request)
        await ws.send_json(self._hello())
        self._count(ws, +1)
        beating = asyncio.create_task(self._beat(ws))
        try:
            async for frame in ws:
                if frame.type == WSMsgType.TEXT:
                    self._heard(json.loads(frame.data))
        finally:
            beating.cancel()
            self._count(ws, -1)
        return ws

    async def _beat(self, ws: web.WebSocketResponse) -> None:
        with contextlib.suppress(ConnectionError):
            while self.heartbeat and not ws.closed:
                await asyncio.sleep(self.heartbeat)
                await ws.ping(PING)

    async def close(self) -> None:
        for ws in list(self._open):
            with contextlib.suppress(ConnectionError, TimeoutError):
                await asyncio.wait_for(ws.close(), 0.5)

    async def _drop(self) -> None:
        for ws in list(self._open):
            transport = ws._req.transport if ws._req is not None else None
            if transport is not None:
                transport.abort()

    async def _deliver(self, envelope: Json, timeout: float) -> Json | None:
        if not self._open:
            raise ConnectionError("No Socket Mode connection is open.")
        ws = self._open[next(self._turn) % len(self._open)]
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = waiting
        await ws.send_json(envelope)
        try:
            return await asyncio.wait_for(waiting, timeout)
        except TimeoutError:
            return None
        finally:
            self._waiting.pop(envelope["envelope_id"], None)

    def _heard(self, frame: Json) -> None:
        self.frames.append(frame)
        waiting = self._waiting.get(str(frame.get("envelope_id")))
        if waiting is not None and not waiting.done():
            self.acks.append(frame)
            waiting.set_result(frame)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "debug_info": {
                "host": "applink-1",
                "started": time.strftime("%Y-%m-%d %H:%M:%S"),
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self.server.app_id},
        }

    def _count(self, ws: web.WebSocketResponse, by: int) -> None:
        with self._changed:
            if by > 0:
                self._open.append(ws)
                self.opened += 1
            elif ws in self._open:
                self._open.remove(ws)
            self._changed.notify_all()
