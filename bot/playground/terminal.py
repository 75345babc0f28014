"""The demo in a terminal: a story, then a prompt."""

import difflib
from pathlib import Path

from bot import grammar
from bot.playground.cast import PEOPLE, person_called
from bot.playground.clock import TooFar, jump
from bot.playground.forms import fill_in
from bot.playground.lines import Lines, Script, lines_for
from bot.playground.mrkdwn import Line, Span, lines
from bot.playground.screen import screen_for, standard_out
from bot.playground.session import Session
from bot.playground.stage import Build, staged

WELCOME = """
*Deal Coach*, on this machine: no Slack, no tokens, and nothing is kept.
Faro, a young company in Lisbon, sells sensors for everything that travels cold.
You are Anna, its founder. It is Monday, 9 March 2026, 8:00, and the first list is on its way.
"""
STORY = (
    "8:30",
    '/deal log polar mail "sent our answers on data protection" with Inês then thu 11:00 '
    '"call their lawyer"',
)
YOURS = """
Now you. Type `/deal …`, a number to press what stands beside it, or `9:00` to see the recap arrive.
`help` shows the rest.
"""
HELP = (
    (
        '/deal log casa call "sent the price" then fri',
        "anything to Deal Coach, also without /deal",
    ),
    ("/deal help", "its own help"),
    ("3", "presses [3], or chooses it"),
    ("+2h  +1d  +1w  17:30  tomorrow  fri 8:30", "moves the clock; what is due on the way arrives"),
    ("as ben", "be Ben in New York, or Maya in Kathmandu"),
    ("home", "the Home tab"),
    ("quit", "leaves; nothing is kept"),
)
OWN_WORDS = ("home", "help", "quit", "as")
GOODBYE = "Goodbye. Nothing of this was kept."


class Done(Exception):
    """Somebody wants to leave."""


def play(build: Build, script: Path | None = None) -> None:
    """Plays the lines of a script, or the story and then whatever is typed."""
    screen = screen_for(standard_out(), plain=script is not None)
    try:
        with staged(build) as stage:
            session = Session(stage, screen)
            if script is None:
                _welcome(session)
            _play_on(session, lines_for(script, screen))
    except (KeyboardInterrupt, EOFError, Done):
        pass
    if script is None:
        screen.show([(), (Span(GOODBYE, "dim"),)])


def obey(session: Session, source: Lines, typed: str) -> None:
    """Does what one line says, and what a form is left for; raises Done."""
    words: str | None = typed.strip()
    while words:
        _do(session, words)
        words = fill_in(session, source)


def _play_on(session: Session, source: Lines) -> None:
    """Line after line; raises EOFError behind the last."""
    while True:
        session.screen.show([()])
        obey(session, source, source.read(session.prompt))


def _welcome(session: Session) -> None:
    screen = session.screen
    screen.show(_paragraph(WELCOME))
    story = Script(STORY, screen)
    for _ in STORY:
        screen.show([()])
        obey(session, story, story.read(session.prompt))
    screen.show(_paragraph(YOURS))


def _do(session: Session, words: str) -> None:
    low = words.casefold()
    first = low.split()[0]
    if first == "/deal":
        session.command(words[len("/deal") :].strip())
    elif first in ("quit", "exit") or low == "q":
        raise Done
    elif low in ("help", "?"):
        _help(session)
    elif first == "home":
        session.home()
    elif low.strip("[]").isdecimal():
        session.press(int(low.strip("[]")))
    elif first == "as":
        _become(session, words[2:].strip())
    elif not _moved(session, words):
        _maybe_command(session, words)


def _help(session: Session) -> None:
    widest = max(len(typed) for typed, _ in HELP)
    rows = [(Span(f"  {typed:<{widest}}  ", "cyan"), Span(does)) for typed, does in HELP]
    session.screen.show([(), (Span("  What you can type", "bold"),), *rows])


def _become(session: Session, name: str) -> None:
    person = person_called(name)
    if person is None:
        session.say(f"Here are {', '.join(p.first_name for p in PEOPLE)}: `as {PEOPLE[1].handle}`.")
    else:
        session.become(person)


def _moved(session: Session, words: str) -> bool:
    """Whether the line moved the clock, or tried to."""
    try:
        until = jump(words, session.stage.clock(), session.person.zone)
    except TooFar:
        session.say("That is more than a quarter ahead; go there in smaller steps.")
        return True
    if until is not None:
        session.travel(until)
    return until is not None


def _maybe_command(session: Session, words: str) -> None:
    """A line without /deal goes there when it begins with one of its words."""
    first = words.split()[0].casefold()
    if first in grammar.BY_NAME:
        return session.command(words)
    near = difflib.get_close_matches(first, (*grammar.BY_NAME, *OWN_WORDS), 1)
    meant = f" Did you mean `{near[0]}`?" if near else ""
    session.say(f"I don't know “{words.split()[0]}” here.{meant} `help` shows what you can type.")
    return None


def _paragraph(text: str) -> list[Line]:
    return lines(text.rstrip("\n"))
