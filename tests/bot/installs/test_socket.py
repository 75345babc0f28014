"""Many workspaces over one socket, which is looked after without a token of any of them."""

import threading
from collections.abc import Iterator

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.oauth.installation_store import Installation

from bot.serving import watch_over
from tests.bot.app import Coach, deployed
from tests.bot.installs.walk import installer, oauth, workspace
from tests.bot.person import Person
from tests.slack import SlackServer


@pytest.fixture
def wired(slack: SlackServer, sqlite_url: str) -> Iterator[Coach]:
    """A bot without a token of its own, over Socket Mode."""
    settings = oauth(slack, slack_app_token=slack.app_token)
    with deployed(slack, sqlite_url, "socket", **settings) as coach:
        yield coach


def test_two_workspaces_share_a_socket_and_no_deal(wired: Coach) -> None:
    for letter in "AB":
        team = workspace(wired.slack, letter)
        assert wired.bot.installing is not None
        given = Installation(team_id=team.id, user_id=installer(team), bot_token=team.token)
        wired.bot.installing.installations.save(given)
        Person(wired, installer(team)).types("add Acme 12k")
    assert wired.values("deals", "workspace_id") == ["T000A", "T000B"]


def test_a_silent_socket_is_noticed_without_a_token(wired: Coach) -> None:
    assert wired.settings.slack_app_token is not None
    handler = SocketModeHandler(wired.bot.app, wired.settings.slack_app_token.get_secret_value())
    handler.client.web_client.base_url = wired.settings.slack_api_url
    opened, stopped = wired.slack.sockets.opened, threading.Event()
    client = wired.bot.runtime.slack.client(None)
    watch = threading.Thread(target=watch_over, args=(handler, client, stopped, 0.01))
    watch.start()
    try:
        wired.slack.wait_for(lambda: wired.slack.sockets.opened > opened)
    finally:
        stopped.set()
        watch.join()
        handler.close()
    assert wired.slack.calls("api.test")
    assert not wired.slack.calls("auth.test")
