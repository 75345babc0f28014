"""What changes a deal, and what takes it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.door import Answer, Ask, Reply
from bot.handlers import pages
from bot.runtime import Runtime
from bot.usecases import capture, handing, knowing, moving, undoing
from bot.usecases.asking import Asking
from bot.usecases.numbers import forecast
from bot.usecases.requests import (
    Add,
    Answers,
    Call,
    Close,
    DecisionDate,
    Hand,
    Hold,
    Learn,
    Log,
    Move,
    Next,
    Person,
    Reopen,
    Trade,
)
from bot.usecases.writing import Repeated, Writer, is_stored
from bot.views import written as views
from coaching.errors import Refusal

Write = (
    Add
    | Log
    | Move
    | Next
    | DecisionDate
    | Close
    | Hold
    | Person
    | Learn
    | Answers
    | Trade
    | Hand
    | Reopen
    | Call
)
USECASES: dict[type, Writer] = {
    Log: capture.log,
    Add: capture.add,
    Move: moving.move,
    Next: capture.next_step,
    DecisionDate: moving.decision_date,
    Close: moving.close,
    Hold: moving.hold,
    Person: knowing.person,
    Learn: knowing.learn,
    Answers: knowing.answers,
    Trade: knowing.trade,
    Hand: handing.hand,
    Reopen: handing.reopen,
    Call: forecast.call,
}


def write(
    runtime: Runtime,
    asking: Asking,
    request: Write,
    replaces: int | None = None,
    doubt: str = "",
) -> Answer:
    """Stores one change, in place of an earlier one where a form changes it; then it is told.

    `doubt` is a second way in which the line could have been read.
    """
    change = undoing.instead_of(replaces, USECASES[type(request)])
    return store(runtime, asking, change, request, doubt)


def store(
    runtime: Runtime, asking: Asking, change: Writer, request: Any, doubt: str = ""
) -> Answer:
    """Stores what a change makes of the request, and tells it."""
    with _once(runtime, asking), runtime.database.begin() as session:
        result = change(session, asking, request)
    runtime.wake()
    minutes = asking.workspace.policy.undo_minutes
    return Reply(views.written(result, undo_minutes=minutes, doubt=doubt))


@contextmanager
def _once(runtime: Runtime, asking: Asking) -> Iterator[None]:
    """A second copy of a delivery hears that it is stored, not what the first made impossible."""
    try:
        yield
    except Refusal as refused:
        with runtime.database.read() as session:
            if is_stored(session, asking):
                raise Repeated from refused
        raise


def undo(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The Undo button."""
    with _once(runtime, asking), runtime.database.begin() as session:
        result = undoing.undo(session, asking, int(ask.value))
    runtime.wake()
    if ask.in_view:
        pages.refresh(runtime, ask, asking)
    return Reply(views.undone(result), replaces=True)


def undo_last(runtime: Runtime, asking: Asking) -> Answer:
    """`undo`."""
    with _once(runtime, asking), runtime.database.begin() as session:
        result = undoing.undo_last(session, asking)
    runtime.wake()
    return Reply(views.undone(result))
