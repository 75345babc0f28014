"""A small Bolt app, and each server that may carry it."""

import hashlib
import hmac
import signal
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

SECRET = "signing-secret"
THREADS = 16
SLEEPS = {"fast": 0.0, "slow": 0.05, "slowest": 0.6}


def app() -> App:
    """One slash command; its text says how long the listener takes."""
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_user_id="U1")
    bolt = App(signing_secret=SECRET, authorize=lambda: known, process_before_response=True)

    @bolt.command("/deal")
    def deal(ack: Any, command: dict[str, str]) -> None:
        if pause := SLEEPS[command["text"]]:
            time.sleep(pause)
        ack("Logged.")

    return bolt


def signed(text: str) -> tuple[str, dict[str, str]]:
    """The body and headers of a slash command."""
    names = {"token": "t", "team_id": "T1", "team_domain": "acme", "channel_id": "D1"}
    who = {"user_id": "U1", "user_name": "anna", "command": "/deal", "text": text}
    rest = {"api_app_id": "A1", "trigger_id": "1.2.3", "response_url": "http://127.0.0.1/r/1"}
    body, moment = urlencode(names | who | rest), str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{moment}:{body}".encode(), hashlib.sha256)
    return body, {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }


def bolt_answer(bolt: App, body: str, headers: dict[str, str]) -> BoltResponse:
    return bolt.dispatch(BoltRequest(body=body, headers={**headers}))


def wsgi() -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """The app for WSGI servers."""
    bolt = app()

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/health":
            start_response("200 OK", [("Content-Length", "2")])
            return [b"ok"]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        headers = {"content-type": environ.get("CONTENT_TYPE", "")}
        for name, value in environ.items():
            if name.startswith("HTTP_"):
                headers[name[5:].replace("_", "-").lower()] = value
        response = bolt_answer(bolt, body, headers)
        content = (response.body or "").encode()
        named = [(k, v) for k, v in response.first_headers().items() if k != "content-length"]
        named.append(("Content-Length", str(len(content))))
        start_response(f"{response.status} OK", named)
        return [content]

    return answer


def asgi() -> Any:
    """The app for ASGI servers: dispatch runs on a thread, never on the event loop."""
    from contextlib import asynccontextmanager

    from anyio import to_thread
    from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    bolt = app()

    @asynccontextmanager
    async def lifespan(_: Any) -> Any:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield

    async def events(request: Any) -> Any:
        body = await request.body()
        return to_starlette_response(
            await run_in_threadpool(bolt.dispatch, to_bolt_request(request, body))
        )

    async def health(_: Any) -> Any:
        return PlainTextResponse("ok")

    routes = [Route("/slack/events", events, methods=["POST"]), Route("/health", health)]
    return Starlette(routes=routes, lifespan=lifespan)


def uvicorn_with(http: str) -> Callable[[int], None]:
    def serve(port: int) -> None:
        import uvicorn

        uvicorn.run(asgi(), host="127.0.0.1", port=port, http=http, log_level="error")

    return serve


def waitress_threads(port: int) -> None:
    server = import_module("waitress").create_server(
        wsgi(), host="127.0.0.1", port=port, threads=THREADS
    )
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(SystemExit))
    server.run()


def cheroot_threads(port: int) -> None:
    server = import_module("cheroot.wsgi").Server(
        ("127.0.0.1", port), wsgi(), numthreads=THREADS, request_queue_size=128
    )
    server.keep_alive_conn_limit = 100
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.stop).start())
    server.start()


def granian_wsgi(port: int) -> None:
    import_module("granian").Granian(
        "bench._served:wsgi",
        port=port,
        interface=import_module("granian.constants").Interfaces.WSGI,
        blocking_threads=THREADS,
        factory=True,
        log_enabled=False,
    ).serve()


@dataclass(frozen=True)
class Candidate:
    """A way to serve the app, and the modules it needs."""

    serve: Callable[[int], None]
    needs: tuple[str, ...]


CANDIDATES = {
    "uvicorn h11 + starlette": Candidate(uvicorn_with("h11"), ("uvicorn", "starlette")),
    "uvicorn httptools + starlette": Candidate(
        uvicorn_with("httptools"), ("uvicorn", "starlette", "httptools")
    ),
    "waitress": Candidate(waitress_threads, ("waitress",)),
    "cheroot": Candidate(cheroot_threads, ("cheroot",)),
    "granian wsgi": Candidate(granian_wsgi, ("granian",)),
}
