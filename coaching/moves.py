"""What to do next with a row of today's list: one move, by what is promised, owed or unknown."""

from coaching.cadence import is_theirs
from coaching.deals import Deal, Shelf, Stage, TouchKind
from coaching.priority import Row, Rung
from coaching.wording import clause

SIGNAL = "Give them what they asked for, and ask by when they want to decide."
NEW_DATE = "Ask for the new date: what has to happen before they decide, and by when?"
FIND_DATE = "Ask by when they want the problem solved; without any date, park it or let it go."
FIND_STAGE = "Ask where they are: still understanding the need, comparing, or about to choose."
FIND_AMOUNT = "Ask what the problem costs them today, so that the amount rests on a fact."
STILL_TRUE = "Send something useful to them and ask whether their date still holds."
NEXT_STEP = "Agree on the next step on their side, with a person and a day."
"""Moves for an opportunity by what is unknown; the last one where nothing else fits."""

BUYING_MOVES = {
    "need": "Ask for facts: how often the problem occurs, what it costs, and who feels it.",
    "case": "Ask for their own figures and write one page of business case together.",
    "options": "Ask what they compare us by, and offer a talk with a customer like them.",
    "shortlist": "Ask who evaluates, who decides and who signs, and what is missing for a choice.",
    "negotiating": "Ask what stands between today and a signature, and who has to agree.",
    "redlining": "Ask for their changes to the contract and fix an hour to go through them.",
}

FIRST_MOVES = {
    Stage.LEAD: "Check it against the company profile: make it a suspect or let it go.",
    Stage.SUSPECT: "Find who gains or loses most there, and write to them about one problem.",
    Stage.PROSPECT: "Call and ask which problem we would solve, what it changes, and why now.",
}
LATER_MOVES = {
    Stage.LEAD: "Decide whether it fits the company profile: a suspect, or let it go.",
    Stage.SUSPECT: "Try another channel or another person, with one question about one problem.",
    Stage.PROSPECT: "Ask which problem we solve, what it changes in their business, and why now.",
}
"""Moves before opportunity, without and with a touch."""


def move(row: Row) -> str:
    """The one move, as a sentence or two; what people typed stands in it on one line."""
    deal = row.deal
    if row.rung is Rung.PROMISED:
        what = promised(deal)
        wait = "If it has to wait, tell them and name the new day."
        return f"Do it today: {what}. {wait}" if what else f"Do it today. {wait}"
    if row.standing.unanswered and deal.last_touch_signal and not is_theirs(deal):
        return SIGNAL
    if row.standing.unanswered:
        return f"Answer their {touched(deal)}, and end with one question."
    if row.standing.shelf is None:
        moves = LATER_MOVES if deal.last_touch_on else FIRST_MOVES
        return moves.get(deal.stage, NEXT_STEP)
    return _unknown_first(row)


def _unknown_first(row: Row) -> str:
    """The move for the first thing that is unknown, else the one of the buying stage."""
    deal = row.deal
    gaps = (
        (row.standing.decision_passed, NEW_DATE),
        (deal.decision_on is None, FIND_DATE),
        (row.kind is Shelf.FREEZER, STILL_TRUE),
        (deal.buying_stage is None, FIND_STAGE),
        (deal.amount is None, FIND_AMOUNT),
    )
    known = BUYING_MOVES.get(deal.buying_stage or "", NEXT_STEP)
    return next((move for missing, move in gaps if missing), known)


def touched(deal: Deal) -> str:
    """What the last touch was: `call`, or `touch` where that is not known."""
    kind = deal.last_touch_kind
    return kind.value if kind is not None and kind is not TouchKind.NOTE else "touch"


def promised(deal: Deal) -> str:
    """What was promised, to stand inside a sentence; empty where nothing is known."""
    return clause(deal.step.what or "") if deal.step else ""
