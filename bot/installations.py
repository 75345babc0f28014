"""slack-sdk's stores of installations and states, on our database and with sealed tokens."""

import hashlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from slack_sdk.oauth import OAuthStateStore
from slack_sdk.oauth.installation_store import Bot, Installation, InstallationStore

from bot.usecases import arriving
from bot.usecases.joining import Profile
from bot.vault import Vault, WrongKey
from storage import installs
from storage.database import Database
from storage.installs import Installed

log = logging.getLogger(__name__)

STATE_LIVES = timedelta(minutes=10)
"""From the first step of an installation to its last (slack-sdk's own span)."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of an installation, opened."""

    token: str
    refresh_token: str | None


class Installations(InstallationStore):
    """One installation for each workspace or organisation; a new one takes the old one's place."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self.database = database
        self.vault = vault
        self.now = now

    @property
    def logger(self) -> logging.Logger:
        """Where slack-sdk writes what it has to say."""
        return log

    def save(self, installation: Installation) -> None:
        """Keeps an installation; its workspace is there from then on, or is back."""
        self.welcome(installation, None)

    def save_bot(self, bot: Bot) -> None:
        """Keeps other tokens of an installation that is there."""
        found = self.find(tenant_of(bot.enterprise_id, bot.team_id, bot.is_enterprise_install))
        if found is not None:
            until = bot.bot_token_expires_at
            fresh = self.sealed(found, bot.bot_token, bot.bot_refresh_token, until)
            with self.database.within(found.workspace_id).begin() as session:
                installs.change_tokens(session, found, fresh)

    def welcome(self, installation: Installation, installer: Profile | None) -> None:
        """Keeps an installation and greets who made it, in one transaction."""
        found = self._read(installation)
        name = installation.team_name or installation.enterprise_name or found.workspace_id
        with self.database.everywhere.begin() as session:
            arriving.arrive(session, found, name, installer, self.now())
        log.info("installed in %s", found.workspace_id)

    def find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        """The bot of a workspace or organisation."""
        found = self.find_installation(
            enterprise_id=enterprise_id,
            team_id=team_id,
            is_enterprise_install=is_enterprise_install,
        )
        return found.to_bot() if found else None

    def find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """The installation of a workspace or organisation; nobody has one of their own."""
        found = self.find(tenant_of(enterprise_id, team_id, is_enterprise_install))
        tokens = self.opened(found) if found else None
        return _told(found, tokens) if found and tokens else None

    def delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """The tokens go, and nothing of the workspace is due any more."""
        tenant = team_id or enterprise_id or ""
        with self.database.within(tenant).begin() as session:
            installs.leave(session, tenant, self.now())

    def delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """The same: bot and installation are one here; one member's leaving takes nothing away."""
        if user_id is None:
            self.delete_bot(enterprise_id=enterprise_id, team_id=team_id)

    def find(self, tenant: str) -> Installed | None:
        """The installation as it is kept, with its tokens sealed."""
        with self.database.within(tenant).glance() as session:
            return installs.find(session, tenant)

    def opened(self, found: Installed) -> Tokens | None:
        """The tokens; None where there are none, or none that our keys open."""
        if found.token is None:
            return None
        try:
            refresh = self.vault.open(found.refresh_token) if found.refresh_token else None
            return Tokens(self.vault.open(found.token), refresh)
        except WrongKey:
            log.error("no key of DEAL_COACH_SECRET_KEY opens the token of %s", found.workspace_id)
            return None

    def sealed(
        self, found: Installed, token: str, refresh_token: str | None, expires_at: int | None
    ) -> Installed:
        """The installation with other tokens, sealed with the first key."""
        return replace(
            found,
            token=self.vault.seal(token),
            refresh_token=self.vault.seal(refresh_token) if refresh_token else None,
            expires_at=datetime.fromtimestamp(expires_at, UTC) if expires_at else None,
        )

    def _read(self, given: Installation) -> Installed:
        found = Installed(
            workspace_id=tenant_of(given.enterprise_id, given.team_id, given.is_enterprise_install),
            enterprise=given.enterprise_id,
            team=given.team_id,
            app=given.app_id,
            bot=given.bot_id or "",
            bot_user=given.bot_user_id or "",
            installer=given.user_id or "",
            scopes=",".join(given.bot_scopes or ()),
            token=None,
            refresh_token=None,
            expires_at=None,
            installed_at=datetime.fromtimestamp(given.installed_at, UTC),
        )
        return self.sealed(
            found, given.bot_token or "", given.bot_refresh_token, given.bot_token_expires_at
        )


class States(OAuthStateStore):
    """States in the database, where every replica spends them; each is good once, and not long."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self.database = database
        self.now = now

    @property
    def logger(self) -> logging.Logger:
        """Where slack-sdk writes what it has to say."""
        return log

    def issue(self, *_: object, **__: object) -> str:
        """A new state."""
        state = secrets.token_urlsafe(32)
        with self.database.everywhere.begin() as session:
            installs.put_state(session, _digest(state), self.now() + STATE_LIVES)
        return state

    def consume(self, state: str) -> bool:
        """Whether it was given out, lives, and was not spent before."""
        with self.database.everywhere.begin() as session:
            return installs.take_state(session, _digest(state), self.now())


def tenant_of(enterprise: str | None, team: str | None, whole: bool | None) -> str:
    """Whose data it is: the organisation's where the app is installed for all of it."""
    return (enterprise if whole and enterprise else team or enterprise) or ""


def reseal(store: Installations) -> int:
    """Brings every token under the first key; returns how many stood under another. WrongKey."""
    with store.database.everywhere.read() as session:
        every = installs.every(session)
    old = [one for one in every if not _is_current(store.vault, one)]
    for found in old:
        assert found.token is not None
        refresh = store.vault.open(found.refresh_token) if found.refresh_token else None
        until = int(found.expires_at.timestamp()) if found.expires_at else None
        fresh = store.sealed(found, store.vault.open(found.token), refresh, until)
        with store.database.within(found.workspace_id).begin() as session:
            installs.change_tokens(session, found, fresh)
    return len(old)


def unopened(store: Installations) -> list[str]:
    """The workspaces whose tokens no key of ours opens."""
    with store.database.everywhere.read() as session:
        every = installs.every(session)
    return [one.workspace_id for one in every if not _opens(store.vault, one)]


def _is_current(vault: Vault, found: Installed) -> bool:
    return all(vault.is_current(one) for one in (found.token, found.refresh_token) if one)


def _opens(vault: Vault, found: Installed) -> bool:
    try:
        return all(vault.open(one) for one in (found.token, found.refresh_token) if one)
    except WrongKey:
        return False


def _told(found: Installed, tokens: Tokens) -> Installation:
    return Installation(
        app_id=found.app,
        enterprise_id=found.enterprise,
        team_id=found.team,
        bot_token=tokens.token,
        bot_id=found.bot,
        bot_user_id=found.bot_user,
        bot_scopes=found.scopes,
        bot_refresh_token=tokens.refresh_token,
        bot_token_expires_at=int(found.expires_at.timestamp()) if found.expires_at else None,
        user_id=found.installer,
        is_enterprise_install=found.workspace_id == found.enterprise,
        token_type="bot",  # noqa: S106 - a kind, no token
        installed_at=found.installed_at.timestamp(),
    )


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
