"""Many members with a hundred open deals each, written in bulk."""

import random
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, text

from storage import tables
from storage.database import Database

NOW = datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
TEAM = "T0BENCH"
ZONES = ("Europe/Lisbon", "Asia/Kathmandu", "America/New_York", "UTC", "Asia/Tokyo")
STAGES = ("lead", "suspect", "prospect", "opportunity", "opportunity")
AT_ONCE = 5_000


def fill(database: Database, members: int, deals: int) -> None:
    """Deals lie in the order in which a year brought them: neighbours have different owners."""
    chance = random.Random(7)
    with database.everywhere.begin() as session:
        session.execute(insert(tables.workspaces).values(id=TEAM, name="bench", created_at=NOW))
        session.execute(insert(tables.members), [member(number) for number in range(members)])
        for turn in range(deals):
            for first in range(0, members, AT_ONCE):
                some = range(first, min(first + AT_ONCE, members))
                session.execute(insert(tables.deals), [deal(chance, one, turn) for one in some])
    settled(database)


def settled(database: Database) -> None:
    """As after a night: PostgreSQL has vacuumed, both know how the columns are distributed."""
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
        else:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                text("VACUUM ANALYZE")
            )


def member(number: int) -> dict[str, Any]:
    return {
        "workspace_id": TEAM,
        "slack_id": f"U{number}",
        "name": f"Seller {number}",
        "zone": ZONES[number % len(ZONES)],
        "list_at": time(8, 30),
        "working_days": frozenset(range(5)),
        "role": "seller",
        "created_at": NOW,
    }


def deal(chance: random.Random, owner: int, turn: int) -> dict[str, Any]:
    """Half are opportunities; three in ten have a step agreed, eight in ten were touched."""
    today, stage = NOW.date(), chance.choice(STAGES)
    dated = stage == "opportunity" and chance.random() < 0.8
    touched = chance.random() < 0.8
    step = today + timedelta(days=chance.randrange(-3, 20)) if chance.random() < 0.3 else None
    return {
        "workspace_id": TEAM,
        "owner_id": owner + 1,
        "name": f"Deal {turn} of {owner}",
        "name_key": f"deal {turn} of {owner}",
        "stage": stage,
        "amount": chance.choice((None, 10_000, 25_000)),
        "currency": "USD",
        "decision_on": today + timedelta(days=chance.randrange(-20, 300)) if dated else None,
        "step_on": step,
        "created_at": NOW - timedelta(days=130),
        "entered_stage_at": NOW - timedelta(days=chance.randrange(1, 130)),
        "last_touch_at": NOW - timedelta(minutes=chance.randrange(172_800)) if touched else None,
        "last_touch_kind": "mail" if touched else None,
        "last_touch_direction": chance.choice(("in", "out", "out")) if touched else None,
    }
