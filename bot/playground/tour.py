"""The guided tour: steps told in tour.toml, and how each notices that it is done."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bot.playground.cast import ANNA, BOT, Person
from bot.playground.records import Happening, Json, Kind, Message, children
from bot.playground.slack import LocalSlack
from bot.views import written

TOUR = Path(__file__).with_name("tour.toml")
UNDONE = "Undone"
"""How the product begins to say that something was taken back."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person saw since a step began; `was_refused` tells of a form sent with an error."""

    person: Person
    happened: Sequence[Happening]
    was_refused: bool = False

    def messages(self, kind: Kind, *, hidden: bool) -> list[Message]:
        """The bot's messages to which that happened, those for one's own eyes or the others."""
        return [
            happening.what
            for happening in self.happened
            if happening.kind is kind
            and isinstance(happening.what, Message)
            and happening.what.is_seen_by(self.person)
            and happening.what.who == BOT
            and (happening.what.only_for is not None) == hidden
        ]


def logged(seen: Seen) -> bool:
    """Something was stored: its answer offers Undo."""
    answers = seen.messages(Kind.POSTED, hidden=True)
    buttons = [one for message in answers for one in children(message.blocks, "button")]
    return any(str(one["action_id"]).startswith(written.UNDO) for one in buttons)


def ticked(seen: Seen) -> bool:
    """Today's list changed."""
    return any(m.channel.person for m in seen.messages(Kind.CHANGED, hidden=False))


def undone(seen: Seen) -> bool:
    """Something was taken back, by its button or in words."""
    answers = (seen.messages(kind, hidden=True) for kind in (Kind.POSTED, Kind.CHANGED))
    return any(message.text.startswith(UNDONE) for found in answers for message in found)


def listed(seen: Seen) -> bool:
    """A list came."""
    return any(m.channel.person for m in seen.messages(Kind.POSTED, hidden=False))


CONDITIONS: dict[str, Callable[[Seen], bool]] = {
    "logged": logged,
    "ticked": ticked,
    "corrected": lambda seen: seen.was_refused,
    "undone": undone,
    "listed": listed,
}


@cache
def script() -> Json:
    """The steps, and the deals of whoever tours."""
    return tomllib.loads(TOUR.read_text(encoding="utf-8"))


@dataclass(slots=True)
class Place:
    """Where somebody is in the tour: the step, and what had happened when it began."""

    at: int | None = None
    since: int = 0
    was_refused: bool = False


@dataclass(slots=True)
class Tours:
    """Everybody's place; the first person begins with the first step."""

    slack: LocalSlack
    places: dict[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.go(ANNA, 0)

    def go(self, person: Person, at: int | None) -> None:
        """To a step, or away."""
        inside = at is not None and 0 <= at < len(script()["steps"])
        self.places[person.id] = Place(at if inside else None, len(self.slack.happened))

    def refused(self, person: Person) -> None:
        """A form of theirs came back with an error."""
        self.places.setdefault(person.id, Place()).was_refused = True

    def follow(self) -> None:
        """Moves everybody on whose step is done."""
        for person in self.slack.people.values():
            place = self.places.get(person.id)
            if place is not None and place.at is not None and self._is_done(person, place):
                self.go(person, place.at + 1)

    def shown(self, person: Person) -> Json:
        """The steps as that person reads them, and where they are."""
        place = self.places.get(person.id, Place())
        return {"steps": [self._step(person, step) for step in script()["steps"]], "at": place.at}

    def _is_done(self, person: Person, place: Place) -> bool:
        condition = script()["steps"][place.at].get("done")
        seen = Seen(person, self.slack.happened[place.since :], place.was_refused)
        return condition is not None and CONDITIONS[condition](seen)

    def _step(self, person: Person, step: dict[str, Any]) -> Json:
        theirs = script()["who"][person.handle]
        told: Json = {
            name: step[name].format(**theirs).strip()
            for name in ("title", "text", "do", "highlight")
            if name in step
        }
        if step.get("place") == "direct":
            told["place"] = self.slack.direct(person.id).id
        return told
