"""Whether this machine's clock can be trusted: replicas hold theirs against their database's."""

import logging
from datetime import timedelta

from bot.runtime import Runtime, system_clock
from storage.database import Database

log = logging.getLogger(__name__)

NOTICED = timedelta(seconds=2)
TOO_MUCH = timedelta(seconds=30)
"""Further apart, a lease could end on one machine before it began on another."""


def apart(database: Database) -> timedelta | None:
    """How far this machine's clock and its database server's are apart; None for a file, which lies
    on the machine whose clock it would be."""
    theirs = database.clock()
    return None if theirs is None else abs(system_clock() - theirs)


def on_time(runtime: Runtime) -> bool:
    """False where nothing may be claimed. Only the real clock is asked about."""
    if runtime.now is not system_clock:
        return True
    gap = apart(runtime.database) or timedelta(0)
    seconds = gap.total_seconds()
    if gap > TOO_MUCH:
        log.error("the database's clock is %.0f s away: nothing is claimed; set the clock", seconds)
    elif gap > NOTICED:
        log.warning("the database's clock is %.0f s away: set the clock (NTP)", seconds)
    return gap <= TOO_MUCH
