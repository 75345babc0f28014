"""Somebody who installs the app in a browser, over real HTTP, and what the database keeps."""

import http.client
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from sqlalchemy import text

from bot.installing import INSTALL, REDIRECT
from tests.bot.app import Coach
from tests.slack import SlackServer
from tests.slack.people import Workspace

KEY = "the first key of this deployment is long"
NEWER = "the second key of this deployment is too"


def oauth(slack: SlackServer, **others: Any) -> dict[str, Any]:
    """The settings of a deployment that many workspaces share."""
    values: dict[str, Any] = {
        "slack_bot_token": None,
        "slack_app_token": None,
        "slack_client_id": slack.client_id,
        "slack_client_secret": slack.client_secret,
        "deal_coach_secret_key": KEY,
    }
    return values | others


def workspace(slack: SlackServer, letter: str, **details: Any) -> Workspace:
    """Another workspace, with an installer who is no admin of Slack's and a colleague."""
    made = slack.add_workspace(f"T000{letter}", name=f"Team {letter}", **details)
    made.add_user(f"U0INST{letter}", f"installer{letter.lower()}")
    made.add_user(f"U0COLL{letter}", f"colleague{letter.lower()}")
    made.token = f"xoxb-secret-{letter}"
    made.tokens = {made.token}
    return made


@dataclass(frozen=True)
class Page:
    """What a browser got."""

    status: int
    words: str
    headers: dict[str, str]

    @property
    def cookie(self) -> str:
        return self.headers["set-cookie"].split(";")[0]

    @property
    def asked(self) -> dict[str, str]:
        """What Slack is asked on its page."""
        query = parse_qs(urlsplit(self.headers["location"]).query)
        return {name: values[0] for name, values in query.items()}


def get(coach: Coach, path: str, cookie: str = "") -> Page:
    """A page of the bot's own."""
    where = urlsplit(coach.url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=20)
    try:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Page(answer.status, answer.read().decode(), headers)
    finally:
        connection.close()


def comes_back(coach: Coach, cookie: str, **query: str) -> Page:
    """Slack sends the browser back."""
    return get(coach, f"{REDIRECT}?{urlencode(query)}", cookie)


def installs(coach: Coach, where: Workspace) -> Page:
    """The whole walk, from the first link to the last page."""
    start = get(coach, INSTALL)
    code = coach.slack.new_code(where.id)
    return comes_back(coach, start.cookie, state=start.asked["state"], code=code)


def installer(where: Workspace) -> str:
    """Who installs the app there."""
    return next(user.id for user in where.users.values() if not user.is_bot)


def dump(coach: Coach) -> str:
    """Everything that stands in the database, as text."""
    database = coach.bot.runtime.database
    found = []
    with database.everywhere.read() as session:
        for name in coach.rows():
            found += [repr(tuple(row)) for row in session.execute(text(f"SELECT * FROM {name}"))]
    return "\n".join(found)
