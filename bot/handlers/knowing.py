"""What is known of the buyer: looked at, asked for in a form, and counted money beside it."""

from bot.answers import Reply
from bot.door import Answer, Ask, Open
from bot.grammar.requests import Costs, People, Products, Questions, Targets
from bot.handlers import writing
from bot.runtime import Runtime
from bot.usecases import knowing, pricing, spending
from bot.usecases.asking import Asking
from bot.usecases.requests import Aim, Answers, Cost, DealWords, Priced
from bot.views import answers as answer_views
from bot.views import knowing as views
from bot.views import pricing as price_views
from bot.views import spending as money_views
from bot.views.forms import Origin, unpacked, values


def look(
    runtime: Runtime, asking: Asking, request: People | Questions | Costs | Targets | Products
) -> Answer:
    """`people acme`, `questions acme`, `cost`, `target`, `product`."""
    with runtime.database.read() as session:
        match request:
            case Costs():
                return Reply(money_views.costs(spending.costs(session, asking)))
            case Targets():
                return Reply(money_views.targets(spending.targets(session, asking)))
            case Products():
                return Reply(price_views.products(pricing.look(session, asking)))
            case People():
                return Reply(views.people(knowing.look(session, asking, request.deal)))
        return Reply(views.questions(knowing.look(session, asking, request.deal)))


def count(runtime: Runtime, asking: Asking, request: Cost | Aim | Priced) -> Answer:
    """`cost google 2k march`, `target 500k`, `product pro 4,800`."""
    undo_minutes = asking.workspace.policy.undo_minutes
    with runtime.database.begin() as session:
        if isinstance(request, Priced):
            kept = pricing.keep(session, asking, request)
            return Reply(price_views.kept(kept, undo_minutes=undo_minutes))
        if isinstance(request, Cost):
            result = spending.cost(session, asking, request)
        else:
            result = spending.aim(session, asking, request)
    return Reply(money_views.counted(result, undo_minutes=undo_minutes))


def open_answers(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The form with the open questions of a deal."""
    with runtime.database.read() as session:
        team = knowing.look(session, asking, DealWords(f"#{ask.value}"))
    origin = Origin(ask.value, response_url=ask.response_url)
    return Open(answer_views.form(team, origin))


def submit_answers(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The answers that were filled in: all of them or none."""
    view = ask.body["view"]
    facts, people = answer_views.answered(values(view["state"]["values"]))
    deal = DealWords(f"#{unpacked(view['private_metadata']).verb}")
    return writing.write(runtime, asking, Answers(deal, facts, people))
