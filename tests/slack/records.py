"""What the stand-in remembers: messages, views, calls, posts to a response_url."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Place = tuple[str, str]  # block_id, action_id


@dataclass(eq=False)
class Message:
    """A message as it stands now; chat.update edits it in place."""

    team: str
    channel: str
    ts: str
    author: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    client_msg_id: str | None = None
    thread_ts: str | None = None
    bot_id: str | None = None
    only_for: str | None = None
    seen_from: float = 0.0
    deleted: bool = False
    files: list[Json] = field(default_factory=list)
    edits: list[Json] = field(default_factory=list)
    entered: dict[Place, Json] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.ts

    @property
    def key(self) -> Any:
        """The key the app put in the message's metadata."""
        return ((self.metadata or {}).get("event_payload") or {}).get("key")

    def payload(self, app_id: str = "", with_metadata: bool = False) -> Json:
        shown: Json = {
            "type": "message",
            "user": self.author,
            "ts": self.ts,
            "text": self.text,
            "team": self.team,
        }
        if self.bot_id:
            shown |= {"bot_id": self.bot_id, "app_id": app_id}
        optional = {
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "thread_ts": self.thread_ts,
            "client_msg_id": self.client_msg_id,
            "metadata": self.metadata if with_metadata else None,
            "edited": self.edits and {"user": self.author, "ts": self.ts},
        }
        return shown | {name: value for name, value in optional.items() if value}


@dataclass(eq=False)
class View:
    """A modal or a Home tab as it stands now; views.update edits it in place."""

    id: str
    team: str
    user: str
    body: Json
    hash: str
    bot_id: str = ""
    app_id: str = ""
    root_id: str = ""
    previous_id: str | None = None
    is_open: bool = True
    offered: dict[Place, list[Json]] = field(default_factory=dict)
    entered: dict[Place, Json] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return str(self.body.get("type"))

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks") or [])

    @property
    def callback_id(self) -> str:
        return str(self.body.get("callback_id") or "")

    @property
    def private_metadata(self) -> str:
        return str(self.body.get("private_metadata") or "")

    @property
    def title(self) -> str:
        return str((self.body.get("title") or {}).get("text", ""))

    def payload(self, values: Json | None = None) -> Json:
        standard = {"title": None, "close": None, "submit": None, "external_id": ""}
        shown = standard | {name: value for name, value in self.body.items() if value is not None}
        return shown | {
            "id": self.id,
            "team_id": self.team,
            "callback_id": self.callback_id,
            "private_metadata": self.private_metadata,
            "clear_on_close": bool(self.body.get("clear_on_close")),
            "notify_on_close": bool(self.body.get("notify_on_close")),
            "state": {"values": values or {}},
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "app_id": self.app_id,
            "app_installed_team_id": self.team,
            "bot_id": self.bot_id,
        }


@dataclass(eq=False)
class Call:
    """One request of the app to the Web API, and how it ended."""

    method: str
    args: Json
    token: str
    team: str | None
    at: float
    status: int | None = None
    answer: Json | None = None
    accepted: bool = False

    @property
    def ok(self) -> bool:
        return bool(self.answer and self.answer.get("ok"))


@dataclass(eq=False)
class Response:
    """One post of the app to a response_url."""

    id: str
    user: str
    channel: str
    body: Json
    message: Message | None = None

    @property
    def text(self) -> str:
        return str(self.body.get("text", ""))


@dataclass(eq=False)
class Trigger:
    """A trigger_id that Slack gave out: good once, for three seconds."""

    id: str
    team: str
    user: str
    at: float
    view_id: str | None = None
    used: bool = False


@dataclass(eq=False)
class Hook:
    """A response_url that Slack gave out: good five times, for thirty minutes."""

    id: str
    team: str
    user: str
    channel: str
    at: float
    message: Message | None = None
    uses: int = 0


@dataclass(eq=False)
class Ack:
    """The app's answer to a delivery, and what the person sees after it."""

    status: int
    body: Json
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    message: Message | None = None
    view: View | None = None

    @property
    def ok(self) -> bool:
        return self.status == 200

    @property
    def text(self) -> str:
        return str(self.body.get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks") or [])

    @property
    def errors(self) -> dict[str, str]:
        """The complaints of a refused view submission, by block_id."""
        return dict(self.body.get("errors") or {})

    @property
    def options(self) -> list[Json]:
        """What a menu was offered, groups flattened."""
        groups = self.body.get("option_groups") or []
        grouped = [option for group in groups for option in group["options"]]
        return list(self.body.get("options") or []) + grouped
