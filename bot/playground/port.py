"""The local Slack behind a loopback port of its own, in a thread of its own."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.playground.cast import TOKEN
from bot.playground.loopback import LOOPBACK, door
from bot.playground.methods import call
from bot.playground.slack import Json, LocalSlack, SlackRefusal

SIGN_IN = "<!DOCTYPE html><title>Sign in</title>"
"""What Slack gives whoever asks for a file without the token of the app."""
LOOK_SECONDS = 0.005
"""Between two looks at whether the port answers."""


def api(slack: LocalSlack) -> Starlette:
    """Slack's Web API and its response_urls."""

    async def method(request: Request) -> Response:
        return JSONResponse(call(slack, request.path_params["method"], await _arguments(request)))

    async def response(request: Request) -> Response:
        try:
            slack.answer(request.path_params["hook"], await request.json())
        except SlackRefusal as refused:
            return PlainTextResponse(refused.error, 404)
        return PlainTextResponse("ok")

    async def file(request: Request) -> Response:
        found = slack.files.get(request.path_params["id"])
        if found is None or request.headers.get("authorization") != f"Bearer {TOKEN}":
            return HTMLResponse(SIGN_IN)
        return Response(found.content, media_type="application/octet-stream")

    async def upload(request: Request) -> Response:
        found = slack.files.get(request.path_params["id"])
        if found is None:
            return PlainTextResponse("file_not_found", 404)
        slack.files[found.id] = replace(found, content=await request.body())
        return PlainTextResponse("OK")

    return Starlette(
        routes=[
            Route("/api/{method}", method, methods=["GET", "POST"]),
            Route("/files/{id}", file),
            Route("/upload/{id}", upload, methods=["POST"]),
            Route("/response/{hook}", response, methods=["POST"]),
        ]
    )


@contextmanager
def listening(slack: LocalSlack) -> Iterator[str]:
    """Serves on loopback alone for the length of the block; gives the address of the Web API."""
    with door() as listener:
        slack.url = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        server = uvicorn.Server(
            uvicorn.Config(
                api(slack),
                log_config=None,
                access_log=False,
                lifespan="off",
                ws="none",
                loop="asyncio",
            )
        )
        thread = threading.Thread(target=server.run, args=([listener],), name="slack", daemon=True)
        thread.start()
        while thread.is_alive() and not server.started:
            time.sleep(LOOK_SECONDS)
        try:
            yield f"{slack.url}/api/"
        finally:
            server.should_exit = True
            thread.join()


async def _arguments(request: Request) -> Json:
    """A call's arguments, sent as JSON, as a form or in the query."""
    body = (await request.body()).decode()
    if request.headers.get("content-type", "").startswith("application/json"):
        return dict(request.query_params) | (json.loads(body) if body.strip() else {})
    return dict(request.query_params) | dict(parse_qsl(body))
