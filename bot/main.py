"""Puts everything together: the only module that knows all the others."""

import logging
import os
import secrets
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from slack_bolt import App, BoltContext, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot import routes
from bot.answers import allowed
from bot.clock import Pulse
from bot.credentials import Credentials, ManyWorkspaces, OneWorkspace
from bot.installations import Installations, States
from bot.installing import InstallFlow
from bot.opening import migrated
from bot.renewal import App as Own
from bot.renewal import Renewal
from bot.runtime import Runtime, SlackApi, nothing, system_clock
from bot.settings import Settings
from bot.turnstile import Turnstile
from bot.web import MISSHAPEN
from storage.database import Database

REPLIERS = 8
"""Threads that carry answers to a response_url, so that no acknowledgement waits for them."""

log = logging.getLogger(__name__)

READ_BY_BOLT = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")

NOT_HERE = "Deal Coach is not set up for this workspace. Please ask whoever installed it to do so."


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot put together: its Bolt app for what comes in, its pulse for what is timed, and the way
    to install it where that is open to many workspaces."""

    app: App
    runtime: Runtime
    pulse: Pulse
    installing: InstallFlow | None = None

    def close(self) -> None:
        """Finishes what is under way and lets go of the database."""
        self.pulse.stop()
        self.runtime.soon.shutdown(wait=True)
        self.runtime.database.close()


def build(
    settings: Settings,
    *,
    now: Callable[[], datetime] = system_clock,
    checkpoint: Callable[[str], None] = nothing,
    soon: Executor | None = None,
) -> Bot:
    """A bot on a migrated database, not started yet; `soon` carries its later answers."""
    if settings.uses_oauth:
        settings.need_a_way_in()
    database = migrated(settings)
    slack = SlackApi(settings.slack_api_url, tls_for(settings.slack_api_url))
    soon = soon or ThreadPoolExecutor(REPLIERS, thread_name_prefix="reply")
    credentials, installing = _ways_in(settings, database, slack, soon, now)
    pulse = Pulse()
    runtime = Runtime(
        database=database,
        slack=slack,
        token_of=credentials.token_of,
        soon=soon,
        now=now,
        wake=pulse.wake,
        checkpoint=checkpoint,
        turnstile=Turnstile(settings.requests_a_minute),
    )
    pulse.beat_for(runtime)
    return Bot(bolt(settings, runtime, credentials), runtime, pulse, installing)


def _ways_in(
    settings: Settings,
    database: Database,
    slack: SlackApi,
    soon: Executor,
    now: Callable[[], datetime],
) -> tuple[Credentials, InstallFlow | None]:
    """One token for one workspace, or each its own, with the way to give it."""
    if not settings.uses_oauth:
        token = settings.slack_bot_token
        return OneWorkspace(slack, token.get_secret_value() if token else None), None
    assert settings.slack_client_id
    assert settings.slack_client_secret
    own = Own(settings.slack_client_id, settings.slack_client_secret.get_secret_value())
    installations = Installations(database, settings.vault, now)
    many = ManyWorkspaces(installations, Renewal(installations, slack, own, soon, now))
    return many, InstallFlow(slack, own, installations, States(database, now))


def bolt(settings: Settings, runtime: Runtime, credentials: Credentials) -> App:
    """Bolt with all routes."""
    secret = settings.slack_signing_secret

    def authorize(
        context: BoltContext, enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult | None:
        return credentials.authorize(enterprise_id, team_id, bool(context.is_enterprise_install))

    def only_to_slack(context: BoltContext, next: Callable[[], None]) -> None:
        """Bolt itself answers whom it cannot place, and would do so at any address."""
        url = context.get("response_url")
        if url is not None and not (isinstance(url, str) and allowed(url, settings.slack_api_url)):
            del context["response_url"]
        next()

    with _only_what_is_passed():
        app = App(
            name="deal-coach",
            signing_secret=secret.get_secret_value() if secret else secrets.token_hex(16),
            authorize=authorize,  # type: ignore[arg-type]
            client=runtime.slack.client(None),
            process_before_response=True,
            before_authorize=only_to_slack,
            user_facing_authorize_error_message=NOT_HERE,
            logger=logging.getLogger("slack_bolt"),
        )
    app.error(unheard)
    routes.connect(app, runtime)
    return app


def unheard(error: Exception) -> BoltResponse:
    """A fault before any handler: of a request that is not shaped as Slack's are, or of ours."""
    if isinstance(error, MISSHAPEN):
        log.warning("a request was no request of Slack's: %s", type(error).__name__)
        return BoltResponse(status=400, body="this is no request from Slack")
    log.error("a request could not be taken", exc_info=error)
    return BoltResponse(status=503, body="please try again")


@contextmanager
def _only_what_is_passed() -> Iterator[None]:
    """Bolt reads tokens from the environment, too: it would warn of one and obey another."""
    hidden = {name: os.environ.pop(name) for name in READ_BY_BOLT if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)


def tls_for(url: str) -> ssl.SSLContext | None:
    """One TLS context for the life of the process; none for a plain address."""
    return ssl.create_default_context() if url.startswith("https:") else None
