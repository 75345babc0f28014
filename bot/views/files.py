"""Files in the direct messages: how one will be read, what became of it, and how to begin."""

import slackblocks as sb

from bot.imports.columns import Guess
from bot.usecases.importing import Outcome, Reject
from bot.usecases.previewing import Preview
from bot.views import kit
from bot.views.kit import Said, clip, escape

CONFIRM = "import_confirm"
CANCEL = "import_cancel"
WORDS = {
    "id": "number in that program",
    "account": "account",
    "close_on": "decision day, or the day it ended",
    "decision_on": "decision day",
    "closed_on": "day it ended",
    "won_on": "day it was won",
    "lost_on": "day it was lost",
    "created_on": "day it began",
    "entered_on": "day it entered the stage",
    "next_step": "next step",
    "next_step_on": "day of the next step",
    "buying_stage": "buying stage",
    "reason": "reason of a loss",
}
"""What fields are called, where their name alone does not say it."""
LISTED = 8
MOST_STAGES = 10


def how_to_import() -> Said:
    """`import`."""
    words = (
        "Drop a CSV or XLSX file into our direct messages. I show how I read its columns, and "
        "nothing is stored before you confirm. Exports of HubSpot, Pipedrive and Salesforce are "
        "known; the same file again changes only what changed."
    )
    return kit.said(words, kit.section(words))


def on_its_way() -> Said:
    """`export`."""
    words = "I'm putting your deals into files. They come into our direct messages in a moment."
    return kit.said(words, kit.section(words))


def given(deals: int) -> str:
    """What stands beside the export."""
    counted = f"{deals:,} {'deal' if deals == 1 else 'deals'}"
    return f"{counted} with their history, and all else that is yours, as CSV files."


def no_commands_here() -> Said:
    """Somebody wrote where nothing is read."""
    words = (
        "Here I read files, and replies to today's list. Begin a line with `/deal`; `/deal help` "
        "shows what I know."
    )
    return kit.said(words.replace("`", ""), kit.section(words))


def preview(found: Preview, file_id: str, *, own_only: bool) -> Said:
    """How a dropped file will be read, with the buttons that decide."""
    name = escape(clip(found.name, 100))
    rows = f"{found.survey.rows:,} {'row' if found.survey.rows == 1 else 'rows'}"
    read = [one for one in found.columns.guesses if one.field]
    left = found.columns.left
    lines = [
        f"• {escape(clip(one.column, 80))} → {WORDS.get(one.field, one.field)}"
        + ("" if one.is_certain else f" _(guessed, {one.certainty} % sure)_")
        for one in read
    ]
    blocks: list[sb.Block] = [
        kit.section(f"*{name}*: {rows}. I'd read it so:\n" + "\n".join(lines))
    ]
    if left:
        blocks.append(kit.context("Left out: " + ", ".join(_left(one) for one in left)))
    if found.unknown_stages:
        blocks.append(kit.section(_stages(found)))
    if own_only:
        blocks.append(kit.context("Deals of others are left out: only an admin imports for all."))
    blocks.append(
        kit.actions(
            kit.button("Import", CONFIRM, file_id, style="primary"),
            kit.button("Cancel", CANCEL, file_id),
        )
    )
    return kit.said(f"{name}: {rows}, to be imported when you confirm.", *blocks)


def begun() -> Said:
    """After Import was pressed."""
    words = "Importing. I'll write here when it is done."
    return kit.said(words, kit.section(words))


def cancelled() -> Said:
    """After Cancel was pressed."""
    words = "Cancelled; nothing was stored. Drop the file again whenever you like."
    return kit.said(words, kit.section(words))


def imported(name: str, outcome: Outcome, listed: list[Reject]) -> Said:
    """What became of every row."""
    tally = outcome.tally
    words = (
        f"{escape(clip(name, 100))}: {tally.added:,} added, {tally.changed:,} changed, "
        f"{tally.same:,} as before, {outcome.rejected:,} rejected."
    )
    blocks: list[sb.Block] = [kit.section(words)]
    if listed:
        lines = [f"row {one.line.number}: {clip(escape(one.reason), 200)}" for one in listed]
        more = outcome.rejected - len(listed)
        lines += [f"… and {more:,} more"] if more else []
        blocks.append(kit.section("\n".join(lines)))
    return kit.said(words, *blocks)


def rejects(count: int) -> str:
    """What stands beside the file of rejected rows."""
    return f"{count:,} rejected rows, each with its reason. Mend them, and drop the file here."


def _left(one: Guess) -> str:
    name = escape(clip(one.column, 40))
    return f"{name} (it holds {one.holds}: look whether that is missed)" if one.holds else name


def _stages(found: Preview) -> str:
    every = list(found.unknown_stages.items())
    lines = [
        f"• stage {escape(clip(stage, 80))} → "
        + (f"{target} _(guessed)_" if target else "not known: its rows would be left out")
        for stage, target in every[:MOST_STAGES]
    ]
    if len(every) > MOST_STAGES:
        lines.append(f"… and {len(every) - MOST_STAGES} more")
    return "\n".join(lines)
