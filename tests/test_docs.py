"""The documents say what the code does."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from bot.cli import main
from bot.usecases.settling import CHANGES
from coaching.deals import BUYING_STAGES, Shelf, Stage
from coaching.policy import Policy
from coaching.priority import Rung
from storage import own
from tests.rules import document

ROOT = Path(__file__).parent.parent
RULES = ROOT / "docs" / "rules.md"
FAILURES = ROOT / "docs" / "failures.md"
OPERATORS = ROOT / "docs" / "operators.md"
PRIVACY = ROOT / "docs" / "privacy.md"
THREATS = ROOT / "docs" / "threat-model.md"
FAULTS_KEPT = ROOT / "docs" / "decisions" / "0008-faults-kept.md"


def test_the_page_of_rules_is_what_the_code_says() -> None:
    assert RULES.read_text() == document(), "run: python -m tests.rules > docs/rules.md"


@pytest.mark.parametrize("rule", fields(Policy), ids=lambda rule: rule.name)
def test_every_number_has_a_unit_a_source_and_a_meaning(rule) -> None:
    assert set(rule.metadata) == {"unit", "source", "meaning"}
    assert all(rule.metadata.values())
    assert re.match(r"00[0-4]\b|ours", rule.metadata["source"])


def test_the_page_names_every_number_rung_stage_and_shelf() -> None:
    page = RULES.read_text()
    for rule in fields(Policy):
        assert f"| `{rule.name}" in page
    for rung in Rung:
        assert re.search(rf"^\| {rung.value} \| \w", page, re.MULTILINE)
    for named in (*Stage, *Shelf):
        assert f"| {named.value} |" in page
    for stage in BUYING_STAGES:
        assert f"| {stage.label} | {stage.category.value} |" in page


def test_what_the_sources_leave_open_is_marked_as_ours() -> None:
    page = RULES.read_text()
    for rule in fields(Policy):
        rows = re.findall(rf"^\| `{rule.name}[.`].*$", page, re.MULTILINE)
        assert rows
        assert all(("**ours**" in row) == ("ours" in rule.metadata["source"]) for row in rows)


@pytest.mark.parametrize("page", [FAILURES, THREATS], ids=lambda page: page.stem)
def test_each_test_that_a_page_names_is_there(page: Path) -> None:
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", file.read_text())
    }
    rows = [line for line in page.read_text().splitlines() if line.startswith("| ")][1:]
    for row in rows:
        named = set(re.findall(r"`(test_\w+)`", row))
        assert named, f"nothing holds: {row}"
        assert named <= written


def test_each_place_where_a_fault_is_kept_is_told_with_its_reason() -> None:
    kept = [
        (file, line)
        for room in ("bot", "storage", "coaching")
        for file in (ROOT / room).rglob("*.py")
        for line in file.read_text().splitlines()
        if re.match(r"\s*except (Exception|BaseException)\b|\s*except:", line)
    ]
    outside = [file.stem for file, _ in kept if file.name != "door.py"]
    told = re.findall(r"^\| `(\w+)\.", FAULTS_KEPT.read_text(), re.MULTILINE)
    assert sorted(outside) == sorted(told)


def test_each_figure_that_operators_watch_is_told() -> None:
    meters, health = ((ROOT / "bot" / f"{name}.py").read_text() for name in ("meters", "health"))
    named = set(re.findall(r"deal_coach_(\w+?)(?:_total)?\b", OPERATORS.read_text()))
    assert len(named) >= 7
    assert [name for name in named if f'{name}"' not in meters + health] == []


def test_the_containers_run_what_the_console_has() -> None:
    files = [(ROOT / name).read_text() for name in ("Dockerfile", "Procfile", "compose.yaml")]
    assert all("deal-coach" in text or "build: ." in text for text in files)
    services = yaml.safe_load(files[2])["services"]
    assert services["bot"]["environment"]["DATABASE_URL"].startswith("postgresql://")
    assert set(re.findall(r"deal-coach (\w+)", files[1])) <= set(main.commands)


def test_the_page_of_privacy_names_every_table_that_holds_a_persons_words() -> None:
    page = PRIVACY.read_text()
    history = {table.name for table in own.HISTORY}
    missing = [name for name in own.OF_MEMBER.keys() - history if f"`{name}`" not in page]
    assert missing == []
    said = set(re.findall(r"`(?:/deal )?settings (\w+)", page))
    assert said <= CHANGES.keys() | {"forget"}
    assert set(re.findall(r"`deal-coach (\w+)", page)) <= set(main.commands)
