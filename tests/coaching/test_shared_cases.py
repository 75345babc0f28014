"""The labelled cases that this project shares with others are the ones its own tests run."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent / "cases"
SHARED = Path(__file__).parents[3] / "shared" / "cases"


@pytest.mark.data
@pytest.mark.parametrize("name", ["dates.jsonl", "money.jsonl"])
def test_the_labelled_cases_are_the_shared_ones(name: str) -> None:
    assert (HERE / name).read_text(encoding="utf-8") == (SHARED / name).read_text(encoding="utf-8")
