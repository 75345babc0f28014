"""What stands above a message that is to be logged."""

from datetime import datetime

from bot.usecases.choosing import Guess
from bot.views.kit import escape
from coaching.wording import day


def head(guess: Guess | None, written: datetime, *, mine: bool) -> str:
    """When it was written and by whom, and why a deal stands below, or none."""
    whose = "You wrote this" if mine else "They wrote this"
    counts = f"{whose} on {day(written.date())} at {written:%H:%M}; it counts from today."
    if guess is None:
        return f"{counts} I can't tell which deal it is about: choose one."
    name = escape(guess.deal.name)
    if guess.words == guess.deal.name:
        return f"{counts} It names {name}."
    return f"{counts} It names “{escape(guess.words)}”, so it may be {name}."
