"""Settings: the form, what it sends, and the same in words."""

from bot.door import Answer, Ask, Open, Reply
from bot.grammar.requests import Setting
from bot.handlers import pages
from bot.runtime import Runtime
from bot.usecases import settling
from bot.usecases.asking import Asking
from bot.views import settings as views
from bot.views.forms import Origin, unpacked, values


def settings(runtime: Runtime, ask: Ask, asking: Asking, request: Setting) -> Answer:
    """`settings` opens the form, `settings hour 8:30` sets one thing."""
    if not request.name:
        return open_form(runtime, ask, asking)
    with runtime.database.begin() as session:
        result = settling.set_one(session, asking, request.name, request.value)
    return Reply(views.settled(result))


def open_form(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The form with everything as it stands."""
    with runtime.database.read() as session:
        found = settling.look(session, asking)
    return Open(views.form(found, _origin(ask)))


def submit(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The form that was sent: all of it or nothing."""
    state = ask.body["view"]["state"]["values"]
    sent = values(state)
    with runtime.database.begin() as session:
        result = settling.set_many(session, asking, {name: sent.get(name, "") for name in state})
    if unpacked(ask.body["view"]["private_metadata"]).home:
        pages.refresh(runtime, ask, result.asking)
    return Reply(views.settled(result))


def _origin(ask: Ask) -> Origin:
    return Origin("settings", response_url=ask.response_url, home=ask.on_home)
