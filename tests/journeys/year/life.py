"""A company's months in minutes: the real bot on a clock of the test's, held against the oracle."""

import re
import threading
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import func, select

from bot.main import Bot, build
from storage.outbox import Status
from storage.tables.schedule import DueMomentRow, OutboxRow
from tests.bot.app import Clock, Coach, deployed
from tests.bot.person import Person, words
from tests.journeys.world import rows
from tests.journeys.year import oracle
from tests.journeys.year.oracle import DAY, Deal
from tests.journeys.year.people import HOURS, WEEKS, ZONES, Leave, Seller
from tests.slack import Message, SlackServer

TICK = timedelta(seconds=20)
PHASE = timedelta(seconds=7)
"""Ticks come at seven, 27 and 47 seconds past the minute; whatever people do, at half past it."""
KINDS = ("lead", "suspect", "prospect", "fridge", "freezer")
QUIET = timedelta(days=7)
MOST_NOTES = 5
PASSED = re.compile(r"^\*(\S+)\* its decision date \w+ \w+ \w+ \w+ has passed", re.MULTILINE)
PAWED = re.compile(r"^\*(\S+)\* more than", re.MULTILINE)
NOTED = re.compile(r"^\*\S+\* (?:moved to|its decision|more than|on the|in the)", re.MULTILINE)
MOVED = re.compile(r"^\*(\S+)\* moved to the (\w+)", re.MULTILINE)


@dataclass(repr=False)
class Life:
    """A workspace with its sellers, one or two bots, and all that was counted."""

    slack: SlackServer
    url: str
    begins: datetime
    seed: int = 1
    replicas: int = 1
    sellers: list[Seller] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    latest: timedelta = timedelta(0)

    def __enter__(self) -> "Life":
        self.random = Random(self.seed)
        self.clock = Clock(self.begins)
        self._running = ExitStack()
        way = deployed(self.slack, self.url, "in process", self.clock)
        self.coach: Coach = self._running.enter_context(way)
        self.bots: list[Bot] = [self.coach.bot]
        for _ in range(self.replicas - 1):
            other = build(self.coach.settings, now=self.clock)
            self._running.callback(other.close)
            self.bots.append(other)
        self._waiting: dict[str, Counter[str]] = defaultdict(Counter)
        self._quiet: dict[str, date] = {}
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    @property
    def now(self) -> datetime:
        return self.clock.moment

    def hires(self, number: int, zones: list[str], deals: int) -> "Life":
        """So many members, each with an hour, a working week and deals of their own."""
        for n in range(number):
            user, zone = f"U{n:04d}", zones[n % len(zones)]
            self.slack.workspace.add_user(user, f"seller{n:04d}", tz=zone)
            seller = Seller(Person(self.coach, user), zone, ZONES[zone])
            self.sellers.append(seller)
            seller.types("help")
            hour, week = HOURS[n % len(HOURS)], list(WEEKS)[n % 5 if n % 5 < len(WEEKS) else 0]
            seller.types(f"settings hour {hour}")
            seller.types(f"settings days {week}")
            seller.hour, seller.week = time(*map(int, hour.split(":"))), frozenset(WEEKS[week])
            for _ in range(deals * 3 if n % 9 == 8 else deals):
                seller.add(self.now, self.random)
        return self

    def shuts(self, boss: Person, first: date, last: date) -> None:
        """An admin, who wants no list, closes the workspace; everybody's list stays away."""
        boss.types("settings list off")
        boss.types(f"settings closed {first:%d %b %Y} - {last:%d %b %Y}")
        for seller in self.sellers:
            seller.closed.append(Leave(first, last))

    def sleeps(self, until: datetime, acts: int) -> "Life":
        """People go on working while no bot ticks."""
        span = (until - self.now) / (acts * len(self.sellers) + 1)
        for _ in range(acts * len(self.sellers)):
            self._pass(self.now + span)
            self.random.choice(self.sellers).acts(self.now, self.random)
        self.clock.moment = until.replace(second=30, microsecond=0)
        self._waiting.clear()
        for seller in self.sellers:
            seller.loose |= {seller.today(self.now) + DAY * n for n in (-1, 0, 1)}
        return self

    def runs(self, until: datetime, acts_a_day: float, away: float = 0.0) -> "Life":
        """Time passes; at each tick everything that came is looked at, and all that should."""
        acting = timedelta(days=1) / max(acts_a_day * len(self.sellers), 0.1)
        act_at = self.now + acting
        self._due = {s.user: self._next_hour(s, self.now) for s in self.sellers}
        while True:
            tick_at = _tick_from(min(*self._due.values(), self._stored()))
            if min(tick_at, act_at) > until:
                return self
            if act_at < tick_at:
                self._pass(act_at)
                self._act(away)
                act_at += acting
                continue
            self.clock.moment = tick_at
            self._tick()

    def _pass(self, moment: datetime) -> None:
        self.clock.moment = max(self.now, moment.replace(second=30, microsecond=0))

    def _act(self, away: float) -> None:
        seller = self.random.choice(self.sellers)
        planned = any(leave.last >= seller.today(self.now) for leave in seller.leave)
        chance = self.random.random()
        if chance < away and not planned:
            seller.goes_away(self.now, self.random, self.sellers)
            self.counted["leave"] += 1
        elif chance > 1 - away / 4:
            seller.moves(self.now, self.random.choice(list(ZONES)))
            self._waiting[seller.user].clear()
            self.counted["moved away"] += 1
        else:
            seller.acts(self.now, self.random)
        self._due[seller.user] = self._next_hour(seller, self.now)
        self.counted["acts"] += 1

    def _next_hour(self, seller: Seller, after: datetime) -> datetime:
        """When the seller's hour next comes round, on whatever day."""
        day = seller.today(after) - DAY
        while (found := oracle.wall(day, seller.hour, seller.zone)) <= after:
            day += DAY
        return found

    def _stored(self) -> datetime:
        far = self.now + timedelta(days=1)
        with self.bots[0].runtime.database.everywhere.read() as session:
            due = session.scalar(select(func.min(DueMomentRow.next_at)))
            held = session.scalar(
                select(func.min(OutboxRow.not_before)).where(OutboxRow.status == Status.PENDING)
            )
        return max(min(one for one in (due, held, far) if one is not None), self.now)

    def _tick(self) -> None:
        threads = [threading.Thread(target=bot.pulse.once) for bot in self.bots[1:]]
        for thread in threads:
            thread.start()
        self.bots[0].pulse.once()
        for thread in threads:
            thread.join()
        came: dict[str, list[Message]] = defaultdict(list)
        for message in self.slack.forgets_before(self.now - timedelta(days=3)):
            if message.bot_id and not message.only_for and message.channel.startswith("D"):
                came["U" + message.channel[1:]].append(message)
        for seller in self.sellers:
            due = self._due[seller.user]
            if due <= self.now:
                self._judge(seller, due, came.pop(seller.user, []))
                self._due[seller.user] = self._next_hour(seller, self.now)
            elif seller.user in came:
                self._judge_loose(seller, came.pop(seller.user))
        assert not came, f"nobody knows why these came: {came}"

    def _judge_loose(self, seller: Seller, came: list[Message]) -> None:
        """After a clock was moved a list may come at once; one a day, and none on a day off."""
        today = seller.today(self.now)
        assert today in seller.loose, f"{seller.user} got a list at {self.now}: {seller}"
        self._keep(seller, today, came)

    def _judge(self, seller: Seller, due: datetime, came: list[Message]) -> None:
        day = oracle.on(due, seller.zone)
        where = f"{seller.user}, {seller.zone}, {day}, at {self.now}"
        rungs, kinds = self._eligible(seller, day)
        if not seller.works(day):
            assert not came, f"a list on a day off: {where}"
            self.counted["days off"] += 1
            return
        if day in seller.loose:
            if came:
                self._keep(seller, day, came)
            return
        assert self.now - due <= TICK, where
        assert len(came) == 1 or not rungs, f"{len(came)} lists for {rungs}: {where}"
        if came:
            self.latest = max(self.latest, self.now - due)
            self._keep(seller, day, came)
            self._judge_rows(seller, day, rungs, kinds, where)
            self._judge_told(seller, day, words(came[0]), where)
        elif not rungs:
            last = self._quiet.get(seller.user)
            assert last is not None, f"not even the quiet line: {where}"
            assert day - last < QUIET, f"not even the quiet line: {where}"

    def _keep(self, seller: Seller, day: date, came: list[Message]) -> None:
        assert len(came) == 1, f"{len(came)} messages to {seller.user} on {day}"
        assert seller.works(day), f"a list for {seller.user} on {day}, a day off"
        assert day not in seller.got, f"a second list for {seller.user} on {day}"
        seller.got[day] = tuple(row.split()[0].strip("*") for row in rows(came[0]))
        self.counted["lists"] += 1
        if not seller.got[day]:
            last = self._quiet.get(seller.user)
            assert last is None or day - last >= QUIET, f"two quiet lines: {seller.user}, {day}"
            self._quiet[seller.user] = day
            self.counted["quiet lines"] += 1

    def _eligible(self, seller: Seller, day: date) -> tuple[dict[str, int], dict[str, str]]:
        here = {one.user for one in self.sellers if one.covered(seller.user, day)}
        whose = [
            one for one in self.sellers
            if one is seller or one.covered(seller.user, day)
            or any(one.covered(cover, day) for cover in here)
        ]  # fmt: skip
        deals: list[Deal] = [deal for one in whose for deal in one.deals.values()]
        found = {deal.name: oracle.rung(deal, day, seller.zone, seller.works) for deal in deals}
        rungs = {name: rung for name, rung in found.items() if rung is not None}
        return rungs, {d.name: oracle.kind(d, day) for d in deals if d.name in rungs}

    def _judge_rows(
        self, seller: Seller, day: date,
        rungs: dict[str, int], kinds: dict[str, str], where: str,
    ) -> None:  # fmt: skip
        shown = list(seller.got[day])
        assert set(shown) <= rungs.keys(), f"{set(shown) - rungs.keys()} not due: {where}"
        assert len(shown) == min(oracle.ROWS, len(rungs)), f"{shown} of {rungs}: {where}"
        order = [rungs[name] for name in shown]
        assert order == sorted(order), f"{order}: {where}"
        table = {name for name in rungs if kinds[name] == "table"}
        free = [name for name in shown if rungs[name] != oracle.PROMISED]
        seats = oracle.table_seats(rungs, table)
        assert sum(name in table for name in free) == seats, f"halves {shown}: {where}"
        self._judge_turns(seller, rungs, kinds, free, len(free) - seats, where)
        self.counted["rows"] += len(shown)

    def _judge_told(self, seller: Seller, day: date, told: str, where: str) -> None:
        """Each change of shelf that time brought since the list before, once."""
        before = max((one for one in seller.got if one < day), default=day)
        if before < day - timedelta(days=60) or before in seller.loose:
            return
        expected = {
            deal.name: oracle.shelf(deal, day)
            for deal in seller.deals.values()
            if oracle.has_moved(deal, before, day, seller.zone)
        }
        found = dict(MOVED.findall(told))
        self.counted["shelf changes told"] += len(found)
        if len(NOTED.findall(told)) >= MOST_NOTES:
            return
        assert found == expected, f"{found} told, not {expected}, since {before}: {where}"
        mine = [deal for deal in seller.deals.values() if deal.name not in expected]
        passed = {deal.name for deal in mine if oracle.has_passed(deal, before, day)}
        assert set(PASSED.findall(told)) == passed, f"{passed} passed since {before}: {where}"
        pawed = {
            deal.name for deal in seller.deals.values()
            if oracle.is_pawed(deal, before, day, seller.zone)
        }  # fmt: skip
        assert set(PAWED.findall(told)) == pawed, f"{pawed} pawed since {before}: {where}"
        self.counted["dates that passed"] += len(passed)
        self.counted["too many touches"] += len(pawed)

    def _judge_turns(
        self, seller: Seller, rungs: dict[str, int], kinds: dict[str, str],
        free: list[str], developing: int, where: str,
    ) -> None:  # fmt: skip
        """Of the half that develops, each kind that waits is seen within five working days."""
        waiting = self._waiting[seller.user]
        for kind in KINDS:
            waits = any(of == kind and rungs[name] != oracle.PROMISED for name, of in kinds.items())
            shown = any(kinds[name] == kind for name in free)
            waiting[kind] = waiting[kind] + 1 if waits and not shown and developing else 0
            assert waiting[kind] < 5, f"no {kind} for five lists: {where}"


def _tick_from(moment: datetime) -> datetime:
    """The first tick from that moment on."""
    minute = moment.replace(second=0, microsecond=0) + PHASE
    while minute < moment:
        minute += TICK
    return minute
