"""The buyer's answer to an off-ramp: in is logged as their word, out is a good outcome."""

from bot.usecases import capture, coach, moving
from bot.usecases.asking import Asking
from bot.usecases.requests import Close, DealWords, Log
from bot.usecases.writing import Written
from coaching.deals import Direction, Outcome, TouchKind
from coaching.kept import Answer
from storage.database import Session

OUT_REASON = "took the way out that we offered"
IN_WORDS = "they want to go on: took the way in that we offered"


def opted_in(session: Session, asking: Asking, number: int) -> Written:
    """They want to go on: their word is logged, and a step is asked for."""
    kept = coach.answered(session, asking, number, Answer.IN)
    deal = DealWords(f"#{kept.deal_id}")
    return capture.log(session, asking, Log(deal, TouchKind.MESSAGE, Direction.IN, IN_WORDS))


def opted_out(session: Session, asking: Asking, number: int) -> Written:
    """They took the way out: the deal is let go, and that is a good outcome (000)."""
    kept = coach.answered(session, asking, number, Answer.OUT)
    deal = DealWords(f"#{kept.deal_id}")
    return moving.close(session, asking, Close(deal, Outcome.LET_GO, OUT_REASON))
