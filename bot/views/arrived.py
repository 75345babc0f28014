"""The first message in a workspace, to whoever installed the app."""

from bot.views import kit
from bot.views.daily import ADD
from bot.views.kit import Said

ADMIN = (
    "You installed me, so you are the admin here: `/deal settings` has the currency, the channel "
    "of the weekly recap, and who manages whom."
)


def welcome(zone: str, hour: str) -> Said:
    """What to do first, and what comes by itself."""
    return kit.said(
        "Deal Coach is installed. Say /deal add with a deal's name to begin; your list comes "
        f"every working morning at {hour}.",
        kit.section(
            "*Where will today's hours do most good?* That is what I answer, every working "
            f"morning at {hour} ({kit.escape(zone.replace('_', ' '))} time), once there are deals."
        ),
        kit.section(
            "Begin with one: `/deal add Acme 12k close end of march`. Or drop a CSV file of your "
            "pipeline here. My Home tab has three steps, and sample deals to look at."
        ),
        kit.section(ADMIN),
        kit.actions(kit.button("Add a deal", ADD, "add", style="primary")),
    )


def welcome_back(zone: str, hour: str) -> Said:
    """The data is as it was left."""
    words = (
        "Deal Coach is back, and so is everything that was here: deals, history and settings. "
        f"Lists come again every working morning at {hour} ({zone.replace('_', ' ')} time)."
    )
    return kit.said(kit.escape(words), kit.section(kit.escape(words)))
