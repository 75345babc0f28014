"""Carries what a person does to the product as Slack would: signed, and through Bolt's dispatch."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.playground.cast import TEAM, TEAM_DOMAIN, Channel, Person
from bot.playground.drawn import Control, Field, elements
from bot.playground.mentions import as_slack_sends
from bot.playground.slack import Json, LocalSlack, Message, View
from bot.runtime import system_clock

APP = "A0COACH"
FORM = "application/x-www-form-urlencoded"
FAILED = "/deal failed: Deal Coach did not answer this time."


@dataclass(frozen=True, slots=True)
class Doorman:
    """Between the people of the local Slack and the product. Signatures carry the real time."""

    slack: LocalSlack
    dispatch: Callable[[BoltRequest], BoltResponse]
    signing_secret: str

    def command(self, person: Person, text: str, channel: Channel | None = None) -> None:
        """`/deal …`, said in the direct messages unless a channel is named."""
        place = channel or self.slack.direct(person.id)
        body = {
            "team_id": TEAM,
            "team_domain": TEAM_DOMAIN,
            "channel_id": place.id,
            "channel_name": "directmessage" if place.person else place.name,
            "user_id": person.id,
            "user_name": person.handle,
            "command": "/deal",
            "text": as_slack_sends(text, self.slack),
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.slack.hook(person, place),
            "trigger_id": self.slack.trigger(person),
        }
        answer = self._send(urlencode(body), FORM)
        if answer is None:
            self.slack.post(place, FAILED, only_for=person.id)
        elif answer:
            public = answer.get("response_type") == "in_channel"
            text, blocks = str(answer.get("text", "")), answer.get("blocks") or []
            self.slack.post(place, text, blocks, only_for=None if public else person.id)

    def press(self, person: Person, where: Message | View, control: Control) -> None:
        """A button, or an option of a menu."""
        action = {
            "action_id": control.element["action_id"],
            "block_id": control.block_id,
            "type": control.element["type"],
            "action_ts": str(self.slack.number()),
        }
        if control.option is None:
            action |= {name: control.element[name] for name in ("text", "value")}
        else:
            action["selected_option"] = control.option
        told = {"trigger_id": self.slack.trigger(person), "actions": [action]}
        self._interact("block_actions", person, told | self._place(person, where))

    def submit(self, person: Person, view: View, filled: Sequence[Field]) -> Mapping[str, str]:
        """A form; gives what is wrong, by block, or carries out what the answer asks for."""
        values = {field.block_id: {field.element["action_id"]: field.state} for field in filled}
        told = {
            "view": self._view(view) | {"state": {"values": values}},
            "trigger_id": self.slack.trigger(person),
            "response_urls": [],
        }
        answer = self._interact("view_submission", person, told) or {}
        action = answer.get("response_action")
        if action == "errors":
            wrong: Mapping[str, str] = answer["errors"]
            return wrong
        if action == "update":
            self.slack.redraw(view, answer["view"])
        elif action == "push":
            self.slack.open_modal(self.slack.trigger(person), answer["view"])
        elif action == "clear":
            self.slack.close_modals(person)
        else:
            self.slack.close_modal(view)
        return {}

    def options(self, person: Person, view: View, field: Field, typed: str) -> tuple[Json, ...]:
        """What a menu offers for what was typed in it."""
        told = {
            "action_id": field.element["action_id"],
            "block_id": field.block_id,
            "value": typed,
            "container": {"type": "view", "view_id": view.id},
            "view": self._view(view),
        }
        answer = self._interact("block_suggestion", person, told) or {}
        return tuple(answer.get("options") or ())

    def open_home(self, person: Person) -> None:
        """The person looks at the Home tab."""
        number = self.slack.number()
        event = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self.slack.direct(person.id).id,
            "tab": "home",
            "event_ts": str(number),
        }
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event": event,
            "event_id": f"Ev{number}",
            "event_time": int(self.slack.now().timestamp()),
        }
        self._send(json.dumps(body), "application/json")

    def _place(self, person: Person, where: Message | View) -> Json:
        if isinstance(where, View):
            return {
                "container": {"type": "view", "view_id": where.id},
                "view": self._view(where),
            }
        return {
            "container": {
                "type": "message",
                "message_ts": where.ts,
                "channel_id": where.channel.id,
                "is_ephemeral": where.only_for is not None,
            },
            "channel": {"id": where.channel.id, "name": where.channel.name},
            "response_url": self.slack.hook(person, where.channel, where),
        }

    def _view(self, view: View) -> Json:
        known = {"private_metadata": "", "callback_id": ""} | view.body
        return known | {"id": view.id, "hash": view.hash, "team_id": TEAM}

    def _interact(self, kind: str, person: Person, told: Json) -> Json | None:
        payload = {
            "type": kind,
            "team": {"id": TEAM, "domain": TEAM_DOMAIN},
            "user": {"id": person.id, "username": person.handle, "team_id": TEAM},
            "api_app_id": APP,
            "is_enterprise_install": False,
            **told,
        }
        return self._send(urlencode({"payload": json.dumps(payload)}), FORM)

    def _send(self, body: str, kind: str) -> Json | None:
        """The acknowledgement's payload, empty where there is none; None when it failed."""
        moment = str(int(system_clock().timestamp()))
        signature = SignatureVerifier(self.signing_secret).generate_signature(
            timestamp=moment, body=body
        )
        headers: dict[str, str | Sequence[str]] = {
            "content-type": kind,
            "x-slack-request-timestamp": moment,
            "x-slack-signature": str(signature),
        }
        answer = self.dispatch(BoltRequest(body=body, headers=headers))
        if answer.status != 200:
            return None
        found: Any = json.loads(answer.body) if (answer.body or "").startswith("{") else {}
        return dict(found)


def stands_in(blocks: Sequence[Json], control: Control) -> bool:
    """Whether a control is still drawn there."""
    action_id, value = control.identity
    return any(
        element.get("action_id") == action_id and value in _values(element)
        for block in blocks
        for element in elements(block)
    )


def _values(element: Json) -> list[str]:
    return [str(option.get("value")) for option in element.get("options") or [element]]
