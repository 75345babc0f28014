"""What the clock clears away: workspaces that left long ago, and installations never finished."""

import logging
from datetime import timedelta

from bot.runtime import Runtime
from bot.timekeeping import on_time
from storage import erasing, installs

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
"""The data of a workspace that took the app out stays so long, for it may come back."""


def tidy(runtime: Runtime) -> int:
    """Erases what is due; returns how many workspaces that were."""
    if not on_time(runtime):
        return 0
    with runtime.database.begin() as session:
        installs.prune_states(session, runtime.now())
    erased = 0
    while _erase_one(runtime):
        erased += 1
    return erased


def _erase_one(runtime: Runtime) -> bool:
    """One in a transaction of its own; one that comes back meanwhile stays."""
    with runtime.database.begin() as session:
        found = erasing.claim_left(session, runtime.now() - KEPT)
        if found is not None:
            erasing.erase_workspace(session, found)
    if found is not None:
        log.warning("workspace %s is erased: it left %s days ago", found, KEPT.days)
    return found is not None
