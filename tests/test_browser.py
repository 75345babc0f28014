"""Where the tests of the page get their browser from; each way in a process of its own."""

import http.server
import io
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ASK = "from tests.browser import executable; print(executable({!r}))"
NOWHERE = "http://127.0.0.1:9"
STARTS = "#!/bin/sh\necho Chromium 156\n"
STUB = "#!/bin/sh\necho 'Install the snap first.' >&2\nexit 1\n"
APT = """#!/bin/sh
echo "$@" >> "$0.log"
[ "$1" = install ] || exit 0
printf '#!/bin/sh\\necho Chromium\\n' > {0}/chromium
{1} +x {0}/chromium
"""
CHMOD = "/bin/chmod"
FETCH = """
from playwright.sync_api import sync_playwright
from tests.browser import executable
with sync_playwright() as playwright:
    print(executable(playwright.chromium.executable_path))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The one folder in which programs are looked for."""
    found = tmp_path / "bin"
    found.mkdir()
    return found


def program(path: Path, name: str, text: str) -> Path:
    found = path / name
    found.write_text(text)
    found.chmod(0o755)
    return found


def asked(path: Path, *command: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """What a process says that finds nothing but what lies in that folder."""
    alone = {"PATH": str(path), "PLAYWRIGHT_BROWSERS_PATH": str(path.parent / "fetched")}
    alone |= {"PLAYWRIGHT_DOWNLOAD_HOST": NOWHERE, "TMPDIR": str(path.parent)}
    return subprocess.run(
        [sys.executable, *(command or ("-c", ASK.format(str(path.parent / "own"))))],
        env=alone | env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_an_installed_one_is_taken(path: Path) -> None:
    chrome = program(path, "google-chrome", STARTS)
    assert asked(path).stdout.strip() == str(chrome)


def test_one_that_does_not_start_is_passed_over(path: Path) -> None:
    program(path, "chromium-browser", STUB)
    own = program(path.parent, "own", STARTS)
    assert asked(path).stdout.strip() == str(own)


def test_where_there_is_none_playwright_fetches_its_own(path: Path, downloads: str) -> None:
    ran = asked(path, "-c", FETCH, PLAYWRIGHT_DOWNLOAD_HOST=downloads)
    assert ran.stdout.startswith(str(path.parent / "fetched")), ran.stderr
    assert Path(ran.stdout.strip()).read_text() == STARTS


def test_debians_package_is_taken_where_it_may_be_installed(path: Path) -> None:
    apt = program(path, "apt-get", APT.format(path, CHMOD))
    ran = asked(path)
    if os.geteuid() == 0:
        assert ran.stdout.strip() == str(path / "chromium")
        commands = Path(f"{apt}.log").read_text().splitlines()
        assert [line.split()[0] for line in commands] == ["update", "install"]
    else:
        assert "NoBrowser" in ran.stderr
        assert not Path(f"{apt}.log").exists()


def test_where_none_can_be_had_one_line_says_what_to_do(path: Path) -> None:
    ran = asked(path, "-m", "tests.browser")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert len(ran.stderr.splitlines()) == 1
    assert "install one (Debian, Ubuntu: apt install chromium)" in ran.stderr


@pytest.fixture
def downloads(path: Path) -> Iterator[str]:
    """A place that has playwright's archive, with a browser in it that only tells its version."""
    script = (
        "from playwright.sync_api import sync_playwright as begin\n"
        "with begin() as playwright: print(playwright.chromium.executable_path)"
    )
    own = Path(asked(path, "-c", script).stdout.strip()).relative_to(path.parent / "fetched")
    packed = archive(str(Path(*own.parts[1:])), "ffmpeg-linux", "ffmpeg-mac")

    class Archive(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(packed)))
            self.end_headers()
            self.wfile.write(packed)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Archive) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def archive(*names: str) -> bytes:
    """A zip of programs with these names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o755 << 16
            zipped.writestr(entry, STARTS)
    return packed.getvalue()
