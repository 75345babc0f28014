"""Sellers all over the world, and what they do at random; each keeps in mind what they did."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from coaching.wording import day as written
from tests.bot.person import Person
from tests.journeys.year import oracle
from tests.journeys.year.oracle import DAY, Deal

ZONES = {
    "Europe/Lisbon": "PT", "Europe/London": "GB", "Europe/Dublin": "IE", "Europe/Madrid": "ES",
    "Europe/Paris": "FR", "Europe/Berlin": "DE", "Europe/Athens": "GR", "Europe/Helsinki": "FI",
    "Europe/Istanbul": "TR", "Africa/Cairo": "EG", "Africa/Casablanca": "MA",
    "Africa/Lagos": "NG", "Africa/Johannesburg": "ZA", "Asia/Jerusalem": "IL",
    "Asia/Beirut": "LB", "Asia/Dubai": "AE", "Asia/Karachi": "PK", "Asia/Kolkata": "IN",
    "Asia/Kathmandu": "NP", "Asia/Bangkok": "TH", "Asia/Singapore": "SG", "Asia/Tokyo": "JP",
    "Australia/Perth": "AU", "Australia/Adelaide": "AU", "Australia/Sydney": "AU",
    "Australia/Lord_Howe": "AU", "Pacific/Auckland": "NZ", "Pacific/Chatham": "NZ",
    "Pacific/Kiritimati": "KI", "Pacific/Honolulu": "US", "America/Los_Angeles": "US",
    "America/Denver": "US", "America/Chicago": "US", "America/New_York": "US",
    "America/St_Johns": "CA", "America/Halifax": "CA", "America/Mexico_City": "MX",
    "America/Bogota": "CO", "America/Santiago": "CL", "America/Sao_Paulo": "BR",
}  # fmt: skip
CHANGING = (
    "America/New_York", "Europe/Lisbon", "Australia/Lord_Howe", "Pacific/Chatham",
    "America/Santiago", "Africa/Cairo", "Asia/Jerusalem",
)  # fmt: skip
"""Zones for the short run: most of them change their clocks, each on a day of its own."""
HOURS = ("8:30", "8:30", "9:00", "7:45", "2:30", "0:15", "23:40")
WEEKS = {"mon-fri": range(5), "sun-thu": (6, 0, 1, 2, 3), "mon-thu": range(4)}
STAGES = ("lead", "suspect", "prospect", "opportunity", "opportunity", "opportunity")


@dataclass
class Leave:
    """Days off with both ends, and perhaps who stands in."""

    first: date
    last: date
    cover: str = ""


@dataclass(repr=False)
class Seller:
    """A member and their calendar; `loose` are days on which the clock was moved about."""

    person: Person
    zone: str
    country: str
    hour: time = time(8, 30)
    week: frozenset[int] = frozenset(range(5))
    deals: dict[str, Deal] = field(default_factory=dict)
    leave: list[Leave] = field(default_factory=list)
    closed: list[Leave] = field(default_factory=list)
    loose: set[date] = field(default_factory=set)
    got: dict[date, tuple[str, ...]] = field(default_factory=dict)
    number: int = 0

    @property
    def user(self) -> str:
        return self.person.user

    def works(self, day: date) -> bool:
        if day.weekday() not in self.week or day in oracle.holidays_of(self.country):
            return False
        return not any(one.first <= day <= one.last for one in (*self.leave, *self.closed))

    def today(self, now: datetime) -> date:
        return oracle.on(now, self.zone)

    def covered(self, by: str, day: date) -> bool:
        return any(one.cover == by and one.first <= day <= one.last for one in self.leave)

    def add(self, now: datetime, random: Random) -> None:
        stage = random.choice(STAGES)
        self.number += 1
        name = f"D{self.user[1:].lower()}x{self.number}"
        line = f"add {name} stage {stage}"
        decision = None
        if stage == "opportunity" and random.random() < 0.85:
            decision = self.today(now) + timedelta(days=random.choice((9, 25, 40, 90, 175, 260)))
            line += f" close {written(decision)}"
        self.types(line)
        self.deals[name] = Deal(name, stage, now, decision)

    def types(self, line: str) -> str:
        answer: Any = self.person.types(line)
        assert "can't" not in answer.text, (line, answer.text)
        return str(answer.text)

    def acts(self, now: datetime, random: Random) -> None:
        """Something that a seller does on a day; often a touch."""
        still_open = [deal for deal in self.deals.values() if not deal.closed]
        if len(still_open) < 3 or random.random() < 0.04:
            return self.add(now, random)
        deal = random.choice(still_open)
        return random.choices(list(ACTS), list(ACTS.values()))[0](self, deal, now, random)

    def goes_away(self, now: datetime, random: Random, colleagues: list["Seller"]) -> None:
        """Leave in some days' time, now and then with a cover who is not away then."""
        first = self.today(now) + timedelta(days=random.randint(2, 9))
        last = first + timedelta(days=random.randint(0, 13))
        here = [
            one for one in colleagues
            if one is not self and not any(span.last >= first for span in one.leave)
        ]  # fmt: skip
        cover = random.choice(here) if here and random.random() < 0.4 else None
        named = f" cover @{cover.person.slack.user(cover.user).name}" if cover else ""
        answer = self.types(f"settings away {written(first)} - {written(last)}{named}")
        assert f"Away {written(first)}" in answer, answer
        self.leave.append(Leave(first, last, cover.user if cover else ""))

    def moves(self, now: datetime, zone: str) -> None:
        """Settles elsewhere: another clock from now on, and other holidays."""
        self.loose |= {self.today(now), self.today(now) + DAY, self.today(now) - DAY}
        self.types(f"settings zone {zone}")
        self.zone, self.country = zone, ZONES[zone]


def _touch(seller: Seller, deal: Deal, now: datetime, random: Random) -> None:
    said = random.choice(("call", "meeting", "mail", "demo", "mail in", "message in", "call in"))
    seller.types(f"log {deal.name} {said}")
    deal.touched = now
    if "in" not in said.split():
        deal.reached.append(now)
    deal.theirs = said in ("mail in", "message in")
    if deal.step is not None and deal.step <= seller.today(now):
        deal.step = None


def _note(seller: Seller, deal: Deal, now: datetime, random: Random) -> None:
    """An edit, which resets nothing."""
    seller.types(f"log {deal.name} note “thought about {random.random()}”")


def _step(seller: Seller, deal: Deal, now: datetime, random: Random) -> None:
    deal.step = seller.today(now) + timedelta(days=random.randint(0, 12))
    seller.types(f"next {deal.name} “a step” {written(deal.step)}")


def _date(seller: Seller, deal: Deal, now: datetime, random: Random) -> None:
    wanted = seller.today(now) + timedelta(days=random.randint(1, 220))
    if wanted != deal.decision:
        deal.decision = wanted
        seller.types(f"date {deal.name} {written(wanted)}")


def _move(seller: Seller, deal: Deal, now: datetime, random: Random) -> None:
    stage = random.choice(("suspect", "prospect", "opportunity"))
    if stage != deal.stage:
        deal.stage, deal.entered = stage, now
        seller.types(f"move {deal.name} {stage}")


def _snooze(seller: Seller, deal: Deal, now: datetime, random: Random) -> None:
    if not deal.parked or (deal.until is not None and deal.until <= seller.today(now)):
        days = random.randint(1, 9)
        deal.snoozed = seller.today(now) + timedelta(days=days)
        deal.parked, deal.until = False, None
        seller.types(f"snooze {deal.name} {days}d")


def _park(seller: Seller, deal: Deal, now: datetime, random: Random) -> None:
    deal.parked, deal.snoozed, deal.until = True, None, None
    if random.random() < 0.7:
        deal.until = seller.today(now) + timedelta(days=random.randint(2, 60))
    until = f" until {written(deal.until)}" if deal.until else ""
    seller.types(f"park {deal.name}{until}")


def _wake(seller: Seller, deal: Deal, now: datetime, random: Random) -> None:
    if deal.parked or deal.snoozed:
        deal.parked, deal.snoozed, deal.until = False, None, None
        seller.types(f"wake {deal.name}")


def _close(seller: Seller, deal: Deal, now: datetime, random: Random) -> None:
    deal.closed = True
    line = random.choice((f"won {deal.name}", f"letgo {deal.name} “not a priority”"))
    seller.types(line)


Act = Callable[[Seller, Deal, datetime, Random], None]
ACTS: dict[Act, int] = {
    _touch: 48, _note: 10, _step: 10, _date: 9, _move: 8, _snooze: 6, _park: 4, _wake: 3, _close: 2,
}  # fmt: skip
