"""What manifest.yml promises: the hint of /deal, the shortcuts, the events that arrive."""

import importlib.resources
import re
from dataclasses import dataclass
from pathlib import Path

BESIDE = Path(__file__).parents[2] / "manifest.yml"
HINT = re.compile(r"^ +usage_hint: (.+)$", re.MULTILINE)
SHORTCUTS = re.compile(r"^  shortcuts:\n((?:    .*\n)+)", re.MULTILINE)
EVENTS = re.compile(r"^    bot_events:\n((?:      - .+\n)+)", re.MULTILINE)
PAIR = re.compile(r"^\s*(?:- )?(\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Something in Slack's own menus; `on_message` tells in which."""

    callback_id: str
    name: str
    on_message: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """The part of the manifest that people see."""

    hint: str
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]


def manifest(text: str | None = None) -> Manifest:
    """What the text of a manifest promises; without one, what the product's own does."""
    text = own() if text is None else text
    hint, events, shortcuts = HINT.search(text), EVENTS.search(text), SHORTCUTS.search(text)
    items = re.split(r"^    - ", shortcuts[1], flags=re.MULTILINE)[1:] if shortcuts else []
    named = [dict(PAIR.findall(item)) for item in items]
    return Manifest(
        hint=_plain(hint[1]) if hint else "",
        shortcuts=tuple(
            Shortcut(_plain(one["callback_id"]), _plain(one["name"]), one["type"] == "message")
            for one in named
        ),
        events=frozenset(line.strip("- ") for line in events[1].splitlines())
        if events
        else frozenset(),
    )


def own() -> str:
    """The manifest beside the package in a wheel, at the top of a checkout."""
    packed = importlib.resources.files("bot").joinpath("manifest.yml")
    if packed.is_file():
        return packed.read_text(encoding="utf-8")
    return BESIDE.read_text(encoding="utf-8")


def _plain(value: str) -> str:
    return value.strip().strip("\"'")
