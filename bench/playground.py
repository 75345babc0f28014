"""How soon the playground is there, and how quickly it answers.

Ready is told twice, beside the time that importing Bolt and the ORM takes in the same run: when the
page is served, which one can read while it says that the story is being told; and when the story
stands and a first command is answered, which takes all of the product's imports, forty deals told
through its use cases, two lists and a recap. Then mixed interactions over HTTP beside a static page
from the same server. Everything is started once before, so that Python has compiled its modules, as
an installation does. What carries from one machine to the next are the ratios.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)

import atexit
import http.client
import itertools
import json
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

FLOOR = (
    "import time; began = time.perf_counter(); import slack_bolt, sqlalchemy, sqlalchemy.orm; "
    "print(time.perf_counter() - began)"
)
SCRIPT = "from bot.cli import main; main(prog_name='deal-coach')"
WHERE = re.compile(r"http://localhost:(\d+)")
STARTS = 5
INTERACTIONS = 200
MOST_TIMES_FLOOR = 2.0
MOST_MS = 150.0
ANNA, DIRECT = "U0ANNA", "D0ANNA"

Json = dict[str, Any]


class Line:
    """A connection that is kept, as a browser keeps its own."""

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path: str) -> bytes:
        """What is there."""
        self._http.request("GET", path)
        return self._http.getresponse().read()

    def does(self, what: str, **fields: Any) -> Json:
        """Something that works."""
        body = json.dumps({"as": ANNA, "what": what, **fields})
        self._http.request("POST", "/do", body, {"content-type": "application/json"})
        answer: Json = json.loads(self._http.getresponse().read())
        assert answer["ok"], answer
        return answer


@contextmanager
def demo() -> Iterator[tuple[Line, float, float]]:
    """A running playground: a line to it, and how long page and first command took."""
    with tempfile.TemporaryDirectory() as folder:
        env = compiled() | {"PORT": "0", "TMPDIR": folder}
        began = time.perf_counter()
        ran = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, "demo"], env=env, stdout=subprocess.PIPE, text=True
        )
        try:
            assert ran.stdout is not None
            found = WHERE.search(ran.stdout.readline())
            assert found is not None
            line = Line(int(found[1]))
            assert b"<!doctype html>" in line.get("/").lower()
            page = time.perf_counter() - began
            line.does("command", place=DIRECT, text="show polar")
            yield line, page, time.perf_counter() - began
        finally:
            ran.terminate()
            ran.communicate()


def floor() -> float:
    """Seconds for the two imports alone, in a process of their own."""
    told = subprocess.run(
        [sys.executable, "-c", FLOOR], capture_output=True, text=True, check=True, env=compiled()
    )
    return float(told.stdout)


@cache
def compiled() -> dict[str, str]:
    """An environment in which modules are compiled once, into a folder of its own."""
    kept = {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    folder = tempfile.mkdtemp(prefix="deal-coach-bench-")
    atexit.register(shutil.rmtree, folder)
    return kept | {"PYTHONPYCACHEPREFIX": folder}


def interactions(line: Line) -> Iterator[Callable[[], Any]]:
    """What people do, over and over: commands, a form that opens and closes, a menu, Home, time."""

    def form() -> None:
        view = line.does("command", place=DIRECT, text="log")["state"]["modals"][-1]
        block = view["blocks"][0]
        ids = {"block_id": block["block_id"], "action_id": block["element"]["action_id"]}
        line.does("options", view=view["id"], value="ca", **ids)
        line.does("close", view=view["id"])

    for number in itertools.count():
        yield lambda n=number: line.does(  # type: ignore[misc]
            "command", place=DIRECT, text=f'log casa call "part {n}" then in 3 days "call again"'
        )
        yield lambda: line.does("open_home")
        yield form
        yield lambda: line.does("command", place=DIRECT, text="show polar")
        yield lambda n=number: line.does("command", place=DIRECT, text=f"add Deal {n} 12k")  # type: ignore[misc]
        yield lambda: line.does("command", place=DIRECT, text="undo")
        yield lambda: line.does("travel", to="+1h")
        yield lambda: line.get("/state")


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[18]


def main() -> None:
    floors, pages, stories = [], [], []
    with demo() as (_, page, story):
        print(f"never started before: page {page:.2f} s, first command {story:.2f} s")
    for _ in range(STARTS):
        floors.append(floor())
        with demo() as (line, page, story):
            pages.append(page)
            stories.append(story)
    base = statistics.median(floors)
    for name, seconds in (("page served", pages), ("first command answered", stories)):
        took = statistics.median(seconds)
        print(
            f"{name:<22} {took:5.2f} s = {took / base:4.1f} × the import of Bolt and the ORM"
            f" ({base:4.2f} s)"
            + (f" (target ≤ {MOST_TIMES_FLOOR:.0f})" if seconds is pages else "")
        )
    with demo() as (line, _, _):
        static = [timed(lambda: line.get("/page/app.js")) for _ in range(INTERACTIONS)]
        done = [timed(work) for work in itertools.islice(interactions(line), INTERACTIONS)]
    print(
        f"interactions  p50 {statistics.median(done):5.1f} ms, p95 {p95(done):5.1f} ms"
        f" (target < {MOST_MS:.0f}); a static file of the same server: p95 {p95(static):4.1f} ms"
    )


if __name__ == "__main__":
    main()
