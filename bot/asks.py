"""What stands in a request from Slack, whichever of its kinds it is."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ask:
    """One request from Slack, whatever door it came by."""

    tenant: str
    tenant_name: str
    user: str
    line: str
    delivery: str | None
    response_url: str | None
    body: Mapping[str, Any]

    @property
    def action(self) -> Mapping[str, Any]:
        """The button or menu that was used."""
        found: Mapping[str, Any] = self.body["actions"][0]
        return found

    @property
    def value(self) -> str:
        """What the button carries, or the option that was chosen."""
        chosen = self.action.get("selected_option")
        return str(chosen["value"] if chosen else self.action.get("value", ""))

    @property
    def on_home(self) -> bool:
        """Whether it was pressed on the Home tab."""
        return bool((self.body.get("view") or {}).get("type") == "home")

    @property
    def in_view(self) -> bool:
        """Whether it was pressed on Home or on a page over it, and not below a message."""
        return bool(self.body.get("actions") and self.body.get("view"))

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields of a form that was sent; nothing for all else."""
        sent = self.body.get("type") == "view_submission"
        found: Mapping[str, Any] = self.body["view"]["state"]["values"] if sent else {}
        return found or ({"": None} if sent else {})

    @property
    def pressed(self) -> str:
        """What a pressed button carries: a whole line, where it stands for one; else empty."""
        return self.value if self.body.get("actions") else ""


def read(body: Mapping[str, Any]) -> Ask:
    """What stands in a request, whichever kind it is."""
    team, enterprise = _organisation(body)
    user = body.get("user")
    event = body.get("event") or {}
    return Ask(
        tenant=enterprise or team,
        tenant_name=str(body.get("team_domain") or _domain(body) or team),
        user=str(body.get("user_id") or _id(user) or _id(event.get("user")) or ""),
        line=str(body.get("text") or ""),
        delivery=_delivery(body),
        response_url=body.get("response_url") or _first_url(body),
        body=body,
    )


def fingerprint(ask: Ask) -> str | None:
    """The same for the same words of a command; None for what is not typed."""
    words = " ".join(ask.line.split()).casefold()
    return hashlib.sha256(words.encode()).hexdigest() if words else None


def _organisation(body: Mapping[str, Any]) -> tuple[str, str | None]:
    """The team, and the enterprise where the app is installed for all of it; an event says so
    among its authorizations."""
    told = next(iter(body.get("authorizations") or []), body)
    team = body.get("team")
    user = body.get("user")
    inside = user.get("team_id") if isinstance(user, Mapping) else None
    team_id = str(body.get("team_id") or _id(team) or inside or "")
    whole = told.get("is_enterprise_install") in (True, "true")
    enterprise = told.get("enterprise_id") or _id(body.get("enterprise"))
    return team_id, str(enterprise) if whole and enterprise else None


def _domain(body: Mapping[str, Any]) -> str | None:
    team = body.get("team")
    return team.get("domain") if isinstance(team, Mapping) else None


def _id(thing: object) -> str | None:
    if isinstance(thing, Mapping):
        return str(thing["id"]) if thing.get("id") else None
    return str(thing) if thing else None


def _delivery(body: Mapping[str, Any]) -> str | None:
    if body.get("type") == "view_submission":
        view = body["view"]
        return f"{view['id']}:{view.get('hash', '')}"
    found = body.get("trigger_id") or body.get("event_id")
    return str(found) if found else None


def _first_url(body: Mapping[str, Any]) -> str | None:
    urls = body.get("response_urls")
    return str(urls[0]["response_url"]) if urls else None
