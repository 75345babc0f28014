"""A random history of deals, written as the product would have written it, and its export."""

import csv
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from bot.usecases.exporting import export
from storage import settings, tables
from storage.database import Database, open_database
from storage.migrate import upgrade

TEAM, NOW = "T1", datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SOURCES = ("google", "Google", "fair", None, "referral")
PRODUCTS = ("Pro", "Basic", None)
SEGMENTS = ("bank", "law", None)
BUYING = (None, "need", "case", "options", "shortlist", "negotiating", "redlining")
STAGES = ("lead", "suspect", "prospect", "opportunity")
ENDS = ("won", "won", "lost to competition", "lost to no decision", "lost", "let go")
OWNERS, SELLER_COST = 4, 90_000


def written(url: str, size: int, seed: int) -> Database:
    """A database with a workspace, four sellers and so many deals of two years."""
    database = open_database(url)
    upgrade(database)
    chance = random.Random(seed)
    with database.everywhere.begin() as session:
        session.execute(insert(tables.workspaces).values(id=TEAM, name="x", created_at=NOW))
        session.execute(insert(tables.members), [_member(n) for n in range(OWNERS)])
        session.execute(
            insert(tables.audit).values(workspace_id=TEAM, member_id=1, verb="x", at=NOW)
        )
        told = [_Deal(chance, number) for number in range(1, size + 1)]
        session.execute(insert(tables.deals), [one.row for one in told])
        for name in ("stage_moves", "close_date_moves", "forecast_calls", "facts"):
            rows = [row for one in told for row in one.history[name]]
            session.execute(insert(tables.Base.metadata.tables[name]), rows)
        session.execute(insert(tables.audit), list(_changes(chance, told)))
        session.execute(insert(tables.spend), [_spend(chance, n) for n in range(60)])
        session.execute(insert(tables.targets), [_target(n) for n in range(8)])
        session.execute(insert(tables.products), _products())
        settings.store(session, TEAM, "seller_cost", SELLER_COST, NOW)
        session.execute(text("ANALYZE"))
    return database


def exported(database: Database, folder: Path) -> dict[str, list[dict[str, str]]]:
    """Every table as its CSV says it."""
    with database.everywhere.read() as session:
        export(session, TEAM, folder)
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def _member(number: int) -> dict[str, Any]:
    return {
        "workspace_id": TEAM, "slack_id": f"U{number}", "name": f"Seller {number}", "zone": "UTC",
        "list_at": time(8, 30), "working_days": frozenset(range(5)), "role": "admin",
        "created_at": NOW,
    }  # fmt: skip


def _spend(chance: random.Random, number: int) -> dict[str, Any]:
    source = chance.choice(("google", "Google", "fair", "radio"))
    return {
        "workspace_id": TEAM, "member_id": 1, "action_id": 1,
        "at": NOW - timedelta(days=chance.randrange(1, 300)), "source": source,
        "source_key": source.casefold(), "month": date(2026 - number % 2, 1 + number // 3 % 12, 1),
        "amount": Decimal(chance.randrange(1, 9_999)),
        "currency": chance.choice(("USD", "USD", "EUR")),
    }  # fmt: skip


def _target(number: int) -> dict[str, Any]:
    """A quarter's, from 2025 on; the first five were set again lately."""
    year, first = divmod(number % 5 * 3, 12)
    starts = date(2025 + year, first + 1, 1)
    ends = (starts + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    return {
        "workspace_id": TEAM, "member_id": 1, "action_id": 1, "owner_id": None, "currency": "USD",
        "at": NOW - timedelta(days=400 - 50 * number), "starts_on": starts, "ends_on": ends,
        "amount": Decimal(4_000_000 + 1_000_000 * number),
    }  # fmt: skip


def _products() -> list[dict[str, Any]]:
    told = (("Pro", "4821", "USD", "0.6", 300), ("Basic", "55.50", "EUR", None, 200),
            ("Pro", "5000", "USD", "0.55", 30))  # fmt: skip
    return [
        {
            "workspace_id": TEAM, "action_id": 1, "at": NOW - timedelta(days=ago), "name": name,
            "name_key": name.casefold(), "price": Decimal(price), "currency": currency,
            "margin": Decimal(margin) if margin else None,
        }
        for name, price, currency, margin, ago in told
    ]  # fmt: skip


def _changes(chance: random.Random, told: list["_Deal"]) -> Iterator[dict[str, Any]]:
    """What somebody changed on every fifth deal in the last months; some of it was taken back."""
    number = 1
    for deal in chance.sample(told, len(told) // 5):
        row, number = deal.row, number + 1
        amount, owner = Decimal(chance.randrange(1, 90_000)), chance.randrange(1, OWNERS + 1)
        undone = chance.random() < 0.2
        before = {
            "amount": str(amount), "currency": "USD", "owner_id": owner,
            "source": chance.choice(SOURCES), "product": chance.choice(PRODUCTS),
            "parked": chance.random() < 0.5, "parked_until": None,
        }  # fmt: skip
        after = {name: row[name] for name in before} | {"amount": str(row["amount"] or "") or None}
        names = chance.sample(list(before), chance.randrange(1, 4))
        names = [*names, "amount", "currency"] if {"amount", "currency"} & set(names) else names
        entry = {
            "id": number, "workspace_id": TEAM, "member_id": 1, "deal_id": deal.number,
            "verb": "change", "undoes": None, "at": NOW - timedelta(days=chance.randrange(1, 200)),
            "changes": {name: [before[name], after[name]] for name in dict.fromkeys(names)},
        }  # fmt: skip
        yield entry
        if undone:
            number += 1
            yield {**entry, "id": number, "verb": "undo", "changes": None, "undoes": entry["id"]}


class _Deal:
    """One deal and what happened to it, in order."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self.chance, self.number = chance, number
        self.history: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("stage_moves", "close_date_moves", "forecast_calls", "facts")
        }
        self.at = NOW - timedelta(minutes=chance.randrange(1, 2 * 365 * 24 * 60))
        amount = chance.choice((None, Decimal(chance.randrange(1, 30_000_000)) / 100))
        self.row: dict[str, Any] = {
            "workspace_id": TEAM, "owner_id": chance.randrange(1, OWNERS + 1),
            "name": f"Deal {number}", "name_key": f"deal {number}", "buying_stage": None,
            "amount": amount, "currency": chance.choice(("USD", "USD", "EUR")) if amount else None,
            "decision_on": None, "outcome": None, "closed_on": None, "created_at": self.at,
            "entered_stage_at": self.at, "source": chance.choice(SOURCES),
            "product": chance.choice(PRODUCTS), "segment": chance.choice(SEGMENTS),
            "competitor": None, "parked": False, "parked_until": None,
            "voided_at": NOW if chance.random() < 0.03 else None,
        }  # fmt: skip
        self._lived()

    def _lived(self) -> None:
        self._moves(self.chance.choice(STAGES), first=True)
        for _ in range(self.chance.randrange(6)):
            self.at += timedelta(minutes=self.chance.randrange(1, 60 * 24 * 60))
            if self.at >= NOW:
                return
            self.chance.choice((self._steps, self._steps, self._dates, self._dates, self._calls))()
        if self.chance.random() < 0.6:
            self.at += timedelta(minutes=self.chance.randrange(1, 30 * 24 * 60))
            if self.at < NOW:
                self._ends()
        elif self.chance.random() < 0.1:
            self.row["parked"] = True

    def _entry(self, table: str, **values: Any) -> None:
        voided = NOW if self.chance.random() < 0.03 and self.history[table] else None
        row = {
            "workspace_id": TEAM, "deal_id": self.number, "member_id": 1, "action_id": 1,
            "at": self.at, "voided_at": voided,
        }  # fmt: skip
        self.history[table].append({**row, **values})

    def _moves(self, stage: str, *, first: bool = False, outcome: str | None = None) -> None:
        before = {name: self.row.get(name) for name in ("stage", "buying_stage", "outcome")}
        buying = self.chance.choice(BUYING) if stage == "opportunity" else None
        if outcome is not None:
            buying = self.row["buying_stage"]
        self._entry(
            "stage_moves",
            from_stage=None if first else before["stage"], to_stage=stage,
            from_buying_stage=before["buying_stage"], to_buying_stage=buying,
            from_outcome=before["outcome"], to_outcome=outcome,
        )  # fmt: skip
        move = self.history["stage_moves"][-1]
        move["voided_at"] = None
        if stage != before["stage"]:
            self.row["entered_stage_at"] = self.at
        self.row |= {"stage": stage, "buying_stage": buying, "outcome": outcome}

    def _steps(self) -> None:
        self._moves(self.chance.choice((*STAGES, "opportunity", "opportunity")))

    def _dates(self) -> None:
        before = self.row["decision_on"]
        day = self.at.date() + timedelta(days=self.chance.randrange(-20, 200))
        after = None if before and self.chance.random() < 0.1 else day
        if after == before:
            return
        self._entry("close_date_moves", from_on=before, to_on=after)
        self.history["close_date_moves"][-1]["voided_at"] = None
        self.row["decision_on"] = after

    def _calls(self) -> None:
        first = date(self.at.year, (self.at.month - 1) // 3 * 3 + 1, 1)
        last = (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)
        inside = self.chance.random() < 0.5
        self._entry("forecast_calls", inside=inside, reason="x", starts_on=first, ends_on=last)
        body = "yes" if self.chance.random() < 0.5 else None
        self._entry("facts", kind="redlines", body=body)

    def _ends(self) -> None:
        outcome = self.chance.choice(ENDS)
        stage = "customer" if outcome == "won" else self.row["stage"]
        entered = self.row["entered_stage_at"]
        self._moves(stage, outcome=outcome)
        self.row["entered_stage_at"] = entered
        self.row["closed_on"] = self.at.date()
        self.row["competitor"] = "Globex" if outcome == "lost to competition" else None
