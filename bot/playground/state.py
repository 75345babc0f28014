"""What one person sees, as the page is told it."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import grammar
from bot.playground.cast import BOT, BOT_NAME, TEAM_NAME, Channel, Person
from bot.playground.manifest import Manifest
from bot.playground.records import Json, Message, View
from bot.playground.slack import LocalSlack
from coaching.wording import day

HOME = "HOME"
NEWEST = 80
"""So many messages of a place are told."""


def state(slack: LocalSlack, person: Person, manifest: Manifest) -> Json:
    """Everything on that person's screen."""
    now = slack.now()
    with slack.lock:
        return {
            "team": {"name": TEAM_NAME},
            "me": person.id,
            "bot": {"id": BOT, "name": BOT_NAME},
            "now": {"iso": _local(now, person).isoformat(), "text": _moment(now, person)},
            "people": [_person(slack, one, now) for one in slack.people.values()],
            "places": list(_places(slack, person)),
            "messages": {
                place.id: _messages(slack, place, person) for place in _channels(slack, person)
            },
            "home": _view(slack.homes.get(person.id)),
            "modals": [_view(view) for view in slack.modals.get(person.id, [])],
            "command": command(manifest),
            "shortcuts": shortcuts(manifest),
        }


def command(manifest: Manifest) -> Json:
    """/deal, with what may be typed after it."""
    verbs = [
        {
            "verb": verb.name,
            "usage": verb.usage,
            "does": verb.does,
            "examples": list(dict.fromkeys(filter(None, verb.examples))),
        }
        for verb in grammar.VERBS
    ]
    return {"name": "/deal", "hint": manifest.hint, "verbs": verbs}


def shortcuts(manifest: Manifest) -> Json:
    """What Slack's own menus offer."""
    found: Json = {"global": [], "message": []}
    for one in manifest.shortcuts:
        named = {"callback_id": one.callback_id, "name": one.name}
        found["message" if one.on_message else "global"].append(named)
    return found


def _channels(slack: LocalSlack, person: Person) -> Iterator[Channel]:
    yield slack.direct(person.id)
    yield from (channel for channel in slack.channels.values() if channel.person is None)


def _places(slack: LocalSlack, person: Person) -> Iterator[Json]:
    direct, *public = _channels(slack, person)
    yield {"id": direct.id, "kind": "dm", "name": BOT_NAME}
    yield {"id": HOME, "kind": "home", "name": "Home"}
    for channel in public:
        yield {"id": channel.id, "kind": "channel", "name": channel.name}


def _person(slack: LocalSlack, person: Person, now: datetime) -> Json:
    direct = slack.direct(person.id)
    told = [m for m in slack.messages if m.channel == direct and not m.only_for and m.who == BOT]
    return {
        "id": person.id,
        "name": person.name,
        "city": person.city,
        "zone": person.zone,
        "role": person.role,
        "initials": person.initials,
        "localTime": f"{_local(now, person):%H:%M}",
        "posts": len(told),
    }


def _messages(slack: LocalSlack, place: Channel, person: Person) -> list[Json]:
    seen = [m for m in slack.messages if m.channel == place and m.is_seen_by(person)]
    return [_message(message, person) for message in seen[-NEWEST:]]


def _message(message: Message, person: Person) -> Json:
    told = {
        "ts": message.ts,
        "who": message.who,
        "whoIsBot": message.who == BOT,
        "time": _local(message.at, person).isoformat(),
        "text": message.text,
        "blocks": message.blocks,
        "ephemeral": message.only_for is not None,
        "edited": message.edited,
    }
    if message.file is not None:
        file = message.file
        told["file"] = {"id": file.id, "name": file.name, "size": len(file.content)}
    return told


def _view(view: View | None) -> Json | None:
    if view is None:
        return None
    return view.body | {"id": view.id, "hash": view.hash, "type": view.body.get("type", "modal")}


def _local(moment: datetime, person: Person) -> datetime:
    return moment.astimezone(ZoneInfo(person.zone))


def _moment(moment: datetime, person: Person) -> str:
    local = _local(moment, person)
    return f"{day(local.date())}, {local:%H:%M}"
