"""A nudge: one deal, why it is named now, and the buttons that answer it."""

import slackblocks as sb

from bot.usecases.nudging import Nudged
from bot.views import kit
from bot.views.daily import LOG, PARK, SNOOZE, SNOOZES
from bot.views.kit import Said, bold, escape
from coaching.nudges import NudgeKind

LESS = "less"
ABOUT = {
    NudgeKind.PROMISE: "promises within the hour",
    NudgeKind.REPLY: "answers that are owed",
    NudgeKind.OVERDUE: "overdue deals",
}


def nudge(told: Nudged) -> Said:
    """What there is to say, and “less like this”."""
    number = str(told.deal_id)
    return kit.said(
        f"{escape(told.name)}: {escape(told.why)} {escape(told.facts)}.",
        kit.section(f"{bold(told.name)}: {escape(told.why)}"),
        kit.context(escape(f"{told.facts[:1].upper()}{told.facts[1:]}.")),
        kit.actions(
            kit.button("Log", kit.action(LOG, number), number, style="primary",
                       reads=f"Log on {told.name}"),
            sb.StaticSelectMenu(
                action_id=kit.action(SNOOZE, number),
                placeholder=sb.PlainText("Snooze"),
                options=[kit.option(label, f"{number}|{span}") for label, span in SNOOZES],
            ),
            kit.button("Park", kit.action(PARK, number), number, reads=f"Park {told.name}"),
            kit.button("Less like this", LESS, told.kind.value,
                       reads=f"Fewer messages about {ABOUT[told.kind]}"),
        ),
    )  # fmt: skip


def less(kind: NudgeKind) -> Said:
    """That kind comes no more."""
    words = (
        f"No more messages about {ABOUT[kind]}: the list still names them. "
        "`settings nudges on` brings them back."
    )
    return kit.said(words.replace("`", ""), kit.section(words))
