"""A wrong or missing setting is one clear line and exit code 2, and no secret is ever shown."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.settings import Settings, SettingsError, read_settings
from tests.bot.process import deal_coach, environment

SECRET = "s3cr3t-value-of-a-setting"
NOWHERE = "DATABASE_URL leads to no usable database: unable to open database file."


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment without settings, in a folder without a .env."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SLACK_BOT_TOKEN", SECRET, "SLACK_BOT_TOKEN must begin with xoxb-."),
        ("SLACK_APP_TOKEN", SECRET, "SLACK_APP_TOKEN must begin with xapp-."),
        ("SLACK_API_URL", "slack.com/api", "SLACK_API_URL must be a web address."),
        ("DATABASE_URL", f"mysql://me:{SECRET}@host/db", "DATABASE_URL must begin with sqlite:///"),
        ("DATABASE_URL", f"postgresql://me:{SECRET}@host:port/db", "DATABASE_URL cannot be read"),
        ("DATABASE_URL", "sqlite://nowhere", "DATABASE_URL cannot be read"),
        ("DATABASE_URL", "postgresql+asyncpg://host/db", "DATABASE_URL names a driver"),
        ("PORT", "three thousand", "PORT"),
        ("PORT", "65536", "PORT must be a number from 0 to 65535."),
        ("PORT", "-1", "PORT must be a number from 0 to 65535."),
        ("LOG_LEVEL", "chatty", "LOG_LEVEL"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    bare: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    bare.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        read_settings()
    line = str(error.value)
    assert line.startswith(told)
    assert line.endswith(".")
    assert "\n" not in line
    assert SECRET not in line


def test_several_wrong_settings_are_named_at_once(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("SLACK_BOT_TOKEN", SECRET)
    bare.setenv("PORT", "70000")
    with pytest.raises(SettingsError, match=r"SLACK_BOT_TOKEN .*; PORT .*\.$"):
        read_settings()


def test_without_any_setting_the_database_is_a_file_here(bare: pytest.MonkeyPatch) -> None:
    settings = read_settings()
    assert settings.database_url == "sqlite:///deal-coach.db"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.port, settings.log_level) == (3000, "INFO")
    assert not settings.uses_socket_mode


def test_an_empty_setting_is_none(bare: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "PORT", "DATABASE_URL"):
        bare.setenv(name, "")
    assert read_settings() == Settings(_env_file=None)


def test_settings_may_stand_in_a_file_and_the_environment_wins(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nLOG_LEVEL=debug\nANYTHING_ELSE=1\n")
    bare.setenv("PORT", "5000")
    settings = read_settings()
    assert (settings.port, settings.log_level) == (5000, "DEBUG")


def test_the_address_of_slack_ends_with_a_slash(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("SLACK_API_URL", "https://slack-gov.com/api")
    assert read_settings().slack_api_url == "https://slack-gov.com/api/"


def test_secrets_do_not_show_when_settings_are_printed(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("SLACK_BOT_TOKEN", f"xoxb-{SECRET}")
    bare.setenv("SLACK_APP_TOKEN", f"xapp-{SECRET}")
    for name in ("SLACK_SIGNING_SECRET", "SLACK_CLIENT_SECRET", "DEAL_COACH_SECRET_KEY"):
        bare.setenv(name, SECRET)
    settings = read_settings()
    assert SECRET not in f"{settings} {settings!r} {settings.model_dump()}"


@pytest.mark.parametrize(
    ("command", "settings", "told"),
    [
        ("run", {}, "SLACK_BOT_TOKEN is missing: set it in the environment or in .env"),
        ("tick", {}, "SLACK_BOT_TOKEN is missing: set it in the environment or in .env"),
        (
            "run",
            {"SLACK_BOT_TOKEN": f"xoxb-{SECRET}"},
            "SLACK_SIGNING_SECRET is missing: set it in the environment or in .env",
        ),
        ("run", {"SLACK_BOT_TOKEN": SECRET}, "SLACK_BOT_TOKEN must begin with xoxb-."),
        ("db upgrade", {"DATABASE_URL": f"mysql://me:{SECRET}@host/db"}, "DATABASE_URL must begin"),
        ("db upgrade", {"DATABASE_URL": "sqlite:////nowhere/deals.db"}, NOWHERE),
        (
            "tick",
            {
                "SLACK_BOT_TOKEN": f"xoxb-{SECRET}",
                "DATABASE_URL": f"postgresql://me:{SECRET}@127.0.0.1:1/db",
            },
            "DATABASE_URL leads to no usable database: connection failed",
        ),
        ("doctor", {"PORT": "x"}, "PORT"),
    ],
)
def test_the_script_says_it_in_one_line_and_exits_with_2(
    bare: pytest.MonkeyPatch, tmp_path: Path, command: str, settings: dict[str, str], told: str
) -> None:
    ended = CliRunner().invoke(main, command.split(), env=settings, prog_name="deal-coach")
    assert (ended.exit_code, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    assert line.startswith(f"deal-coach: {told}")
    assert SECRET not in line
    assert list(tmp_path.iterdir()) == []


def test_so_does_the_real_script(tmp_path: Path) -> None:
    env = environment(SLACK_BOT_TOKEN=f"xoxb-{SECRET}", DATABASE_URL="sqlite:////nowhere/deals.db")
    ended = deal_coach("tick", env=env, cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"deal-coach: {NOWHERE}\n"
