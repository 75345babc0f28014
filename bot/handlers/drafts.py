"""The draft coach: what was typed is looked at and told; nothing of it is stored or sent."""

from bot.door import Answer, Ask, Open, Reply
from bot.grammar.requests import Check
from bot.runtime import Runtime
from bot.usecases import choosing, drafting
from bot.usecases.asking import Asking
from bot.views import drafts as views
from bot.views import forms as form_views
from bot.views.forms import Origin
from coaching.deals import Direction, TouchKind


def check(request: Check) -> Answer:
    """`check "I'm sending you my proposal"`."""
    return Reply(views.checked(drafting.check(request.text, theirs=request.theirs)))


def turn(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The same words read as somebody else's, in their place."""
    whose, _, text = ask.value.partition("|")
    draft = drafting.check(text, theirs=whose == views.THEIRS)
    return Reply(views.checked(draft), replaces=True)


def open_log(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The log form with the message in it; the deal where its text names exactly one."""
    whose, _, text = ask.value.partition("|")
    direction = Direction.IN if whose == views.THEIRS else Direction.OUT
    filled = {"kind": TouchKind.MAIL.value, "text": text, "direction": direction.value}
    with runtime.database.read() as session:
        guess = choosing.guess(session, asking, text)
    if guess is not None:
        filled["deal"] = str(guess.deal.id)
    origin = Origin("log", response_url=ask.response_url)
    return Open(form_views.form("log", filled, origin, guess.deal.name if guess else ""))
