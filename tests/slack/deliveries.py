"""What Slack sends to an app: payloads, bodies and signatures."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.slack import drawn
from tests.slack.people import Workspace
from tests.slack.records import Json, Message, Place, View
from tests.slack.state import SlackWouldRefuse, State

FORM = "application/x-www-form-urlencoded"
Surface = Message | View


@dataclass(frozen=True)
class Delivery:
    """One thing Slack tells the app; delivering it twice is a retry of the same thing."""

    kind: str
    payload: Json
    signing_secret: str
    retry: int | None = None
    retry_reason: str = "http_timeout"
    surface: Surface | None = field(default=None, compare=False)

    @property
    def user(self) -> str | None:
        """Whose doing it is, if a person's."""
        told = self.payload.get("user") or {}
        return self.payload.get("user_id") or told.get("id")

    @property
    def body(self) -> str:
        """The body of the HTTP request."""
        if self.kind in ("slash_commands", "ssl_check"):
            return urlencode(self.payload)
        if self.kind == "interactive":
            return urlencode({"payload": json.dumps(self.payload)})
        return json.dumps(self.payload)

    def headers(self, at: float | None = None) -> dict[str, str]:
        """The headers of the HTTP request, signed at a moment (seconds; the real now)."""
        moment = str(int(time.time() if at is None else at))
        headers = {
            "Content-Type": FORM if not self.body.startswith("{") else "application/json",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": signature(self.signing_secret, moment, self.body),
        }
        if self.retry is not None:
            headers["X-Slack-Retry-Num"] = str(self.retry)
            headers["X-Slack-Retry-Reason"] = self.retry_reason
        return headers

    def envelope(self, id: str) -> Json:
        """The same over Socket Mode."""
        wrapped: Json = {
            "envelope_id": id,
            "type": self.kind,
            "payload": self.payload,
            "accepts_response_payload": self.kind != "events_api",
        }
        if self.kind == "events_api":
            wrapped |= {"retry_attempt": self.retry or 0, "retry_reason": ""}
        return wrapped


def signature(secret: str, moment: str, body: str) -> str:
    """Slack's v0 signature."""
    digest = hmac.new(secret.encode(), f"v0:{moment}:{body}".encode(), hashlib.sha256)
    return f"v0={digest.hexdigest()}"


class Deliveries:
    """Builds deliveries for one Slack; a person's move that Slack would not allow raises."""

    def __init__(self, state: State) -> None:
        self.state = state

    def command(
        self, text: str, user: str, command: str = "/deal", channel: str | None = None
    ) -> Delivery:
        """A slash command, by default typed in the direct line to the app."""
        state, workspace = self.state, self.state.workspace_of(user)
        place = workspace.channels[channel] if channel else workspace.direct(user)
        payload = {
            "token": state.verification_token,
            "team_id": workspace.id,
            "team_domain": workspace.domain,
            "channel_id": place.id,
            "channel_name": place.label,
            "user_id": user,
            "user_name": workspace.users[user].name,
            "command": command,
            "text": text,
            "api_app_id": state.app_id,
            "is_enterprise_install": "true" if workspace.org_wide else "false",
            "response_url": state.new_hook(user, place.id),
            "trigger_id": state.new_trigger(user),
        }
        if workspace.enterprise:
            payload |= {"enterprise_id": workspace.enterprise, "enterprise_name": workspace.name}
        return self._delivery("slash_commands", payload)

    def press(
        self,
        where: Surface,
        action_id: str,
        user: str,
        value: Any = None,
        block_id: str | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> Delivery:
        """Press a button or choose a value in what is drawn there now."""
        if isinstance(where, Message) and where.deleted:
            raise SlackWouldRefuse("The message is gone.")
        if isinstance(where, View) and not where.is_open:
            raise SlackWouldRefuse("The view is closed.")
        place, element = drawn.find(where.blocks, action_id, value, block_id)
        action = {"action_id": place[1], "block_id": place[0], "action_ts": self.state.next_ts()}
        if element["type"] in drawn.FIELDS:
            chosen = drawn.entry(element, value, self._offered(where).get(place, ()))
            action |= chosen
            if element["type"] not in drawn.STATELESS:
                where.entered[place] = chosen
        else:
            shown = {name: element[name] for name in ("text", "value", "style") if name in element}
            action |= {"type": element["type"]} | shown
        self.type(where, typed or {})
        return self._interactive("block_actions", user, where, {"actions": [action]})

    def submit(
        self, view: View, fields: Mapping[str, Any] | None = None, force: bool = False
    ) -> Delivery:
        """Fill in and submit a modal; force skips what Slack's client checks itself."""
        if not view.is_open:
            raise SlackWouldRefuse("The view is closed.")
        if not view.body.get("submit") and not force:
            raise SlackWouldRefuse("The view has no submit button.")
        self.type(view, fields or {})
        told = drawn.values(view.blocks, view.entered)
        faults = [] if force else drawn.unfinished(view.blocks, told)
        if faults:
            raise SlackWouldRefuse("; ".join(faults))
        return self._interactive("view_submission", view.user, view, {"response_urls": []})

    def close(self, view: View, cleared: bool = False) -> Delivery:
        """Close a modal that asked to be told of it."""
        if not view.body.get("notify_on_close"):
            raise SlackWouldRefuse("The view did not ask for notify_on_close.")
        return self._interactive("view_closed", view.user, view, {"is_cleared": cleared})

    def options(
        self, where: Surface, action_id: str, typed: str, user: str, block_id: str | None = None
    ) -> Delivery:
        """Type in a menu whose options the app gives."""
        place, element = drawn.find(where.blocks, action_id, block_id=block_id)
        if not element["type"].endswith("external_select"):
            raise SlackWouldRefuse(f"“{action_id}” is a {element['type']} and asks for no options.")
        asked = {"action_id": place[1], "block_id": place[0], "value": typed}
        return self._interactive("block_suggestion", user, where, asked)

    def shortcut(self, callback_id: str, user: str) -> Delivery:
        told = {"callback_id": callback_id, "action_ts": self.state.next_ts()}
        return self._interactive("shortcut", user, None, told)

    def message_action(self, callback_id: str, message: Message, user: str) -> Delivery:
        place = self.state.place(message.team, message.channel)
        told = {
            "callback_id": callback_id,
            "action_ts": self.state.next_ts(),
            "message_ts": message.ts,
            "channel": {"id": place.id, "name": place.label},
            "message": message.payload(self.state.app_id),
            "response_url": self.state.new_hook(user, place.id),
        }
        return self._interactive("message_action", user, None, told)

    def event(
        self,
        event: Json,
        workspace: Workspace,
        event_id: str | None = None,
        retry: int | None = None,
    ) -> Delivery:
        """An event of the Events API."""
        payload = {
            "token": self.state.verification_token,
            "team_id": workspace.id,
            "api_app_id": self.state.app_id,
            "event": {"event_ts": self.state.next_ts()} | event,
            "type": "event_callback",
            "event_id": event_id or self.state.new_id("Ev"),
            "event_time": int(self.state.now()),
            "authorizations": [
                {
                    "enterprise_id": workspace.enterprise,
                    "team_id": workspace.id,
                    "user_id": workspace.bot,
                    "is_bot": True,
                    "is_enterprise_install": workspace.org_wide,
                }
            ],
            "is_ext_shared_channel": False,
        }
        return self._delivery("events_api", payload, retry=retry)

    def url_verification(self, challenge: str = "challenge") -> Delivery:
        told = {"type": "url_verification", "challenge": challenge}
        return self._delivery("url", told | {"token": self.state.verification_token})

    def ssl_check(self) -> Delivery:
        told = {"ssl_check": "1", "token": self.state.verification_token}
        return self._delivery("ssl_check", told)

    def type(self, where: Surface, fields: Mapping[str, Any]) -> None:
        """Enter values into fields named by block_id or action_id."""
        for name, value in fields.items():
            place, element = drawn.field(where.blocks, name)
            where.entered[place] = drawn.entry(element, value, self._offered(where).get(place, ()))

    def _offered(self, where: Surface) -> dict[Place, list[Json]]:
        return where.offered if isinstance(where, View) else {}

    def _interactive(self, kind: str, user: str, where: Surface | None, told: Json) -> Delivery:
        workspace = self.state.workspace_of(user)
        enterprise = {"id": workspace.enterprise, "name": workspace.name}
        payload: Json = {
            "type": kind,
            "team": {"id": workspace.id, "domain": workspace.domain},
            "user": {
                "id": user,
                "username": workspace.users[user].name,
                "name": workspace.users[user].name,
                "team_id": workspace.users[user].team,
            },
            "api_app_id": self.state.app_id,
            "token": self.state.verification_token,
            "enterprise": enterprise if workspace.enterprise else None,
            "is_enterprise_install": workspace.org_wide,
        }
        if kind not in ("view_closed", "block_suggestion"):
            view = where if isinstance(where, View) else None
            payload["trigger_id"] = self.state.new_trigger(user, view)
        if workspace.enterprise:
            payload["team"] |= {
                "enterprise_id": workspace.enterprise,
                "enterprise_name": workspace.name,
            }
        return self._delivery("interactive", payload | self._on(where, kind, user) | told, where)

    def _on(self, where: Surface | None, kind: str, user: str) -> Json:
        """The part of a payload that tells where it happened."""
        if where is None:
            return {}
        told = drawn.values(where.blocks, where.entered)
        if isinstance(where, View):
            on: Json = {"view": where.payload(told)}
            if not kind.startswith("view_"):
                on["container"] = {"type": "view", "view_id": where.id}
            return on
        place = self.state.place(where.team, where.channel)
        ephemeral = bool(where.only_for)
        on = {
            "container": {
                "type": "message",
                "message_ts": where.ts,
                "channel_id": where.channel,
                "is_ephemeral": ephemeral,
            },
            "channel": {"id": place.id, "name": place.label},
            "state": {"values": told},
        }
        if kind == "block_actions":
            on["response_url"] = self.state.new_hook(user, place.id, where)
        return on if ephemeral else on | {"message": where.payload(self.state.app_id)}

    def _delivery(
        self, kind: str, payload: Json, surface: Surface | None = None, retry: int | None = None
    ) -> Delivery:
        return Delivery(kind, payload, self.state.signing_secret, retry, surface=surface)
