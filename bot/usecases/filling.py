"""What a form shows when it opens: what was typed, or what was stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.usecases.asking import Asking
from bot.usecases.finding import find_with_rest
from bot.usecases.reaching import deal_of
from bot.usecases.requests import DealWords
from bot.usecases.undoing import placeholder_of
from coaching.deals import Deal, Outcome, Touch
from coaching.errors import Refusal
from coaching.money import Money, parse_money
from storage import audit, history, knowledge, members
from storage.audit import Action
from storage.database import Session
from storage.numbers import calls

CALLS = frozenset({"in", "out"})
LEARNT = frozenset({"people", "fact", "gave", "asked"})
CLOSED_FORMS = {Outcome.WON: "won", Outcome.LET_GO: "letgo"}


@dataclass(frozen=True, slots=True)
class FromWords:
    """What a form shows from a line, the deal's name, and the words that have no place in it."""

    filled: dict[str, str]
    deal_name: str = ""
    left: str = ""


def from_words(
    session: Session, asking: Asking, typed: Mapping[str, str], rest_into: str = ""
) -> FromWords:
    """The fields of a form from the words of a line.

    Words behind the deal's name go before those of the field `rest_into`; without one they are
    left over.
    """
    filled = {name: value for name, value in typed.items() if value}
    if "deal" not in filled:
        return FromWords(filled)
    deal, rest = find_with_rest(session, asking, DealWords(filled["deal"], more=True))
    filled["deal"] = str(deal.id)
    if not rest_into:
        return FromWords(filled, deal.name, rest)
    filled[rest_into] = " ".join(filter(None, (rest, filled.get(rest_into))))
    return FromWords({name: value for name, value in filled.items() if value}, deal.name)


@dataclass(frozen=True, slots=True)
class FromAction:
    """The command and the fields of something just stored, its deal's name, and for whom it was
    added, where no form can name them."""

    verb: str
    filled: dict[str, str]
    deal_name: str
    placeholder: str = ""


def from_action(session: Session, asking: Asking, action_id: int) -> FromAction:
    """What a form shows to change something just stored; raises Refusal."""
    action = audit.by_id(session, asking.workspace.id, action_id)
    mine = action is not None and action.member_id == asking.member.id
    if action is None or not mine or action.undone or action.deal_id is None:
        raise Refusal("That was taken back already. Say it anew.")
    deal = deal_of(session, asking, action)
    verb = action.verb
    if verb == "close":
        verb = CLOSED_FORMS.get(deal.outcome, "lost") if deal.outcome else "lost"
    verb = {"snoozed": "snooze", "parked": "park"}.get(verb, verb)
    said = history.touch_of(session, asking.workspace.id, action_id)
    learnt = _learnt(session, asking, action) if verb in LEARNT else {}
    called = calls.call_of(session, asking.workspace.id, action_id) if verb in CALLS else None
    if called is not None:
        learnt = {"reason": called[0] or "", "period": called[1].label}
    filled = {**_deal_fields(deal, verb), **_touch_fields(said, asking), **learnt}
    if verb == "add" and deal.owner_id != asking.member.id:
        owner = members.by_id(session, asking.workspace.id, deal.owner_id)
        filled["owner"] = (owner.slack_id if owner else None) or ""
    if verb == "log" and "step_on" not in action.changes:
        filled |= {"step_on": "", "step_at": "", "step_what": ""}
    known = {name: value for name, value in filled.items() if value}
    theirs = placeholder_of(session, asking, action)
    return FromAction(verb, known, deal.name, theirs.name if theirs else "")


def _deal_fields(deal: Deal, verb: str) -> dict[str, str]:
    return {
        "name": deal.name,
        "deal": "" if verb == "add" else str(deal.id),
        "amount": _amount(deal.amount),
        "stage": deal.stage.value,
        "buying_stage": deal.buying_stage or "",
        "decision_on": _iso(deal.decision_on),
        "source": deal.source or "",
        "product": deal.product or "",
        "segment": deal.segment or "",
        "step_on": _iso(deal.step.on if deal.step else None),
        "step_at": f"{deal.step.at:%H:%M}" if deal.step and deal.step.at else "",
        "step_what": (deal.step.what if deal.step else None) or "",
        "outcome": deal.outcome.value if deal.outcome else "",
        "competitor": deal.competitor or "",
        "reason": deal.reason or "",
        "closed_on": _iso(deal.closed_on),
        "until": _iso(deal.snoozed_until or deal.parked_until),
    }


def _touch_fields(said: Touch | None, asking: Asking) -> dict[str, str]:
    if said is None:
        return {}
    on = said.at.astimezone(ZoneInfo(asking.member.zone)).date()
    return {
        "on": _iso(on) if on < asking.today else "",
        "kind": said.kind.value,
        "text": said.text or "",
        "direction": said.direction.value,
        "who": said.who or "",
    }


def _learnt(session: Session, asking: Asking, action: Action) -> dict[str, str]:
    """What was told of the buyer."""
    buyer, fact, traded = knowledge.of_action(session, asking.workspace.id, action.id)
    if buyer is not None:
        return {
            "name": buyer.name,
            "title": buyer.title or "",
            "parts": ",".join(part.value for part in buyer.ordered),
            "known_by": ", ".join(buyer.known_by),
            "channel": buyer.channel or "",
        }
    if fact is not None:
        return {"kind": fact[0], "text": fact[1] or ""}
    return {"what": traded.what} if traded else {}


def _amount(amount: Money | None) -> str:
    """With its currency's letters, and in the first form that is read back as the same amount.

    Three decimals alone would be read as thousands (KWD 12.345); in thousands they are not.
    """
    if amount is None:
        return ""
    code, number = amount.currency, amount.amount
    forms = (f"{code} {number:,f}", f"{code} {number / 1000:f}k")
    return next((form for form in forms if parse_money(form, "USD") == amount), "")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
