"""Beats of a bot, each in a process of its own that may be killed at any moment.

Forks one process per line on its input, which says the moment the bot believes to live in; the
next line asks how that process ended. What it passes is told on the output, a word to a line.
"""

import logging
import os
import random
import sys
import time
from datetime import datetime, timedelta

from bot.main import build
from bot.settings import Settings

LINGERS = 0.006
"""Seconds, at most, that a process stays at a checkpoint, so that it can be killed there."""


def tell(word: object) -> None:
    os.write(sys.stdout.fileno(), f"{word}\n".encode())


def beat(settings: Settings, moment: datetime) -> None:
    """What `deal-coach tick` does, at that moment."""
    born = time.monotonic()

    def now() -> datetime:
        return moment + timedelta(seconds=time.monotonic() - born)

    def checkpoint(name: str) -> None:
        tell(name)
        time.sleep(random.uniform(0, LINGERS))

    bot = build(settings, now=now, checkpoint=checkpoint)
    bot.pulse.once()
    bot.close()


def serve(settings: Settings) -> None:
    """One process after the other."""
    while line := sys.stdin.readline():
        pid = os.fork()
        if pid == 0:
            tell(os.getpid())
            random.seed()
            beat(settings, datetime.fromisoformat(line.strip()))
            tell("done")
            os._exit(0)
        sys.stdin.readline()
        status = os.waitpid(pid, 0)[1]
        tell("ended")
        tell(status)


if __name__ == "__main__":
    logging.disable()
    names = ("database_url", "slack_api_url", "slack_bot_token")
    given = dict(zip(names, sys.argv[1:], strict=True))
    serve(Settings(_env_file=None, **given))  # type: ignore[arg-type, call-arg]
