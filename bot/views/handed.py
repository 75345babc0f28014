"""The message to a deal's new owner."""

from bot.usecases.handing import Handed
from bot.views import kit
from bot.views.daily import NOTE
from bot.views.kit import Said, bold, escape


def handed(told: Handed) -> Said:
    """Who handed over what, and the way to its card."""
    show = f"show #{told.deal_id}"
    rest = "is yours now: it is on your list from here on."
    return kit.said(
        f"{escape(told.name)} {rest} {escape(told.giver)} handed it to you.",
        kit.section(f"{bold(told.name)} {rest} {escape(told.giver)} handed it to you."),
        kit.actions(kit.button("Show", kit.action(NOTE, "handed"), show, reads=told.name)),
    )
