"""From a signed request to its acknowledgement: /deal log beside an empty Bolt listener.

Both run in this process, in the same run: what is printed are ratios, which carry from one
machine to the next. CPU is this process's, for one sender at a time; p50 and p99 are for 16 at
once, each on a deal of its own, through the same dispatch that the web server calls.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)

import hashlib
import hmac
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

from bot.main import Bot, build
from bot.settings import Settings
from bot.usecases.joining import Profile, join
from tests.postgres import PostgresServer

SECRET = "the-secret-of-the-bench"
TEAM, USER = "T0BENCH", "U0BENCH"
SENDERS = 16
ROUNDS = 640
BLOCK, BLOCKS = 40, 15
TARGETS = {"sqlite": 15.0, "postgresql": 30.0}
MOST_SPREAD = 3.0
MOST_SECONDS = 1.0

Send = Callable[[str, int], float]


def request(line: str, number: int) -> BoltRequest:
    body = urlencode(
        {
            "command": "/deal",
            "text": line,
            "user_id": USER,
            "team_id": TEAM,
            "trigger_id": f"{number}.{time.perf_counter_ns()}",
            "response_url": "https://hooks.slack.com/commands/T/1/x",
        }
    )
    moment = str(int(time.time()))
    signed = hmac.new(SECRET.encode(), f"v0:{moment}:{body}".encode(), hashlib.sha256).hexdigest()
    headers: dict[str, str | list[str]] = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-signature": f"v0={signed}",
        "x-slack-request-timestamp": moment,
    }
    return BoltRequest(body=body, headers=headers)


def sender(app: App) -> Send:
    def send(line: str, number: int) -> float:
        asked = request(line, number)
        before = time.perf_counter()
        answer = app.dispatch(asked)
        took = time.perf_counter() - before
        assert answer.status == 200, answer.body
        assert "Logged" in answer.body or "Added" in answer.body or answer.body == "ok", answer.body
        return took

    return send


def empty_app() -> App:
    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-none")

    app = App(signing_secret=SECRET, authorize=authorize, process_before_response=True)

    @app.command("/deal")
    def listener(ack):  # type: ignore[no-untyped-def]
        ack("ok")

    return app


def bot_on(url: str) -> Bot:
    settings = Settings(
        requests_a_minute=0,
        _env_file=None,  # type: ignore[call-arg]
        database_url=url,
        slack_signing_secret=SECRET,
        slack_api_url="http://127.0.0.1:9/api/",
    )
    bot = build(settings)
    with bot.runtime.database.everywhere.begin() as session:
        join(session, TEAM, "bench", Profile(USER, "Ann", "Europe/Lisbon"), bot.runtime.now())
    send = sender(bot.app)
    for number in range(SENDERS):
        send(f"add Deal{number:02} 12k close in 3 weeks stage opportunity", number)
    return bot


def log_line(sender_number: int, number: int) -> str:
    return (
        f'log deal{sender_number:02} call "spoke about part {number}" then in 3 days "call again"'
    )


def cpu_block(send: Send, line: Callable[[int], str], first: int) -> float:
    before = time.process_time()
    for number in range(first, first + BLOCK):
        send(line(number), 0)
    return (time.process_time() - before) / BLOCK


def paired(send: Send, floor: Send) -> tuple[float, float]:
    """CPU of one log and its ratio to the floor: medians over blocks that take turns."""
    took, ratios = [], []
    for block in range(BLOCKS + 1):
        at_floor = cpu_block(floor, lambda _number: "", 0)
        mine = cpu_block(send, lambda number: log_line(0, number), block * BLOCK)
        if block:  # the first one warms up
            took.append(mine)
            ratios.append(mine / at_floor)
    return statistics.median(took), statistics.median(ratios)


def at_once(send: Send, senders: int) -> list[float]:
    took: list[float] = []

    def work(one: int) -> None:
        took.extend(send(log_line(one, number), one) for number in range(ROUNDS // senders))

    threads = [threading.Thread(target=work, args=(one,)) for one in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def percentiles(took: list[float]) -> tuple[float, float, float]:
    cuts = statistics.quantiles(took, n=100)
    return cuts[49], cuts[98], max(took)


def measure(name: str, url: str, floor: Send) -> None:
    bot = bot_on(url)
    send = sender(bot.app)
    cpu, ratio = paired(send, floor)
    print(
        f"{name:<11} CPU {cpu * 1e6:6.0f} µs = {ratio:4.1f} × an empty Bolt listener"
        f" (target ≤ {TARGETS[name]:.0f})"
    )
    for senders in (1, SENDERS):
        p50, p99, most = percentiles(at_once(send, senders))
        print(
            f"{name:<11} {senders:>2} at once: p50 {p50 * 1e3:6.2f} ms, p99 {p99 * 1e3:6.2f} ms"
            f" = {p99 / p50:4.1f} × (target ≤ {MOST_SPREAD:.0f} at {SENDERS}),"
            f" slowest {most * 1e3:5.0f} ms (target < {MOST_SECONDS * 1e3:.0f})"
        )
    bot.close()


def main() -> None:
    floor = sender(empty_app())
    with tempfile.TemporaryDirectory() as folder:
        measure("sqlite", f"sqlite:///{folder}/bench.db", floor)
    with PostgresServer(durable=True) as server:
        measure("postgresql", server.fresh_database(), floor)


if __name__ == "__main__":
    main()
