"""The real console script in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from tests.slack import HttpDoor, SlackServer

ROOT = Path(__file__).parents[2]
SCRIPT = "from bot.cli import main; main(prog_name='deal-coach')"
PATIENCE = 30.0
OURS = ("SLACK_", "DATABASE_", "DEAL_COACH_", "PORT", "LOG_", "REQUESTS_", "COV_", "COVERAGE_")


def environment(slack: SlackServer | None = None, **settings: str) -> dict[str, str]:
    """What the process finds: no settings but these, and those that lead to the stand-in."""
    found = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    if slack is not None:
        found |= {"SLACK_BOT_TOKEN": slack.workspace.token, "SLACK_API_URL": slack.api_url}
        found["REQUESTS_A_MINUTE"] = "0"
    return found | {"PYTHONPATH": str(ROOT)} | settings


def deal_coach(
    *arguments: str, env: dict[str, str], cwd: Path
) -> "subprocess.CompletedProcess[str]":
    """Run the script to its end, in a folder where nothing of ours lies."""
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        env=env,
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


class Running:
    """`deal-coach run`, until it is told to stop; usable as a context manager."""

    def __init__(self, env: dict[str, str], cwd: Path) -> None:
        self.port = free_port()
        self.log = cwd / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SCRIPT, "run"],
                env=env | {"PORT": str(self.port)},
                cwd=cwd,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self) -> "Running":
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.told())
            time.sleep(0.02)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _tb: TracebackType
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def answers(self) -> bool:
        """Whether it can be reached."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1):
                return True
        except (urllib.error.URLError, OSError):
            return False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def door(self, slack: SlackServer) -> HttpDoor:
        """The way from a Slack to this process."""
        return HttpDoor(slack, f"{self.url}/slack/events")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Tell it to stop, without waiting."""
        self.process.send_signal(how)

    def ended(self) -> int:
        """Wait for the end; returns the exit code."""
        return self.process.wait(PATIENCE)

    def told(self) -> str:
        """Everything it printed and logged."""
        return self.log.read_text(errors="replace")


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def sqlite_locked(path: Path) -> Iterator[None]:
    """Nobody else can write meanwhile."""
    import sqlite3

    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()
