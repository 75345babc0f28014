"""kill -9, again and again, at any moment of a morning: every list stands once in the end."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from tests.bot.delivery.office import PAST_THE_LEASE, Office, office
from tests.bot.delivery.test_failpoints import DOUBT, MESSAGE, ROUND, TICK
from tests.slack import SlackServer

ROOT = Path(__file__).parents[3]
SELLERS = 20
KILLS = 10
START = "start"
STEPS = (START, *TICK, *ROUND, *MESSAGE, *MESSAGE)
PASSINGS = 3
LINGERS = 0.005
"""Seconds, at most, between a step and the kill: it may fall into the next window, or a later."""


class Runner:
    """Lets a bot beat in a process of its own, and kills that process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def beat(self, moment: datetime, step: str = "", passing: int = 1) -> str | None:
        """Kills the process soon after that step; says where it stood, None when it had ended."""
        self._say(moment.isoformat())
        pid = int(self._word())
        passed = [START]
        while passed.count(step) < passing and passed[-1] != "done":
            passed.append(self._word())
        if passed[-1] != "done":
            time.sleep(random.uniform(0, LINGERS))
            os.kill(pid, signal.SIGKILL)
        self._say("ended?")
        passed += iter(self._word, "ended")
        status = int(self._word())
        assert status in (0, signal.SIGKILL)
        return passed[-1] if status else None

    def _say(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def _word(self) -> str:
        assert self.process.stdout
        word = self.process.stdout.readline().strip()
        assert word, "the runner is gone"
        return word


@contextmanager
def runner(place: Office) -> Iterator[Runner]:
    """A runner on the office's database and Slack."""
    given = (place.database_url, place.slack.api_url, place.slack.workspace.token)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bot.delivery.runner", *given],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        with process:
            yield Runner(process)
            assert process.stdin
            process.stdin.close()
            assert process.wait(10) == 0
    finally:
        process.kill()


def kill_often(place: Office, wanted: int) -> Counter[str]:
    """Kills so many processes, ten a morning at most; returns where they stood."""
    kills: Counter[str] = Counter()
    days = []
    with runner(place) as bot:
        while kills.total() < wanted:
            days.append(place.morning())
            left = min(KILLS, wanted - kills.total())
            finished = False
            while not finished:
                steps = (*STEPS, *DOUBT) if place.waiting() else STEPS
                step = random.choice(steps) if left else ""
                passing = random.randint(1, PASSINGS) if step in (*MESSAGE, *DOUBT) else 1
                stood = bot.beat(place.clock.moment, step, passing)
                if stood is not None:
                    left -= 1
                    kills[stood] += 1
                answered(place.slack)
                finished = stood is None and not place.waiting()
                place.clock.moment += PAST_THE_LEASE
            place.assert_once(*days)
    print(
        f"\n{place.runtime.database.engine.dialect.name}: {kills.total()} processes killed at "
        f"{dict(kills.most_common())}; {len(days) * SELLERS} lists, each there once"
    )
    return kills


def answered(slack: SlackServer) -> None:
    """Wait until Slack has dealt with whatever a dead process had asked."""
    time.sleep(0.01)
    slack.wait_for(lambda: all(call.status is not None for call in slack.requests))


def test_ten_kills_lose_no_list_and_send_none_twice(slack: SlackServer, database_url: str) -> None:
    with office(slack, database_url, SELLERS) as place:
        assert kill_often(place, KILLS).total() == KILLS


@pytest.mark.soak
def test_two_hundred_kills_hit_every_step_and_cost_no_list(
    slack: SlackServer, database_url: str
) -> None:
    with office(slack, database_url, SELLERS) as place:
        kills = kill_often(place, 200)
    assert kills.keys() >= {*ROUND, *MESSAGE, *DOUBT}
