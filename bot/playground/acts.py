"""What a person can do on the page, each act by its name in POST /do."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from bot.playground.cast import SLACKBOT, TEAM, Channel, Person
from bot.playground.doorman import NotAnswered
from bot.playground.manifest import Manifest, Shortcut
from bot.playground.mentions import as_slack_sends
from bot.playground.records import File, Json, Message, SlackRefusal, View
from bot.playground.stage import Stage
from bot.playground.tour import Tours
from coaching.localtime import moment_of, next_fire
from coaching.workdays import Workdays
from storage import members, moments
from storage.moments import DAILY_LIST, RECAP

AHEAD = re.compile(r"\+(\d{1,3})h")
MOST_HOURS = 168
MONDAY, NINE, HALF_PAST_EIGHT = 0, time(9), time(8, 30)
MOST_BYTES = 5_000_000
MESSAGES = "message.im"
GONE = "That is gone: it has changed, or was closed, since you saw it."
NOT_ANSWERED = "Deal Coach did not answer this time. Please try again."


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


def carry_out(act: Act) -> Json:
    """Does it, and lets what became due be sent; raises NotDone."""
    does = ACTS.get(str(act.asked.get("what")))
    if does is None:
        raise NotDone("The playground does not know how to do that.")
    try:
        found = does(act)
    except SlackRefusal as refused:
        raise NotDone(GONE) from refused
    except NotAnswered as silent:
        raise NotDone(NOT_ANSWERED) from silent
    act.stage.settle()
    return found or {}


def command(act: Act) -> None:
    """`/deal …`."""
    act.playing.players.add(act.person)
    act.stage.doorman.command(act.person, act.text("text"), act.place)


def say(act: Act) -> None:
    """Anything else that is written somewhere."""
    words = act.text("text").strip()
    if not words:
        raise NotDone("There is nothing to send yet.")
    said = as_slack_sends(words, act.stage.slack)
    message = act.stage.slack.post(act.place, said, who=act.person.id)
    _pass_on(act, message, None)


def press(act: Act) -> None:
    """A button, a menu, or any other element."""
    act.playing.players.add(act.person)
    ids = {name: act.text(name) for name in ("block_id", "action_id")}
    action, values = act.told("action") | ids, act.asked.get("values") or {}
    act.stage.doorman.act(act.person, act.where, action, values)


def submit(act: Act) -> Json:
    """A form; what is wrong in it comes back by block."""
    act.playing.players.add(act.person)
    wrong = act.stage.doorman.send(act.person, act.view, act.told("values"))
    if wrong:
        act.tours.refused(act.person)
    return {"errors": dict(wrong)} if wrong else {}


def close(act: Act) -> None:
    """One modal, or all of them."""
    act.stage.doorman.close(act.person, act.view, everything=bool(act.asked.get("all")))


def options(act: Act) -> Json:
    """What a menu offers for what was typed in it."""
    ids = act.text("block_id"), act.text("action_id")
    found = act.stage.doorman.suggest(act.person, act.where, *ids, act.text("value"))
    groups = found.get("option_groups")
    return {"option_groups": groups} if groups else {"options": found.get("options") or []}


def shortcut(act: Act) -> None:
    """One from Slack's own menu."""
    act.playing.players.add(act.person)
    act.stage.doorman.shortcut(act.person, _named(act, on_message=False).callback_id)


def message_shortcut(act: Act) -> None:
    """One from the menu of a message."""
    act.playing.players.add(act.person)
    if act.message.only_for is not None:
        raise NotDone("Slack offers no shortcuts on a message that only you see.")
    callback_id = _named(act, on_message=True).callback_id
    act.stage.doorman.shortcut(act.person, callback_id, act.message)


def open_home(act: Act) -> None:
    """A look at the Home tab."""
    act.stage.doorman.open_home(act.person)


def travel(act: Act) -> None:
    """Moves the clock; what is due on the way comes at its moment."""
    to = act.text("to")
    ahead = AHEAD.fullmatch(to)
    if ahead:
        if int(ahead[1]) > MOST_HOURS:
            raise NotDone("That is more than a week ahead; go there in smaller steps.")
        until = act.stage.clock() + timedelta(hours=int(ahead[1]))
    elif to in MOMENTS:
        until = MOMENTS[to](act)
    else:
        raise NotDone("The time machine goes to +1h, morning or monday.")
    act.stage.travel(until, act.playing.players)


def drop(act: Act) -> None:
    """A file."""
    try:
        content = base64.b64decode(act.text("base64"), validate=True)
    except ValueError:
        raise NotDone("That file did not arrive whole. Please drop it again.") from None
    if len(content) > MOST_BYTES:
        raise NotDone("The playground takes files up to 5 MB.")
    slack = act.stage.slack
    file = File(f"F{slack.number()}", act.text("name"), content)
    slack.files[file.id] = file
    _pass_on(act, slack.post(act.place, "", who=act.person.id, file=file), file)


def tour(act: Act) -> None:
    """To a step, or away from the tour."""
    at = act.asked.get("at")
    if at is not None and not isinstance(at, int):
        raise NotDone("A step of the tour is a number.")
    act.tours.go(act.person, at)


ACTS: dict[str, Callable[[Act], Json | None]] = {
    "command": command,
    "say": say,
    "press": press,
    "submit": submit,
    "close": close,
    "options": options,
    "shortcut": shortcut,
    "message_shortcut": message_shortcut,
    "open_home": open_home,
    "travel": travel,
    "file": drop,
    "tour": tour,
}


def _next_morning(act: Act) -> datetime:
    """When the person's next list comes."""
    with act.stage.bot.runtime.database.read() as session:
        member = members.by_slack_id(session, TEAM, act.person.id)
        due = moments.find(session, TEAM, DAILY_LIST, str(member.id)) if member else None
    if due is not None:
        return due.next_at
    return next_fire(act.stage.clock(), HALF_PAST_EIGHT, act.person.zone, Workdays())[1]


def _next_monday(act: Act) -> datetime:
    """When the next recap is told, or nine o'clock there on its day, if that is later."""
    with act.stage.bot.runtime.database.read() as session:
        recap = moments.find(session, TEAM, RECAP, "")
    if recap is not None:
        return max(recap.next_at, moment_of(recap.local_date, NINE, act.person.zone))
    return next_fire(act.stage.clock(), NINE, act.person.zone, Workdays(frozenset({MONDAY})))[1]


MOMENTS: dict[str, Callable[[Act], datetime]] = {
    "morning": _next_morning,
    "monday": _next_monday,
}


def _named(act: Act, *, on_message: bool) -> Shortcut:
    wanted = act.text("callback_id")
    for one in act.manifest.shortcuts:
        if (one.callback_id, one.on_message) == (wanted, on_message):
            return one
    raise NotDone("Deal Coach offers no such shortcut.")


def _pass_on(act: Act, message: Message, file: File | None) -> None:
    """To the product, if it listens in direct messages; else Slackbot says that it does not."""
    if message.channel.person is None:
        return
    if MESSAGES in act.manifest.events:
        if not act.stage.doorman.said(message, file):
            raise NotDone(NOT_ANSWERED)
        return
    what = f"takes no files yet, so “{file.name}” went nowhere" if file else "reads no messages yet"
    line = f"Deal Coach {what}. Begin with `/deal`; `/deal help` shows what it understands."
    act.stage.slack.post(message.channel, line, only_for=act.person.id, who=SLACKBOT)
