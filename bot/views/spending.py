"""What was spent, what is to be reached, and the echo of either."""

from datetime import date

import slackblocks as sb

from bot.usecases.showing import money
from bot.usecases.spending import Books, Counted
from bot.views import kit
from bot.views.card import FORM
from bot.views.kit import Said, bold, escape
from bot.views.stands import plain
from bot.views.written import UNDO
from coaching.money import sum_by_currency
from coaching.wording import MONTHS, day, listing
from storage.spending import Spend, Target

MOST = 25
"""Lines of a list; what is older is counted only."""
ADD_COST = kit.actions(kit.button("Add a cost", kit.action(FORM, "cost"), "cost|"))
SET_TARGET = kit.actions(kit.button("Set a target", kit.action(FORM, "target"), "target|"))


def counted(result: Counted, *, undo_minutes: int) -> Said:
    """What was kept, what it replaces, and the way back."""
    lines = [_headline(result)]
    if result.before is not None and result.before != result.now.amount:
        lines.append(f"Until now it was {money(result.before)}.")
    if result.retyped:
        lines.append("The same words came less than a minute ago; it is still counted once.")
    number = str(result.action_id)
    return kit.said(
        plain(" ".join(lines)),
        kit.section("\n".join(lines)),
        kit.context(f"Undo works for {undo_minutes} minutes. Said again, it is replaced."),
        kit.actions(kit.button("Undo", UNDO, number, reads="Undo what was just kept")),
    )


def costs(books: Books) -> Said:
    """What was spent, month by month, and how much that is."""
    if not books.spent:
        words = "Nothing is recorded as spent yet. Say for instance `cost google 2k march`."
        return kit.said(words.replace("`", ""), kit.section(words), ADD_COST)
    total = listing([money(one) for one in sum_by_currency(s.amount for s in books.spent).values()])
    lines = [
        f"{_month(one.month)}: {escape(one.source)} *{money(one.amount)}*"
        for one in books.spent[:MOST]
    ]
    return _list(f"Spent on finding buyers: *{total}*", lines, len(books.spent), ADD_COST)


def targets(books: Books) -> Said:
    """What is to be won, period by period."""
    if not books.targets:
        words = "No target is kept yet. Say for instance `target 500k q2`."
        return kit.said(words.replace("`", ""), kit.section(words), SET_TARGET)
    lines = [
        f"{_whose(one)}, {_period(one)}: *{money(one.amount)}*" for one in books.targets[-MOST:]
    ]
    return _list("To be won", lines, len(books.targets), SET_TARGET)


def _list(head: str, lines: list[str], total: int, button: sb.ActionsBlock) -> Said:
    rest = f"{total - len(lines)} older ones are kept as well." if total > len(lines) else ""
    blocks: list[sb.Block] = [kit.section("\n".join([head, *lines]))]
    if rest:
        blocks.append(kit.context(rest))
    blocks.append(button)
    return kit.said(plain(f"{head}. {'; '.join(lines)}. {rest}".strip()), *blocks)


def _headline(result: Counted) -> str:
    now = result.now
    if isinstance(now, Spend):
        return f"Spent *{money(now.amount)}* on {bold(now.source)} in {_month(now.month)}."
    whose = f"Target of {escape(result.whose)}" if result.whose else _whose(now)
    return f"{whose} for {_period(now)}: *{money(now.amount)}*."


def _whose(target: Target) -> str:
    return "Your target" if target.owner_id is not None else "Target of the workspace"


def _month(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _period(target: Target) -> str:
    return f"{day(target.starts_on)} to {day(target.ends_on)}"
