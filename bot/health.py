"""Whether this process can serve, and how far its timed work is behind."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk.errors import SlackClientError
from sqlalchemy.exc import SQLAlchemyError

from bot.meters import Figures
from bot.runtime import Runtime, SlackApi, system_clock
from storage import moments, outbox
from storage.database import Database, NotStored
from storage.migrate import revision

log = logging.getLogger(__name__)

ASK_AGAIN = timedelta(seconds=30)
"""Slack is asked no more often, however often probes come."""
SLACK_AWAY = "ok, but Slack cannot be reached"


@dataclass(frozen=True, slots=True)
class Ready:
    """What a probe is told; without Slack a process stays ready: no other could do more."""

    ready: bool
    words: str


class Health:
    """Asked by probes and by Prometheus."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._slack = Acquaintance(runtime.slack)

    def readiness(self) -> Ready:
        """Whether requests may be sent here."""
        missing = readiness(self._runtime.database)
        if missing:
            return Ready(False, missing)
        return Ready(True, "ok" if self._slack.answers() else SLACK_AWAY)

    def figures(self) -> Figures:
        """What the database says about work that waits; only whether it answers when it is away."""
        told = {"slack_up": ("Whether Slack answered when last asked.", self._slack.answers())}
        try:
            with self._runtime.database.everywhere.glance() as session:
                late = outbox.backlog(session)
                due = moments.earliest(session)
        except (SQLAlchemyError, NotStored, OSError):
            return told | {"database_up": _up(False)}
        now = self._runtime.now()
        return told | {
            "database_up": _up(True),
            "outbox_waiting": ("Messages waiting or under way.", late.waiting),
            "outbox_lag_seconds": ("How late the oldest of them is.", _behind(late.oldest, now)),
            "due_lag_seconds": ("How late the oldest due moment is.", _behind(due, now)),
        }


class Acquaintance:
    """Whether Slack answers, asked now and then."""

    def __init__(self, slack: SlackApi, now: Callable[[], datetime] = system_clock) -> None:
        self._slack, self._now = slack, now
        self._lock = threading.Lock()
        self._asked: datetime | None = None
        self._answered = True

    def answers(self) -> bool:
        """As it was at most half a minute ago."""
        with self._lock:
            now = self._now()
            if self._asked is None or abs(now - self._asked) >= ASK_AGAIN:
                self._asked, self._answered = now, self._ask()
            return self._answered

    def _ask(self) -> bool:
        try:
            self._slack.client(None).api_test()
        except (SlackClientError, OSError) as error:
            log.warning("Slack cannot be reached: %s", type(error).__name__)
            return False
        return True


def readiness(database: Database) -> str | None:
    """What keeps this process from serving, or None."""
    try:
        current, head = revision(database)
    except (SQLAlchemyError, OSError) as error:
        return f"the database cannot be reached: {type(error).__name__}"
    return None if current == head else "the database needs `deal-coach db upgrade`"


def _up(answers: bool) -> tuple[str, float]:
    return "Whether the database answers.", float(answers)


def _behind(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
