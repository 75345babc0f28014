"""The playground as somebody in front of a terminal has it."""

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.main import build
from bot.playground.stage import Stage, staged
from bot.playground.terminal import play

Told = Callable[..., str]


@pytest.fixture
def told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Told:
    """Plays the lines of a script; gives what was printed."""

    def run(*lines: str) -> str:
        script = tmp_path / "script.txt"
        script.write_text("\n".join(lines), encoding="utf-8")
        play(build, script)
        return _said(capfd)

    return run


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Told:
    """Types lines after the story; gives what was printed from the first prompt on."""

    def run(*lines: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        play(build)
        return _said(capfd).partition("Now you.")[2]

    return run


@pytest.fixture
def stage() -> Iterator[Stage]:
    """The playground without a screen, at its first morning."""
    with staged(build) as found:
        yield found


@pytest.fixture(autouse=True)
def emptied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Nothing of a demo is left behind."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


def _said(capfd: pytest.CaptureFixture[str]) -> str:
    out, err = capfd.readouterr()
    assert err == "", "a demo prints its conversation and nothing else"
    return out
