"""Which token speaks for which workspace."""

import logging
import threading

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackClientError

from bot.runtime import SlackApi, reason

log = logging.getLogger(__name__)


class OneWorkspace:
    """One bot token; Slack is asked once whose it is."""

    def __init__(self, slack: SlackApi, token: str | None) -> None:
        self._slack, self._token = slack, token
        self._lock = threading.Lock()
        self._identity: dict[str, str] | None = None

    def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
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


def _belongs(identity: dict[str, str], enterprise_id: str | None, team_id: str | None) -> bool:
    if team_id in (None, identity["team_id"]):
        return True
    return enterprise_id is not None and enterprise_id == identity["enterprise_id"]
