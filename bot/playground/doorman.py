"""Carries what a person does to the product, each through the door that Slack has for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from slack_bolt import BoltRequest, BoltResponse

from bot.playground.cast import TEAM, TEAM_DOMAIN, Channel, Person
from bot.playground.drawn import Control, Field, elements
from bot.playground.envelope import APP, Envelope
from bot.playground.mentions import as_slack_sends
from bot.playground.methods import attached, payload, shown
from bot.playground.records import File, Json, Message, View
from bot.playground.slack import LocalSlack

FAILED = "/deal failed: Deal Coach did not answer this time."


class NotAnswered(Exception):
    """The product took the request for none of its own, or broke over it."""


@dataclass(frozen=True, slots=True)
class Doorman:
    """Between the people of the local Slack and the product."""

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
            "channel_name": _name(place),
            "user_id": person.id,
            "user_name": person.handle,
            "command": "/deal",
            "text": as_slack_sends(text, self.slack),
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.slack.hook(person, place),
            "trigger_id": self.slack.trigger(person),
        }
        answer = self._door.form(body)
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
        }
        if control.option is None:
            action |= {name: control.element[name] for name in ("text", "value")}
        else:
            action["selected_option"] = control.option
        self.act(person, where, action)

    def act(
        self, person: Person, where: Message | View, action: Json, values: Json | None = None
    ) -> None:
        """Any element that was used, as Slack reports it, with the values of all inputs there."""
        view = where if isinstance(where, View) else None
        told = {
            "trigger_id": self.slack.trigger(person, view),
            "actions": [action | {"action_ts": str(self.slack.number())}],
            "state": {"values": values or {}},
        }
        place = self._place(person, where)
        if view is not None:
            place["view"] |= {"state": told["state"]}
        if self._door.interaction("block_actions", person, told | place) is None:
            raise NotAnswered

    def submit(self, person: Person, view: View, filled: Sequence[Field]) -> Mapping[str, str]:
        """A form; gives what is wrong, by block."""
        values = {field.block_id: {field.element["action_id"]: field.state} for field in filled}
        return self.send(person, view, values)

    def send(self, person: Person, view: View, values: Json) -> Mapping[str, str]:
        """A form with its values as Slack reports them; carries out what the answer asks for."""
        trigger = self.slack.trigger(person, view)
        told = {
            "view": shown(view) | {"state": {"values": values}},
            "trigger_id": trigger,
            "response_urls": [],
        }
        answer = self._door.interaction("view_submission", person, told)
        if answer is None:
            raise NotAnswered
        action = answer.get("response_action")
        if action == "errors":
            wrong: Mapping[str, str] = answer["errors"]
            return wrong
        if action == "update":
            self.slack.redraw(view, answer["view"])
        elif action == "push":
            self.slack.push_modal(self.slack.trigger(person, view), answer["view"])
        elif action == "clear":
            self.slack.close_modals(person)
        else:
            self.slack.close_modal(view)
        return {}

    def close(self, person: Person, view: View, *, everything: bool = False) -> None:
        """A modal closed unsent; the product hears of those that asked to be told."""
        stack = list(self.slack.modals.get(person.id, []))
        cleared = everything or bool(view.body.get("clear_on_close"))
        gone = stack[::-1] if cleared else [view]
        for one in gone:
            self.slack.close_modal(one)
        for one in gone:
            if one.body.get("notify_on_close"):
                told = {"view": shown(one), "is_cleared": cleared}
                self._door.interaction("view_closed", person, told)

    def options(self, person: Person, view: View, field: Field, typed: str) -> tuple[Json, ...]:
        """What a menu offers for what was typed in it."""
        answer = self.suggest(person, view, field.block_id, field.element["action_id"], typed)
        groups = answer.get("option_groups") or [answer]
        return tuple(option for group in groups for option in group.get("options") or ())

    def suggest(
        self, person: Person, where: Message | View, block_id: str, action_id: str, typed: str
    ) -> Json:
        """Options or groups of options for what was typed in a menu."""
        told = {"action_id": action_id, "block_id": block_id, "value": typed}
        place = self._place(person, where)
        answer = self._door.interaction("block_suggestion", person, told | place)
        if answer is None:
            raise NotAnswered
        return answer

    def shortcut(self, person: Person, callback_id: str, message: Message | None = None) -> None:
        """A shortcut: from anywhere, or on a message."""
        told: Json = {
            "callback_id": callback_id,
            "trigger_id": self.slack.trigger(person),
            "action_ts": str(self.slack.number()),
        }
        if message is not None:
            told |= {
                "message_ts": message.ts,
                "message": payload(message),
                "channel": {"id": message.channel.id, "name": _name(message.channel)},
                "response_url": self.slack.hook(person, message.channel, message),
            }
        kind = "shortcut" if message is None else "message_action"
        if self._door.interaction(kind, person, told) is None:
            raise NotAnswered

    def open_home(self, person: Person) -> None:
        """The person looks at the Home tab."""
        event = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self.slack.direct(person.id).id,
            "tab": "home",
        }
        known = self.slack.homes.get(person.id)
        self._event(event | ({"view": shown(known)} if known else {}))

    def said(self, message: Message, file: File | None = None) -> bool:
        """Something a person wrote or dropped in their direct messages; whether it was taken."""
        event: Json = {
            "type": "message",
            "channel": message.channel.id,
            "channel_type": "im",
            "user": message.who,
            "text": message.text,
            "ts": message.ts,
        }
        if file is not None:
            event |= {"subtype": "file_share", "files": [attached(self.slack, file)]}
        return self._event(event)

    @property
    def _door(self) -> Envelope:
        return Envelope(self.dispatch, self.signing_secret)

    def _event(self, event: Json) -> bool:
        number, moment = self.slack.number(), self.slack.now().timestamp()
        told = event | {"event_ts": event.get("ts", f"{int(moment)}.{number:06d}")}
        return self._door.event(number, int(moment), told) is not None

    def _place(self, person: Person, where: Message | View) -> Json:
        if isinstance(where, View):
            return {"container": {"type": "view", "view_id": where.id}, "view": shown(where)}
        hidden = where.only_for is not None
        return {
            "container": {
                "type": "message",
                "message_ts": where.ts,
                "channel_id": where.channel.id,
                "is_ephemeral": hidden,
            },
            "channel": {"id": where.channel.id, "name": _name(where.channel)},
            "response_url": self.slack.hook(person, where.channel, where),
        } | ({} if hidden else {"message": payload(where)})


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


def _name(channel: Channel) -> str:
    return "directmessage" if channel.person else channel.name
