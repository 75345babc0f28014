"""Which token speaks for which workspace."""

import logging
import threading
from typing import Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackClientError

from bot.installations import Installations, tenant_of
from bot.renewal import Renewal
from bot.runtime import SlackApi, reason
from storage.database import NotStored
from storage.installs import Installed

log = logging.getLogger(__name__)


class Credentials(Protocol):
    """What answers Bolt and the sender."""

    def authorize(
        self, enterprise_id: str | None, team_id: str | None, whole: bool = False
    ) -> AuthorizeResult | None:
        """Bolt's question; None refuses the workspace."""

    def token_of(self, workspace_id: str) -> str | None:
        """The token to send with."""


class OneWorkspace:
    """One bot token; Slack is asked once whose it is."""

    def __init__(self, slack: SlackApi, token: str | None) -> None:
        self._slack, self._token = slack, token
        self._lock = threading.Lock()
        self._identity: dict[str, str] | None = None

    def authorize(
        self, enterprise_id: str | None, team_id: str | None, whole: bool = False
    ) -> AuthorizeResult | None:
        """Bolt's question; None refuses a workspace that the token does not belong to."""
        identity = self._who()
        if identity and not _belongs(identity, enterprise_id, team_id):
            log.warning("a request for another workspace was refused: %s", team_id)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=self._token,
            bot_id=identity["bot_id"] if identity else None,
            bot_user_id=identity["user_id"] if identity else None,
        )

    def token_of(self, workspace_id: str) -> str | None:
        """The token to send with, as long as it may be that workspace's."""
        identity = self._who()
        known = (identity["team_id"], identity["enterprise_id"]) if identity else (workspace_id,)
        return self._token if workspace_id in known else None

    def _who(self) -> dict[str, str] | None:
        """Who the token is, asked once; None while Slack cannot be asked."""
        if self._identity is not None or self._token is None:
            return self._identity
        with self._lock:
            if self._identity is None:
                self._identity = self._ask()
        return self._identity

    def _ask(self) -> dict[str, str] | None:
        try:
            answer = self._slack.client(self._token).auth_test()
        except (SlackClientError, OSError) as error:
            log.warning("Slack could not be asked who we are: %s", reason(error))
            return None
        names = ("team_id", "enterprise_id", "bot_id", "user_id")
        return {name: str(answer.get(name) or "") for name in names}


class ManyWorkspaces:
    """The token that each workspace gave; it is looked up each time, so that what one replica hears
    of holds for all of them at once."""

    def __init__(self, installations: Installations, renewal: Renewal) -> None:
        self._installations, self._renewal = installations, renewal

    def authorize(
        self, enterprise_id: str | None, team_id: str | None, whole: bool = False
    ) -> AuthorizeResult | None:
        """Bolt's question; None refuses a workspace that has not installed the app.

        Without a database the request goes on without a token: it will hear what the trouble is.
        """
        try:
            found = self._installations.find(tenant_of(enterprise_id, team_id, whole))
            token = self._token(found) if found else None
        except NotStored:
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
        if found is None or token is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=token,
            bot_id=found.bot,
            bot_user_id=found.bot_user,
        )

    def token_of(self, workspace_id: str) -> str | None:
        """The token to send with; None where the app is not, or no longer, installed."""
        found = self._installations.find(workspace_id)
        return self._token(found) if found else None

    def _token(self, found: Installed) -> str | None:
        current = self._renewal.current(found)
        tokens = self._installations.opened(current) if current else None
        return tokens.token if tokens else None


def _belongs(identity: dict[str, str], enterprise_id: str | None, team_id: str | None) -> bool:
    if team_id in (None, identity["team_id"]):
        return True
    return enterprise_id is not None and enterprise_id == identity["enterprise_id"]
