"""The deals behind a figure, and the same as a file."""

import slackblocks as sb

from bot.usecases.numbers.drilling import Drilled
from bot.usecases.showing import money
from bot.views import kit
from bot.views.kit import Said, bold, escape
from bot.views.numbers.cuts import packed
from bot.views.numbers.report import FILE, ROWS, Report, Table, as_csv
from bot.views.numbers.wording import sums
from bot.views.refusal import RUN
from coaching.wording import day, plural
from storage.numbers.cuts import Cut
from storage.numbers.rows import Behind

TITLES = {
    "won": "Won",
    "competition": "Lost to competition",
    "no_decision": "Lost to no decision",
    "unknown": "Lost, kind unknown",
    "let_go": "Let go",
    "lost": "Lost",
    "closed": "Closed",
    "slipped": "Slipped out of the period",
    "pipeline": "Pipeline",
    "best_case": "Best Case",
    "commit": "Commit",
    "created": "Added",
    "open": "Open",
    "in channel": "Open in the channel",
    "won in channel": "Won in the channel",
}
ROWS_MARK = "rows "
"""What a file's button carries before a cut."""
HEAD = ("Name", "Owner", "Stage", "Outcome", "Amount", "Currency", "Decision", "Closed")


def page(found: Drilled) -> Said:
    """One page of the rows, with what all of them come to."""
    if not found.total:
        words = f"{_title(found.cut)}: no deals. Every row of a figure is a deal that you may see."
        return kit.said(words, kit.section(words))
    summary = f"{_title(found.cut)}: {plural(found.total, 'deal')}, {sums(found.sums)}"
    if found.last_page > 1:
        summary += f", page {found.page} of {found.last_page}"
    blocks: list[sb.Block] = [kit.section(f"*{summary}*")]
    spoken = [f"{summary}."]
    for row in found.rows:
        facts = _facts(row, found.owners.get(row.owner_id, ""))
        show = kit.button(
            "Show", kit.action(RUN, "show", row.deal_id), f"show #{row.deal_id}",
            reads=f"Show {row.name}",
        )  # fmt: skip
        blocks.append(kit.section(f"{bold(row.name)}  {facts}", show))
        spoken.append(f"{escape(row.name)}: {facts}.")
    return kit.said(" ".join(spoken), *blocks, kit.actions(*_turns(found)))


def file(found: Drilled) -> bytes:
    """The rows as CSV, amounts as plain decimals."""
    rows = tuple(
        (
            row.name,
            found.owners.get(row.owner_id, ""),
            row.stage.value,
            row.outcome.value if row.outcome else "",
            f"{row.amount.amount:f}" if row.amount else "",
            row.amount.currency if row.amount else "",
            row.decision_on.isoformat() if row.decision_on else "",
            row.closed_on.isoformat() if row.closed_on else "",
        )
        for row in found.rows
    )
    return as_csv(Report(_title(found.cut), (), (Table("rows", HEAD, rows),)))


def _title(cut: Cut) -> str:
    group = f", {cut.by} {cut.group or 'not noted'}" if cut.by and cut.by != "owner" else ""
    as_of = f", as it stood at the end of {day(cut.as_of)}" if cut.as_of else ""
    title = TITLES.get(cut.kind, cut.kind.capitalize())
    return escape(f"{title}, {cut.period.label}{group}{as_of}")


def _facts(row: Behind, owner: str) -> str:
    when = f"closed {day(row.closed_on)}" if row.closed_on else ""
    due = f"decision {day(row.decision_on)}" if row.decision_on and not row.closed_on else ""
    where = row.outcome.value if row.outcome else row.stage.value
    facts = (where, money(row.amount), when or due, escape(kit.clip(owner, 60)))
    return ", ".join(filter(None, facts))


def _turns(found: Drilled) -> list[sb.Button]:
    buttons = []
    if found.page > 1:
        back = packed(found.cut, found.page - 1)
        buttons.append(kit.button("Back", kit.action(ROWS, "back"), back))
    if found.page < found.last_page:
        more = packed(found.cut, found.page + 1)
        buttons.append(kit.button("More", kit.action(ROWS, "more"), more))
    return [*buttons, kit.button("As a file", FILE, f"{ROWS_MARK}{packed(found.cut)}")]
