"""A deal in other hands, and a closed one open again."""

from dataclasses import dataclass, replace
from typing import Any

from bot.usecases import colleagues, daily
from bot.usecases.asking import Asking
from bot.usecases.daily import Mark
from bot.usecases.finding import find, find_closed
from bot.usecases.requests import Hand, Reopen
from bot.usecases.writing import Written, begin, written
from coaching.deals import Deal, Stage
from coaching.errors import Refusal
from storage import audit, deals, history, members, outbox
from storage.database import Session
from storage.history import StageMove
from storage.outbox import Letter

MOVES = 20
"""How many moves of stage are looked through for the one that closed a deal."""
KIND = "handed"
"""The message to a deal's new owner; its subject is the number of the handing over."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A deal in new hands, and whose they were."""

    owner_id: int
    deal_id: int
    name: str
    giver: str


def hand(session: Session, asking: Asking, request: Hand) -> Written:
    """Another owner; who sees only their own deals no longer sees it."""
    deal = find(session, asking, request.deal)
    to = colleagues.find(session, asking, request.to, f"hand “{deal.name}” {{}}")
    if to.id == deal.owner_id:
        whose = "yours" if to.id == asking.member.id else f"{to.name}'s"
        raise Refusal(f"{deal.name} is {whose} already. `show {deal.name}` shows it.", field="to")
    begun = begin(session, asking, "hand", deal, {"owner_id": to.id})
    if to.slack_id is not None and to.id != asking.member.id:
        letter = Letter(asking.workspace.id, KIND, str(begun.entry.action_id), asking.today)
        outbox.put(session, {letter: asking.now})
    daily.tick(session, asking, deal, Mark(begun.entry.action_id, "hand", f"handed to {to.name}"))
    return replace(written(asking, begun, "hand", deal), noted=to)


def told(session: Session, letter: Letter) -> Handed | None:
    """What the new owner is to hear; None where the deal did not stay with them."""
    action = audit.by_id(session, letter.workspace_id, int(letter.subject))
    if action is None or action.undone or action.deal_id is None or action.member_id is None:
        return None
    deal = deals.by_id(session, deals.Sight(letter.workspace_id, None), action.deal_id, "UTC")
    owner = action.changes["owner_id"][1]
    if deal is None or not deal.is_open or deal.owner_id != owner:
        return None
    giver = members.by_id(session, letter.workspace_id, action.member_id)
    return Handed(owner, deal.id, deal.name, giver.name if giver else "A colleague")


def reopen(session: Session, asking: Asking, request: Reopen) -> Written:
    """A closed deal in the stage in which it was closed; the history keeps both."""
    deal = find_closed(session, asking, request.deal)
    stage, buying_stage = _before_the_end(session, asking, deal)
    after: dict[str, Any] = {
        "outcome": None,
        "stage": stage,
        "closed_on": None,
        "reason": None,
        "competitor": None,
    }
    begun = begin(session, asking, "reopen", deal, after)
    move = StageMove(
        asking.now, deal.stage, stage, deal.buying_stage, buying_stage, deal.outcome, None
    )
    history.add_stage_move(session, begun.entry, move)
    daily.tick(session, asking, deal, Mark(begun.entry.action_id, "reopen", "open again"))
    return written(asking, begun, "reopen", deal)


def _before_the_end(session: Session, asking: Asking, deal: Deal) -> tuple[Stage, str | None]:
    """Where it stood before it was closed; an import may not know, then opportunity is the last."""
    if deal.stage is not Stage.CUSTOMER:
        return deal.stage, deal.buying_stage
    moves = history.stage_moves(session, asking.workspace.id, deal.id, MOVES)
    end = next((move for move in moves if move.to_outcome is not None), None)
    if end is None or end.from_stage in (None, Stage.CUSTOMER):
        return Stage.OPPORTUNITY, deal.buying_stage
    assert end.from_stage is not None
    return end.from_stage, deal.buying_stage
