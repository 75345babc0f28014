"""The coach's commands, and the answers to what it suggests."""

from bot.door import Answer, Ask, Open, Reply
from bot.grammar.requests import Coach, Mirror, Offramp
from bot.handlers import writing
from bot.runtime import Runtime
from bot.usecases import answering, coach, mirroring
from bot.usecases.asking import Asking
from bot.views import coach as views
from bot.views import forms
from bot.views import mirror as mirror_views
from bot.views.forms import Origin
from coaching.deals import Direction, TouchKind
from coaching.kept import Answer as Told
from coaching.suggestions import ANSWERED
from coaching.wording import days


def look(runtime: Runtime, asking: Asking, request: Offramp | Coach | Mirror) -> Answer:
    """`offramp acme`, `coach acme`, `coach`, `mirror`."""
    if isinstance(request, Mirror):
        with runtime.database.read() as session:
            return Reply(mirror_views.mirror(mirroring.look(session, asking)))
    with runtime.database.begin() as session:
        if isinstance(request, Coach):
            return Reply(views.advice(coach.advice(session, asking, request.deal)))
        made = coach.on_request(session, asking, request.deal)
    return Reply(views.suggestion(made))


def copy(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The words in a form, to be copied, and kept once they are sent."""
    with runtime.database.begin() as session:
        deal, text = coach.wording(session, asking, int(ask.value))
    filled = {
        "deal": str(deal.id),
        "kind": TouchKind.MAIL.value,
        "direction": Direction.OUT.value,
        "text": text,
    }
    origin = Origin("log", response_url=ask.response_url)
    return Open(forms.form("log", filled, origin, deal.name, views.COPYING))


def opted_in(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """They want to go on."""
    return writing.store(runtime, asking, answering.opted_in, int(ask.value))


def opted_out(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """They took the way out."""
    return writing.store(runtime, asking, answering.opted_out, int(ask.value))


def not_now(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The deal is left alone for a while."""
    with runtime.database.begin() as session:
        name = coach.left_alone(session, asking, int(ask.value))
    span = days(asking.policy.stall_cooldown_days * ANSWERED)
    return Reply(views.not_now(name, span))


def useful(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """A play that helped."""
    with runtime.database.begin() as session:
        coach.answered(session, asking, int(ask.value), Told.USEFUL)
    return Reply(views.thanked(useful=True))


def useless(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """A play that did not."""
    with runtime.database.begin() as session:
        coach.answered(session, asking, int(ask.value), Told.NOT_USEFUL)
    return Reply(views.thanked(useful=False))
