"""Importing 8,800 rows: time and peak memory beside Python's csv module on the same file.

Each run is a process of its own; what is printed are medians of three, and ratios.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)

import json
import os
import statistics
import subprocess
import tempfile

ROOT = Path(__file__).parents[1]

from tests.bot.imports.pipeline import Pipeline, pipeline
from tests.postgres import PostgresServer

TIMES = 3
MEASURED = """
import json, resource, sys, time
began = time.perf_counter()
{work}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.perf_counter() - began, peak]), file=sys.stderr)
"""
READ = """
import csv
with open({path!r}, encoding="utf-8", newline="") as file:
    rows = sum(1 for row in csv.DictReader(file))
"""
LOAD = "from bot.console import importing\n"
IMPORT = """
from bot.cli import main
main({arguments!r}, standalone_mode=False)
"""


def measured(work: str, url: str = "") -> tuple[float, float]:
    env = os.environ | {"PYTHONPATH": str(ROOT), "DATABASE_URL": url}
    code = MEASURED.format(work=work)
    # A shell between: Linux counts the memory of whoever starts a process as its own peak.
    command = ["sh", "-c", '"$0" -c "$1"; exit $?', sys.executable, code]
    told = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    seconds, peak = json.loads(told.stderr.splitlines()[-1])
    return seconds, peak


def medians(runs: list[tuple[float, float]]) -> tuple[float, float]:
    return tuple(statistics.median(values) for values in zip(*runs, strict=True))


def say(what: str, found: tuple[float, float], floor: tuple[float, float]) -> None:
    times, memory = found[0] / floor[0], found[1] / floor[1]
    print(
        f"{what:34}{found[0]:8.3f} s {found[1]:7.1f} MB   {times:6.1f}x time {memory:5.2f}x memory"
    )


def compare(made: Pipeline, folder: Path, server: PostgresServer) -> None:
    floor = medians([measured(READ.format(path=str(made.deals))) for _ in range(TIMES)])
    say("csv module, reading alone", floor, floor)
    say("the program started, no rows", medians([measured(LOAD) for _ in range(TIMES)]), floor)
    work = IMPORT.format(arguments=["import", *made.arguments])
    for kind in ("sqlite", "postgresql"):
        first, second = [], []
        for number in range(TIMES):
            url = f"sqlite:///{folder}/{number}.db"
            url = url if kind == "sqlite" else server.fresh_database()
            first.append(measured(work, url))
            second.append(measured(work, url))
        say(f"{kind}: first import", medians(first), floor)
        say(f"{kind}: the same file again", medians(second), floor)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name, PostgresServer() as server:
        compare(pipeline(Path(name)), Path(name), server)
