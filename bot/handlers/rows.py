"""The buttons on a row of the daily list."""

from bot.door import Answer, Ask
from bot.grammar.pieces import need_date
from bot.grammar.requests import Form
from bot.handlers import pages
from bot.handlers.commands import reading
from bot.handlers.forms import open_form
from bot.handlers.writing import write
from bot.runtime import Runtime
from bot.usecases.asking import Asking
from bot.usecases.requests import DealWords, Hold
from bot.views.daily import UNTIL


def snooze(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """Off the list for the chosen span, or until a day that a form asks for."""
    number, span = ask.value.split("|")
    if span == UNTIL:
        return open_form(runtime, ask, asking, Form("snooze", {"deal": f"#{number}"}))
    until = need_date(span, reading(asking), "snooze acme 3d").start
    return _held(runtime, ask, asking, Hold(DealWords(f"#{number}"), "snoozed", until))


def park(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """Into the freezer."""
    return _held(runtime, ask, asking, Hold(DealWords(f"#{ask.value}"), "parked"))


def _held(runtime: Runtime, ask: Ask, asking: Asking, request: Hold) -> Answer:
    answer = write(runtime, asking, request)
    if ask.on_home:
        pages.refresh(runtime, ask, asking)
    return answer
