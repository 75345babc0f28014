"""Days in moments: a bot, its database, its Slack, and one clock that the test turns."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select

from bot.runtime import nothing
from storage.outbox import Status
from storage.tables.schedule import DueMomentRow, OutboxRow
from tests.bot.app import Clock, Coach, deployed
from tests.bot.person import Person
from tests.slack import ADA, ANNA, BEN, GENERAL, Message, SlackServer

__all__ = ["ADA", "ANNA", "BEN", "GENERAL", "TICK", "World", "at", "local", "moment_of", "rows"]

TICK = timedelta(minutes=10)
LOOK_ANYWAY = timedelta(hours=6)


def at(day: str, clock: str, zone: str = "UTC") -> datetime:
    """A moment as somebody there writes it down: at("2026-03-02", "08:30", "Asia/Kathmandu")."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone))


def moment_of(message: Message) -> datetime:
    """When a message was posted."""
    return datetime.fromtimestamp(float(message.ts), ZoneInfo("UTC"))


def local(message: Message, zone: str) -> tuple[date, time]:
    """The day and the minute at which a message was posted, on a wall there."""
    there = moment_of(message).astimezone(ZoneInfo(zone))
    return there.date(), there.time().replace(second=0, microsecond=0)


def rows(message: Message) -> list[str]:
    """The deals of a list in their order, ticked or not."""
    found = []
    for block in message.blocks:
        told = (block.get("text") or {}).get("text", "") if block["type"] == "section" else ""
        line = told.removeprefix(":white_check_mark: ").splitlines()[0] if told else ""
        number, _, name = line.lstrip("~").partition(". ")
        if number.isdecimal():
            found.append(name.partition("~")[0].strip("*"))
    return found


class World:
    """Ticks every ten minutes, but leaves out most of those at which nothing can be due."""

    def __init__(self, slack: SlackServer, database_url: str, start: datetime) -> None:
        self.slack, self.database_url = slack, database_url
        self.clock = Clock(start)
        self._running = ExitStack()

    def start(self, checkpoint: Callable[[str], None] = nothing) -> "World":
        """A new process on the same database."""
        self._running.close()
        self._running = ExitStack()
        way = deployed(self.slack, self.database_url, "in process", self.clock, checkpoint)
        self.coach: Coach = self._running.enter_context(way)
        return self

    def stop(self) -> None:
        self._running.close()

    @property
    def now(self) -> datetime:
        return self.clock.moment

    def person(self, user: str) -> Person:
        return Person(self.coach, user)

    def tick(self) -> int:
        """What a beat of the clock does."""
        return self.coach.bot.pulse.once()

    def until(self, moment: datetime) -> "World":
        """Let time pass, with all that falls due meanwhile."""
        while (following := self._next_look()) <= moment:
            self.clock.moment = following
            self.tick()
        self.clock.moment = max(self.now, moment)
        return self

    def sleep_until(self, moment: datetime) -> "World":
        """Let time pass while nothing runs, then wake up."""
        self.clock.moment = moment
        self.tick()
        return self

    def lists(self, user: str) -> list[Message]:
        """The lists in a member's direct line, oldest first."""
        return self.slack.messages(user=user)

    def statuses(self) -> dict[str, int]:
        """How many messages of each status stand in the outbox."""
        with self.coach.bot.runtime.database.everywhere.read() as session:
            rows = session.execute(
                select(OutboxRow.status, func.count()).group_by(OutboxRow.status)
            )
            return {str(status): number for status, number in rows}

    def _next_look(self) -> datetime:
        """The next ten minutes' mark at which something waits, or one two hours on."""
        latest = self.now + LOOK_ANYWAY
        waiting = case(
            (OutboxRow.status == Status.SENDING, OutboxRow.lease_until), else_=OutboxRow.not_before
        )
        with self.coach.bot.runtime.database.everywhere.read() as session:
            due = session.scalar(select(func.min(DueMomentRow.next_at)))
            sending = session.scalar(
                select(func.min(waiting)).where(
                    OutboxRow.status.in_((Status.PENDING, Status.SENDING))
                )
            )
        soonest = min((one for one in (due, sending) if one is not None), default=latest)
        return _mark_from(max(self.now + timedelta(microseconds=1), min(soonest, latest)))


def _mark_from(moment: datetime) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + -(-(moment - midnight) // TICK) * TICK
