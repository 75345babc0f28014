"""The console script, from any folder: help, db upgrade, tick and doctor."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from socket import create_server

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.doctor import APART, BYPASSED, examine
from bot.manifest import manifest, scopes
from tests.bot.app import Coach, deployed, settings_for
from tests.bot.person import Person
from tests.bot.process import ROOT, deal_coach, environment
from tests.postgres import PostgresServer
from tests.slack import ANNA, Refused, SlackServer

HEAVY = {
    "aiohttp",
    "alembic",
    "apscheduler",
    "babel",
    "dateparser",
    "pydantic",
    "rapidfuzz",
    "slack_bolt",
    "slack_sdk",
    "slackblocks",
    "sqlalchemy",
    "starlette",
    "uvicorn",
}


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["run", "--help"], ["--version"]])
def test_help_comes_without_anything_heavy(tmp_path: Path, arguments: list[str]) -> None:
    look = (
        "import json, sys\n"
        "from bot.cli import main\n"
        f"main({arguments!r}, standalone_mode=False, prog_name='deal-coach')\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", look],
        env=environment(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(ended.stdout.splitlines()[-1]))
    assert "bot" in loaded
    assert loaded & HEAVY == set()


def test_help_shows_examples_and_every_command(tmp_path: Path) -> None:
    told = deal_coach("--help", env=environment(), cwd=tmp_path)
    assert told.returncode == 0
    for line in ("deal-coach demo --terminal", "deal-coach doctor", "deal-coach run"):
        assert f"    {line}" in told.stdout
    for command in ("run", "demo", "tick", "db", "doctor"):
        assert f"\n  {command} " in told.stdout


def test_an_unknown_command_is_an_error_of_usage(tmp_path: Path) -> None:
    told = deal_coach("fly", env=environment(), cwd=tmp_path)
    assert told.returncode == 2
    assert "No such command 'fly'" in told.stderr


def test_a_tick_sends_what_is_due_and_ends(slack: SlackServer, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deals.db'}"
    with deployed(slack, url, "in process") as coach:
        Person(coach, ANNA).types("add Acme")
        soon = datetime.now(UTC) - timedelta(minutes=1)
        coach.sql(
            "UPDATE due_moments SET next_at = "
            f"(SELECT '{soon:%Y-%m-%d %H:%M:%S.%f}'), local_date = '{soon:%Y-%m-%d}'"
        )
    for sent in (1, 0):
        told = deal_coach("tick", env=environment(slack, DATABASE_URL=url), cwd=tmp_path)
        assert (told.returncode, told.stdout) == (0, f"{sent} sent.\n"), told.stderr
    (message,) = slack.messages(user=ANNA)
    assert "1. Acme:" in message.text


def words(coach: Coach, **settings: object) -> dict[str, bool]:
    """What the doctor says, and whether it is well."""
    found = examine(settings_for(coach.slack, coach.settings.database_url, **settings))
    return {finding.words: finding.good for finding in found}


def test_the_doctor_finds_a_healthy_deployment_well(coach: Coach) -> None:
    coach.slack.workspace.scopes = scopes()
    told = words(coach)
    assert all(told.values()), told
    assert "The bot token belongs to Acme as dealcoach." in told
    assert "All scopes of manifest.yml are granted." in told
    assert "The database is up to date." in told
    assert "Messages waiting: 0; set aside after five tries: 0." in told


def test_the_doctor_tells_a_role_that_sees_past_the_walls_between_workspaces(
    slack: SlackServer, postgres: PostgresServer
) -> None:
    url = postgres.fresh_database()
    with deployed(slack, url, "in process") as coach:
        assert APART in words(coach)
    told = examine(settings_for(slack, url.replace("coach@", "postgres@")))
    assert [one.words for one in told if not one.good and "row-level" in one.words] == [BYPASSED]
    postgres.drop_database(url)


def test_the_doctor_names_missing_scopes(coach: Coach) -> None:
    coach.slack.workspace.scopes = scopes() - {"im:write", "users:read"}
    told = words(coach)
    assert told["Scopes are missing: im:write, users:read. Reinstall from manifest.yml."] is False


def test_the_doctor_tells_a_wrong_token(coach: Coach) -> None:
    told = words(coach, slack_bot_token="xoxb-wrong")
    assert told["Slack did not accept the bot token: invalid_auth."] is False
    assert told["The database is up to date."] is True


def test_the_doctor_tells_that_slack_cannot_be_reached(coach: Coach) -> None:
    told = words(coach, slack_api_url="http://127.0.0.1:1/api/")
    assert [line for line, good in told.items() if not good and "Slack cannot be reached" in line]


def test_the_doctor_tells_what_is_missing(coach: Coach) -> None:
    told = words(coach, slack_bot_token=None, slack_app_token=None, slack_signing_secret=None)
    missing = [line for line, good in told.items() if not good]
    assert len(missing) == 2
    assert missing[0].startswith("SLACK_BOT_TOKEN is missing:")
    assert missing[1].startswith("Neither SLACK_APP_TOKEN (socket) nor SLACK_SIGNING_SECRET")


def test_the_doctor_tells_an_older_database(coach: Coach) -> None:
    coach.sql("UPDATE alembic_version SET version_num = '0000'")
    assert words(coach)["The database is not up to date: `deal-coach db upgrade`."] is False


def test_the_doctor_tells_a_database_that_cannot_be_used(coach: Coach, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database " * 500)
    found = examine(settings_for(coach.slack, f"sqlite:///{broken}"))
    assert [f for f in found if not f.good and f.words.startswith("The database cannot be used:")]


def test_the_doctor_tells_what_was_set_aside(coach: Coach) -> None:
    Person(coach, ANNA).types("add Acme")
    coach.slack.faults.add("chat.postMessage", Refused("invalid_blocks"), times=None)
    coach.clock.set("2026-03-03", "08:31")
    for _ in range(6):
        coach.bot.pulse.once()
        coach.clock.advance(minutes=10)
    told = words(coach)
    assert told["Messages waiting: 0; set aside after five tries: 1."] is False
    aside = "Set aside: daily list of 2026-03-03 in workspace T000ACME (invalid_blocks)."
    assert told[aside] is False


def test_the_doctor_compares_the_clocks(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    from aiohttp import helpers

    def told_at(**ahead: float) -> list[tuple[str, bool]]:
        moment = datetime.now(UTC) + timedelta(**ahead)
        monkeypatch.setattr(
            "aiohttp.web_response.rfc822_formatted_time",
            lambda: format_datetime(moment, usegmt=True),
        )
        return [(line, good) for line, good in words(coach).items() if "clock" in line]

    assert helpers.rfc822_formatted_time()
    assert [good for _, good in told_at(seconds=5)] == [True]
    ((line, good),) = told_at(minutes=4)
    assert not good
    assert line.endswith("seconds apart: set the clock (NTP).")


def test_a_database_is_made_and_found_well_from_another_folder(
    slack: SlackServer, tmp_path: Path
) -> None:
    slack.workspace.scopes = scopes()
    url = f"sqlite:///{tmp_path / 'deals.db'}"
    env = environment(slack, DATABASE_URL=url, SLACK_APP_TOKEN=slack.app_token)
    told = deal_coach("db", "upgrade", env=env, cwd=tmp_path)
    assert (told.returncode, told.stdout) == (0, "The database is up to date.\n")
    with closing(sqlite3.connect(tmp_path / "deals.db")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert {"deals", "touches", "outbox", "alembic_version"} <= tables
    told = deal_coach("doctor", env=env, cwd=tmp_path)
    assert told.returncode == 0, told.stdout
    assert {line[:4] for line in told.stdout.splitlines()} == {"ok  "}
    assert slack.workspace.token not in told.stdout + told.stderr


def test_a_deployment_that_is_not_well_is_told_with_exit_code_1(
    slack: SlackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deals.db").touch()
    settings = environment(slack, DATABASE_URL=f"sqlite:///{tmp_path / 'deals.db'}")
    told = CliRunner().invoke(main, ["doctor"], env=settings)
    assert told.exit_code == 1
    assert "MEND  The database is not up to date: `deal-coach db upgrade`." in told.stdout


def test_the_doctor_makes_no_database(slack: SlackServer, tmp_path: Path) -> None:
    settings = environment(slack, DATABASE_URL="sqlite:///new.db", SLACK_APP_TOKEN="xapp-1")
    told = deal_coach("doctor", env=settings, cwd=tmp_path)
    assert f"`deal-coach run` makes {tmp_path / 'new.db'}." in told.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_told_before_anything_is_made(
    slack: SlackServer, tmp_path: Path
) -> None:
    with create_server(("", 0)) as taken:
        port = str(taken.getsockname()[1])
        settings = environment(slack, PORT=port, SLACK_SIGNING_SECRET="x")
        told = deal_coach("run", env=settings, cwd=tmp_path)
    assert told.returncode == 2
    assert told.stderr.splitlines()[-1].startswith(f"deal-coach: PORT {port} cannot be taken")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_stops_the_start_in_one_line(slack: SlackServer, tmp_path: Path) -> None:
    (tmp_path / "deal-coach.db").write_bytes(b"this is no database " * 500)
    told = deal_coach("tick", env=environment(slack), cwd=tmp_path)
    assert told.returncode == 2
    assert "deal-coach.db is damaged" in told.stderr.splitlines()[-1]


def test_a_database_that_is_away_stops_the_start_in_one_line(
    slack: SlackServer, tmp_path: Path
) -> None:
    url = "postgresql://coach:hidden-word@127.0.0.1:1/coach"
    told = deal_coach("tick", env=environment(slack, DATABASE_URL=url), cwd=tmp_path)
    assert told.returncode == 2
    assert "DATABASE_URL leads to no usable database" in told.stderr.splitlines()[-1]
    assert "hidden-word" not in told.stdout + told.stderr


def test_the_manifest_is_found_beside_the_code() -> None:
    assert manifest() == (ROOT / "manifest.yml").read_text(encoding="utf-8")
