"""Moving a deal: its stage, its decision date, on and off the list, and its end."""

from dataclasses import replace
from typing import Any

from bot.usecases import aftermath, daily
from bot.usecases.asking import Asking
from bot.usecases.daily import Mark
from bot.usecases.finding import find
from bot.usecases.knowing import known_of
from bot.usecases.requests import Close, DecisionDate, Hold, Move
from bot.usecases.texts import detail, text_of
from bot.usecases.writing import Written, begin, written
from coaching.cadence import is_parked
from coaching.deals import Deal, Outcome, Stage
from coaching.errors import Refusal
from coaching.wording import day
from storage import history
from storage.database import Session
from storage.history import Entry, StageMove


def move(session: Session, asking: Asking, request: Move) -> Written:
    """Another stage or buying stage; moving back is allowed and said so in the answer."""
    deal = find(session, asking, request.deal)
    if deal.stage is request.stage and request.buying_stage in (None, deal.buying_stage):
        raise Refusal(
            f"{deal.name} is there already. `show {deal.name}` shows the whole card.",
            field="stage",
        )
    after: dict[str, Any] = {"stage": request.stage, "buying_stage": request.buying_stage}
    derived = {"entered_stage_at": asking.now} if request.stage is not deal.stage else {}
    begun = begin(session, asking, "move", deal, after, derived)
    _keep_move(session, begun.entry, deal, request.stage, request.buying_stage, None)
    questions = known_of(session, asking, begun.deal).questions
    return replace(written(asking, begun, "move", deal), questions=questions)


def decision_date(session: Session, asking: Asking, request: DecisionDate) -> Written:
    """Another decision date; a later one is kept as pushed, and nobody has to say so (002)."""
    deal = find(session, asking, request.deal)
    if deal.decision_on == request.on:
        known = day(request.on) if request.on else "open"
        raise Refusal(
            f"The decision on {deal.name} is {known} already. `date {deal.name} 30 june` moves it.",
            field="decision_on",
        )
    begun = begin(session, asking, "date", deal, {"decision_on": request.on})
    history.add_close_date_move(session, begun.entry, deal.decision_on, request.on)
    return written(asking, begun, "date", deal)


def close(session: Session, asking: Asking, request: Close) -> Written:
    """Won, lost or let go; the deal leaves every list and total of what is open."""
    deal = find(session, asking, request.deal)
    if request.outcome is not Outcome.WON and not (request.reason or "").strip():
        raise Refusal(
            "Losing and letting go need a reason: a few words in quotes are enough.",
            field="reason",
        )
    stage = Stage.CUSTOMER if request.outcome is Outcome.WON else deal.stage
    after: dict[str, Any] = {
        "outcome": request.outcome,
        "stage": stage,
        "closed_on": request.on or asking.today,
        "reason": text_of(request.reason, "reason"),
        "competitor": detail(request.competitor, "competitor"),
        "step_on": None,
        "step_what": None,
        "step_at": None,
        "snoozed_until": None,
        "parked": False,
        "parked_until": None,
    }
    if request.amount:
        after |= {"amount": request.amount.amount, "currency": request.amount.currency}
    begun = begin(session, asking, "close", deal, after)
    _keep_move(session, begun.entry, deal, stage, deal.buying_stage, request.outcome)
    daily.tick(session, asking, deal, Mark(begun.entry.action_id, "close", request.outcome.value))
    told = written(asking, begun, "close", deal)
    if request.outcome is Outcome.WON:
        return told
    return replace(told, freed=aftermath.freed(session, asking, begun.deal))


def hold(session: Session, asking: Asking, request: Hold) -> Written:
    """Snoozed, parked, or awake again."""
    deal = find(session, asking, request.deal)
    after = {
        "snoozed_until": request.until if request.how == "snoozed" else None,
        "parked": request.how == "parked",
        "parked_until": request.until if request.how == "parked" else None,
    }
    if request.how == "snoozed" and (request.until is None or request.until <= asking.today):
        raise Refusal(
            "A snooze needs a later day: say for instance `snooze acme 3d`.", field="until"
        )
    if request.how == "snoozed" and is_parked(deal, asking.today):
        until = f" until {day(deal.parked_until)}" if deal.parked_until else ""
        raise Refusal(
            f"{deal.name} is parked{until}, so it is off the list already. "
            f"`wake {deal.name}` brings it back.",
            field="deal",
        )
    if request.how == "awake" and not (deal.parked or deal.snoozed_until):
        raise Refusal(
            f"{deal.name} is awake already: neither parked nor snoozed. "
            f"`show {deal.name}` shows where it stands."
        )
    begun = begin(session, asking, request.how, deal, after)
    until = f" until {day(request.until)}" if request.until else ""
    mark = Mark(begun.entry.action_id, request.how, request.how + until)
    daily.tick(session, asking, deal, mark)
    return written(asking, begun, request.how, deal)


def _keep_move(
    session: Session,
    entry: Entry,
    deal: Deal,
    stage: Stage,
    buying_stage: str | None,
    outcome: Outcome | None,
) -> None:
    move = StageMove(
        entry.at, deal.stage, stage, deal.buying_stage, buying_stage, deal.outcome, outcome
    )
    history.add_stage_move(session, entry, move)
