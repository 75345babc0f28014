"""A server for the page that says what a test wants to see, and keeps what the page sent."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

import bot.playground

PAGE = Path(bot.playground.__file__).parent / "page"
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PATIENCE = 10
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 280"><g fill="#2f8a6c">{}</g></svg>'
BARS = "".join(
    f'<rect x="{30 + 90 * n}" y="{240 - h}" width="60" height="{h}"/>'
    for n, h in enumerate((60, 140, 90, 200, 170, 40))
)

Json = dict[str, Any]
Answer = Callable[[Json], Json]


@dataclass
class Stand:
    """What the server says now, and what it was asked."""

    state: Json
    answers: dict[str, Answer] = field(default_factory=dict)
    done: list[Json] = field(default_factory=list)
    limits: Json = field(default_factory=lambda: {"problems": []})
    asked_limits: list[Json] = field(default_factory=list)
    has_events: bool = True
    is_told: threading.Event = field(default_factory=threading.Event)
    url: str = ""
    changes: int = 0

    def __post_init__(self) -> None:
        self.is_told.set()

    def changed(self, **parts: Any) -> None:
        """Something else stands in the state, and the page is told."""
        self.state = self.state | parts | {"version": self.state["version"] + 1}
        self.changes += 1

    def of(self, what: str) -> list[Json]:
        """What the page did of one kind, without what is always there."""
        return [
            {name: value for name, value in done.items() if name not in ("as", "what")}
            for done in self.done
            if done["what"] == what
        ]


@dataclass(frozen=True)
class Answers:
    """The addresses of the contract; `now` gives what the test at hand made of the server."""

    now: Callable[[], Stand]

    async def index(self, _request: Request) -> Response:
        page = (PAGE / "index.html").read_text()
        return Response(page, media_type="text/html", headers={"content-security-policy": POLICY})

    async def file(self, request: Request) -> Response:
        path = PAGE / request.path_params["path"]
        kept = {"cache-control": "max-age=3600"}
        return Response(path.read_text(), media_type=KINDS[path.suffix], headers=kept)

    async def state(self, request: Request) -> Response:
        asked = request.query_params.get("as")
        await run_in_threadpool(self.now().is_told.wait, PATIENCE)
        found = self.now().state
        known = [person["id"] for person in found["people"]]
        return JSONResponse(found | ({"me": asked} if asked in known else {}))

    async def do(self, request: Request) -> Response:
        stand, body = self.now(), await request.json()
        assert request.headers["content-type"] == "application/json"
        stand.done.append(body)
        answer = stand.answers.get(body["what"])
        told = await run_in_threadpool(answer, body) if answer else {}
        return JSONResponse({"ok": True} | told)

    async def events(self, _request: Request) -> Response:
        if not self.now().has_events:
            return Response(status_code=204)
        return StreamingResponse(_changes(self.now), media_type="text/event-stream")

    async def chart(self, _request: Request) -> Response:
        return Response(SVG.format(BARS), media_type="image/svg+xml")

    async def limits(self, request: Request) -> Response:
        self.now().asked_limits.append(await request.json())
        return JSONResponse(self.now().limits)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", self.index),
                Route("/page/{path:path}", self.file),
                Route("/state", self.state),
                Route("/do", self.do, methods=["POST"]),
                Route("/events", self.events),
                Route("/chart", self.chart, methods=["POST"]),
                Route("/limits", self.limits, methods=["POST"]),
            ]
        )


async def _changes(now: Callable[[], Stand]) -> AsyncIterator[str]:
    told = id(now()), now().changes
    yield ": hello\n\n"
    while True:
        await asyncio.sleep(0.02)
        if (id(now()), now().changes) != told:
            told = id(now()), now().changes
            news = {name: now().state[name] for name in ("stage", "version")}
            yield f"event: changed\ndata: {json.dumps(news)}\n\n"


@dataclass
class Serving:
    """A running server; `stand` is what the test at hand made of it."""

    url: str
    stand: Stand


@contextmanager
def serving(first: Stand) -> Iterator[Serving]:
    """Serves on loopback, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        found = Serving(f"http://127.0.0.1:{listener.getsockname()[1]}", first)
        config = uvicorn.Config(
            Answers(lambda: found.stand).app(),
            log_level="critical",
            lifespan="off",
            timeout_graceful_shutdown=0,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield found
        finally:
            server.should_exit = True
            thread.join(10)
