"""`deal-coach demo` in a process of its own: where it is, and how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bot.playground_server.page import Page
from tests.bot.process import SCRIPT, deal_coach, environment

WHERE = re.compile(r"http://localhost:(\d+)")
PATIENCE = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where temporary things go."""
    (tmp_path / "temporary").mkdir()
    return tmp_path


@contextmanager
def demo(folder: Path, *arguments: str, **settings: str) -> Iterator["subprocess.Popen[str]"]:
    env = environment(**{"PORT": "0", "TMPDIR": str(folder / "temporary")} | settings)
    env.pop("DISPLAY", None)
    ran = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "demo", *arguments],
        env=env,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    stop = threading.Timer(PATIENCE, ran.kill)
    stop.start()
    try:
        yield ran
    finally:
        stop.cancel()
        ran.kill()
        ran.communicate()


def address(ran: "subprocess.Popen[str]") -> Page:
    assert ran.stdout is not None
    found = WHERE.search(ran.stdout.readline())
    assert found is not None
    return Page(int(found[1]))


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_the_page_until_it_is_stopped_and_leaves_nothing(folder: Path, sign: int):
    with demo(folder) as ran:
        page = address(ran)
        assert page.get("/").status == 200
        with page.listening():
            assert page.state()["me"] == page.me
            page.does("reset")
            assert len(os.listdir(folder / "temporary")) == 1
            ran.send_signal(sign)
            rest, _ = ran.communicate(timeout=PATIENCE)
    assert ran.returncode == 0, rest
    assert rest.strip() == ("Goodbye. Nothing of this was kept." if sign == signal.SIGINT else "")
    assert os.listdir(folder / "temporary") == []


def test_stopped_before_the_story_is_told_it_leaves_nothing_either(folder: Path):
    with demo(folder) as ran:
        address(ran)
        ran.send_signal(signal.SIGINT)
        rest, _ = ran.communicate(timeout=PATIENCE)
    assert (ran.returncode, "Traceback" in rest) == (0, False), rest
    assert os.listdir(folder / "temporary") == []


def test_where_the_port_is_taken_the_next_one_serves_and_one_line_says_so(folder: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with demo(folder, PORT=str(port)) as ran:
            assert ran.stdout is not None
            first = ran.stdout.readline()
            found = address(ran).port
    assert first == f"Port {port} is taken, so it is {found}.\n"
    assert found > port


def test_without_a_display_no_browser_is_opened_even_if_asked_for(folder: Path):
    with demo(folder, "--open", BROWSER="false %s", WAYLAND_DISPLAY="") as ran:
        assert address(ran).get("/").status == 200


@pytest.mark.parametrize("port", ["many", "-1", "70000", "3000.5"])
def test_a_port_that_is_none_is_refused_in_one_line(tmp_path: Path, port: str):
    ran = deal_coach("demo", env=environment(PORT=port), cwd=tmp_path)
    assert ran.returncode == 2
    assert f"PORT is “{port}”, and must be a number from 0 to 65535." in ran.stderr


def test_what_is_set_for_a_real_workspace_does_not_disturb_it(folder: Path):
    theirs = {
        "SLACK_BOT_TOKEN": "not a token",
        "SLACK_API_URL": "nowhere",
        "DATABASE_URL": "postgresql://nowhere/none",
        "HTTP_PROXY": "http://127.0.0.1:9",
    }
    with demo(folder, **theirs) as ran:
        said = address(ran).says('log casa call "sent the price"')
    assert "Logged a call with Casa Ribeiro" in said["text"]
