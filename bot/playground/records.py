"""What stands in the local Slack: messages, views, and what happened to them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from bot.playground.cast import BOT, Channel, Person

Json = dict[str, Any]

HOOK_USES = 5
HOOK_LASTS = timedelta(minutes=30)


class SlackRefusal(Exception):
    """A call that Slack answers with {"ok": false}; `error` is Slack's code."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Unreadable(Exception):
    """What was posted cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class File:
    """Something a person dropped."""

    id: str
    name: str
    content: bytes
    who: str


@dataclass(slots=True)
class Message:
    """Something said, by the bot or by `who`. `only_for` names the one person who sees it."""

    channel: Channel
    ts: str
    at: datetime
    text: str
    blocks: list[Json]
    metadata: Json | None = None
    only_for: str | None = None
    who: str = BOT
    edited: bool = False
    file: File | None = None

    def is_seen_by(self, person: Person) -> bool:
        """Whether it is on that person's screen."""
        owner = self.only_for or self.channel.person
        return owner in (None, person.id)


@dataclass(slots=True)
class View:
    """A modal or a Home tab. `below` is the modal on which it was pushed."""

    id: str
    person: str
    body: Json
    hash: str
    below: str | None = None
    root: str = ""

    @property
    def is_form(self) -> bool:
        """Whether it can be sent; else it is a page to read."""
        return bool(self.body.get("submit"))

    @property
    def blocks(self) -> list[Json]:
        """What is drawn in it."""
        found: list[Json] = self.body["blocks"]
        return found


class Kind(Enum):
    """What can happen on somebody's screen."""

    POSTED = auto()
    CHANGED = auto()
    DELETED = auto()
    OPENED = auto()
    REDRAWN = auto()
    CLOSED = auto()
    HOME = auto()


@dataclass(frozen=True, slots=True)
class Happening:
    """One change, and for a changed message the blocks that stood there before."""

    kind: Kind
    what: Message | View
    before: tuple[Json, ...] = ()

    def is_seen_by(self, person: Person) -> bool:
        """Whether it is on that person's screen."""
        if isinstance(self.what, View):
            return self.what.person == person.id
        return self.what.is_seen_by(person)


@dataclass(slots=True)
class Hook:
    """A response_url: for whom, where, which message it may replace, and how long it serves."""

    person: str
    channel: Channel
    message: Message | None
    made_at: datetime
    uses: int = field(default=0)

    def spend(self, now: datetime) -> None:
        """Slack lets it be used five times within half an hour."""
        if self.uses >= HOOK_USES or now - self.made_at > HOOK_LASTS:
            raise SlackRefusal("used_url" if self.uses >= HOOK_USES else "expired_url")
        self.uses += 1


INTERACTIVE = frozenset(
    {"button", "overflow", "checkboxes", "radio_buttons", "plain_text_input", "email_text_input"}
    | {"url_text_input", "number_input", "datepicker", "timepicker", "datetimepicker", "file_input"}
    | {"rich_text_input", "workflow_button", "feedback_buttons", "icon_button"}
)


def identified(blocks: Collection[Json], number: int) -> list[Json]:
    """The blocks with the ids that Slack makes up where the app gave none."""
    return [
        _with_action_ids({"block_id": f"b{number}.{place}"} | block, f"a{number}.{place}")
        for place, block in enumerate(blocks)
    ]


def _with_action_ids(node: Any, name: str) -> Any:
    if isinstance(node, list):
        return [_with_action_ids(child, f"{name}.{place}") for place, child in enumerate(node)]
    if not isinstance(node, dict):
        return node
    found = {key: _with_action_ids(child, f"{name}.{key}") for key, child in node.items()}
    kind = str(found.get("type"))
    if "action_id" not in found and (kind in INTERACTIVE or kind.endswith("_select")):
        found["action_id"] = name
    return found


def children(blocks: Collection[Json], kind: str) -> Collection[Json]:
    """The elements of that type, however deep they stand."""
    found: list[Json] = []
    waiting: list[Any] = list(blocks)
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            found += [node] if node.get("type") == kind else []
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return found
