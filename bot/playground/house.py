"""The playhouse: one stage for everybody who looks, and what the pages may ask of it.

What people do is carried out one at a time, in the order in which it came; looking never waits.
"""

import threading
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from bot.playground.acts import carry_out
from bot.playground.asked import Act, NotDone, Playing
from bot.playground.cast import ANNA, PEOPLE, Person
from bot.playground.limits import measured
from bot.playground.manifest import Manifest, manifest
from bot.playground.news import News
from bot.playground.records import File, Json, Unreadable
from bot.playground.stage import Build, staged
from bot.playground.state import state
from bot.playground.story import OPENS
from bot.playground.tour import Tours

RAISED = OPENS + timedelta(minutes=61)
"""The page opens when Lisbon has its first list and the team its first recap: what is done from
here on stands in the next one."""


class House:
    """Keeps the stage, and sets it anew when somebody asks for the story from its beginning."""

    def __init__(self, build: Build, news: News, promised: Manifest | None = None) -> None:
        self._build, self._news = build, news
        self.manifest = promised or manifest()
        self._turn = threading.Lock()
        self._held = ExitStack()
        self._number = 0
        self._set()

    def look(self, who: str | None) -> Json:
        """What somebody sees; a stranger sees what the first person does."""
        person = self._person(who) or ANNA
        version, playing = self._news.number, self.playing
        seen = state(playing.stage.slack, person, self.manifest)
        tour = playing.tours.shown(person)
        return seen | {"stage": playing.name, "version": version, "tour": tour}

    def do(self, asked: Json) -> Json:
        """What somebody does, and what they see then; a failure is told in a sentence."""
        person = self._person(asked.get("as"))
        if person is None:
            return {"ok": False, "error": "Nobody here goes by that name."}
        try:
            done = self._carry_out(person, asked)
        except NotDone as told:
            return {"ok": False, "error": str(told)}
        finally:
            self._news.ring()
        quiet = asked.get("what") == "options"
        return {"ok": True, **done, **({} if quiet else {"state": self.look(person.id)})}

    def fetch(self, who: str | None, file_id: str) -> File | None:
        """A file that somebody sees in their conversations."""
        person, slack = self._person(who) or ANNA, self.playing.stage.slack
        with slack.lock:
            files = [message.file for message in slack.messages if message.is_seen_by(person)]
        return next((file for file in files if file is not None and file.id == file_id), None)

    def draw(self, block: Json, theme: str) -> str:
        """A chart as SVG; raises Unreadable. Its library is loaded by the first one."""
        from bot.playground.charts import chart

        return chart(block, theme)

    def judge(self, view: Json) -> Json:
        """What Slack's limits say of a view or a message; raises Unreadable."""
        try:
            return measured(view)
        except (TypeError, AttributeError) as error:
            raise Unreadable("That is neither a view nor a message.") from error

    def close(self) -> None:
        """Nothing of the story is left."""
        with self._turn:
            self._held.close()

    def _carry_out(self, person: Person, asked: Json) -> Json:
        with self._turn:
            if asked.get("what") == "reset":
                self._set()
                return {}
            done = carry_out(Act(self.playing, self.manifest, person, asked))
            self.playing.tours.follow()
        return done

    def _set(self) -> None:
        self._held.close()
        held = ExitStack()
        stage = held.enter_context(staged(self._build, RAISED, self._news.ring))
        self._held = held
        self._number += 1
        self.playing = Playing(stage, Tours(stage.slack), f"s{self._number}")
        self._news.stage = self.playing.name

    @staticmethod
    def _person(who: Any) -> Person | None:
        return next((person for person in PEOPLE if person.id == who), None)
