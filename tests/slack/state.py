"""Everything Slack would know, and the questions tests may put to it."""

import itertools
import mimetypes
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from tests.slack.faults import Faults
from tests.slack.people import Channel, User, Workspace, acme
from tests.slack.records import Call, Hook, Json, Message, Response, Trigger, View

Clock = Callable[[], float | datetime]
TRIGGER_SECONDS = 3.0
HOOK_SECONDS = 1800.0
HOOK_USES = 5


class SlackRefusal(Exception):
    """A Web API call answered with {"ok": false}."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error} | details


class SlackWouldRefuse(AssertionError):
    """The app sent what real Slack would not show, or a test does what no person could do."""


class State:
    """Slack's memory, shared by the server's thread and the test's."""

    app_id = "A000COACH"
    client_id = "1000.2000"
    client_secret = "client-secret"
    signing_secret = "signing-secret"
    verification_token = "verification-token"
    app_token = "xapp-1-A000COACH"
    url = ""

    def __init__(self, clock: Clock = time.time) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.faults = Faults()
        self.workspaces: dict[str, Workspace] = {}
        self.requests: list[Call] = []
        self.views: list[View] = []
        self.homes: dict[str, View] = {}
        self.responses: list[Response] = []
        self.triggers: dict[str, Trigger] = {}
        self.hooks: dict[str, Hook] = {}
        self.files: dict[str, Json] = {}
        self.codes: dict[str, str] = {}
        self.tickets: set[str] = set()
        self._messages: list[Message] = []
        self._places: dict[tuple[str, str], list[Message]] = defaultdict(list)
        self._given = 0
        self._last_ts = 0
        self._numbers = itertools.count(1)
        self.workspace = acme()
        self.workspaces[self.workspace.id] = self.workspace

    # Time and names

    def now(self) -> float:
        """The stand-in's moment in seconds since 1970, from its clock."""
        moment = self.clock()
        return moment.timestamp() if isinstance(moment, datetime) else moment

    def next_ts(self) -> str:
        """Slack's name for the next message: the moment, never twice the same."""
        with self.lock:
            self._last_ts = max(int(self.now() * 1_000_000), self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):08d}"

    # Who and where

    def add_workspace(self, id: str, **details: Any) -> Workspace:
        workspace = Workspace(id, **details)
        self.workspaces[id] = workspace
        return workspace

    def workspace_of(self, user: str) -> Workspace:
        for workspace in self.workspaces.values():
            if user in workspace.users:
                return workspace
        raise LookupError(f"No workspace has the user {user}.")

    def user(self, user: str) -> User:
        return self.workspace_of(user).users[user]

    def place(self, team: str, channel: str) -> Channel:
        return self.workspaces[team].channels[channel]

    # What was said

    def post(self, workspace: Workspace, channel: str, author: str, **details: Any) -> Message:
        """Record a message; Slack gives a block_id to each block that has none."""
        with self.lock:
            lag = workspace.history_lag
            message = Message(workspace.id, channel, self.next_ts(), author, **details)
            message.seen_from = self.now() + lag
            message.blocks = self.named(message.blocks)
            self._messages.append(message)
            self._places[workspace.id, channel].append(message)
        return message

    def say(self, user: str, text: str, channel: str | None = None, **details: Any) -> Message:
        """A person writes, by default to the app in the direct line."""
        workspace = self.workspace_of(user)
        place = channel or workspace.direct(user).id
        return self.post(workspace, place, user, text=text, **details)

    def named(self, blocks: list[Json] | None) -> list[Json]:
        return [{"block_id": self.new_id("b")} | block for block in blocks or []]

    def conversation(self, channel: str, team: str | None = None) -> list[Message]:
        """All that stands in a channel, people's words too, oldest first."""
        told = list(self._places[team or self.workspace.id, channel])
        return [message for message in told if not message.deleted and not message.only_for]

    def messages(
        self, channel: str | None = None, user: str | None = None, team: str | None = None
    ) -> list[Message]:
        """What the app posted and has not deleted, oldest first; user means the direct line."""
        if user is not None:
            team = self.workspace_of(user).id
            channel = self.workspaces[team].direct(user).id
        return [
            message
            for message in list(self._messages)
            if message.bot_id
            and not message.deleted
            and not message.only_for
            and channel in (None, message.channel)
            and team in (None, message.team)
        ]

    def ephemerals(self, user: str | None = None) -> list[Message]:
        """What only one person could see: acks, postEphemeral and response_url posts."""
        return [
            message
            for message in list(self._messages)
            if message.only_for and not message.deleted and user in (None, message.only_for)
        ]

    def forgets_before(self, moment: datetime) -> list[Message]:
        """Drops what is older, and gives what was said since the last call: for long runs."""
        with self.lock:
            told = self._messages[self._given :]
            kept = [one for one in self._messages if float(one.ts) >= moment.timestamp()]
            self._messages, self._given = kept, len(kept)
            for place in self._places.values():
                place[:] = [one for one in place if float(one.ts) >= moment.timestamp()]
            for spent in (self.requests, self.responses):
                spent.clear()
            self.hooks.clear()
            self.triggers.clear()
        return told

    def messages_by_key(self) -> Counter[Any]:
        """How often each metadata key was posted, deleted messages included."""
        return Counter(message.key for message in list(self._messages) if message.key is not None)

    def message(self, team: str, channel: str, ts: str) -> Message | None:
        for message in reversed(self._places[team, channel]):
            if message.ts == ts:
                return None if message.deleted else message
        return None

    def calls(self, method: str, team: str | None = None) -> list[Call]:
        """The app's requests to one method, failed ones too."""
        return [
            call
            for call in list(self.requests)
            if call.method == method and team in (None, call.team)
        ]

    def wait_for(self, condition: Callable[[], object], seconds: float = 5.0) -> None:
        """Wait until a condition holds, for what the app does in its own time."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"Not within {seconds} s; posted: {self.messages_by_key()}")
            time.sleep(0.005)

    # Views

    def view(self, user: str) -> View | None:
        """The modal the person looks at: the top of the stack."""
        for view in reversed(self.views):
            if view.user == user and view.is_open:
                return view
        return None

    def home(self, user: str) -> View | None:
        return self.homes.get(user)

    def stack(self, view: View) -> list[View]:
        """The open modals piled with this one, lowest first."""
        return [other for other in self.views if other.is_open and other.root_id == view.root_id]

    # What Slack gives out

    def new_trigger(self, user: str, view: View | None = None) -> str:
        id = f"{self.new_id('')}.{next(self._numbers)}.trigger"
        team = self.workspace_of(user).id
        self.triggers[id] = Trigger(id, team, user, self.now(), view.id if view else None)
        return id

    def spend_trigger(self, id: str) -> Trigger:
        """Take a trigger_id in exchange, once and in time."""
        trigger = self.triggers.get(id)
        if trigger is None:
            raise SlackRefusal("invalid_trigger_id")
        if trigger.used:
            raise SlackRefusal("exchanged_trigger_id")
        if self.now() - trigger.at > TRIGGER_SECONDS:
            raise SlackRefusal("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_hook(self, user: str, channel: str, message: Message | None = None) -> str:
        """A response_url."""
        id = self.new_id("R")
        team = self.workspace_of(user).id
        self.hooks[id] = Hook(id, team, user, channel, self.now(), message)
        return f"{self.url}/response/{id}"

    def typed(self, text: str, user: str) -> str:
        """What Slack makes of a person's typing where the command asks for escaping."""
        workspace = self.workspace_of(user)
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = re.sub(r"https?://[^\s|>]+", r"<\g<0>>", text)
        for member in workspace.users.values():
            text = re.sub(rf"@{member.name}\b", f"<@{member.id}|{member.name}>", text)
        for channel in workspace.channels.values():
            text = re.sub(rf"#{re.escape(channel.name)}\b", f"<#{channel.id}|{channel.name}>", text)
        return text

    def new_ticket(self) -> str:
        ticket = self.new_id("ticket")
        self.tickets.add(ticket)
        return ticket

    def new_code(self, team: str) -> str:
        """An OAuth code (or refresh token) that oauth.v2.access takes once."""
        code = self.new_id(f"code-{team}-")
        self.codes[code] = team
        return code

    def new_file(self, workspace: Workspace, user: str, name: str, content: bytes) -> Json:
        """A file as events show it, downloadable with the bot token; `content` stays here."""
        id = self.new_id("F")
        address = f"{self.url}/files/{id}/{quote(name, safe='', errors='replace')}"
        self.files[id] = {
            "id": id,
            "name": name,
            "title": name,
            "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "filetype": name.rpartition(".")[2],
            "user": user,
            "size": len(content),
            "url_private": address,
            "url_private_download": address,
            "content": content,
            "team": workspace.id,
        }
        return self.files[id]
