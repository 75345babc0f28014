"""Finds a Chromium for the tests that look at the page, and gets one where there is none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = (
    "The page's tests need Chromium or Chrome, and none could be found or fetched: "
    "install one (Debian, Ubuntu: apt install chromium) or run `playwright install chromium`."
)
FETCH_SECONDS = 600


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
    """Where it is: installed, playwright's own, or fetched just now."""
    found = _installed(own)
    for fetch in (_fetch_with_playwright, _fetch_with_apt):
        if found is None:
            fetch()
            found = _installed(own)
    if found is None:
        raise NoBrowser(MISSING)
    return found


def _installed(own: str) -> str | None:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (own if Path(own).exists() else None)


def _fetch_with_playwright() -> None:
    _quietly(sys.executable, "-m", "playwright", "install", "chromium")


def _fetch_with_apt() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        _quietly("apt-get", "update")
        _quietly("apt-get", "install", "-y", "--no-install-recommends", "chromium")


def _quietly(*command: str) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=FETCH_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return
