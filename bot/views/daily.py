"""The daily list: in the morning's message, on demand, and ticked while it is worked."""

from datetime import date

import slackblocks as sb

from bot.usecases.daily import Listed, ListedRow
from bot.usecases.notes import Notes
from bot.usecases.suggested import Suggested
from bot.views import coach, kit
from bot.views.kit import Said, bold, escape
from bot.views.refusal import RUN
from coaching.wording import day, plural

LOG = "row_log"
SNOOZE = "row_snooze"
PARK = "row_park"
ADD = "add_deal"
NOTE = "note"
UNREAD = "I could not read your list just now, so I can't say what is due."
BEST_TIMES = (
    "People are easiest to reach five minutes before the hour, or just outside office hours."
)
HAND = "row_hand"
UNTIL = "until"
SNOOZES = (("1 day", "1d"), ("3 days", "3d"), ("1 week", "1w"), ("Until …", UNTIL))


def daily_list(listed: Listed, today: date) -> Said:
    """The ranked list with its reasons, or one calm line when nothing is due."""
    if not listed.rows:
        return nothing_due(listed, today)
    blocks: list[sb.Block] = [kit.header(f"Today, {day(today)}")]
    blocks.append(kit.context(summary(listed)))
    hidden = len(listed.rows)
    for number, row in enumerate(listed.rows, 1):
        drawn = row_blocks(number, row, listed.ticked.get(row.deal_id))
        if len(blocks) + len(drawn) >= kit.MOST_BLOCKS:
            break
        blocks += drawn
        hidden -= 1
    for told in (_coach(listed.coach), _notes(listed.told)):
        blocks += told if len(blocks) + len(told) < kit.MOST_BLOCKS else []
    rest = f"{hidden} more: `list` shows every deal. " if hidden else ""
    blocks.append(kit.context(f"{rest}{share(listed)}{_balance(listed.told)}\n{BEST_TIMES}"))
    return kit.said(_spoken(listed, today), *blocks)


def _coach(made: Suggested | None) -> list[sb.Block]:
    """What the coach suggests today."""
    return [kit.divider(), *coach.blocks(made)] if made else []


def _notes(told: Notes) -> list[sb.Block]:
    """What changed by itself, each with the answers that can be given at once."""
    blocks: list[sb.Block] = [kit.divider()] if told.notes else []
    for number, note in enumerate(told.notes):
        blocks.append(kit.section(f"{bold(note.name)} {escape(note.words)}"))
        if note.answers:
            blocks.append(
                kit.actions(
                    *(
                        kit.button(label, kit.action(NOTE, number, n), line,
                                   reads=f"{label}: {note.name}")
                        for n, (label, line) in enumerate(note.answers)
                    )
                )
            )  # fmt: skip
    return blocks


def _balance(told: Notes) -> str:
    """How the touches of late fall into the same halves, where there were any."""
    if not told.touches:
        return ""
    percent = round(100 * told.on_table / told.touches)
    return (
        f" Of your last {plural(told.touches, 'touch', 'touches')} in 14 days, {percent} % went "
        "to the table; 50 % is the aim."
    )


def nothing_due(listed: Listed, today: date) -> Said:
    """The calm line; to somebody without deals it says how to begin."""
    if listed.more:
        waiting = plural(listed.more, "deal")
        words = f"{day(today)}: no calls today, and nothing else is due. {waiting} can wait."
        return kit.said(words, kit.section(words))
    if listed.open_deals:
        number = listed.open_deals
        were = "Your one open deal was" if number == 1 else f"All {number} open deals were"
        words = (
            f"{day(today)}: nothing is due today. {were} touched recently enough, "
            "or an agreed day is ahead."
        )
        told = [escape(f"{note.name} {note.words}") for note in listed.told.notes]
        return kit.said(" ".join((words, *told)), kit.section(words), *_notes(listed.told))
    words = "You have no open deals yet, so there is nothing to plan. Add the first one?"
    return kit.said(
        words,
        kit.section(words),
        kit.actions(kit.button("Add a deal", ADD, "add", style="primary")),
    )


def unread(more: str) -> Said:
    """That nobody could look, which is another thing than nothing being due; `more` says why."""
    words = f"{UNREAD} {escape(more)}"
    again = kit.button("Try again", kit.action(RUN, "today"), "today", style="primary")
    return kit.said(words.replace("`", ""), kit.section(words), kit.actions(again))


def ticked(number: int, row: ListedRow, done: str) -> str:
    """A row that is done, and what was done."""
    return f":white_check_mark: ~{number}. {escape(row.name)}~  {escape(done)}"


def summary(listed: Listed) -> str:
    """How much there is to do."""
    left = sum(1 for row in listed.rows if row.deal_id not in listed.ticked)
    if left == 0:
        return "All done. The rest of the day is yours."
    waits = "waits" if listed.more == 1 else "wait"
    behind = f", {listed.more} more {waits} behind" if listed.more else ""
    return f"{plural(left, 'deal')} where today's hours do most good{behind}."


def share(listed: Listed) -> str:
    """How the rows fall into the two halves of the playbook's §3."""
    table, rows = sum(row.on_table for row in listed.rows), len(listed.rows)
    return (
        f"{table} of {plural(rows, 'row')} {'is' if table == 1 else 'are'} on the table. Half is "
        "the aim; where one half is short, the other fills it. Rows stand in for hours."
    )


def row_blocks(number: int, row: ListedRow, done: str | None) -> list[sb.Block]:
    """One row with its reason, its move and its buttons; done ones are a line."""
    if done is not None:
        return [kit.section(ticked(number, row, done))]
    words = f"{number}. {bold(row.name)}{whose(row)}\n{escape(row.facts)}\n_{escape(row.why)}_"
    if row.warned:
        words += f"\n{escape(row.warned)}."
    return [
        kit.section(words),
        kit.context(f"If left: {escape(row.if_left)}\nMove: {escape(row.move)}"),
        _buttons(row),
    ]


def _buttons(row: ListedRow) -> sb.ActionsBlock:
    number = str(row.deal_id)
    return kit.actions(
        kit.button(
            "Log", kit.action(LOG, number), number, style="primary", reads=f"Log on {row.name}"
        ),
        sb.StaticSelectMenu(
            action_id=kit.action(SNOOZE, number),
            placeholder=sb.PlainText("Snooze"),
            options=[kit.option(label, f"{number}|{span}") for label, span in SNOOZES],
        ),
        kit.button("Park", kit.action(PARK, number), number, reads=f"Park {row.name}"),
        kit.button(
            "Not mine", kit.action(HAND, number), f"hand|{number}", reads=f"Hand over {row.name}"
        ),
    )


def whose(row: ListedRow) -> str:
    """For whom a row is, where the member stands in for a colleague."""
    return f"  for {escape(row.whose)}" if row.whose else ""


def _spoken(listed: Listed, today: date) -> str:
    rows = []
    for number, row in enumerate(listed.rows, 1):
        done = listed.ticked.get(row.deal_id)
        warned = f" {row.warned}." if row.warned else ""
        said = f"done, {done}." if done else f"{row.facts}{warned} {row.move}"
        for_whom = f" for {row.whose}" if row.whose else ""
        rows.append(f"{number}. {row.name}{for_whom}: {said}")
    rows += [f"{note.name} {note.words}" for note in listed.told.notes]
    suggested = f" {coach.spoken(listed.coach)}" if listed.coach else ""
    return escape(f"{day(today)}. {summary(listed)} " + " ".join(rows)) + suggested
