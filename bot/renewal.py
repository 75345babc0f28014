"""Tokens that expire are renewed in time, by one replica and once."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk.errors import SlackClientError

from bot.installations import Installations
from bot.runtime import SlackApi, reason
from storage import installs
from storage.installs import Installed

log = logging.getLogger(__name__)

EARLY = timedelta(hours=2)
"""Before a token expires (Slack's live 12 hours) it is renewed behind whoever needs it."""
LEASE = timedelta(seconds=30)
"""So long a refresh token is one replica's to spend; after a failure nobody tries before."""
SECONDS = 10
"""Slack's answer is waited for: whoever misses it has lost both tokens."""
STORED_WITHIN = 15.0
"""Seconds; what Slack gave is not given twice."""
PATIENCE, PAUSE = 2.0, 0.05
"""Seconds that others wait for a token that has expired, and between two looks."""


@dataclass(frozen=True, slots=True)
class App:
    """What the app proves itself with."""

    client_id: str
    client_secret: str


class Renewal:
    """Renews the tokens of installations."""

    def __init__(
        self,
        installations: Installations,
        slack: SlackApi,
        app: App,
        soon: Executor,
        now: Callable[[], datetime],
    ) -> None:
        self._installations = installations
        self._slack = slack
        self._app = app
        self._soon = soon
        self._now = now

    def current(self, found: Installed) -> Installed | None:
        """The installation with a token that is good now; None when it has expired for good.

        A token that is good for a while yet is used as it is, and renewed meanwhile.
        """
        now = self._now()
        if found.expires_at is None or found.expires_at > now + EARLY:
            return found
        if not self._is_mine(found, now):
            return found if found.expires_at > now else self._awaited(found)
        if found.expires_at > now:
            self._soon.submit(self._renewed, found)
            return found
        return self._renewed(found)

    def _is_mine(self, found: Installed, now: datetime) -> bool:
        if found.renewing_until is not None and found.renewing_until > now:
            return False
        whose = self._installations.database.within(found.workspace_id)
        with whose.begin() as session:
            return installs.claim_renewal(session, found, now, now + LEASE)

    def _renewed(self, found: Installed) -> Installed | None:
        """No other replica spends the refresh token meanwhile; nor does a transaction stay open."""
        tokens = self._installations.opened(found)
        if tokens is None or tokens.refresh_token is None:
            return None
        client = self._slack.client(None)
        client.timeout = SECONDS
        try:
            answer = client.oauth_v2_access(
                client_id=self._app.client_id,
                client_secret=self._app.client_secret,
                grant_type="refresh_token",
                refresh_token=tokens.refresh_token,
            )
        except (SlackClientError, OSError) as error:
            log.error("the token of %s is not renewed: %s", found.workspace_id, reason(error))
            return None
        expires_at = int(self._now().timestamp()) + int(answer["expires_in"])
        fresh = self._installations.sealed(
            found, str(answer["access_token"]), str(answer["refresh_token"]), expires_at
        )
        whose = self._installations.database.within(found.workspace_id)
        with whose.begin(STORED_WITHIN) as session:
            kept = installs.change_tokens(session, found, fresh)
        return fresh if kept else self._installations.find(found.workspace_id)

    def _awaited(self, found: Installed) -> Installed | None:
        """What another replica is fetching."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            time.sleep(PAUSE)
            fresh = self._installations.find(found.workspace_id)
            if fresh is None or fresh.epoch != found.epoch:
                return fresh
        return None
