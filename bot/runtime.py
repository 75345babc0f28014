"""What is lent to everybody who works: the database, the clock, Slack, the sender."""

import ssl
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.meters import Meters
from bot.turnstile import Turnstile
from storage.database import Database

SLACK_SECONDS = 2
"""A call to Slack made while a person waits must leave time for the answer (limit: 3 seconds)."""


def system_clock() -> datetime:
    """The only place that reads the clock."""
    return datetime.now(UTC)


def nothing(_name: str = "") -> None:
    """A checkpoint that lets everything pass."""


def reason(error: Exception) -> str:
    """Slack's word for what went wrong, else the kind of error: safe to be logged."""
    response = error.response if isinstance(error, SlackApiError) else {}
    return str(response.get("error") or type(error).__name__)


@dataclass(frozen=True, slots=True)
class SlackApi:
    """How to reach Slack: its address, and one TLS context for all (making one takes 37 ms)."""

    base_url: str
    tls: ssl.SSLContext | None

    def client(self, token: str | None) -> WebClient:
        """A client for calls made while a person waits: short deadline, no silent repetition."""
        return WebClient(
            token=token,
            base_url=self.base_url,
            timeout=SLACK_SECONDS,
            ssl=self.tls,
            retry_handlers=[],
        )


@dataclass(frozen=True, slots=True)
class Runtime:
    """Passed to every handler. `checkpoint` is called by name between steps of timed work."""

    database: Database
    slack: SlackApi
    token_of: Callable[[str], str | None]
    soon: Executor
    now: Callable[[], datetime] = system_clock
    wake: Callable[[], None] = nothing
    checkpoint: Callable[[str], None] = nothing
    meters: Meters = field(default_factory=Meters)
    turnstile: Turnstile = field(default_factory=lambda: Turnstile(0))

    def within(self, workspace_id: str) -> "Runtime":
        """The same for who works in one workspace: no other's rows are lent."""
        return replace(self, database=self.database.within(workspace_id))
