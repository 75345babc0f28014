"""Opens the playground to browsers: a port on loopback, the page at once, then the rest."""

import gc
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol

import click
import uvicorn

from bot.playground import web
from bot.playground.loopback import door
from bot.playground.news import News

PORT = 3000
TRIES = 20
"""Ports looked at, from the wanted one upward."""
GOODBYE = "Goodbye. Nothing of this was kept."


class House(web.House, Protocol):
    """What is behind the page, until it is closed."""

    def close(self) -> None:
        """Nothing of it is left."""


def show(open_house: Callable[[News], House], *, browser: bool = False) -> None:
    """Serves until Ctrl-C; raises click's UsageError for a port that is none."""
    found = free_door(wanted_port())
    address = f"http://localhost:{found.getsockname()[1]}"
    news, end = News(), End()
    with found, _opening(open_house, news) as opening:
        server = Server(web.web(opening, news), news, address if browser else None, end)
        opening.add_done_callback(server.leave_if_failed)
        click.echo(f"Deal Coach is at {address}   (Ctrl-C ends it; nothing is kept)")
        server.run([found])
    if end.by == signal.SIGINT:
        click.echo(GOODBYE)


class End:
    """Remembers that somebody wants it to end, from the first moment on.

    An exception raised in the middle of an import would leave its lock behind, and the thread that
    builds the house would wait for it forever.
    """

    by: int | None = None

    def __init__(self) -> None:
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, self)

    def __call__(self, sign: int, _frame: object) -> None:
        """A signal came while the web server did not listen for it."""
        self.by = sign


@contextmanager
def _opening(open_house: Callable[[News], House], news: News) -> Iterator["Future[House]"]:
    """The house, being built on a thread; at the end it is taken down, however far it came."""
    gc.disable()  # What is loaded and told now stays: to look for garbage would take a fifth of it.
    with ThreadPoolExecutor(1, thread_name_prefix="house") as builder:
        opening = builder.submit(open_house, news)
        opening.add_done_callback(lambda _: gc.enable())
        try:
            yield opening
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            opening.result().close()


def wanted_port() -> int:
    """PORT, else 3000."""
    typed = os.environ.get("PORT", "").strip() or str(PORT)
    if not typed.isdecimal() or int(typed) > 65_535:
        raise click.UsageError(f"PORT is “{typed}”, and must be a number from 0 to 65535.")
    return int(typed)


def free_door(wanted: int) -> socket.socket:
    """A socket on loopback alone: the wanted port, else the next that is free."""
    for port in range(wanted, min(wanted + TRIES, 65_536)):
        try:
            found = door(port)
        except OSError:
            continue
        if port != wanted:
            click.echo(f"Port {wanted} is taken, so it is {port}.")
        return found
    raise click.ClickException(f"The ports from {wanted} on are taken. Set PORT to a free one.")


class Server(uvicorn.Server):
    """Tells the pages that it ends, so that their open lines do not hold it up."""

    def __init__(
        self, app: object, news: News, browse_to: str | None = None, end: End | None = None
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,  # type: ignore[arg-type]
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=2,
            )
        )
        self._news = news
        self._browse_to = browse_to
        self._end = end

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listens, and opens a browser where one was asked for."""
        await super().startup(sockets)
        if self._end is not None and self._end.by is not None:
            self.should_exit = True
        elif self._browse_to and has_display():
            webbrowser.open(self._browse_to)

    def handle_exit(self, sig: int, frame: object) -> None:
        """Somebody wants it to end."""
        self._news.end()
        super().handle_exit(sig, frame)  # type: ignore[arg-type]

    def leave_if_failed(self, opening: "Future[House]") -> None:
        """There is nothing to show."""
        if opening.exception() is not None:
            self.should_exit = True
            self._news.end()


def has_display() -> bool:
    """Whether there is a screen on which a browser could open."""
    named = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return named or sys.platform in ("darwin", "win32")
