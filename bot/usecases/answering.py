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
    told = Log(_deal(session, asking, number), TouchKind.MESSAGE, Direction.IN, IN_WORDS)
    return _kept(session, asking, number, Answer.IN, capture.log(session, asking, told))


def opted_out(session: Session, asking: Asking, number: int) -> Written:
    """They took the way out: the deal is let go, and that is a good outcome (000)."""
    told = Close(_deal(session, asking, number), Outcome.LET_GO, OUT_REASON)
    return _kept(session, asking, number, Answer.OUT, moving.close(session, asking, told))


def _deal(session: Session, asking: Asking, number: int) -> DealWords:
    return DealWords(f"#{coach.look(session, asking, number).deal_id}")


def _kept(session: Session, asking: Asking, number: int, told: Answer, stored: Written) -> Written:
    """The change that an answer made, with which the answer is taken back."""
    coach.answered(session, asking, number, told, stored.action_id)
    return stored
