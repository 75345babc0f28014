"""Forms: opened from a command or a button with what is known, and read when they are sent."""

from bot.door import Answer, Ask, Open, Options, Redraw
from bot.grammar.forms import request_of
from bot.grammar.leftover import unread
from bot.grammar.requests import Check, Form, Offramp, Questions, Reading, Show
from bot.handlers import coach, drafts, knowing, looking, numbers, pages, writing
from bot.runtime import Runtime
from bot.usecases import choosing, filling
from bot.usecases.asking import Asking
from bot.usecases.requests import Aim, Cost, Figure, Priced
from bot.views import choosing as menus
from bot.views import forms
from bot.views.forms import Origin
from bot.views.kit import escape


def open_form(runtime: Runtime, ask: Ask, asking: Asking, request: Form) -> Answer:
    """The form of a command that lacks something, with what was typed filled in."""
    with runtime.database.read() as session:
        known = filling.from_words(session, asking, request.filled, request.rest)
    origin = Origin(request.verb, response_url=ask.response_url, home=ask.in_view)
    head = escape(request.head or unread(request.verb, known.left))
    return Open(forms.form(request.verb, known.filled, origin, known.deal_name, head))


def open_add(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The form for a new deal."""
    return open_form(runtime, ask, asking, Form("add"))


def open_log(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The form for a touch, on no deal yet."""
    return open_form(runtime, ask, asking, Form("log"))


def open_log_on(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The form for a touch on one deal."""
    return open_form(runtime, ask, asking, Form("log", {"deal": f"#{ask.value}"}))


def open_person_on(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The form for somebody of the buying team of a deal."""
    return open_form(runtime, ask, asking, Form("people", {"deal": f"#{ask.value}"}))


def open_verb_on(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The form of some command on one deal."""
    verb, number = ask.value.split("|")
    return open_form(runtime, ask, asking, Form(verb, {"deal": f"#{number}"} if number else {}))


def change(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The Change button: the form with what was stored; sending it takes the first version back."""
    with runtime.database.read() as session:
        known = filling.from_action(session, asking, int(ask.value))
    origin = Origin(known.verb, int(ask.value), ask.response_url, home=ask.in_view)
    head = forms.stays_with(known.placeholder) if known.placeholder else ""
    return Open(forms.form(known.verb, known.filled, origin, known.deal_name, head))


def steer(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """Something was chosen on which other fields depend."""
    view = ask.body["view"]
    return Redraw(forms.redrawn(view, forms.unpacked(view["private_metadata"])))


def submit(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """A form that was sent; Home shows what came of it where the form was opened there."""
    answer = _sent(runtime, ask, asking)
    if forms.unpacked(ask.body["view"]["private_metadata"]).home:
        pages.refresh(runtime, ask, asking)
    return answer


def _sent(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    view = ask.body["view"]
    origin = forms.unpacked(view["private_metadata"])
    workspace = asking.workspace
    reading = Reading(asking.local_now, workspace.currency, workspace.day_first)
    request = request_of(origin.verb, forms.values(view["state"]["values"]), reading)
    if isinstance(request, Show):
        return looking.show(runtime, asking, request)
    if isinstance(request, Check):
        return drafts.check(request)
    if isinstance(request, Questions):
        return knowing.look(runtime, asking, request)
    if isinstance(request, Offramp):
        return coach.look(runtime, asking, request)
    if isinstance(request, Figure):
        return numbers.look(runtime, asking, request)
    if isinstance(request, Cost | Aim | Priced):
        return knowing.count(runtime, asking, request)
    assert isinstance(request, writing.Write)
    return writing.write(runtime, asking, request, origin.replaces)


def deal_options(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The deals that a menu offers while one types; closed ones where they are meant."""
    verb = forms.unpacked(ask.body["view"]["private_metadata"]).verb
    typed = str(ask.body.get("value", ""))
    with runtime.database.read() as session:
        found = choosing.offered(session, asking, typed, CLOSED.get(verb, False))
    return Options(menus.offered(found))


CLOSED: dict[str, bool | None] = {"reopen": True, "show": None, "questions": None}
"""Forms that are about closed deals, or about both."""
