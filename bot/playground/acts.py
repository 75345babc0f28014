"""What a person can do on the page, each act by its name in POST /do."""

import base64
from collections.abc import Callable

from bot.playground.asked import GONE, Act, NotDone
from bot.playground.cast import SLACKBOT
from bot.playground.doorman import NotAnswered
from bot.playground.manifest import Shortcut
from bot.playground.mentions import as_slack_sends
from bot.playground.records import File, Json, Message, SlackRefusal
from bot.playground.travelling import travel

MOST_BYTES = 5_000_000
MESSAGES = "message.im"
NOT_ANSWERED = "Deal Coach did not answer this time. Please try again."


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


def drop(act: Act) -> None:
    """A file."""
    try:
        content = base64.b64decode(act.text("base64"), validate=True)
    except ValueError:
        raise NotDone("That file did not arrive whole. Please drop it again.") from None
    if len(content) > MOST_BYTES:
        raise NotDone("The playground takes files up to 5 MB.")
    slack = act.stage.slack
    file = File(f"F{slack.number()}", act.text("name"), content, act.person.id)
    slack.files[file.id] = file
    _pass_on(act, slack.post(act.place, "", who=act.person.id, file=file), file)


def tour(act: Act) -> None:
    """To a step, which may close what is open, or away from the tour."""
    at = act.asked.get("at")
    if at is not None and not isinstance(at, int):
        raise NotDone("A step of the tour is a number.")
    act.tours.go(act.person, at)
    form = act.stage.slack.modal(act.person)
    if form is not None and not act.tours.keeps_forms(act.person):
        act.stage.doorman.close(act.person, form, everything=True)


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
