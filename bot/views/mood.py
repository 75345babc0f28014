"""A bad day: what there is to do at the desk, for the member's eyes alone."""

import slackblocks as sb

from bot.usecases.mood import Day
from bot.views import kit
from bot.views.kit import Said, bold, escape
from coaching.wording import day, listing, plural

NAMED = 6
DESK = (
    "Write down what you know of your deals: `questions` shows what is still open.",
    "Look through your forecast: does each date and amount still hold?",
)


def mood(shown: Day) -> Said:
    """What needs no conversation, what is promised, and what waits for a better day."""
    if not shown.low:
        words = "Good to have you back. `today` shows the whole list again."
        return kit.said(words.replace("`", ""), kit.section(words))
    head = "No calls today. Nobody else sees this."
    blocks: list[sb.Block] = [kit.section(head)]
    spoken = [head]
    if shown.promised:
        names = listing([bold(row.name) for row in shown.promised[:NAMED]])
        words = f"Promised for today: {names}. A line that names a new day keeps the trust."
        blocks.append(kit.section(words))
        spoken.append(words.replace("*", ""))
    desk = [f"{bold(row.name)}: {escape(row.move)}" for row in shown.desk[:NAMED]] + list(DESK)
    blocks.append(kit.section("*At the desk*\n" + "\n".join(f"• {line}" for line in desk)))
    spoken.append("At the desk: " + " ".join(line.replace("*", "").replace("`", "")
                                             for line in desk))  # fmt: skip
    if shown.moved:
        names = listing([escape(row.name) for row in shown.moved[:NAMED]])
        rest = len(shown.moved) - NAMED
        more = f" and {plural(rest, 'more deal')}" if rest > 0 else ""
        words = f"These wait until {day(shown.until)}: {names}{more}."
        blocks.append(kit.context(words))
        spoken.append(words)
    return kit.said(" ".join(spoken), *blocks)
