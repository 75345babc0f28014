"""A pipeline of 8,800 rows comes in with one command, once, whatever interrupts it."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.bot.imports.office import counted, everything, imports, rows
from tests.bot.imports.pipeline import Pipeline, pipeline
from tests.bot.process import SCRIPT, environment

HALF = 5000
"""Rows: enough to be interrupted between two batches."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return pipeline(tmp_path_factory.mktemp("pipeline"))


def test_every_figure_of_the_file_comes_out_of_the_database(
    made: Pipeline, database_url: str
) -> None:
    told = imports(database_url, *made.arguments)
    assert told == "8,800 rows: 8,800 added, 0 changed, 0 as before, 0 rejected.\n"
    names = dict(rows(database_url, "id", "name", table="members"))
    found = rows(database_url, "owner_id", "product", "segment", "outcome", "closed_on", "amount")
    assert Counter(outcome for _, _, _, outcome, _, _ in found) == {
        "won": 4238, "lost": 2473, None: 2089,
    }  # fmt: skip
    assert counted((names[owner], outcome) for owner, _, _, outcome, _, _ in found) == made.agents
    assert counted((product, outcome) for _, product, _, outcome, _, _ in found) == made.sold
    assert Counter(segment or "" for _, _, segment, _, _, _ in found) == made.sectors
    quarters = Counter(
        (f"{closed.year}Q{(closed.month + 2) // 3}", outcome)
        for _, _, _, outcome, closed, _ in found
        if closed
    )
    assert quarters == made.quarters
    assert all(amount for *_, amount in found)

    before = rows(database_url, "id", "verb", table="audit")
    told = imports(database_url, *made.arguments)
    assert told == "8,800 rows: 0 added, 0 changed, 8,800 as before, 0 rejected.\n"
    assert rows(database_url, "id", "verb", table="audit") == before


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return pipeline(tmp_path_factory.mktemp("half"), HALF)


def test_an_import_that_was_killed_is_finished_by_the_next(
    half: Pipeline, database_url: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", SCRIPT, "import", *half.arguments]
    env = environment(DATABASE_URL=database_url)
    process = subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.DEVNULL)
    stored = 0
    while stored == 0 and process.poll() is None:
        time.sleep(0.02)
        stored = _stored(database_url)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    halfway = _stored(database_url)
    assert 0 < halfway < HALF
    assert halfway % 1000 == 0

    told = imports(database_url, *half.arguments)
    assert told == (
        f"{HALF:,} rows: {HALF - halfway:,} added, 0 changed, {halfway:,} as before, 0 rejected.\n"
    )
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    imports(fresh, *half.arguments)
    assert _state(database_url, tmp_path / "killed") == _state(fresh, tmp_path / "whole")


def _stored(url: str) -> int:
    from sqlalchemy.exc import DatabaseError

    from storage.database import NotStored

    try:
        return len(rows(url, "id"))
    except (NotStored, DatabaseError):  # its tables are not made yet
        return 0


def _state(url: str, folder: Path) -> dict[str, list[tuple[str, ...]]]:
    """All that the file told, and nothing of when it was told."""
    found = everything(url, folder)
    engaged = {deal["id"] for deal in found["deals"] if deal["created_at"] < "2020"}
    names = (
        *("name", "amount", "currency", "stage", "owner", "outcome", "closed_on"),
        *("product", "segment", "buying_stage", "decision_on"),
    )
    keys = {row["deal_id"]: row["key"] for row in found["imported"]}
    return {
        "deals": sorted(tuple(deal[name] for name in names) for deal in found["deals"]),
        "began": sorted(
            (keys[deal["id"]], deal["created_at"])
            for deal in found["deals"]
            if deal["id"] in engaged
        ),
        "imported": sorted((row["key"], row["said"]) for row in found["imported"]),
        "moves": sorted(
            (keys[move["deal_id"]], move["at"], move["to_stage"], move["to_outcome"])
            for move in found["stage_moves"]
            if move["deal_id"] in engaged
        ),
        "members": sorted((member["name"],) for member in found["members"]),
    }
