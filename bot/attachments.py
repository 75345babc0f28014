"""Files and words in the direct messages with one person, outside of any acknowledgement."""

import logging
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import IO, Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.runtime import Runtime, reason
from bot.views.kit import Said
from coaching.errors import Refusal

log = logging.getLogger(__name__)

SECONDS = 60
"""Nobody waits for these calls: a large file may take its time."""
NO_FILE = "I can't find that file any more. Please drop it here again."
MOST_BYTES = 50_000_000
SLACK_FILES = ("files.slack.com", "slack.com")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a workspace, as Slack knows them."""

    tenant: str
    slack_id: str


class _Stay(HTTPRedirectHandler):
    """The token goes to the address that was checked, and to no other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        return None


def say(runtime: Runtime, to: Person, said: Said) -> None:
    """Writes to somebody; what does not come through is logged."""
    try:
        client = _client(runtime, to)
        channel = client.conversations_open(users=to.slack_id)["channel"]["id"]
        client.chat_postMessage(
            channel=channel, text=said.text, blocks=list(said.blocks), unfurl_links=False
        )
    except (SlackClientError, OSError) as error:
        log.warning("an answer could not be delivered in %s: %s", to.tenant, reason(error))


def give(runtime: Runtime, to: Person, name: str, content: bytes, words: str) -> None:
    """Sends a file to somebody; raises Refusal where Slack does not take it."""
    try:
        client = _client(runtime, to)
        channel = client.conversations_open(users=to.slack_id)["channel"]["id"]
        client.files_upload_v2(
            channel=channel, filename=name, title=name, content=content, initial_comment=words
        )
    except (SlackClientError, OSError) as error:
        log.warning("a file could not be given in %s: %s", to.tenant, reason(error))
        raise Refusal("Slack did not take the file. Please try again in a minute.") from error


def described(runtime: Runtime, of: Person, file_id: str) -> Mapping[str, Any]:
    """What Slack knows of a file that the person dropped; raises Refusal where it is gone."""
    try:
        file = _client(runtime, of).files_info(file=file_id)["file"]
    except (SlackClientError, OSError) as error:
        log.warning("a file could not be found in %s: %s", of.tenant, reason(error))
        raise Refusal(NO_FILE) from error
    if file.get("user") != of.slack_id:
        raise Refusal(NO_FILE)
    return dict(file)


def fetched(runtime: Runtime, of: Person, file: Mapping[str, Any]) -> bytes:
    """A file's content; the token is shown to Slack's own hosts alone. Raises Refusal."""
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if int(file.get("size") or 0) > MOST_BYTES:
        raise Refusal("That file is larger than 50 MB. `deal-coach import FILE` takes it.")
    if not allowed(url, runtime.slack.base_url):
        raise Refusal("That file lies outside Slack. Please save it, and drop it here itself.")
    token = runtime.token_of(of.tenant)
    asked = Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - checked above
    opener = build_opener(_Stay(), HTTPSHandler(context=runtime.slack.tls))
    try:
        with closing(opener.open(asked, timeout=SECONDS)) as answer:
            content = bytes(answer.read(MOST_BYTES + 1))
            is_page = "text/html" in answer.headers.get("content-type", "")
    except (URLError, OSError) as error:
        log.warning("a file could not be fetched in %s: %s", of.tenant, type(error).__name__)
        raise Refusal("I couldn't fetch that file. Please drop it here again.") from error
    if is_page:
        log.warning("Slack asks to sign in for a file in %s: is files:read granted?", of.tenant)
        raise Refusal("Slack doesn't let me read files yet: an admin should reinstall the app.")
    return content


def allowed(url: str, base_url: str) -> bool:
    """Whether a file may be asked for there: Slack's own hosts, or the host of the API in use."""
    asked, own = urlsplit(url), urlsplit(base_url)
    if asked.hostname in SLACK_FILES:
        return asked.scheme == "https"
    return (asked.scheme, asked.netloc) == (own.scheme, own.netloc)


def _client(runtime: Runtime, of: Person) -> WebClient:
    client = runtime.slack.client(runtime.token_of(of.tenant))
    client.timeout = SECONDS
    return client
