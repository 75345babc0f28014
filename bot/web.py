"""HTTP: Slack's requests, and whether this process is alive and ready."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from anyio import to_thread
from slack_bolt import App, BoltRequest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

THREADS = 24
"""Requests handled at a time; the database pool has a connection for each."""

MOST_BYTES = 1_000_000
"""A request from Slack is far smaller; anything larger is refused without being read on."""


def web(app: App, is_ready: Callable[[], str | None]) -> Starlette:
    """The routes; `is_ready` returns what is missing, or None."""

    async def events(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        if not body:
            return PlainTextResponse("a request from Slack has a body", 400)
        headers: dict[str, str | Sequence[str]] = {
            name: [value] for name, value in request.headers.items()
        }
        try:
            asked = BoltRequest(body=body.decode("utf-8", "replace"), headers=headers)
        except (ValueError, TypeError, AttributeError):
            return PlainTextResponse("this is no request from Slack", 400)
        answer = await run_in_threadpool(app.dispatch, asked)
        kept = {name: ", ".join(values) for name, values in answer.headers.items()}
        return Response(answer.body, answer.status, headers=kept)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        missing = await run_in_threadpool(is_ready)
        return PlainTextResponse(missing or "ok", 503 if missing else 200)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield

    return Starlette(
        lifespan=lifespan,
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
        ],
    )


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
