"""A running deployment stops when it is told to, and finishes what it has begun."""

import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.process import Running, environment, sqlite_locked
from tests.slack import ANNA, Door, SlackServer, SocketDoor

UNDER_WAY = 0.4
"""Seconds in which a command surely reaches the lock, and a signal the process."""


def running(slack: SlackServer, way: str, folder: Path, **settings: str) -> Running:
    url = f"sqlite:///{folder / 'deals.db'}"
    if way == "socket":
        settings["SLACK_APP_TOKEN"] = slack.app_token
    else:
        settings["SLACK_SIGNING_SECRET"] = slack.signing_secret
    return Running(environment(slack, DATABASE_URL=url, **settings), folder)


def door_of(slack: SlackServer, process: Running, way: str) -> Door:
    if way == "socket":
        slack.sockets.wait()
        return SocketDoor(slack)
    return process.door(slack)


@pytest.mark.parametrize("way", ["http", "socket"])
def test_a_command_under_way_is_answered_before_the_process_ends(
    slack: SlackServer, tmp_path: Path, way: str
) -> None:
    with running(slack, way, tmp_path) as process, ThreadPoolExecutor(1) as pool:
        door = door_of(slack, process, way)
        assert door.command("add Acme").text.startswith("Added Acme")
        with sqlite_locked(tmp_path / "deals.db"):
            command = pool.submit(door.command, 'log acme call "hi"')
            time.sleep(UNDER_WAY)
            process.stop()
            time.sleep(UNDER_WAY)
            assert not command.done()
        assert command.result().text.startswith("Logged a call with Acme")
        assert process.ended() == 0
        assert "Traceback" not in process.told()
    assert slack.sockets.connections == 0
    with closing(sqlite3.connect(tmp_path / "deals.db")) as database:
        assert database.execute("SELECT body FROM touches").fetchall() == [("hi",)]


def test_an_interrupt_from_the_keyboard_stops_it_too(slack: SlackServer, tmp_path: Path) -> None:
    with running(slack, "http", tmp_path) as process:
        assert process.door(slack).command("add Acme", user=ANNA).ok
        process.stop(signal.SIGINT)
        assert process.ended() == 0
        assert "Traceback" not in process.told()
