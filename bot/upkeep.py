"""What the clock clears away: workspaces that left long ago, words about deals that ended long ago
where a workspace wants that, and installations never finished."""

import logging
from datetime import date, timedelta

from bot.runtime import Runtime
from bot.timekeeping import on_time
from storage import erasing, installs, retention

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
"""The data of a workspace that took the app out stays so long, for it may come back."""


BATCH = 100
"""Deals whose words are forgotten in one transaction."""


def tidy(runtime: Runtime) -> int:
    """Erases what is due; returns how many workspaces that were."""
    if not on_time(runtime):
        return 0
    with runtime.database.everywhere.begin() as session:
        installs.prune_states(session, runtime.now())
    _forget_words(runtime)
    erased = 0
    while _erase_one(runtime):
        erased += 1
    return erased


def _forget_words(runtime: Runtime) -> None:
    """A hundred deals at a time, each hundred in a transaction of its own."""
    with runtime.database.everywhere.read() as session:
        limits = retention.limits(session)
    for workspace_id, days in limits.items():
        before = (runtime.now() - timedelta(days=days)).date()
        while _forget_some(runtime, workspace_id, before):
            pass


def _forget_some(runtime: Runtime, workspace_id: str, before: date) -> bool:
    with runtime.database.within(workspace_id).begin() as session:
        found = retention.due(session, workspace_id, before, BATCH)
        if found:
            retention.forget(session, workspace_id, found)
    return len(found) == BATCH


def _erase_one(runtime: Runtime) -> bool:
    """One in a transaction of its own; one that comes back meanwhile stays."""
    with runtime.database.everywhere.begin() as session:
        found = erasing.claim_left(session, runtime.now() - KEPT)
        if found is not None:
            erasing.erase_workspace(session, found)
    if found is not None:
        log.warning("workspace %s is erased: it left %s days ago", found, KEPT.days)
    return found is not None
