"""The playground over HTTP: the page, what it asks, and news as they come. Loopback only.

The page is served at once; the house behind it opens on a thread of its own, and what asks for it
waits. page/README.md is the contract.
"""

import json
import traceback
from asyncio import wrap_future
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.playground.news import News
from bot.playground.records import File, Json, Unreadable

PAGE = Path(__file__).parent / "page"
KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".svg": "image/svg+xml",
}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
MOST_BYTES = 8_000_000
"""A file of 5 MB in base64, and room around it."""
BEAT_SECONDS = 10.0
"""Between two signs of life to a page that hears nothing."""
CHANGED = "event: changed\ndata: {}\n\n"
STILL_HERE = ": still here\n\n"
BROKEN = "The playground stumbled over that. The terminal where it runs shows why."
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


class House(Protocol):
    """What is behind the page."""

    def look(self, who: str | None) -> Json:
        """What somebody sees."""

    def do(self, asked: Json) -> Json:
        """What somebody does."""

    def fetch(self, who: str | None, file_id: str) -> File | None:
        """A file that somebody sees."""

    def draw(self, block: Json, theme: str) -> str:
        """A chart as SVG."""

    def judge(self, view: Json) -> Json:
        """What Slack's limits say."""


class Guard:
    """Lets nobody in but the page itself: other sites cannot speak through a browser here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses, or passes on."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        refused = _refused(Request(scope))
        if refused:
            return await PlainTextResponse(refused, 403)(scope, receive, send)
        return await self._app(scope, receive, send)


def _refused(request: Request) -> str | None:
    host = request.headers.get("host", "").lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if name not in LOOPBACK:
        return "The playground answers to localhost alone."
    if request.method == "POST":
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return "The playground takes JSON alone."
        origin = request.headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return "The playground takes requests of its own page alone."
    return None


def web(opening: "Future[Any]", news: News) -> Starlette:
    """The routes; what needs the house waits for it."""
    return Starlette(
        middleware=[Middleware(Guard)],
        exception_handlers={Unreadable: _unreadable, Exception: _broken},
        routes=[Route("/", _index), Route("/page/{path:path}", _page), *_answers(opening, news)],
    )


def _answers(opening: "Future[Any]", news: News) -> list[Route]:

    async def house() -> House:
        return cast(House, await wrap_future(opening))

    async def state(request: Request) -> Response:
        return await _json((await house()).look, request.query_params.get("as"))

    async def do(request: Request) -> Response:
        return await _json((await house()).do, await _asked(request))

    async def limits(request: Request) -> Response:
        return await _json((await house()).judge, await _asked(request))

    async def chart(request: Request) -> Response:
        theme, block = request.query_params.get("theme", "light"), await _asked(request)
        drawn = await run_in_threadpool((await house()).draw, block, theme)
        return Response(drawn, media_type="image/svg+xml", headers=HEADERS)

    async def file(request: Request) -> Response:
        found = (await house()).fetch(request.query_params.get("as"), request.path_params["id"])
        return _download(found)

    async def events(_request: Request) -> Response:
        headers = HEADERS | {"cache-control": "no-store"}
        return StreamingResponse(_stream(news), media_type="text/event-stream", headers=headers)

    return [
        Route("/state", state),
        Route("/events", events),
        Route("/files/{id}", file),
        Route("/do", do, methods=["POST"]),
        Route("/chart", chart, methods=["POST"]),
        Route("/limits", limits, methods=["POST"]),
    ]


async def _index(request: Request) -> Response:
    return _file(PAGE / "index.html", request)


async def _page(request: Request) -> Response:
    return _file(PAGE / request.path_params["path"], request)


async def _stream(news: News) -> AsyncIterator[str]:
    """A word whenever something changed, the first at once: a page may have missed some."""
    with news.ear() as ear:
        yield CHANGED.format(news.told)
        while not news.over:
            heard = await ear.heard(BEAT_SECONDS)
            if not news.over:
                yield CHANGED.format(news.told) if heard else STILL_HERE


def _file(path: Path, request: Request) -> Response:
    wanted = path.resolve()
    if wanted.suffix not in KINDS or not wanted.is_relative_to(PAGE) or not wanted.is_file():
        return PlainTextResponse("There is no such file.", 404, headers=HEADERS)
    content = wanted.read_bytes()
    tag = f'"{sha256(content).hexdigest()[:20]}"'
    headers = HEADERS | {"etag": tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=KINDS[wanted.suffix], headers=headers)


def _download(file: File | None) -> Response:
    if file is None:
        return PlainTextResponse("There is no such file.", 404, headers=HEADERS)
    kept = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = HEADERS | {"content-disposition": kept, "cache-control": "no-store"}
    return Response(file.content, media_type="application/octet-stream", headers=headers)


async def _json(call: Callable[..., Json], *args: Any) -> Response:
    """What a call gives, made and written down on a thread."""

    def made() -> bytes:
        return json.dumps(call(*args), ensure_ascii=False).encode()

    headers = HEADERS | {"cache-control": "no-store"}
    content = await run_in_threadpool(made)
    return Response(content, media_type="application/json", headers=headers)


async def _asked(request: Request) -> Json:
    """The object that was posted; raises Unreadable."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Unreadable("That is too large for the playground.")
    try:
        asked = json.loads(body)
    except ValueError as error:
        raise Unreadable("That is no JSON.") from error
    if not isinstance(asked, dict):
        raise Unreadable("That is no JSON object.")
    return asked


async def _unreadable(_request: Request, error: Exception) -> Response:
    return JSONResponse({"ok": False, "error": str(error)}, 400, headers=HEADERS)


async def _broken(_request: Request, error: Exception) -> Response:
    traceback.print_exception(error)
    return JSONResponse({"ok": False, "error": BROKEN}, 500, headers=HEADERS)
