"""HTTP: Slack's requests, and whether this process is alive and ready."""

from collections.abc import Callable, Sequence

from slack_bolt import App, BoltRequest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

MOST_BYTES = 1_000_000
"""A request from Slack is far smaller; anything larger is refused unread."""


def web(app: App, is_ready: Callable[[], str | None]) -> Starlette:
    """The routes; `is_ready` returns what is missing, or None."""

    async def events(request: Request) -> Response:
        if int(request.headers.get("content-length") or 0) > MOST_BYTES:
            return PlainTextResponse("too large", 413)
        body = await request.body()
        if not body:
            return PlainTextResponse("a request from Slack has a body", 400)
        headers: dict[str, str | Sequence[str]] = {
            name: [value] for name, value in request.headers.items()
        }
        asked = BoltRequest(body=body.decode("utf-8", "replace"), headers=headers)
        answer = await run_in_threadpool(app.dispatch, asked)
        kept = {name: ", ".join(values) for name, values in answer.headers.items()}
        return Response(answer.body, answer.status, headers=kept)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        missing = await run_in_threadpool(is_ready)
        return PlainTextResponse(missing or "ok", 503 if missing else 200)

    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
        ]
    )
