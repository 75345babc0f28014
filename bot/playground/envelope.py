"""A request as Slack sends it: signed, with the real time, through Bolt's dispatch."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.playground.cast import TEAM, TEAM_DOMAIN, Person
from bot.playground.records import Json
from bot.runtime import system_clock

APP = "A0COACH"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The way into the product. What comes back is the acknowledgement's payload, empty where
    there is none, and None when the product did not answer."""

    dispatch: Callable[[BoltRequest], BoltResponse]
    signing_secret: str

    def form(self, body: Json) -> Json | None:
        """A slash command."""
        return self._send(urlencode(body), FORM)

    def interaction(self, kind: str, person: Person, told: Json) -> Json | None:
        """Something pressed, chosen, sent or closed."""
        payload = {
            "type": kind,
            "team": {"id": TEAM, "domain": TEAM_DOMAIN},
            "user": {"id": person.id, "username": person.handle, "team_id": TEAM},
            "api_app_id": APP,
            "is_enterprise_install": False,
            **told,
        }
        return self.form({"payload": json.dumps(payload)})

    def event(self, number: int, at: int, event: Json) -> Json | None:
        """Something that happened in the workspace."""
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event": event,
            "event_id": f"Ev{number}",
            "event_time": at,
        }
        return self._send(json.dumps(body), "application/json")

    def _send(self, body: str, kind: str) -> Json | None:
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
