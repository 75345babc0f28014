"""Which HTTP server should carry a synchronous Bolt app: speed, memory, slow listeners, stopping.

Each candidate that is installed serves the same small app in a process of its own, on loopback;
another process sends signed slash commands over keep-alive connections. Run it with --help.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)

import argparse
import importlib.util
import multiprocessing
import os
import selectors
import signal
import socket
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing.pool import Pool
from typing import cast

import psutil  # type: ignore[import-untyped]

from bench._served import CANDIDATES, THREADS, app, bolt_answer, signed

FAST, SLOW, SLOWEST = "fast", "slow", "slowest"
SLOW_SECONDS = 0.05
SENDERS = 16
START_SECONDS = 20.0
LOADS = {"1 sender": (FAST, 1), "16 senders": (FAST, SENDERS), "50 ms": (SLOW, SENDERS)}


@dataclass
class Round:
    """What one load showed: requests a second, latencies, CPU of the server per request."""

    rate: float
    latencies: list[float]
    cpu: float

    def percentile(self, share: float) -> float:
        """The latency that this share of the requests did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


@dataclass
class Served:
    """A running server."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    peak: int = 0
    health: list[float] = field(default_factory=list)
    rounds: dict[str, list[Round]] = field(default_factory=dict)

    def family(self) -> list[psutil.Process]:
        """The server's process and its children."""
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def cpu(self) -> float:
        """CPU seconds used so far, by every process of the server."""
        times = [process.cpu_times() for process in self.family()]
        return float(sum(time.user + time.system for time in times))

    def weigh(self) -> None:
        """Note the memory in use if it is more than before."""
        self.peak = max(self.peak, sum(process.memory_info().rss for process in self.family()))


def request(text: str) -> bytes:
    """A whole HTTP request, signed now."""
    body, headers = signed(text)
    lines = ["POST /slack/events HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", body]).encode()


def complete(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(body) >= int(line.split(b":")[1])
    return answer.endswith(b"0\r\n\r\n")


def load(port: int, text: str, senders: int, seconds: float) -> list[float]:
    """Keep so many requests in flight for a while; gives the latencies."""
    wanted, latencies = request(text), []
    until = time.perf_counter() + seconds
    with selectors.DefaultSelector() as selector:
        for _ in range(senders):
            sock = socket.create_connection(("127.0.0.1", port))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(sock, selectors.EVENT_READ, [time.perf_counter(), b""])
            sock.sendall(wanted)
        while selector.get_map():
            for key, _ in selector.select(5):
                state, sock = key.data, cast(socket.socket, key.fileobj)
                heard = sock.recv(65536)
                if not heard:
                    raise RuntimeError("The server closed a keep-alive connection.")
                state[1] += heard
                if not complete(state[1]):
                    continue
                now = time.perf_counter()
                if not state[1].startswith(b"HTTP/1.1 200"):
                    raise RuntimeError(state[1].decode())
                latencies.append(now - state[0])
                if now < until:
                    state[:] = [now, b""]
                    sock.sendall(wanted)
                else:
                    selector.unregister(sock)
                    sock.close()
    return latencies


def measure(pool: Pool, served: Served, name: str, seconds: float) -> None:
    """Put one load on one server and note what it showed."""
    text, senders = LOADS[name]
    before, start = served.cpu(), time.perf_counter()
    latencies = pool.apply(load, (served.port, text, senders, seconds))
    elapsed = time.perf_counter() - start
    used = served.cpu() - before
    served.weigh()
    found = Round(len(latencies) / elapsed, latencies, used / len(latencies))
    served.rounds.setdefault(name, []).append(found)


def probe(pool: Pool, served: Served, seconds: float) -> None:
    """Time health checks while listeners wait for threads."""
    busy = pool.apply_async(load, (served.port, SLOW, 2 * THREADS, seconds))
    time.sleep(seconds / 4)
    while not busy.ready():
        begun = time.perf_counter()
        with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/health", timeout=10) as answer:
            answer.read()
        served.health.append(time.perf_counter() - begun)
        time.sleep(0.01)
    busy.get()


@contextmanager
def start(name: str) -> Iterator[Served]:
    """A candidate in a process of its own, ready to answer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", __file__, "--serve", name, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            load(port, FAST, 1, 0.1)
        except OSError:
            time.sleep(0.05)
        else:
            break
    try:
        yield Served(name, port, process)
    finally:
        process.kill()
        process.wait()


def stop(served: Served) -> str:
    """Send SIGTERM while a listener works; is its request answered, and when is the server gone?"""
    with socket.create_connection(("127.0.0.1", served.port)) as sock:
        sock.settimeout(10)
        sock.sendall(request(SLOWEST))
        time.sleep(0.2)
        begun = time.perf_counter()
        served.process.send_signal(signal.SIGTERM)
        try:
            answered = sock.recv(65536).startswith(b"HTTP/1.1 200")
        except OSError:
            answered = False
    try:
        served.process.wait(15)
    except subprocess.TimeoutExpired:
        served.process.kill()
        served.process.wait()
        return "answered, never gone" if answered else "not answered, never gone"
    gone = time.perf_counter() - begun
    return f"{'answered' if answered else 'NOT answered'}, gone after {gone:.1f} s"


def bare(seconds: float) -> float:
    """CPU seconds of one dispatch with no server around it."""
    tiny = app()
    body, headers = signed(FAST)
    count, until, begun = 0, time.perf_counter() + seconds, time.process_time()
    while time.perf_counter() < until:
        bolt_answer(tiny, body, headers)
        count += 1
    return (time.process_time() - begun) / count


def median(values: list[Round], of: Callable[[Round], float]) -> float:
    return statistics.median(of(value) for value in values)


def row(served: Served, ending: str) -> str:
    cells = [f"{served.name:28}"]
    for rounds in served.rounds.values():
        cells += [
            f"{median(rounds, lambda r: r.rate):6.0f}/s",
            f"{median(rounds, lambda r: r.percentile(0.5)) * 1e3:6.2f}",
            f"{median(rounds, lambda r: r.percentile(0.99)) * 1e3:6.2f} ms",
            f"{median(rounds, lambda r: r.cpu) * 1e6:5.0f} µs |",
        ]
    health = f"{statistics.median(served.health) * 1e3:5.1f} ms |"
    return " ".join([*cells, health, f"{served.peak / 1e6:4.0f} MB | {ending}"])


def run(rounds: int, seconds: float) -> None:
    missing = [name for name, c in CANDIDATES.items() if not all(map(installed, c.needs))]
    present = [name for name in CANDIDATES if name not in missing]
    print(
        f"Dispatch without a server: {bare(seconds) * 1e6:.0f} µs of CPU; {THREADS} threads each."
    )
    print("Not installed:", ", ".join(missing) or "none")
    with ExitStack() as stack:
        pool = stack.enter_context(multiprocessing.get_context("spawn").Pool(1))
        running = [stack.enter_context(start(name)) for name in present]
        for _ in range(rounds):
            for load_name in LOADS:
                for served in running:
                    measure(pool, served, load_name, seconds)
            for served in running:
                probe(pool, served, seconds)
        print(f"Each: rate, p50, p99, CPU per request, under {', '.join(LOADS)};")
        print("a health check's p50 while twice as many listeners work as there are threads;")
        print("memory; SIGTERM while a listener works")
        for served in running:
            print(row(served, stop(served)))


def installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="length of one load")
    parser.add_argument("--serve", choices=list(CANDIDATES), help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.pop("PYTHONWARNINGS", None)
    if options.serve:
        CANDIDATES[options.serve].serve(options.port)
    else:
        run(options.rounds, options.seconds)


if __name__ == "__main__":
    main()
