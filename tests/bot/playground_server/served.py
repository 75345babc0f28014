"""The playground's server in this process, on a port of its own."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from bot.main import build
from bot.playground.front import Server
from bot.playground.house import House
from bot.playground.loopback import door
from bot.playground.manifest import Manifest
from bot.playground.news import News
from bot.playground.stage import Build
from bot.playground.web import web
from tests.bot.playground_server.page import Page
from tests.gallery import GALLERY


@dataclass
class Playground:
    """A running playground, and the house behind it."""

    page: Page
    house: House


@contextmanager
def playing(built: Build = build, promised: Manifest | None = None) -> Iterator[Playground]:
    """As `deal-coach demo` serves it, but on a thread."""
    news = News()
    with ThreadPoolExecutor(1) as builder:
        opening = builder.submit(House, built, news, promised)
    house, server = opening.result(), Server(web(opening, news), news, None)
    with door() as listener:
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while thread.is_alive() and not server.started:
            time.sleep(0.005)
        try:
            yield Playground(Page(listener.getsockname()[1]), house)
        finally:
            news.end()
            server.should_exit = True
            thread.join()
            hang(house)
            house.close()


def hang(house: House) -> None:
    """What stands there at the end is drawn with all else that tests make Slack see."""
    slack = house.playing.stage.slack
    for message in slack.messages:
        GALLERY.hang("message", {"text": message.text, "blocks": message.blocks})
    for view in [
        *slack.homes.values(),
        *(view for views in slack.modals.values() for view in views),
    ]:
        GALLERY.hang(str(view.body["type"]), view.body)
