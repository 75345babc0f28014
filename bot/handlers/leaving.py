"""A workspace that takes the app out, or its token away; people who change, or come no more."""

from datetime import UTC, datetime

from bot.directory import profile_of
from bot.door import Ask
from bot.runtime import Runtime
from bot.usecases import arriving, joining


def uninstalled(runtime: Runtime, ask: Ask) -> None:
    """The app was taken out: all of it stops."""
    tenant = ask.tenant or str(ask.body.get("enterprise_id") or "")
    at = datetime.fromtimestamp(int(ask.body.get("event_time") or 0), UTC)
    with runtime.database.within(tenant).begin() as session:
        arriving.leave(session, tenant, at, runtime.now())


def revoked(runtime: Runtime, ask: Ask) -> None:
    """The bot's token was taken away; members have none that could be."""
    if (ask.body["event"].get("tokens") or {}).get("bot"):
        uninstalled(runtime, ask)


def access_revoked(runtime: Runtime, ask: Ask) -> None:
    """Teams of an organisation that may not use the app any more: their people get nothing."""
    teams = [str(team) for team in ask.body["event"].get("team_ids") or ()]
    at = datetime.fromtimestamp(int(ask.body.get("event_time") or 0), UTC)
    with runtime.database.everywhere.begin() as session:
        arriving.shut_out(session, ask.tenant, teams, at, runtime.now())


def changed(runtime: Runtime, ask: Ask) -> None:
    """Somebody's profile: their zone counts at once, and a guest of now gets nothing more."""
    with runtime.database.within(ask.tenant).glance() as session:
        known = joining.known(session, ask.tenant, ask.user)
    if known is None:
        return
    profile = profile_of(ask.user, ask.body["event"]["user"], ask.tenant)
    with runtime.database.within(ask.tenant).begin() as session:
        joining.follow(session, known, profile, runtime.now())
