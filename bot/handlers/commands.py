"""/deal: the line is read, done and answered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot import grammar
from bot.door import Answer, Ask, Reply
from bot.grammar.requests import (
    Check,
    Coach,
    Costs,
    Export,
    Form,
    Help,
    Import,
    Mirror,
    Mojo,
    Offramp,
    People,
    Products,
    Questions,
    Reading,
    Recap,
    Request,
    Setting,
    Show,
    Targets,
    Today,
    Undo,
)
from bot.handlers import (
    coach,
    files,
    forms,
    knowing,
    looking,
    numbers,
    pages,
    settings,
    writing,
)
from bot.runtime import Runtime
from bot.usecases.asking import Asking
from bot.usecases.requests import Aim, Cost, Figure, Listing, Priced


def command(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """What was typed after /deal."""
    request = grammar.parse(ask.line, reading(asking))
    return perform(runtime, ask, asking, request, grammar.doubt(ask.line, request, reading(asking)))


def run(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """A suggested line, as if it had been typed; the answer takes the suggestion's place."""
    typed = replace(ask, line=ask.value)
    answer = command(runtime, typed, asking)
    if ask.in_view:
        pages.refresh(runtime, ask, asking)
    return Reply(answer.said, replaces=True) if isinstance(answer, Reply) else answer


def say(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The same, below a message that stays as it is."""
    return command(runtime, replace(ask, line=ask.value), asking)


def reading(asking: Asking) -> Reading:
    """How this member's words are to be read."""
    workspace = asking.workspace
    return Reading(
        asking.local_now,
        workspace.currency,
        workspace.day_first,
        tuple(dict.fromkeys(("en", workspace.language))),
        asking.member.working_days,
    )


def perform(
    runtime: Runtime, ask: Ask, asking: Asking, request: Request, doubt: str = ""
) -> Answer:
    """Does what was asked: opens a form, sets, looks, or writes."""
    match request:
        case Form():
            return forms.open_form(runtime, ask, asking, request)
        case Setting() | Mojo():
            return settings.settings(runtime, ask, asking, request)
        case Undo():
            return writing.undo_last(runtime, asking)
        case Export() | Import():
            return files.look(runtime, ask, asking, request)
    for kinds, answer in LOOKS.items():
        if isinstance(request, kinds):
            return answer(runtime, asking, request)
    assert isinstance(request, writing.Write)
    return writing.write(runtime, asking, request, doubt=doubt)


LOOKS: Mapping[tuple[type, ...], Callable[[Runtime, Asking, Any], Answer]] = {
    (Show, Listing, Today, Help, Recap, Check): looking.look,
    (People, Questions, Costs, Targets, Products): knowing.look,
    (Cost, Aim, Priced): knowing.count,
    (Offramp, Coach, Mirror): coach.look,
    (Figure,): numbers.look,
}
"""Requests that change no deal, with what answers them."""
