"""manifest.yml is what Slack accepts, what the routes answer, and what the calls need."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk import WebClient

from bot import doctor, routes
from bot import manifest as written
from tests.bot.process import ROOT, environment

NEEDS = {
    "api.test": set(),
    "auth.test": set(),
    "chat.postMessage": {"chat:write", "chat:write.public"},
    "chat.update": {"chat:write"},
    "conversations.history": {"im:history", "channels:history", "groups:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "oauth.v2_access": set(),
    "conversations.replies": {"channels:history", "groups:history"},
    "files.info": {"files:read"},
    "files.upload_v2": {"files:write"},
    "users.info": {"users:read", "users:read.email"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
"""The scopes of each Web API method that the bot calls, as docs.slack.dev names them."""

ELSEWHERE = {"commands"}
"""For /deal itself."""


@pytest.fixture
def manifest() -> dict[str, Any]:
    loaded = yaml.safe_load(written.manifest())
    assert isinstance(loaded, dict)
    return loaded


def called() -> set[str]:
    """Every Web API method that the bot's code names."""
    known = {name for name in dir(WebClient) if "_" in name.strip("_")}
    files = [path for path in (ROOT / "bot").rglob("*.py") if "playground" not in path.parts]
    named = {
        node.attr
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in known
    }
    return {name.replace("_", ".", 1) for name in named} - {"api.call"}


def test_slack_accepts_what_is_written_there(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]
    assert 1 <= len(shown["name"]) <= 35
    assert 1 <= len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert len(shown["background_color"].removeprefix("#")) in (3, 6)
    assert int(shown["background_color"].removeprefix("#"), 16) < 0x808080
    assert 1 <= len(manifest["features"]["bot_user"]["display_name"]) <= 80
    for command in manifest["features"]["slash_commands"]:
        assert command["command"].startswith("/")
        assert len(command["command"]) <= 32
        assert 1 <= len(command["description"]) <= 2000
        assert 1 <= len(command["usage_hint"]) <= 1000
    shortcuts = manifest["features"].get("shortcuts", [])
    assert len(shortcuts) <= 10
    for shortcut in shortcuts:
        assert 1 <= len(shortcut["name"]) <= 24
        assert 1 <= len(shortcut["description"]) <= 150
        assert shortcut["type"] in ("message", "global")


def test_its_sections_are_those_that_slack_knows(manifest: dict[str, Any]) -> None:
    assert manifest.keys() == {
        "_metadata",
        "display_information",
        "features",
        "oauth_config",
        "settings",
    }
    assert manifest["settings"].keys() <= {
        "event_subscriptions",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
    }


def test_it_names_what_the_routes_answer(manifest: dict[str, Any]) -> None:
    features, settings = manifest["features"], manifest["settings"]
    assert [command["command"] for command in features["slash_commands"]] == [routes.COMMAND]
    assert set(settings["event_subscriptions"]["bot_events"]) == {*routes.EVENTS, *routes.NEWS}
    named = {shortcut["callback_id"] for shortcut in features.get("shortcuts", [])}
    assert named == set(getattr(routes, "SHORTCUTS", {}))
    assert settings["interactivity"]["is_enabled"] is bool(routes.ACTIONS or routes.FORMS)
    assert ("message_menu_options_url" in settings["interactivity"]) is bool(routes.MENUS)


def test_home_and_the_direct_line_are_open(manifest: dict[str, Any]) -> None:
    home = manifest["features"]["app_home"]
    assert home["home_tab_enabled"] is ("app_home_opened" in routes.EVENTS)
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False  # /deal is typed there


def test_people_and_channels_arrive_as_ids(manifest: dict[str, Any]) -> None:
    assert manifest["features"]["slash_commands"][0]["should_escape"] is True


def test_both_ways_in_lead_to_the_same_address(manifest: dict[str, Any]) -> None:
    settings = manifest["settings"]
    addresses = {
        manifest["features"]["slash_commands"][0]["url"],
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        settings["interactivity"]["message_menu_options_url"],
    }
    (address,) = addresses
    assert address.startswith("https://")
    assert address.endswith("/slack/events")
    assert settings["socket_mode_enabled"] is True


def test_it_asks_for_the_scopes_that_the_calls_need_and_no_more(manifest: dict[str, Any]) -> None:
    assert called() == set(NEEDS)
    needed = set().union(*(NEEDS[method] for method in called())) | ELSEWHERE
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed
    assert doctor.scopes() == needed


def test_it_travels_in_the_wheel_with_all_that_is_no_python(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert "bot/manifest.yml" in packed
    own = {
        str(path.relative_to(ROOT))
        for package in ("bot", "coaching", "storage")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == own | {"bot/manifest.yml"}
    look = (
        "import sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from bot import doctor\n"
        "assert doctor.__file__.startswith(sys.argv[1]), doctor.__file__\n"
        "print(doctor.scopes())\n"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-c", look, str(wheel)],
        env=environment(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ast.literal_eval(told.stdout) == doctor.scopes()
