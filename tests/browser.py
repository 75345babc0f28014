"""Finds a Chromium for the tests that look at the page, and gets one where there is none.

`python -m tests.browser` does so before the tests begin, and says in one line what is missing.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = (
    "The page's tests need Chromium or Chrome, and none that starts could be found or fetched: "
    "install one (Debian, Ubuntu: apt install chromium), or as root run "
    "`.venv/bin/playwright install --with-deps chromium`."
)
FETCH_SECONDS = 900
START_SECONDS = 60


class NoBrowser(Exception):
    """There is no browser, and none could be had."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium, closed at the end."""
    with sync_playwright() as playwright:
        path = executable(playwright.chromium.executable_path)
        # A container has neither a user to shield nor a large /dev/shm.
        flags = ["--no-sandbox", "--disable-dev-shm-usage"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()


@cache
def executable(own: str) -> str:
    """Where it is: installed, playwright's own, or fetched just now; raises NoBrowser."""
    found = _installed(own)
    if found is None:
        with _alone():
            found = _installed(own) or _fetched(own)
    if found is None:
        raise NoBrowser(MISSING)
    return found


def _installed(own: str) -> str | None:
    named = filter(None, map(shutil.which, NAMES))
    return next((path for path in (*named, own) if _starts(path)), None)


def _starts(path: str) -> bool:
    """Ubuntu's package is a stub, and what playwright fetched may lack the system's libraries."""
    return Path(path).exists() and _runs(path, "--version", seconds=START_SECONDS)


def _fetched(own: str) -> str | None:
    for fetch in (_fetch_with_playwright, _fetch_with_apt):
        fetch()
        found = _installed(own)
        if found is not None:
            return found
    return None


def _fetch_with_playwright() -> None:
    _runs(sys.executable, "-m", "playwright", "install", "--no-shell", "chromium")


def _fetch_with_apt() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        _runs("apt-get", "update")
        _runs("apt-get", "install", "-y", "--no-install-recommends", "chromium")


def _runs(*command: str, seconds: float = FETCH_SECONDS) -> bool:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        ran = subprocess.run(command, capture_output=True, timeout=seconds, check=False, env=env)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0


@contextmanager
def _alone() -> Iterator[None]:
    """Two test processes do not fetch at once: the second finds what the first has brought."""
    with open(Path(tempfile.gettempdir(), f"deal-coach-browser-{os.geteuid()}"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> None:
    """Looks for one."""
    try:
        with chromium():
            return
    except NoBrowser as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
