"""A deal in other hands, and a closed one open again."""

from dataclasses import replace
from typing import Any

from bot.usecases import colleagues, daily
from bot.usecases.asking import Asking
from bot.usecases.daily import Mark
from bot.usecases.finding import find, find_closed
from bot.usecases.requests import Hand, Reopen
from bot.usecases.writing import Written, begin, written
from coaching.deals import Deal, Stage
from coaching.errors import Refusal
from storage import history
from storage.database import Session
from storage.history import StageMove

MOVES = 20
"""How many moves of stage are looked through for the one that closed a deal."""


def hand(session: Session, asking: Asking, request: Hand) -> Written:
    """Another owner; who sees only their own deals no longer sees it."""
    deal = find(session, asking, request.deal)
    to = colleagues.find(session, asking, request.to, f"hand “{deal.name}” {{}}")
    if to.id == deal.owner_id:
        whose = "yours" if to.id == asking.member.id else f"{to.name}'s"
        raise Refusal(f"{deal.name} is {whose} already. `show {deal.name}` shows it.", field="to")
    begun = begin(session, asking, "hand", deal, {"owner_id": to.id})
    daily.tick(session, asking, deal, Mark(begun.entry.action_id, "hand", f"handed to {to.name}"))
    return replace(written(asking, begun, "hand", deal), noted=to)


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
