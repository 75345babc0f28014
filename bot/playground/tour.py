"""The guided tour: steps told in tour.toml, and how each notices that it is done."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.playground.cast import ANNA, BOT, SALES, Person
from bot.playground.records import Happening, Json, Kind, Message, children
from bot.playground.slack import LocalSlack
from bot.views import daily, written

TOUR = Path(__file__).with_name("tour.toml")
UNDONE = "Undone"
"""How the product begins to say that something was taken back."""
ROW = "Log on "
"""How the name of a row's button begins, for those who hear it; the deal's follows."""


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


CONDITIONS: dict[str, Callable[[Seen], bool]] = {
    "logged": logged,
    "ticked": ticked,
    "corrected": lambda seen: seen.was_refused,
    "undone": undone,
}


@cache
def script() -> Json:
    """The steps, what is said instead of some, and the deals of whoever tours."""
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

    def keeps_forms(self, person: Person) -> bool:
        """Whether a form may stay open where they are; away from the tour it may."""
        place = self.places.get(person.id, Place())
        return place.at is None or bool(script()["steps"][place.at].get("form"))

    def shown(self, person: Person) -> Json:
        """The steps as that person reads them, and where they are."""
        place = self.places.get(person.id, Place())
        rows, has = self._rows(person), self._has_form(person, place)
        lacks = {name for name, there in (("row", rows), ("form", has)) if not there}
        words = _words(person, rows)
        steps = [self._step(person, step, lacks, words) for step in script()["steps"]]
        return {"steps": steps, "at": place.at}

    def _is_done(self, person: Person, place: Place) -> bool:
        condition = script()["steps"][place.at].get("done")
        return condition is not None and CONDITIONS[condition](self._seen(person, place))

    def _seen(self, person: Person, place: Place) -> Seen:
        return Seen(person, self.slack.happened[place.since :], place.was_refused)

    def _has_form(self, person: Person, place: Place) -> bool:
        """A form is open, or was sent since the step began."""
        return self.slack.modal(person) is not None or logged(self._seen(person, place))

    def _rows(self, person: Person) -> list[str]:
        """The deals that wait on that person's list of today, in its order."""
        today = self._day(person, self.slack.now())
        for message in reversed(self.slack.messages):
            mine = message.channel.person == person.id and message.only_for is None
            if mine and self._day(person, message.at) == today and (rows := _waiting(message)):
                return rows
        return []

    @staticmethod
    def _day(person: Person, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(person.zone)).date()

    def _step(self, person: Person, step: Json, lacks: set[str], words: Json) -> Json:
        need = step.get("needs")
        told = step if need not in lacks else {"title": step["title"], **script()["instead"][need]}
        found: Json = {
            name: told[name].format(**words).strip()
            for name in ("title", "text", "do", "highlight")
            if name in told
        }
        places = {"direct": self.slack.direct(person.id).id, "sales": SALES.id}
        return found | ({"place": places[step["place"]]} if "place" in step else {})


def _waiting(message: Message) -> list[str]:
    """The deals whose rows are not done yet."""
    rows = [
        str(button.get("accessibility_label", "")).removeprefix(ROW)
        for block in message.blocks
        for button in children([block], "button")
        if str(button["action_id"]).startswith(daily.LOG)
    ]
    return [row for row in rows if row]


def _words(person: Person, rows: Sequence[str]) -> Json:
    """What a step is filled in with: the row that is told of, or the first that waits."""
    theirs: Json = script()["who"][person.handle]
    if not rows or theirs["name"] in rows:
        return theirs
    other: Json = {**script()["anything"], "name": rows[0], "deal": f'"{rows[0]}"'}
    return theirs | other
