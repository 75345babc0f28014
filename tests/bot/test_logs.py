"""The log names workspaces and deliveries, never a token, nor what a customer is called or said."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bot.process import Running, environment
from tests.slack import ANNA, Door, Refused, SlackServer

NAME, TEXT, WHO = "Umbrellacorp", "walnut-confession", "Mrs-Peculiar"
BROKEN = """
CREATE TRIGGER broken BEFORE INSERT ON touches WHEN NEW.body LIKE '%breaks%'
BEGIN SELECT RAISE(ABORT, 'broken'); END
"""


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(statement)


def a_bad_day(slack: SlackServer, door: Door, file: Path) -> str:
    """Everything that is worth a line in the log; returns the apology that somebody read."""
    door.command(f"add {NAME} 12k source {TEXT}")
    door.command(f'log {NAME} call "{TEXT}" with {WHO} then fri "{TEXT}"')
    door.command(f"show {NAME}x")
    slack.faults.add("views.open", Refused("invalid_arguments", {"shown": TEXT}))
    door.command(f"log {NAME}")
    change(file, BROKEN)
    apology = door.command(f'log {NAME} mail "{TEXT} breaks" with {WHO}').text
    moment = datetime.now(UTC) - timedelta(minutes=1)
    change(
        file,
        f"UPDATE due_moments SET next_at = '{moment:%Y-%m-%d %H:%M:%S.%f}', "
        f"local_date = '{moment:%Y-%m-%d}'",
    )
    slack.faults.add("chat.postMessage", Refused("invalid_blocks"))
    door.command(f"add {NAME}two")
    slack.wait_for(lambda: slack.calls("chat.postMessage"), 10)
    return apology


def test_a_bad_day_leaves_no_secret_and_no_customer_in_the_log(
    slack: SlackServer, tmp_path: Path
) -> None:
    file = tmp_path / "deals.db"
    secrets = {
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_APP_TOKEN": slack.app_token,
        "DEAL_COACH_SECRET_KEY": "a-key-for-the-tokens",
    }
    env = environment(slack, DATABASE_URL=f"sqlite:///{file}", LOG_LEVEL="DEBUG", **secrets)
    with Running(env, tmp_path) as process:
        apology = a_bad_day(slack, process.door(slack), file)
        process.stop()
        assert process.ended() == 0
        log = process.told()
    reference = re.search(r"“([0-9a-f]{8})”", apology)
    assert reference is not None
    assert f"request failed, reference {reference[1]}, workspace T000ACME" in log
    assert "Slack refused a view in T000ACME" in log
    assert re.search(r"message [0-9a-f-]{36}: NO \(invalid_blocks\)", log)
    told = [*secrets.values(), slack.workspace.token, NAME, TEXT, WHO, ANNA, "/response/"]
    assert [word for word in told if word.casefold() in log.casefold()] == []
