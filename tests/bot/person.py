"""A person in Slack, who types, presses what stands on the screen, and reads what comes back."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.bot.app import Coach
from tests.slack import Ack, Message, SlackWouldRefuse, View
from tests.slack.doors import Pressable, surface_of


class Person:
    """One member of the workspace; presses by what a button says, not by its id."""

    def __init__(self, coach: Coach, user: str) -> None:
        self.coach, self.slack, self.door, self.user = coach, coach.slack, coach.door, user

    def types(self, line: str) -> Ack:
        """`/deal` and a line, as Slack passes it on where a command asks for escaping."""
        ack = self.door.command(self.slack.typed(line, self.user), user=self.user)
        assert ack.ok, f"{line}: {ack.status} {ack.body}"
        return ack

    def reads(self, line: str) -> str:
        """Type a line and read the answer."""
        return self.types(line).text

    def opens(self, line: str) -> View:
        """Type a line that opens a form."""
        ack = self.types(line)
        assert ack.view is not None, f"{line} opened nothing: {ack.body}"
        return ack.view

    def presses(self, where: Pressable, label: str, choice: Any = None) -> Message:
        """Press a button, or choose in a menu, and read the answer."""
        before = len(self.slack.responses)
        ack = self.touches(where, label, choice)
        assert ack.ok, ack.body
        self.slack.wait_for(lambda: len(self.slack.responses) > before)
        message = self.slack.responses[-1].message
        assert message is not None
        return message

    def presses_for_a_form(self, where: Pressable, label: str) -> View:
        """Press a button that opens a form."""
        ack = self.touches(where, label)
        assert ack.view is not None, f"“{label}” opened nothing: {ack.status} {ack.body}"
        return ack.view

    def touches(self, where: Pressable, label: str, choice: Any = None) -> Ack:
        """Press, whatever comes of it."""
        element = labelled(surface_of(where).blocks, label)
        value = choice if choice is not None else element.get("value")
        return self.door.press(where, element["action_id"], value, user=self.user)

    def chooses(self, view: View, field: str, value: Any) -> Ack:
        """Choose in a field of a form that tells its choice at once."""
        ack = self.door.press(view, "steer", value, user=self.user, block_id=field)
        assert ack.ok, ack.body
        return ack

    def on_message(self, message: Message, callback_id: str) -> View:
        """A shortcut in the menu of a message."""
        ack = self.door.message_action(callback_id, message, user=self.user)
        assert ack.view is not None, f"{callback_id} opened nothing: {ack.status} {ack.body}"
        return ack.view

    def from_anywhere(self, callback_id: str) -> View:
        """A shortcut from Slack's own menu."""
        ack = self.door.shortcut(callback_id, user=self.user)
        assert ack.view is not None, f"{callback_id} opened nothing: {ack.status} {ack.body}"
        return ack.view

    def submits(self, view: View, fields: Mapping[str, Any]) -> Ack:
        """Fill in a form and send it; a deal is typed into its menu and chosen there."""
        if "deal" in fields:
            self.door.options(view, "deal_options", str(fields["deal"]), user=self.user)
        ack = self.door.submit(view, fields)
        assert ack.ok, ack.body
        return ack

    def sends(self, view: View, fields: Mapping[str, Any]) -> Message:
        """Send a form that came from a command, and read the answer below the command."""
        before = len(self.slack.responses)
        ack = self.submits(view, fields)
        assert not ack.errors, ack.errors
        self.slack.wait_for(lambda: len(self.slack.responses) > before)
        message = self.slack.responses[-1].message
        assert message is not None
        return message

    def looks_at_home(self) -> View:
        """Open the Home tab."""
        assert self.door.opens_home(user=self.user).ok
        home = self.slack.home(self.user)
        assert home is not None
        return home

    def messages(self) -> list[Message]:
        """What the bot wrote into the direct line."""
        return self.slack.messages(user=self.user)


def labelled(blocks: list[dict[str, Any]], label: str) -> dict[str, Any]:
    """The one element that says so, on its face or to a screen reader."""
    every = list(elements(blocks))
    found = [element for element in every if label in faces(element)]
    if len(found) != 1:
        raise SlackWouldRefuse(f"{len(found)} “{label}” here: {[faces(one) for one in every]}")
    return found[0]


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Everything that can be pressed or filled in."""
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        if "action_id" in node:
            yield node
        else:
            yield from elements(list(node.values()))


def faces(element: dict[str, Any]) -> tuple[str, ...]:
    """What an element says."""
    shown = [(element.get(name) or {}).get("text") for name in ("text", "placeholder")]
    return tuple(face for face in (*shown, element.get("accessibility_label")) if face)


def label_of(element: dict[str, Any]) -> str:
    """What stands on an element."""
    return (faces(element) or ("",))[0]


def filled(view: View) -> dict[str, Any]:
    """What a form shows already, by field."""
    names = ("value", "date", "time", "option", "channel", "user")
    shown = {}
    for block in view.blocks:
        element = block.get("element") or {}
        known = (element.get(f"initial_{name}") for name in names)
        value = next(filter(None, known), None)
        if value is not None:
            shown[block["block_id"]] = value["text"]["text"] if isinstance(value, dict) else value
    return shown


def words(message: Message | Ack | View) -> str:
    """All text that a person sees, blocks and all."""
    return "\n".join(texts(message.blocks))


def texts(node: Any) -> Iterator[str]:
    """Every text object's text."""
    if isinstance(node, list):
        for child in node:
            yield from texts(child)
    elif isinstance(node, dict):
        for name, child in node.items():
            if name == "text" and isinstance(child, str):
                yield child
            else:
                yield from texts(child)
