"""The metronome: what is due stands in rows; a tick moves it into the outbox."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from bot.delivery import Sender
from bot.roster import refresh
from bot.runtime import Runtime
from bot.timekeeping import on_time
from bot.upkeep import tidy
from bot.usecases import nudging
from bot.usecases.asking import Asking
from bot.usecases.schedule import Fired, fire
from coaching.policy import Policy
from storage import calendars, members, moments, outbox, settings
from storage.database import Session
from storage.moments import DAILY_LIST, NUDGES, RECAP, DueMoment

log = logging.getLogger(__name__)

TICK_SECONDS = 20
"""Between two looks at what is due; a list comes at most so much after its minute."""

TIDY_SECONDS = 600
"""Between two looks at what is to be cleared away."""

ROSTER_SECONDS = 60
"""Between two looks at whom Slack was not asked about for a day."""

BATCH = 100
BROKEN_FOR = timedelta(days=1)
"""A due moment that cannot be computed is tried again after so long, so that it blocks nobody."""


def tick(runtime: Runtime) -> int:
    """Puts everything that is due now into the outbox; returns how many messages that made."""
    made = 0
    with runtime.database.everywhere.glance() as session:
        if not moments.any_due(session, runtime.now()):
            return 0
    while True:
        with runtime.database.everywhere.begin() as session:
            due = moments.claim_due(session, runtime.now(), BATCH)
            runtime.checkpoint("tick.claimed")
            fresh = _fire_all(runtime, session, due)
        made += fresh
        runtime.meters.made.inc(fresh)
        runtime.checkpoint("tick.committed")
        if len(due) < BATCH:
            return made


def _fire_all(runtime: Runtime, session: Session, due: list[DueMoment]) -> int:
    now = runtime.now()
    policies = settings.policies(session, {moment.workspace_id for moment in due})
    looks = [moment for moment in due if moment.kind == NUDGES]
    due = [moment for moment in due if moment.kind != NUDGES]
    off = _days_off(session, due, now)
    fired = [found for moment in due if (found := _fired(session, moment, now, policies, off))]
    made = outbox.put(session, {one.letter: one.due_at for one in fired if one.letter})
    made += _look(session, looks, now) if looks else 0
    runtime.checkpoint("tick.put")
    moments.advance(session, [(one.moment, one.next_day, one.next_at) for one in fired])
    runtime.checkpoint("tick.advanced")
    return made


def _look(session: Session, due: list[DueMoment], now: datetime) -> int:
    """What there is to say between two lists, for all whose look is due; and their next one."""
    spaces = {one.workspace_id for one in due}
    people = members.of_ids(session, spaces, (int(one.subject) for one in due))
    known = calendars.of(session, spaces, (one.id for one in people), now.date())
    shared = settings.workspaces(session, spaces)
    askings = {
        one.id: Asking(one, shared[one.workspace_id], now, calendar=known[one.id]) for one in people
    }
    made = nudging.look(session, due, askings)
    moments.advance(session, [nudging.advanced(one, askings, now) for one in due])
    return made


def _days_off(session: Session, due: list[DueMoment], now: datetime) -> dict[int, frozenset[date]]:
    """The days off of everybody whose list is due, by the number of the moment; one query."""
    whose = {one.id: int(one.subject) for one in due if one.kind == DAILY_LIST}
    spaces = {one.workspace_id for one in due}
    known = calendars.of(session, spaces, whose.values(), now.date()) if whose else {}
    return {moment: known[member].off for moment, member in whose.items() if member in known}


def _fired(
    session: Session,
    moment: DueMoment,
    now: datetime,
    policies: Mapping[str, Policy],
    off: Mapping[int, frozenset[date]],
) -> Fired | None:
    """One row; a fault in it sets it aside for a day and leaves the others alone."""
    policy = policies[moment.workspace_id]
    late = policy.late_recap_hours if moment.kind == RECAP else policy.late_list_hours
    try:
        return fire(moment, now, timedelta(hours=late), off.get(moment.id, frozenset()))
    except Exception:
        log.exception("due moment %s of %s cannot be computed", moment.id, moment.workspace_id)
        moments.advance(session, [(moment, moment.local_date, now + BROKEN_FOR)])
        return None


class Pulse:
    """Started by `run` and `demo`; `once` does a single beat for cron and tests."""

    def __init__(self) -> None:
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._scheduler: BackgroundScheduler | None = None
        self._thread: threading.Thread | None = None
        self._runtime: Runtime | None = None

    def beat_for(self, runtime: Runtime) -> None:
        """Says whose time is kept; nothing starts yet."""
        self._runtime = runtime

    def wake(self) -> None:
        """There may be something to send: look now, not at the next tick."""
        self._woken.set()

    def once(self) -> int:
        """One tick and one round of sending, here and now; returns how many messages went out."""
        assert self._runtime is not None
        if not on_time(self._runtime):
            return 0
        tick(self._runtime)
        sent = asyncio.run(Sender(self._runtime).drain())
        refresh(self._runtime)
        tidy(self._runtime)
        return sent

    def start(self) -> None:
        """Ticks from now on."""
        self._thread = threading.Thread(target=self._send, name="sender", daemon=True)
        self._thread.start()
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.wake,
            "interval",
            seconds=TICK_SECONDS,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )
        self._scheduler.add_job(
            self._read_people, "interval", seconds=ROSTER_SECONDS, coalesce=True, max_instances=1
        )
        self._scheduler.add_job(
            self._tidy, "interval", seconds=TIDY_SECONDS, coalesce=True, max_instances=1
        )
        self._scheduler.start()
        self.wake()

    def stop(self) -> None:
        """Lets the messages under way arrive, then stops; harmless when never started."""
        self._stopping.set()
        self._woken.set()
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=True)
            self._scheduler = None
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _read_people(self) -> None:
        """On the scheduler's thread, so that no message waits for it."""
        assert self._runtime is not None
        runtime = self._runtime
        _whatever_happens(runtime, lambda: refresh(runtime))

    def _tidy(self) -> None:
        assert self._runtime is not None
        runtime = self._runtime
        _whatever_happens(runtime, lambda: tidy(runtime))

    def _send(self) -> None:
        asyncio.run(self._keep_sending())

    async def _keep_sending(self) -> None:
        """One loop for the life of the process, so that connections to Slack stay open."""
        assert self._runtime is not None
        runtime = self._runtime
        sender = Sender(runtime, self._stopping.is_set, eager=True)
        async with sender.connected():
            while not self._stopping.is_set():
                self._woken.clear()
                await asyncio.to_thread(_whatever_happens, runtime, lambda: _tick_on_time(runtime))
                with _fault_kept(runtime):
                    await sender.drain()
                await asyncio.to_thread(self._woken.wait, TICK_SECONDS)


def _tick_on_time(runtime: Runtime) -> int:
    return tick(runtime) if on_time(runtime) else 0


def _whatever_happens(runtime: Runtime, work: Callable[[], int]) -> None:
    with _fault_kept(runtime):
        work()


@contextmanager
def _fault_kept(runtime: Runtime) -> Iterator[None]:
    """What cannot be done now is done by the next tick, and keeps nothing else from being done."""
    try:
        yield
    except Exception:
        log.exception("a round failed; the next tick tries again")
        runtime.meters.faults.labels("round").inc()
