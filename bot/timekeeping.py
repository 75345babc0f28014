"""Whether this machine's clock can be trusted: replicas hold theirs against their database's."""

import logging
from datetime import timedelta

from bot.runtime import Runtime, system_clock

log = logging.getLogger(__name__)

NOTICED = timedelta(seconds=2)
TOO_MUCH = timedelta(seconds=30)
"""Further apart, a lease could end on one machine before it began on another."""


def on_time(runtime: Runtime) -> bool:
    """False where nothing may be claimed. Only the real clock is asked about, and PostgreSQL:
    a file lies on the machine whose clock it would be."""
    if runtime.now is not system_clock:
        return True
    theirs = runtime.database.clock()
    if theirs is None:
        return True
    apart = abs(runtime.now() - theirs)
    seconds = apart.total_seconds()
    if apart > TOO_MUCH:
        log.error("the database's clock is %.0f s away: nothing is claimed; set the clock", seconds)
    elif apart > NOTICED:
        log.warning("the database's clock is %.0f s away: set the clock (NTP)", seconds)
    return apart <= TOO_MUCH
