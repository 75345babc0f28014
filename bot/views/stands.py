"""Where a deal stands, in words: its stage, its step, its shelf, and when it is due."""

from bot.views.kit import escape
from coaching.cadence import Due, Hold, Standing, is_theirs
from coaching.deals import Deal, Step, buying_stage
from coaching.wording import day


def plain(markdown: str) -> str:
    """Our own markdown without its marks; escapes stay, since Slack reads them here too."""
    return markdown.replace("*", "").replace("`", "")


def stage_words(deal: Deal) -> str:
    """`opportunity, short list`."""
    found = buying_stage(deal.buying_stage)
    return f"{deal.stage.value}, {found.label}" if found else deal.stage.value


def step_words(step: Step) -> str:
    """`Fri 13 Mar 2026 10:00, send SOC 2`."""
    when = day(step.on) + (f" {step.at:%H:%M}" if step.at else "")
    return f"{when}, {escape(step.what)}" if step.what else when


def stands_line(deal: Deal, standing: Standing) -> str:
    """Where a deal stands, and when it is due next."""
    if deal.outcome is not None:
        when = f", {day(deal.closed_on)}" if deal.closed_on else ""
        return f"Closed: {deal.outcome.value}{when}."
    where = standing.shelf.place if standing.shelf else stage_words(deal)
    return f"{where[:1].upper()}{where[1:]}; {_due_words(deal, standing)}.{_behind(deal, standing)}"


def _behind(deal: Deal, standing: Standing) -> str:
    """A promise that a snooze or the freezer would break."""
    if deal.step is None or standing.hold not in (Hold.SNOOZED, Hold.PARKED):
        return ""
    back = deal.snoozed_until if standing.hold is Hold.SNOOZED else deal.parked_until
    if back is not None and back <= deal.step.on:
        return ""
    return f" The step agreed for {day(deal.step.on)} lies before that: wake it by then."


def _due_words(deal: Deal, standing: Standing) -> str:
    if standing.hold is Hold.SNOOZED and deal.snoozed_until:
        return f"snoozed until {day(deal.snoozed_until)}"
    if standing.hold is Hold.PARKED:
        return f"parked until {day(deal.parked_until)}" if deal.parked_until else "parked"
    if deal.step and (standing.hold is Hold.WAITING or standing.promised):
        return f"due {day(deal.step.on)}, as agreed"
    if is_theirs(deal) and standing.due is not Due.OVERDUE:
        return "they wrote last, so it is on your next list"
    if standing.due is Due.OVERDUE and standing.overdue_from:
        return f"overdue since {day(standing.overdue_from)}"
    if standing.due_on is None:
        return "nothing due"
    verb = "due since" if standing.due is Due.DUE else "next touch due"
    return f"{verb} {day(standing.due_on)}"
