"""The documents say what the code does."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from coaching.deals import BUYING_STAGES, Shelf, Stage
from coaching.policy import Policy
from coaching.priority import Rung
from tests.rules import document

RULES = Path(__file__).parent.parent / "docs" / "rules.md"


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
