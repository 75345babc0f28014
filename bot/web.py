"""HTTP: Slack's requests, and whether this process is alive and ready."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from anyio import to_thread
from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt import App, BoltRequest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.health import Health
from bot.installing import INSTALL, REDIRECT, InstallFlow
from bot.meters import Meters
from bot.turnstile import Turnstile

THREADS = 24
"""Requests handled at a time; the database pool has a connection for each."""

MOST_BYTES = 1_000_000
"""A request from Slack is far smaller; anything larger is refused without being read on."""

BODY_SECONDS = 5.0
"""Slack gives up after three; who sends a body more slowly holds no place for long."""


INSTALLS_A_MINUTE = 600
"""From everybody together: each that is begun is a row for ten minutes."""

MISSHAPEN = (LookupError, TypeError, AttributeError, ValueError)
"""What reading a request raises that lacks something, or holds another thing in its place."""

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""Nothing here is a page to be kept, framed or guessed at; an answer may say otherwise."""


def web(
    app: App, health: Health, meters: Meters, installing: InstallFlow | None = None
) -> Starlette:
    """The routes."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        found = await run_in_threadpool(health.readiness)
        return PlainTextResponse(found.words, 200 if found.ready else 503)

    async def metrics(_request: Request) -> Response:
        return Response(await run_in_threadpool(meters.page), media_type=CONTENT_TYPE_LATEST)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield

    served = Starlette(
        lifespan=lifespan,
        routes=[
            Route("/slack/events", _events(app), methods=["POST"]),
            *(_ways_in(installing) if installing else ()),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
        ],
        middleware=[Middleware(Sealed)],
    )
    served.router.redirect_slashes = False
    return served


def _events(app: App) -> Callable[[Request], Awaitable[Response]]:
    """Hands Slack's requests to Bolt, each on a thread."""

    async def events(request: Request) -> Response:
        try:
            body = await asyncio.wait_for(_body(request), BODY_SECONDS)
        except TimeoutError:
            return PlainTextResponse("too slow", 408)
        if body is None:
            return PlainTextResponse("too large", 413)
        if not body:
            return PlainTextResponse("a request from Slack has a body", 400)
        headers: dict[str, str | Sequence[str]] = {
            name: [value] for name, value in request.headers.items()
        }
        try:
            asked = BoltRequest(body=body.decode("utf-8", "replace"), headers=headers)
            answer = await run_in_threadpool(app.dispatch, asked)
        except MISSHAPEN:
            return PlainTextResponse("this is no request from Slack", 400)
        kept = {name: ", ".join(values) for name, values in answer.headers.items()}
        return Response(answer.body, answer.status, headers=kept)

    return events


class Sealed:
    """Puts the headers on every answer that does not bring its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sealed)


def _ways_in(installing: InstallFlow) -> list[Route]:
    """The two addresses for a browser, where the app may be installed."""

    turnstile = Turnstile(INSTALLS_A_MINUTE)

    async def install(request: Request) -> Response:
        if turnstile.wait("everybody"):
            return PlainTextResponse("too many at once, please try again in a minute", 429)
        asked = (request.url.path, request.url.query, dict(request.headers))
        answer = await run_in_threadpool(installing.answer, *asked)
        told = Response(answer.body, answer.status)
        for name, values in answer.headers.items():
            for value in values:
                told.headers.append(name, value)
        return told

    return [Route(path, install) for path in (INSTALL, REDIRECT)]


async def _body(request: Request) -> bytes | None:
    """The body; None when it is too large, however its length was announced."""
    if int(request.headers.get("content-length") or 0) > MOST_BYTES:
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return body
