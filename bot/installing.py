"""The walk to Slack and back that installs the app in a workspace or an organisation."""

import html
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urljoin

from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Installation

from bot.directory import profile_of
from bot.installations import Installations, States, tenant_of
from bot.manifest import scopes
from bot.renewal import App
from bot.runtime import SlackApi, reason
from bot.usecases.joining import Profile
from storage.database import NotStored

log = logging.getLogger(__name__)

INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"
SECONDS = 10
"""A person waits in a browser, not in Slack: a slow answer is better than none."""
AGAIN = f'<a href="{INSTALL}">Start again</a>.'
DENIED = "Nothing was installed, and nothing is kept. Whenever you like: " + AGAIN
SPENT = "This way back from Slack was used already, took over ten minutes, or began in another "
SPENT += f"browser. Nothing was installed. {AGAIN}"
NOT_GIVEN = f"Slack did not confirm the installation. Nothing was installed. {AGAIN}"
NOT_KEPT = f"The installation could not be stored. In a minute: {AGAIN}"
WORDS = {"access_denied": DENIED, "invalid_browser": SPENT, "invalid_state": SPENT}
PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Deal Coach</title>
<style>body{{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}}
h1{{font-size:1.4rem}}</style>
<h1>{title}</h1><p>{words}</p></html>
"""
SAFE = {
    "Content-Type": ["text/html; charset=utf-8"],
    "Content-Security-Policy": [
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    ],
}
"""Beside what stands on every answer."""


class InstallFlow(OAuthFlow):
    """Bolt's flow with our stores, our clock and our words."""

    def __init__(
        self, slack: SlackApi, app: App, installations: Installations, states: States
    ) -> None:
        self._slack, self._app, self.installations = slack, app, installations
        settings = OAuthSettings(
            client_id=app.client_id,
            client_secret=app.client_secret,
            scopes=sorted(scopes()),
            user_scopes=[],
            install_path=INSTALL,
            redirect_uri_path=REDIRECT,
            install_page_rendering_enabled=False,
            authorization_url=urljoin(slack.base_url, "/oauth/v2/authorize"),
            installation_store=installations,
            state_store=states,
            callback_options=CallbackOptions(success=_done, failure=_not_done),
        )
        logger = logging.getLogger("slack_bolt")
        super().__init__(client=self._asking(), logger=logger, settings=settings)

    def answer(self, path: str, query: str, headers: Mapping[str, str]) -> BoltResponse:
        """What a browser gets at one of the two addresses."""
        asked = BoltRequest(body="", query=query, headers=dict(headers))
        try:
            if path == INSTALL:
                return self.handle_installation(asked)
            return self.handle_callback(asked)
        except NotStored as busy:
            log.warning("an installation could not be stored")
            return page(503, "Not installed", f"{html.escape(busy.sentence)} {AGAIN}")

    def run_installation(self, code: str) -> Installation | None:
        """Gives the code for tokens; None where Slack does not take it. No secret is logged."""
        try:
            granted = self.client.oauth_v2_access(
                code=code,
                client_id=self._app.client_id,
                client_secret=self._app.client_secret,
                redirect_uri=self.settings.redirect_uri,
            )
            bot = self.client.auth_test(token=str(granted["access_token"]))
        except (SlackClientError, OSError) as error:
            log.warning("an installation was not confirmed: %s", reason(error))
            return None
        return self._installation(granted, str(bot.get("bot_id") or ""))

    def _installation(self, granted: Any, bot_id: str) -> Installation:
        moment = self.installations.now().timestamp()
        lives = granted.get("expires_in")
        team, enterprise = granted.get("team") or {}, granted.get("enterprise") or {}
        return Installation(
            app_id=granted.get("app_id"),
            enterprise_id=enterprise.get("id"),
            enterprise_name=enterprise.get("name"),
            team_id=team.get("id"),
            team_name=team.get("name"),
            bot_token=granted["access_token"],
            bot_id=bot_id,
            bot_user_id=granted.get("bot_user_id"),
            bot_scopes=granted.get("scope") or "",
            bot_refresh_token=granted.get("refresh_token"),
            bot_token_expires_at=int(moment) + int(lives) if lives else None,
            user_id=str((granted.get("authed_user") or {}).get("id") or ""),
            is_enterprise_install=bool(granted.get("is_enterprise_install")),
            token_type=granted.get("token_type"),
            installed_at=moment,
        )

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        """Keeps it, with a greeting to who made it on its way."""
        self.installations.welcome(installation, self._installer(installation))

    def _installer(self, installation: Installation) -> Profile | None:
        client = self._asking(installation.bot_token)
        try:
            user = client.users_info(user=installation.user_id).get("user") or {}
        except (SlackClientError, OSError) as error:
            log.warning("who installed the app cannot be read: %s", reason(error))
            return None
        tenant = tenant_of(
            installation.enterprise_id, installation.team_id, installation.is_enterprise_install
        )
        return profile_of(installation.user_id, user, tenant)

    def _asking(self, token: str | None = None) -> WebClient:
        client = self._slack.client(token)
        client.timeout = SECONDS
        return client


def page(status: int, title: str, words: str) -> BoltResponse:
    """A small page; both texts are HTML."""
    return BoltResponse(status=status, body=PAGE.format(title=title, words=words), headers={**SAFE})


def _done(args: SuccessArgs) -> BoltResponse:
    found = args.installation
    where = found.team_name or found.enterprise_name or "your workspace"
    link = "https://slack.com/app_redirect?" + urlencode(
        {"app": found.app_id or "", "team": found.team_id or ""}
    )
    words = f'Your first message is on its way. <a href="{html.escape(link)}">Open it in Slack</a>.'
    answer = page(200, f"Deal Coach is in {html.escape(where)}", words)
    answer.headers["set-cookie"] = [args.settings.state_utils.build_set_cookie_for_deletion()]
    return answer


def _not_done(args: FailureArgs) -> BoltResponse:
    log.warning("an installation ended early: %s", args.reason if args.reason in WORDS else "other")
    words = NOT_KEPT if args.reason == "storage_error" else WORDS.get(args.reason, NOT_GIVEN)
    return page(args.suggested_status_code, "Not installed", words)
