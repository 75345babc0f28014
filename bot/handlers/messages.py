"""The direct messages: files that are dropped, and replies to today's list."""

from dataclasses import replace
from functools import partial

from bot.door import Answer, Ask, Reply, Silence, later
from bot.grammar import replies
from bot.handlers import commands, files
from bot.runtime import Runtime
from bot.usecases import daily
from bot.usecases.asking import Asking
from bot.views import refusal
from bot.views.files import no_commands_here
from coaching.errors import Refusal


def message(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """Something written or dropped into the direct messages."""
    event = ask.body["event"]
    if event.get("files"):
        return files.message(runtime, ask, asking)
    try:
        answer = _reply(runtime, ask, asking, str(event.get("text") or ""))
    except Refusal as refused:
        later(runtime, ask, partial(refusal.refusal, refused))
        return Silence()
    said = answer.said if isinstance(answer, Reply) else no_commands_here()
    later(runtime, ask, lambda: said)
    return Silence()


def _reply(runtime: Runtime, ask: Ask, asking: Asking, text: str) -> Answer:
    """The answer to a row of the list that was sent today; none without one."""
    with runtime.database.read() as session:
        listed = daily.sent(session, asking)
    ticked = listed.ticked if listed else {}
    rows = [
        (number, row)
        for number, row in enumerate(listed.rows if listed else (), 1)
        if row.deal_id not in ticked
    ]
    if not rows or not text.strip():
        return Silence()
    line = replies.line_of(text, rows, commands.reading(asking))
    return commands.command(runtime, replace(ask, line=line), asking)
