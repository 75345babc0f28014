"""How an answer goes back: in the acknowledgement, to a response_url, or as a view."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.asks import Ask
from bot.runtime import Runtime, reason
from bot.views.forms import unpacked
from bot.views.kit import Json, Said
from coaching.errors import Refusal

log = logging.getLogger(__name__)

SLACK_HOOKS = "hooks.slack.com"
NOT_TAKEN = frozenset({"invalid_blocks", "invalid_arguments"})
"""What Slack says of a view whose blocks it does not know."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer for the asker's eyes; `replaces` puts it where the pressed button stands."""

    said: Said
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """A form to open."""

    view: Json


@dataclass(frozen=True, slots=True)
class Redraw:
    """The form in which something was chosen, drawn anew."""

    view: Json


@dataclass(frozen=True, slots=True)
class Home:
    """The Home tab to publish; `plain` where Slack does not take its charts and tables."""

    view: Json
    plain: Json | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """Choices for a menu that asks as one types, as Slack wants them: options, or groups."""

    found: Mapping[str, Any] = field(default_factory=lambda: {"options": []})


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing to say: the message updates itself."""


Answer = Reply | Open | Redraw | Home | Options | Silence


@dataclass(slots=True)
class Doorstep:
    """Bolt's side of one request: how to acknowledge it and how to call Slack."""

    runtime: Runtime
    ask: Ask
    ack: Callable[..., Any]
    client: WebClient
    acked: bool = field(default=False)

    def answer(self, answer: Answer) -> None:
        """Delivers an answer the way the request allows, and acknowledges exactly once."""
        if isinstance(answer, Options):
            return self._ack(**answer.found)
        if isinstance(answer, Open):
            trigger = str(self.ask.body["trigger_id"])
            opens = self.client.views_push if self._in_modal else self.client.views_open
            opens(trigger_id=trigger, view=answer.view)
            return self._ack()
        if isinstance(answer, Redraw):
            self._update(answer.view)
            return self._ack()
        if isinstance(answer, Home):
            publish(self.client, self.ask.user, answer)
            return self._ack()
        if isinstance(answer, Reply):
            return self._reply(answer)
        return self._ack()

    def field_error(self, refused: Refusal, fields: Mapping[str, Any]) -> None:
        """A refusal of a form stands beside its field, or below the first one."""
        at = refused.field if refused.field in fields else next(iter(fields))
        self._ack(response_action="errors", errors={at: refused.sentence.replace("`", "")})

    def _reply(self, reply: Reply) -> None:
        kind = self.ask.body.get("type")
        if kind is None:
            said = reply.said
            return self._ack(response_type="ephemeral", text=said.text, blocks=list(said.blocks))
        if kind == "view_submission":
            return self._reply_to_form(reply)
        if self.ask.response_url is None:
            return self._show(reply.said)
        self._ack()
        self._post(self.ask.response_url, reply)
        return None

    @property
    def _in_modal(self) -> bool:
        """Whether a button in an open form or page was pressed."""
        return bool((self.ask.body.get("view") or {}).get("type") == "modal")

    def _show(self, said: Said) -> None:
        """On a page, where no response_url leads back: in the open one, or over Home."""
        if self._in_modal:
            self._update(_page(said))
            return self._ack()
        try:
            trigger = str(self.ask.body["trigger_id"])
            self.client.views_open(trigger_id=trigger, view=_page(said))
        except (SlackClientError, OSError) as error:
            log.warning("an answer could not be shown: %s", type(error).__name__)
        return self._ack()

    def _update(self, view: Json) -> None:
        """The open form or page drawn anew, unless it was drawn anew since."""
        shown = self.ask.body["view"]
        try:
            self.client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
        except (SlackClientError, OSError) as error:
            log.warning("a view could not be drawn anew: %s", type(error).__name__)

    def _reply_to_form(self, reply: Reply) -> None:
        view = self.ask.body["view"]
        url = unpacked(view["private_metadata"]).response_url if view["private_metadata"] else None
        if url is not None and allowed(url, self.runtime.slack.base_url):
            self._ack()
            return self._post(url, reply)
        return self._ack(response_action="update", view=_page(reply.said))

    def _post(self, url: str | None, reply: Reply) -> None:
        """Through the response_url, on a thread of its own: the acknowledgement does not wait."""
        if url is None or not allowed(url, self.runtime.slack.base_url):
            log.warning("no usable response_url for %s", self.ask.tenant)
            return
        self.runtime.soon.submit(_respond, self.runtime, url, reply)

    def _ack(self, **payload: Any) -> None:
        if not self.acked:
            self.acked = True
            self.ack(**payload)


def publish(client: WebClient, user: str, home: Home) -> None:
    """Shows the Home tab; a Slack that refuses its newer blocks gets the same facts in words."""
    try:
        client.views_publish(user_id=user, view=home.view)
    except SlackApiError as error:
        if home.plain is None or reason(error) not in NOT_TAKEN:
            raise
        client.views_publish(user_id=user, view=home.plain)


def _page(said: Said) -> Json:
    """An answer as a page to read."""
    title = {"type": "plain_text", "text": "Deal Coach"}
    close = {"type": "plain_text", "text": "Close"}
    return {"type": "modal", "title": title, "close": close, "blocks": list(said.blocks)}


def allowed(url: str, base_url: str) -> bool:
    """Whether an answer may go there: Slack's hooks, or the host of the API in use."""
    asked, own = urlsplit(url), urlsplit(base_url)
    if asked.hostname == SLACK_HOOKS:
        return asked.scheme == "https"
    return (asked.scheme, asked.netloc) == (own.scheme, own.netloc)


def _respond(runtime: Runtime, url: str, reply: Reply) -> None:
    hook = WebhookClient(url, timeout=10, ssl=runtime.slack.tls)
    said = reply.said
    try:
        for blocks in filter(None, (said.blocks, said.plain)):
            answer = hook.send(
                text=said.text,
                blocks=list(blocks),
                response_type="ephemeral",
                replace_original=reply.replaces,
            )
            if not any(word in (answer.body or "") for word in NOT_TAKEN):
                return
    except OSError as error:
        log.warning("an answer could not be delivered: %s", type(error).__name__)
