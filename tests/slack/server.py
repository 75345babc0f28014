"""The stand-in for Slack: its Web API, response_url and Socket Mode on loopback, over real HTTP."""

import asyncio
import json
import threading
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from aiohttp import web

from tests.slack import methods
from tests.slack.faults import Wire
from tests.slack.hooks import answer_hook
from tests.slack.records import Call, Json
from tests.slack.sockets import Sockets
from tests.slack.state import Clock, SlackRefusal, State

STRUCTURED = {"blocks", "attachments", "metadata", "view", "files"}
START_SECONDS = 10.0
T = TypeVar("T")


class SlackServer(State):
    """Slack on a port of its own, in a thread of its own; usable as a context manager."""

    def __init__(self, clock: Clock = time.time) -> None:
        super().__init__(clock)
        self.sockets = Sockets(self)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="slack", daemon=True)

    def __enter__(self) -> "SlackServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def api_url(self) -> str:
        """What the app takes for SLACK_API_URL."""
        return f"{self.url}/api/"

    def start(self) -> None:
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise RuntimeError("The Slack stand-in did not start.")

    def stop(self) -> None:
        """Close every connection, hanging ones too, and end the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._closing.set)
            self._thread.join(START_SECONDS)

    def run(self, work: Coroutine[Any, Any, T], timeout: float = START_SECONDS) -> T:
        """Run a coroutine on the server's loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout)

    def _serve(self) -> None:
        with asyncio.Runner() as runner:
            runner.run(self._live())

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        app = web.Application(client_max_size=32 << 20)
        app.add_routes(
            [
                web.post("/api/{method}", self._api),
                web.get("/api/{method}", self._api),
                web.post("/response/{id}", self._hook),
                web.get("/link", self.sockets.serve),
                web.post("/upload/{id}", self._upload),
                web.get("/files/{id}/{name}", self._download),
            ]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._ready.set()
        await self._closing.wait()
        await self.sockets.close()
        await runner.cleanup()

    async def _api(self, request: web.Request) -> web.Response:
        call = await self._read(request)
        self.requests.append(call)
        effect = self.faults.take(call)
        if effect is None:
            return self._answer(call)
        response = await effect.play(lambda: self._answer(call), Wire(request, self._closing))
        call.status = response.status
        return response

    async def _read(self, request: web.Request) -> Call:
        args = await _arguments(request)
        header = request.headers.get("Authorization", "")
        token = header.removeprefix("Bearer ") or str(args.pop("token", ""))
        return Call(request.match_info["method"], args, token, self._team(token, args), self.now())

    def _team(self, token: str, args: Json) -> str | None:
        """Whose token it is; an organisation's token serves the workspace the call speaks of."""
        owners = [w for w in list(self.workspaces.values()) if token in w.tokens]
        named = {args.get(name) for name in ("team_id", "channel", "user", "users", "user_id")}
        for owner in owners if len(owners) > 1 else ():
            if owner.id in named or not named.isdisjoint(owner.channels.keys() | owner.users):
                return owner.id
        return owners[0].id if owners else None

    def _answer(self, call: Call) -> web.Response:
        with self.lock:
            try:
                answer = {"ok": True} | methods.answer(self, call)
            except SlackRefusal as refusal:
                answer = refusal.answer
            call.answer, call.status, call.accepted = answer, 200, bool(answer["ok"])
        workspace = self.workspaces.get(call.team or "")
        scopes = ",".join(sorted(workspace.scopes)) if workspace and workspace.scopes else ""
        return web.json_response(answer, headers={"x-oauth-scopes": scopes})

    async def _hook(self, request: web.Request) -> web.Response:
        body = await request.json()
        with self.lock:
            status, text = answer_hook(self, request.match_info["id"], body)
        return web.Response(status=status, text=text)

    async def _upload(self, request: web.Request) -> web.Response:
        file = self.files.get(request.match_info["id"])
        if file is None:
            return web.Response(status=404)
        if request.content_type.startswith("multipart/"):
            part = await (await request.multipart()).next()
            file["content"] = await part.read() if part is not None else b""  # type: ignore[union-attr]
        else:
            file["content"] = await request.read()
        return web.Response(text=f"OK - {len(file['content'])}")

    async def _download(self, request: web.Request) -> web.Response:
        file = self.files.get(request.match_info["id"])
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if file is None or token not in self.workspaces[file["team"]].tokens:
            return web.Response(text="<!DOCTYPE html>Sign in", content_type="text/html")
        return web.Response(body=file["content"], content_type=file["mimetype"])


async def _arguments(request: web.Request) -> Json:
    """Read a call's arguments as slack-sdk sends them: JSON, form or query."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        return args | (json.loads(body) if body.strip() else {})
    args |= dict(await request.post())
    for name in STRUCTURED & args.keys():
        if isinstance(args[name], str):
            args[name] = json.loads(args[name])
    return args
