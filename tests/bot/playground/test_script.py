"""The script that README shows. To renew what it must print:

deal-coach demo --script docs/demo-script.txt > tests/bot/playground/golden.txt
"""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.bot.playground.conftest import Told

SCRIPT = Path(__file__).parents[3] / "docs" / "demo-script.txt"
GOLDEN = Path(__file__).with_name("golden.txt")


def test_the_script_of_the_readme_prints_what_was_printed_before():
    ran = CliRunner().invoke(main, ["demo", "--script", str(SCRIPT)])
    assert ran.exit_code == 0
    assert ran.output == GOLDEN.read_text(encoding="utf-8")


def test_the_script_tells_the_main_job_in_fifteen_lines():
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 15
    printed = GOLDEN.read_text(encoding="utf-8")
    for told in (
        "Added Blue Bottle as opportunity.",
        "You promised: send the price, for Tue 10 Mar 2026 (today).",
        "✔ 2. Blue Bottle  mail logged",
        "Won Blue Bottle for €14,000",
        "Atlântico Seafoods: lost to Globex",
        "Won: 2 (Blue Bottle €14,000, Hudson Provisions $61,000)",
    ):
        assert told in printed
    assert max(map(len, printed.splitlines())) <= 120
    assert all(len(line) <= 100 for line in printed.splitlines() if "│" in line)


def test_two_runs_print_the_same(told: Told):
    lines = ("/deal add Tasca Rica 3k", "as ben", "+1d", "home")
    assert told(*lines) == told(*lines)


def test_comments_are_told_and_an_unknown_line_ends_nothing(told: Told):
    said = told("# A quiet start.", "gibberish", "list mine")
    assert "# A quiet start." in said
    assert "I don't know “gibberish” here. `help` shows what you can type." in said
    assert "Your open deals: 12 deals" in said


def test_a_missing_script_is_refused_in_one_line(tmp_path: Path):
    ran = CliRunner().invoke(main, ["demo", "--script", str(tmp_path / "none.txt")])
    assert ran.exit_code == 2
    assert "does not exist" in ran.output


def test_what_is_set_for_a_real_workspace_does_not_disturb_the_demo(
    told: Told, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "not a token")
    monkeypatch.setenv("SLACK_API_URL", "nowhere")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere/none")
    monkeypatch.setenv("PORT", "many")
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    said = told("log casa call “sent the price”", "/deal add", "cancel", "8:30")
    assert "Logged a call with Casa Ribeiro" in said
    assert "│ Add a deal" in said
    assert "│ Today, Mon 9 Mar 2026" in said
