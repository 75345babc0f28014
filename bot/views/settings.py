"""The settings: a form for the member and, for admins, for the workspace."""

from datetime import datetime
from zoneinfo import ZoneInfo

import slackblocks as sb

from bot.usecases.leave import Leave
from bot.usecases.settling import DAY_NAMES, Settled
from bot.views import kit
from bot.views.forms import Field, Origin, Shape, element
from bot.views.kit import Json, Said, escape
from coaching.people import Role
from coaching.wording import day

SUBMIT = "settings"
LEAVE = {"away": "Away", "pause": "Paused", "closed": "All closed"}
MOST_LEAVE = 4
"""Spans of days off that are told at a time."""
DATES = (("day first", "3/4 is 3 April"), ("month first", "3/4 is March 4"))
OWN = (
    Field("hour", "Your list arrives at", required=True, hint="Your local time, for instance 8:30"),
    Field("zone", "Your time zone", required=True, hint="For instance Europe/Lisbon"),
    Field("days", "Your working days", required=True, hint="For instance mon tue wed thu fri"),
)
WORKSPACE = (
    Field("channel", "Channel for the weekly recap", Shape.CHANNEL),
    Field("currency", "Currency", required=True, hint="Three letters, for instance EUR"),
    Field("dates", "How dates are read", Shape.MENU, required=True, choices=DATES),
)


def form(settled: Settled, origin: Origin) -> Json:
    """The form; what concerns the workspace is shown to admins alone."""
    asking = settled.asking
    filled = current(settled)
    fields = (*OWN, *WORKSPACE) if asking.member.role is Role.ADMIN else OWN
    blocks: list[sb.Block] = [kit.section(_next_words(settled))]
    blocks += [
        sb.InputBlock(
            label=sb.PlainText(field.label),
            element=element(field, filled[field.name]),
            block_id=field.name,
            hint=sb.PlainText(field.hint) if field.hint else None,
            optional=not field.required,
        )
        for field in fields
    ]
    return kit.modal(
        "Settings", blocks, callback_id=SUBMIT, submit="Save", private_metadata=origin.packed()
    )


def current(settled: Settled) -> dict[str, str]:
    """The settings as the form and the words write them."""
    member, workspace = settled.asking.member, settled.asking.workspace
    return {
        "hour": f"{member.list_at:%-H:%M}",
        "zone": member.zone,
        "days": " ".join(DAY_NAMES[number] for number in sorted(member.working_days)),
        "channel": workspace.recap_channel or "",
        "currency": workspace.currency,
        "dates": "day first" if workspace.day_first else "month first",
    }


def settled(result: Settled) -> Said:
    """What is set now, and when the recurring things come next."""
    words = " ".join(filter(None, ("Saved.", _set_words(result), off_words(result))))
    words = f"{words} {_next_words(result)}"
    return kit.said(words.replace("*", "").replace("`", ""), kit.section(words))


def _set_words(result: Settled) -> str:
    now = current(result)
    return (
        f"Your list comes at {now['hour']}, {escape(now['zone'].replace('_', ' '))}, "
        f"on {now['days']}. Amounts without a currency are {now['currency']}, "
        f"dates are read {now['dates']}."
    )


def off_words(result: Settled) -> str:
    """The days off: whose holidays, and what leave is planned."""
    if result.place_name:
        named = result.next_holiday
        ahead = f", next {day(named[0])}, {escape(named[1])}" if named else ""
        words = f"Public holidays: {escape(result.place_name)}{ahead}."
    else:
        words = "No public holidays are days off; `settings holidays Portugal` names a country."
    return " ".join((words, *(_leave(leave) for leave in result.leave[:MOST_LEAVE])))


def _leave(leave: Leave) -> str:
    last = "" if leave.last == leave.first else f" to {day(leave.last)}"
    cover = f", {escape(leave.cover)} covers" if leave.cover else ""
    return f"{LEAVE[leave.kind]} {day(leave.first)}{last}{cover}."


def _next_words(result: Settled) -> str:
    member, workspace = result.asking.member, result.asking.workspace
    words = f"Your next list: *{_moment(result.next_list, member.zone)}*."
    if workspace.recap_channel and result.next_recap:
        when = _moment(result.next_recap, workspace.zone)
        return f"{words} Next recap: *{when}* in <#{workspace.recap_channel}>."
    return f"{words} No weekly recap yet: choose a channel for it."


def _moment(moment: datetime | None, zone: str) -> str:
    if moment is None:
        return "not planned"
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day(local.date())} {local:%H:%M}, {escape(zone.replace('_', ' '))}"
