"""What somebody asked for on the page, and where."""

from dataclasses import dataclass, field

from bot.playground.cast import Channel, Person
from bot.playground.manifest import Manifest
from bot.playground.records import Json, Message, View
from bot.playground.stage import Stage
from bot.playground.tour import Tours

GONE = "That is gone: it has changed, or was closed, since you saw it."


class NotDone(Exception):
    """It could not be done; the text is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Playing:
    """One telling of the story: its stage, its tours, its name, and who is played by somebody."""

    stage: Stage
    tours: Tours
    name: str
    players: set[Person] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Act:
    """Something asked by one person."""

    playing: Playing
    manifest: Manifest
    person: Person
    asked: Json

    @property
    def stage(self) -> Stage:
        """Where it is played."""
        return self.playing.stage

    @property
    def tours(self) -> Tours:
        """Who is where in the tour."""
        return self.playing.tours

    def text(self, name: str) -> str:
        """A text of the request; raises NotDone where there is none."""
        found = self.asked.get(name)
        if not isinstance(found, str):
            raise NotDone(f"The request lacks “{name}”.")
        return found

    def told(self, name: str) -> Json:
        """An object of the request; raises NotDone for anything else."""
        found = self.asked.get(name)
        if not isinstance(found, dict):
            raise NotDone(f"The request lacks “{name}”.")
        return found

    @property
    def place(self) -> Channel:
        """The channel or direct messages in which it is done."""
        name = self.text("place")
        mine = self.stage.slack.direct(self.person.id)
        if name == mine.id or name == "HOME":
            return mine
        found = self.stage.slack.channels.get(name)
        if found is None or found.person is not None:
            raise NotDone("There is no such place here.")
        return found

    @property
    def message(self) -> Message:
        """The message on which it is done."""
        return self.stage.slack.message_of(self.person, self.place.id, self.text("ts"))

    @property
    def view(self) -> View:
        """The modal or Home tab on which it is done."""
        found = self.stage.slack.view(self.text("view"))
        if found.person != self.person.id:
            raise NotDone(GONE)
        return found

    @property
    def where(self) -> Message | View:
        """Whichever of them it is."""
        return self.view if self.asked.get("view") else self.message
