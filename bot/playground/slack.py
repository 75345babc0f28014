"""A tiny Slack of its own: people, channels, messages and views, all in memory.

It knows what the product asks of Slack and nothing more. Whoever watches, a terminal or a browser,
reads what happened from `happened` and waits for more with `wait_for_more`, or is told by `tell`.
"""

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.playground.cast import BOT, CHANNELS, PEOPLE, Channel, Person
from bot.playground.passes import Passes
from bot.playground.records import (
    File,
    Happening,
    Hook,
    Json,
    Kind,
    Message,
    SlackRefusal,
    View,
    identified,
)

__all__ = ["Happening", "Json", "Kind", "LocalSlack", "Message", "SlackRefusal", "View"]

MOST_MODALS = 3


def nobody() -> None:
    """Tells nobody."""


@dataclass(slots=True)
class LocalSlack:
    """One workspace. `url` is where it listens, once it does; `now` is the playground's clock."""

    now: Callable[[], datetime]
    tell: Callable[[], None] = nobody
    url: str = ""
    people: dict[str, Person] = field(default_factory=lambda: {p.id: p for p in PEOPLE})
    channels: dict[str, Channel] = field(default_factory=lambda: {c.id: c for c in CHANNELS})
    messages: list[Message] = field(default_factory=list)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    happened: list[Happening] = field(default_factory=list)
    lock: threading.Condition = field(default_factory=threading.Condition)
    _passes: Passes = field(default_factory=Passes)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

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
        who: str = BOT,
        file: File | None = None,
    ) -> Message:
        """Somebody says something; unless `who` says otherwise, the bot."""
        with self.lock:
            at, number = self.now(), self.number()
            ts = f"{int(at.timestamp())}.{number:06d}"
            named = identified(blocks, number)
            message = Message(channel, ts, at, text, named, metadata, only_for, who, file=file)
            self.messages.append(message)
            self._tell(Happening(Kind.POSTED, message))
        return message

    def change(self, message: Message, text: str, blocks: Sequence[Json]) -> None:
        """The bot changes what it said."""
        with self.lock:
            before = tuple(message.blocks)
            message.text, message.blocks = text, identified(blocks, self.number())
            message.edited = True
            self._tell(Happening(Kind.CHANGED, message, before))

    def delete(self, message: Message) -> None:
        """The bot takes back what it said."""
        with self.lock:
            if message in self.messages:
                self.messages.remove(message)
                self._tell(Happening(Kind.DELETED, message))

    def message(self, channel_id: str, ts: str) -> Message:
        """The message that stands there for everybody."""
        with self.lock:
            for message in self.messages:
                if (message.channel.id, message.ts, message.only_for) == (channel_id, ts, None):
                    return message
        raise SlackRefusal("message_not_found")

    def message_of(self, person: Person, channel_id: str, ts: str) -> Message:
        """The message that this person sees there, those for their eyes alone included."""
        with self.lock:
            for message in self.messages:
                if (message.channel.id, message.ts) == (channel_id, ts) and message.is_seen_by(
                    person
                ):
                    return message
        raise SlackRefusal("message_not_found")

    def trigger(self, person: Person, view: View | None = None) -> str:
        """A trigger_id: the right to open one modal for that person, or to push one on a view."""
        return self._passes.trigger(self.number(), person.id, view.id if view else None)

    def open_modal(self, trigger_id: str, body: Json) -> View:
        """A modal in place of those the person has open; a trigger_id serves once."""
        with self.lock:
            person, _ = self._passes.spent(trigger_id)
            self.modals.pop(person, None)
            return self._put(person, body, None)

    def push_modal(self, trigger_id: str, body: Json) -> View:
        """A modal on top of the one in which something was pressed."""
        with self.lock:
            person, view_id = self._passes.spent(trigger_id)
            stack = self.modals.get(person, [])
            if view_id is None or not stack or stack[-1].id != view_id:
                raise SlackRefusal("not_found")
            if len(stack) >= MOST_MODALS:
                raise SlackRefusal("push_limit_reached")
            return self._put(person, body, stack[-1])

    def redraw(self, view: View, body: Json) -> None:
        """Another body in a view that is open."""
        with self.lock:
            view.body, view.hash = self._named(body), self._hash()
            self._tell(Happening(Kind.REDRAWN, view))

    def modal(self, person: Person) -> View | None:
        """The modal in front of a person."""
        stack = self.modals.get(person.id)
        return stack[-1] if stack else None

    def view(self, view_id: str) -> View:
        """An open modal or a Home tab, by id."""
        with self.lock:
            for view in itertools.chain(*self.modals.values(), self.homes.values()):
                if view.id == view_id:
                    return view
        raise SlackRefusal("not_found")

    def close_modal(self, view: View) -> None:
        """Closes a modal; those below it come to the front."""
        with self.lock:
            stack = self.modals.get(view.person, [])
            if view in stack:
                stack.remove(view)
                self._tell(Happening(Kind.CLOSED, view))

    def close_modals(self, person: Person) -> None:
        """Closes all that the person has open."""
        with self.lock:
            for view in self.modals.pop(person.id, []):
                self._tell(Happening(Kind.CLOSED, view))

    def publish(self, person_id: str, body: Json) -> View:
        """Draws somebody's Home tab."""
        if person_id not in self.people:
            raise SlackRefusal("user_not_found")
        with self.lock:
            known = self.homes.get(person_id)
            view = View(known.id if known else f"V{self.number()}", person_id, {}, "")
            view.body, view.hash, view.root = self._named(body), self._hash(), view.id
            self.homes[person_id] = view
            self._tell(Happening(Kind.HOME, view))
        return view

    def hook(self, person: Person, channel: Channel, message: Message | None = None) -> str:
        """A response_url for what a person did; only such a one can change an ephemeral message."""
        made = Hook(person.id, channel, message, self.now())
        return f"{self.url}/response/{self._passes.hook(self.number(), made)}"

    def answer(self, hook_name: str, body: Json) -> None:
        """What was posted to a response_url."""
        hook = self._passes.known(hook_name)
        hook.spend(self.now())
        text, blocks = str(body.get("text", "")), list(body.get("blocks") or [])
        if body.get("delete_original") and hook.message is not None:
            return self.delete(hook.message)
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
        with self.lock:
            self.lock.wait_for(lambda: len(self.happened) > seen, seconds)
            return self.happened[seen:]

    def _put(self, person: str, body: Json, below: View | None) -> View:
        view = View(f"V{self.number()}", person, self._named(body), self._hash())
        view.below, view.root = (below.id, below.root) if below else (None, view.id)
        self.modals.setdefault(person, []).append(view)
        self._tell(Happening(Kind.OPENED, view))
        return view

    def _named(self, body: Json) -> Json:
        return body | {"blocks": identified(body.get("blocks") or [], self.number())}

    def _hash(self) -> str:
        return f"{int(self.now().timestamp())}.h{self.number()}"

    def _tell(self, happening: Happening) -> None:
        with self.lock:
            self.happened.append(happening)
            self.lock.notify_all()
        self.tell()
