"""The settings: a form for the member and, for admins, for the workspace."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import slackblocks as sb

from bot.usecases.leave import Leave
from bot.usecases.own_settings import DAY_NAMES, WEEKDAYS
from bot.usecases.settling import Settled
from bot.usecases.workspace_settings import LANGUAGES
from bot.views import kit
from bot.views.forms import VALUE, Field, Origin, Shape, element
from bot.views.kit import Json, Said, escape
from bot.views.refusal import RUN
from coaching.nudges import NudgeKind
from coaching.people import Cover, Role
from coaching.wording import day

SUBMIT = "settings"
SWITCH = "switch"
LEAVE = {"away": "Away", "pause": "Paused", "closed": "All closed"}
MOST_LEAVE = 4
"""Spans of days off that are told at a time."""
DATES = (("day first", "3/4 is 3 April"), ("month first", "3/4 is March 4"))
DAYS = tuple((short, name.capitalize()) for short, name in zip(DAY_NAMES, WEEKDAYS, strict=True))
NUDGES = (
    (NudgeKind.PROMISE.value, "A promise is due within the hour"),
    (NudgeKind.REPLY.value, "A buyer waits for an answer, or gave a signal"),
    (NudgeKind.OVERDUE.value, "A deal on the table is overdue"),
)
TONGUES = tuple((code, name.capitalize()) for name, code in LANGUAGES.items() if name != "deutsch")
YOURS = (
    Field("hour", "Your list arrives at", Shape.TIME, required=True),
    Field("zone", "Your time zone", required=True, hint="For instance Europe/Lisbon"),
    Field("days", "Your working days", Shape.MANY, required=True, choices=DAYS),
    Field("rows", "Rows of your list", required=True, hint="1 to 25; eight is a good day"),
)
OFF = (
    Field("holidays", "Public holidays of", hint="Portugal, DE-BY, or none"),
    Field("away", "Time off to add", hint="For instance 3 aug - 20 aug, or with: cover @ben"),
)
BETWEEN = (
    Field("nudges", "Between two lists, tell me when", Shape.MANY, choices=NUDGES),
    Field("quiet", "Quiet hours", required=True, hint="What falls into them waits for the morning"),
)
WORKSPACE = (
    Field("channel", "Channel for the weekly recap", Shape.CHANNEL),
    Field("recap", "The recap comes on", required=True, hint="For instance monday 9:00"),
    Field("currency", "Currency", required=True, hint="Three letters, for instance EUR"),
    Field("dates", "How dates are read", Shape.MENU, required=True, choices=DATES),
    Field("language", "Dates are read in English and", Shape.MENU, required=True, choices=TONGUES),
    Field("closed", "Days to close for everybody", hint="For instance 24 dec - 1 jan"),
    Field(
        "managers",
        "Managers, who see every seller's deals",
        Shape.PERSON,
        hint="A smaller team: /deal settings team @mara @ben",
    ),
    Field("keep", "What was said of ended deals is kept for", hint="2 years, 90 days, or forever"),
)


def form(settled: Settled, origin: Origin) -> Json:
    """The form; what concerns the workspace is shown to admins alone."""
    filled = settled.current
    parts: list[tuple[str, Sequence[Field]]] = [
        ("Your list", YOURS),
        ("Your days off", OFF),
        ("Nudges", BETWEEN),
    ]
    if settled.asking.member.role is Role.ADMIN:
        parts.append(("The workspace", WORKSPACE))
    blocks: list[sb.Block] = [*recurring(settled)]
    for title, fields in parts:
        blocks += [kit.divider(), kit.header(title)]
        blocks += leave_blocks(settled) if title == "Your days off" else []
        blocks += [_input(field, filled[field.name]) for field in fields]
    return kit.modal(
        "Settings", blocks, callback_id=SUBMIT, submit="Save", private_metadata=origin.packed()
    )


def recurring(settled: Settled) -> list[sb.Block]:
    """Everything that comes by itself, each with its next time and a switch: for Home too."""
    asking = settled.asking
    member, workspace = asking.member, asking.workspace
    found: list[sb.Block] = [
        _switched("list", "Daily list", member.lists_on, _list_words(settled)),
        _switched("nudges", "Nudges", bool(member.nudges), _nudge_words(settled)),
    ]
    when = _recap_words(settled)
    if member.role is Role.ADMIN and workspace.recap_channel:
        return [*found, _switched("channel", "Weekly recap", True, when)]
    return [*found, kit.section(f"*Weekly recap*\n{when}")]


def leave_blocks(settled: Settled) -> list[sb.Block]:
    """The days off that are known, and the way back from them."""
    found: list[sb.Block] = [kit.context(off_words(settled))]
    today = settled.asking.today
    own = [one for one in settled.leave if one.kind != "closed"]
    if own:
        under_way = own[0].first <= today
        label = "I'm back" if under_way else "Call it off"
        found.append(kit.actions(kit.button(label, kit.action(RUN, "resume"), "settings resume")))
    return found


def settled(result: Settled) -> Said:
    """What is set now, and when the recurring things come next."""
    words = " ".join(("Saved.", _set_words(result), off_words(result), next_words(result)))
    return kit.said(words.replace("*", "").replace("`", ""), kit.section(words))


def forgotten(name: str) -> Said:
    """Somebody is forgotten."""
    words = f"Done. What stays of their deals and touches goes by “{escape(name)}” from here on."
    return kit.said(words, kit.section(words))


def next_words(result: Settled) -> str:
    """When the recurring things come next."""
    words = f"Your next list: *{_moment(result.next_list, result.asking.member.zone)}*."
    workspace = result.asking.workspace
    if workspace.recap_channel and result.next_recap:
        when = _moment(result.next_recap, workspace.zone)
        return f"{words} Next recap: *{when}* in <#{workspace.recap_channel}>."
    return f"{words} No weekly recap yet: choose a channel for it."


def off_words(result: Settled) -> str:
    """The days off: whose holidays, and what leave is planned."""
    if result.place_name:
        named = result.next_holiday
        ahead = f", next {day(named[0])}, {escape(named[1])}" if named else ""
        words = f"Public holidays: {escape(result.place_name)}{ahead}."
    else:
        words = "No public holidays are days off; `settings holidays Portugal` names a country."
    told = (_leave(leave) for leave in result.leave[:MOST_LEAVE])
    covers = (_stands_in(one, result.leave) for one in result.stands_in[:MOST_LEAVE])
    return " ".join((words, *told, *covers))


def _stands_in(cover: Cover, own: Sequence[Leave]) -> str:
    """For whom the member stands in, and what follows where they are away themselves."""
    words = f"You stand in for {escape(cover.name)}, {day(cover.first)} to {day(cover.last)}."
    away = [one for one in own if one.first <= cover.last and one.last >= cover.first]
    if any(not one.cover for one in away):
        return f"{words} You are away then: name a cover of your own, or what is due there waits."
    return words


def _input(field: Field, value: str) -> sb.InputBlock:
    return sb.InputBlock(
        label=sb.PlainText(field.label),
        element=_element(field, value),
        block_id=field.name,
        hint=sb.PlainText(field.hint) if field.hint else None,
        optional=not field.required,
    )


def _element(field: Field, value: str) -> sb.Element:
    """What the forms of deals do not have: a channel that the bot may post in, several people."""
    known = "" if value in ("none", "off") else value
    if field.shape is Shape.CHANNEL:
        return sb.ConversationSelectMenu(
            action_id=VALUE,
            initial_conversation=known or None,
            filter=sb.ConversationFilter(["public", "private"], True, True),
        )
    if field.shape is Shape.PERSON:
        people = known.split(",") if known else None
        return sb.UserMultiSelectMenu(action_id=VALUE, initial_users=people)
    return element(field, value if field.name == "holidays" else known)


def _switched(name: str, title: str, is_on: bool, words: str) -> sb.SectionBlock:
    turned = "off" if is_on else "on"
    button = kit.button(
        f"Turn {turned}",
        kit.action(SWITCH, name),
        f"{name}|{turned}",
        reads=f"Turn {turned} {title.lower()}",
    )
    return kit.section(f"*{title}*\n{words}", button)


def _list_words(settled: Settled) -> str:
    if not settled.asking.member.lists_on:
        return "Off. `/deal today` shows it whenever you ask."
    return f"Your next list: {_moment(settled.next_list, settled.asking.member.zone)}"


def _nudge_words(settled: Settled) -> str:
    member, most = settled.asking.member, settled.asking.policy.nudges_a_day
    if not member.nudges:
        return "Off: everything is said in the list alone."
    quiet = f"{member.quiet_from:%-H:%M} and {member.quiet_until:%-H:%M}"
    return f"At most {most} a day, none between {quiet} or on a day off."


def _recap_words(settled: Settled) -> str:
    workspace = settled.asking.workspace
    if workspace.recap_channel is None or settled.next_recap is None:
        return "Off: no channel is chosen for it."
    return f"Next: {_moment(settled.next_recap, workspace.zone)}, in <#{workspace.recap_channel}>"


def _set_words(result: Settled) -> str:
    now = result.current
    comes = (
        f"Your list comes at {result.asking.member.list_at:%-H:%M}, "
        f"{escape(now['zone'].replace('_', ' '))}, on {now['days'].replace(',', ' ')}."
        if result.asking.member.lists_on
        else "No list comes by itself; `today` shows it."
    )
    return (
        f"{comes} Amounts without a currency are {now['currency']}, dates are read {now['dates']}. "
        f"What was said of ended deals is kept {_kept(now['keep'])}."
    )


def _kept(span: str) -> str:
    return span if span == "forever" else f"for {span}"


def _leave(leave: Leave) -> str:
    last = "" if leave.last == leave.first else f" to {day(leave.last)}"
    cover = f", {escape(leave.cover)} covers" if leave.cover else ""
    return f"{LEAVE[leave.kind]} {day(leave.first)}{last}{cover}."


def _moment(moment: datetime | None, zone: str) -> str:
    if moment is None:
        return "not planned"
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day(local.date())} {local:%H:%M}, {escape(zone.replace('_', ' '))}"
