"""The rules of due and overdue turned round: which last days of touch make a deal due today."""

from dataclasses import dataclass
from datetime import date, timedelta

from coaching.cadence import silent_through
from coaching.deals import Shelf
from coaching.policy import Policy
from coaching.workdays import DAY, Workdays


@dataclass(frozen=True, slots=True)
class Bounds:
    """Days against which a deal's own days are held; `…_due` and `…_overdue` are the latest last
    touch (or entry of the stage) with which a deal of that kind is due or overdue today.

    `worked` is the latest day that counts as come, `late_from` to `fridge_to` bound the shelves.
    """

    worked: date
    late_from: date
    table_to: date
    fridge_to: date
    table_due: date
    table_overdue: date
    fridge_due: date
    fridge_overdue: date
    freezer_due: date
    prospect_due: date
    suspect_due: date


def bounds(today: date, policy: Policy, workdays: Workdays) -> Bounds:
    """What `cadence` and `priority` ask of each deal, asked once for a member's day."""
    worked = _worked(today, workdays)

    def due(days: int) -> date:
        return worked - timedelta(days=days)

    def overdue(shelf: Shelf) -> date:
        return silent_through(shelf, today, policy, workdays)

    return Bounds(
        worked=worked,
        late_from=today - timedelta(days=policy.late_decision_days),
        table_to=today + timedelta(days=policy.table_days),
        fridge_to=today + timedelta(days=policy.fridge_days),
        table_due=due(policy.table.opens),
        table_overdue=overdue(Shelf.TABLE),
        fridge_due=due(policy.fridge.opens),
        fridge_overdue=overdue(Shelf.FRIDGE),
        freezer_due=max(due(policy.freezer.opens), overdue(Shelf.FREEZER)),
        prospect_due=due(policy.prospect_days),
        suspect_due=due(policy.suspect_days),
    )


def _worked(today: date, workdays: Workdays) -> date:
    day = today
    while workdays.on_or_after(day) > today:
        day -= DAY
    return day
