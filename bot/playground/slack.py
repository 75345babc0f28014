"""A tiny Slack of its own: people, channels, messages and views, all in memory.

It knows what the product asks of Slack and nothing more. Whoever watches, a terminal or a browser,
reads what happened from `happened` and waits for more with `wait_for_more`.
"""

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import Any

from bot.playground.cast import CHANNELS, PEOPLE, Channel, Person

Json = dict[str, Any]


class SlackRefusal(Exception):
    """A call that Slack answers with {"ok": false}; `error` is Slack's code."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(slots=True)
class Message:
    """Something the bot said. `only_for` names the one person who sees it."""

    channel: Channel
    ts: str
    at: datetime
    text: str
    blocks: list[Json]
    metadata: Json | None = None
    only_for: str | None = None


@dataclass(slots=True)
class View:
    """A modal or a Home tab."""

    id: str
    person: str
    body: Json
    hash: str

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
    OPENED = auto()
    REDRAWN = auto()
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
        owner = self.what.only_for or self.what.channel.person
        return owner in (None, person.id)


@dataclass(slots=True)
class Hook:
    """A response_url: for whom, where, and which message it may replace."""

    person: str
    channel: Channel
    message: Message | None


@dataclass(slots=True)
class LocalSlack:
    """One workspace. `url` is where it listens, once it does; `now` is the playground's clock."""

    now: Callable[[], datetime]
    url: str = ""
    people: dict[str, Person] = field(default_factory=lambda: {p.id: p for p in PEOPLE})
    channels: dict[str, Channel] = field(default_factory=lambda: {c.id: c for c in CHANNELS})
    messages: list[Message] = field(default_factory=list)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    happened: list[Happening] = field(default_factory=list)
    _triggers: dict[str, str] = field(default_factory=dict)
    _hooks: dict[str, Hook] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        for person in self.people.values():
            channel = Channel(person.id.replace("U", "D", 1), person.handle, person.id)
            self.channels[channel.id] = channel

    def direct(self, person_id: str) -> Channel:
        """A person's direct messages with the bot."""
        for channel in self.channels.values():
            if channel.person == person_id:
                return channel
        raise SlackRefusal("user_not_found")

    def channel(self, name: str) -> Channel:
        """A channel by id, or the direct messages of the person with that id."""
        if name in self.people:
            return self.direct(name)
        if name not in self.channels:
            raise SlackRefusal("channel_not_found")
        return self.channels[name]

    def post(
        self,
        channel: Channel,
        text: str,
        blocks: Sequence[Json] = (),
        *,
        metadata: Json | None = None,
        only_for: str | None = None,
    ) -> Message:
        """The bot says something."""
        at = self.now()
        ts = f"{int(at.timestamp())}.{self.number():06d}"
        message = Message(channel, ts, at, text, list(blocks), metadata, only_for)
        self.messages.append(message)
        self._tell(Happening(Kind.POSTED, message))
        return message

    def change(self, message: Message, text: str, blocks: Sequence[Json]) -> None:
        """The bot changes what it said."""
        before = tuple(message.blocks)
        message.text, message.blocks = text, list(blocks)
        self._tell(Happening(Kind.CHANGED, message, before))

    def message(self, channel_id: str, ts: str) -> Message:
        """The message that stands there."""
        for message in self.messages:
            if (message.channel.id, message.ts, message.only_for) == (channel_id, ts, None):
                return message
        raise SlackRefusal("message_not_found")

    def trigger(self, person: Person) -> str:
        """A trigger_id: the right to open one modal for that person."""
        found = f"trigger-{self.number()}"
        self._triggers[found] = person.id
        return found

    def open_modal(self, trigger_id: str, body: Json) -> View:
        """A modal on top of those the person has open; a trigger_id serves once."""
        person = self._triggers.pop(trigger_id, None)
        if person is None:
            raise SlackRefusal("invalid_trigger_id")
        view = View(f"V{self.number()}", person, body, self._hash())
        self.modals.setdefault(person, []).append(view)
        self._tell(Happening(Kind.OPENED, view))
        return view

    def redraw(self, view: View, body: Json) -> None:
        """Another body in a view that is open."""
        view.body, view.hash = body, self._hash()
        self._tell(Happening(Kind.REDRAWN, view))

    def modal(self, person: Person) -> View | None:
        """The modal in front of a person."""
        stack = self.modals.get(person.id)
        return stack[-1] if stack else None

    def view(self, view_id: str) -> View:
        """An open modal, by id."""
        for view in itertools.chain.from_iterable(self.modals.values()):
            if view.id == view_id:
                return view
        raise SlackRefusal("not_found")

    def close_modal(self, view: View) -> None:
        """Closes a modal; those below it come to the front."""
        self.modals[view.person].remove(view)

    def close_modals(self, person: Person) -> None:
        """Closes all that the person has open."""
        self.modals.pop(person.id, None)

    def publish(self, person_id: str, body: Json) -> View:
        """Draws somebody's Home tab."""
        if person_id not in self.people:
            raise SlackRefusal("user_not_found")
        view = View(f"V{self.number()}", person_id, body, self._hash())
        self.homes[person_id] = view
        self._tell(Happening(Kind.HOME, view))
        return view

    def hook(self, person: Person, channel: Channel, message: Message | None = None) -> str:
        """A response_url for what a person did; only such a one can change an ephemeral message."""
        name = f"hook-{self.number()}"
        self._hooks[name] = Hook(person.id, channel, message)
        return f"{self.url}/response/{name}"

    def answer(self, hook_name: str, body: Json) -> None:
        """What was posted to a response_url."""
        hook = self._hooks.get(hook_name)
        if hook is None:
            raise SlackRefusal("no_service")
        text, blocks = str(body.get("text", "")), list(body.get("blocks") or [])
        if body.get("replace_original") and hook.message is not None:
            return self.change(hook.message, text, blocks)
        only_for = None if body.get("response_type") == "in_channel" else hook.person
        self.post(hook.channel, text, blocks, only_for=only_for)
        return None

    def number(self) -> int:
        """A number never given before."""
        return next(self._numbers)

    def wait_for_more(self, seen: int, seconds: float) -> Sequence[Happening]:
        """What happened after the first `seen` happenings, waiting for it if need be."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.happened) > seen, seconds)
            return self.happened[seen:]

    def _hash(self) -> str:
        return f"{int(self.now().timestamp())}.h{self.number()}"

    def _tell(self, happening: Happening) -> None:
        with self._changed:
            self.happened.append(happening)
            self._changed.notify_all()
