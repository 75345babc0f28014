"""The Home tab: today's list and the way to everything else."""

from datetime import date

import slackblocks as sb

from bot.usecases.daily import Listed
from bot.views import kit
from bot.views.daily import ADD, LOG, ticked
from bot.views.kit import Json, bold, escape
from coaching.wording import day, plural

LOG_ANY = "log_any"
SETTINGS = "open_settings"


def home(listed: Listed, today: date) -> Json:
    """Today's rows with their reasons; the same order as in the message."""
    blocks: list[sb.Block] = [
        kit.header(f"Today, {day(today)}"),
        kit.actions(
            kit.button("Log", LOG_ANY, "log", style="primary", reads="Log a touch"),
            kit.button("Add a deal", ADD, "add"),
            kit.button("Settings", SETTINGS, "settings"),
        ),
    ]
    if not listed.rows:
        words = "Nothing is due today." if listed.open_deals else "Add your first deal to begin."
        blocks.append(kit.section(words))
    for number, row in enumerate(listed.rows, 1):
        key, done = str(row.deal_id), listed.ticked.get(row.deal_id)
        if done is not None:
            blocks.append(kit.section(ticked(number, row, done)))
            continue
        blocks.append(
            kit.section(
                f"{number}. {bold(row.name)}\n{escape(row.facts)}\n_{escape(row.why)}_",
                kit.button("Log", kit.action(LOG, key), key, reads=f"Log on {row.name}"),
            )
        )
    if listed.more:
        waits = "waits" if listed.more == 1 else "wait"
        blocks.append(kit.context(f"{plural(listed.more, 'more deal')} {waits} behind these."))
    return kit.home(blocks)
