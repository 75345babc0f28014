"""A workspace that takes the app out, or its token away."""

from datetime import UTC, datetime

from bot.door import Ask
from bot.runtime import Runtime
from bot.usecases import arriving


def uninstalled(runtime: Runtime, ask: Ask) -> None:
    """The app was taken out: all of it stops."""
    tenant = ask.tenant or str(ask.body.get("enterprise_id") or "")
    at = datetime.fromtimestamp(int(ask.body.get("event_time") or 0), UTC)
    with runtime.database.begin() as session:
        arriving.leave(session, tenant, at, runtime.now())


def revoked(runtime: Runtime, ask: Ask) -> None:
    """The bot's token was taken away; members have none that could be."""
    if (ask.body["event"].get("tokens") or {}).get("bot"):
        uninstalled(runtime, ask)
