"""Why a row is on today's list, in plain sentences: the facts, the order, the risk, one move.

The texts carry what people typed as it stands, on one line; whoever draws them escapes it.
"""

from dataclasses import dataclass
from datetime import date

from coaching.cadence import Due, first_day_on, is_theirs, returned_on, window_of
from coaching.deals import Deal, Direction, Shelf, Stage, buying_stage
from coaching.moves import move, promised, touched
from coaching.policy import Policy
from coaching.priority import Row, Rung, rank
from coaching.signals import words_of
from coaching.wording import both, day, days, one_line, relative

RUNGS = {
    Rung.PROMISED: "a promise",
    Rung.TABLE_OVERDUE: "an overdue deal on the table",
    Rung.TABLE_DUE: "a deal due on the table",
    Rung.UNANSWERED: "an unanswered buyer",
    Rung.FRIDGE_OVERDUE: "an overdue deal in the fridge",
    Rung.PROSPECT: "a prospect to qualify",
    Rung.FRIDGE_DUE: "a deal due in the fridge",
    Rung.EARLY: "a suspect or lead",
    Rung.FREEZER: "a deal due in the freezer",
}

TIES = (
    "it stands on a higher rung",
    "its decision is earlier",
    "its amount is known and can be compared",
    "its amount is larger",
    "it has been silent for longer",
    "it has been silent for longer",
    "all else is equal and its name comes first",
    "all else is equal and it was added first",
)
"""What sets two rows apart, in the order of `rank`."""

LATE_PROMISE = "It is late already, and each further day costs trust."
BROKEN_PROMISE = "The promise is broken, and some of the buyer's trust goes with it."


@dataclass(frozen=True, slots=True)
class Reason:
    """What a row says for itself; every part is one or more whole sentences."""

    facts: str
    why: str
    if_left: str
    move: str


def reason(
    row: Row, below: Row | None, today: date, policy: Policy, *, money: str | None = None
) -> Reason:
    """The parts of a row. `below` is the next row shown; `money` is the amount as displayed."""
    return Reason(
        facts=_facts(row, today, money),
        why=" ".join(filter(None, (_because(row, today, policy), _above(row, below)))),
        if_left=_if_left(row, today, policy),
        move=move(row),
    )


def _facts(row: Row, today: date, money: str | None) -> str:
    deal = row.deal
    shelf = row.standing.shelf
    known = buying_stage(deal.buying_stage) if shelf else None
    parts = (
        f"Opportunity {shelf.place}" if shelf else deal.stage.value.capitalize(),
        _amount(deal, money),
        known.label if known else "",
        _decision(row, today),
        _contact(row, today),
    )
    described = f"{', '.join(filter(None, parts))}."
    return f"{_promise(row, today)} {described}" if row.rung is Rung.PROMISED else described


def _amount(deal: Deal, money: str | None) -> str:
    if money is not None:
        return money
    if deal.amount is not None:
        return f"{deal.amount.amount:,f} {deal.amount.currency}"
    return "amount unknown" if deal.stage is Stage.OPPORTUNITY else ""


def _decision(row: Row, today: date) -> str:
    decision = row.deal.decision_on
    if decision is None:
        return "no decision date" if row.standing.shelf else ""
    if row.standing.decision_passed:
        return f"decision date {day(decision)} passed {relative(decision, today)}"
    return f"decision {both(decision, today)}"


def _contact(row: Row, today: date) -> str:
    deal = row.deal
    if deal.last_touch_on is None:
        entered = min(deal.entered_stage_on, today)
        return f"not touched yet, {deal.stage.value} since {day(entered)}"
    theirs = "their " if deal.last_touch_direction is Direction.IN else ""
    ending = ", unanswered" if row.standing.unanswered and is_theirs(deal) else ""
    return f"{theirs}last {touched(deal)} {relative(deal.last_touch_on, today)}{ending}"


def _promise(row: Row, today: date) -> str:
    what = promised(row.deal)
    at = row.deal.step.at if row.deal.step else None
    when = both(row.standing.due_on or today, today) + (f" at {at:%H:%M}" if at else "")
    return f"You promised: {what}, for {when}." if what else f"You promised a next step for {when}."


def _because(row: Row, today: date, policy: Policy) -> str:
    deal = row.deal
    back = returned_on(deal, today)
    if row.rung is Rung.PROMISED:
        return _promise_first(row, today)
    if row.rung is Rung.UNANSWERED and deal.last_touch_signal:
        return f"A buying signal: {words_of(deal.last_touch_signal)}. It waits for an answer."
    if row.rung is Rung.UNANSWERED:
        return f"Their {touched(deal)} waits for an answer, and an answer comes before new work."
    if back is not None:
        return f"It was parked until {day(back)}, and that day has come."
    if deal.stage is Stage.LEAD and deal.last_touch_on is None:
        return "Nobody has touched this lead, and everybody gets one qualifying touch."
    return f"{_since(row, today, policy)}: {_rhythm(row, policy)}."


def _promise_first(row: Row, today: date) -> str:
    day_of_it = row.standing.due_on or today
    if day_of_it == today:
        return "A promise to the buyer comes first, and its day is today."
    return f"A promise to the buyer comes first, and its day was {relative(day_of_it, today)}."


def _since(row: Row, today: date, policy: Policy) -> str:
    """Since when, but not before the deal came to the stage or the shelf whose rhythm is told."""
    deal, standing = row.deal, row.standing
    late = standing.due is Due.OVERDUE
    days_of_it = [deal.entered_stage_on, standing.overdue_from if late else standing.due_on]
    if standing.shelf and deal.decision_on:
        days_of_it.append(first_day_on(standing.shelf, deal.decision_on, policy))
    since = max((d for d in days_of_it if d is not None and d <= today), default=today)
    return f"{'Overdue' if late else 'Due'} {'today' if since == today else f'since {day(since)}'}"


def _rhythm(row: Row, policy: Policy) -> str:
    shelf = row.standing.shelf
    if shelf is None:
        prospect = row.deal.stage is Stage.PROSPECT
        pause = policy.prospect_days if prospect else policy.suspect_days
        return f"a {row.deal.stage.value} is followed up after {days(pause)}"
    window = window_of(shelf, policy)
    least = f"{window.opens} to " if window.opens < window.closes else ""
    return f"{shelf.place} a deal is touched every {least}{days(window.closes)}"


def _above(row: Row, below: Row | None) -> str:
    """Nothing for the last row, nor for one that does not rank higher."""
    if below is None or rank(row) >= rank(below):
        return ""
    name = one_line(below.deal.name)
    if row.rung is not below.rung:
        return f"Above {name}: {RUNGS[row.rung]} comes before {RUNGS[below.rung]}."
    if row.deal.decision_on is not None and below.deal.decision_on is None:
        return f"Above {name} because it has a decision date."
    pairs = zip(TIES, rank(row), rank(below), strict=True)
    tie = next(tie for tie, mine, theirs in pairs if mine != theirs)
    return f"Above {name} because {tie}."


def _if_left(row: Row, today: date, policy: Policy) -> str:
    if row.rung is Rung.PROMISED:
        late = (row.standing.due_on or today) < today
        return LATE_PROMISE if late else BROKEN_PROMISE
    if row.rung is Rung.UNANSWERED:
        return "The buyer keeps waiting, and interest cools."
    risk = _risk(row, today, policy)
    late_from = row.standing.overdue_from if row.standing.due is Due.DUE else None
    return f"{risk} From {day(late_from)} on it is overdue." if late_from else risk


def _risk(row: Row, today: date, policy: Policy) -> str:
    decision = row.deal.decision_on
    if row.standing.shelf is None or decision is None or decision < today:
        return _risk_without_date(row, policy)
    if row.kind is Shelf.TABLE:
        return f"The decision comes {relative(decision, today)}, and may be taken without us."
    if row.kind is Shelf.FRIDGE:
        reached = first_day_on(Shelf.TABLE, decision, policy)
        return f"It goes quiet, and is cold when it reaches the table on {day(reached)}."
    reached = first_day_on(Shelf.FRIDGE, decision, policy)
    return f"It is easily forgotten before it reaches the fridge on {day(reached)}."


def _risk_without_date(row: Row, policy: Policy) -> str:
    decision = row.deal.decision_on
    if row.kind is Shelf.TABLE and decision is not None:
        leaves = first_day_on(Shelf.FREEZER, decision, policy)
        return f"Without a new date it goes to the freezer on {day(leaves)}."
    risks = {
        Stage.LEAD: "It stays a name, neither worked nor let go.",
        Stage.SUSPECT: "Nobody there hears of us, and later months stay thin.",
        Stage.PROSPECT: "Interest cools before we know whether there is a real problem.",
    }
    missing = "It is easily forgotten: no date is known that would bring it back."
    return risks.get(row.deal.stage, missing)
