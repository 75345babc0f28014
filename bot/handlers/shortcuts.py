"""Slack's own menus: a message logged to a deal, a draft to be checked, a call to be logged."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.door import Answer, Ask, Open
from bot.grammar.requests import Form
from bot.grammar.tokens import plain
from bot.handlers import forms
from bot.runtime import Runtime
from bot.usecases import choosing, drafting
from bot.usecases.asking import Asking
from bot.views import drafts as views
from bot.views import forms as form_views
from bot.views import shortcuts
from bot.views.forms import Origin
from coaching.deals import Direction, TouchKind


def log_to_deal(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The log form with a message in it; the deal where its text names exactly one."""
    text = _text(ask)
    with runtime.database.read() as session:
        guess = choosing.guess(session, asking, text)
    mine = ask.body["message"].get("user") == ask.user
    filled = {
        "kind": TouchKind.MESSAGE.value,
        "text": text,
        "direction": (Direction.OUT if mine else Direction.IN).value,
    }
    if guess is not None:
        filled["deal"] = str(guess.deal.id)
    origin = Origin("log", response_url=ask.response_url)
    head = shortcuts.head(guess, _moment(ask, asking), mine=mine)
    return Open(form_views.form("log", filled, origin, guess.deal.name if guess else "", head))


def check_draft(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """A draft of one's own, to be looked at; what somebody else wrote is read as theirs."""
    theirs = ask.body["message"].get("user") != ask.user
    return Open(views.page(drafting.check(_text(ask), theirs=theirs)))


def log_a_call(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The log form for a call."""
    return forms.open_form(runtime, ask, asking, Form("log", {"kind": TouchKind.CALL.value}))


def _text(ask: Ask) -> str:
    """The message as it was written: escapes undone, mentions and links as they are shown."""
    return plain(str(ask.body["message"].get("text") or "")).strip()


def _moment(ask: Ask, asking: Asking) -> datetime:
    """When it was written, in the asker's zone."""
    at = float(ask.body["message"].get("ts") or asking.now.timestamp())
    return datetime.fromtimestamp(at, ZoneInfo(asking.member.zone))
