"""Content is data: every entry of every file has a name, a trigger, a text and a source."""

import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from coaching.contents import PARTS, listening, packaged
from coaching.hearing import GAVE, STEP, THING, Mark
from coaching.texts import KINDS

FILES = sorted(
    path.name.removesuffix(".toml")
    for path in resources.files("coaching").joinpath("content").iterdir()
)
MORE = {"name", "move", "stages", "ask", "where"}
"""What an entry may have besides, by the sort of its file."""
NAMED = re.compile(r"\{([a-z_]+)\}")


def entries(file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for heading, found in packaged(file).items():
        if isinstance(found, list) and all(isinstance(one, dict) for one in found):
            yield from ((heading, one) for one in found)


@pytest.mark.parametrize("file", FILES)
def test_every_entry_says_when_it_applies_what_is_said_and_by_whose_word(file: str) -> None:
    told = list(entries(file))
    assert told
    for heading, one in told:
        where = f"{file}: {heading} {one.get('id')}"
        assert set(PARTS) <= set(one) <= set(PARTS) | MORE, where
        for part in ("id", "text", "source"):
            assert isinstance(one[part], str), where
            assert one[part].strip(), where
    names = [(heading, one["id"]) for heading, one in told]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("file", sorted(set(FILES) - set(KINDS)))
def test_what_listens_is_made_of_patterns_that_hear_something_and_not_everything(file: str) -> None:
    for heading, one in entries(file):
        assert one["trigger"], f"{heading} {one['id']}"
        for pattern in one["trigger"]:
            assert not re.compile(NAMED.sub("x", pattern), re.IGNORECASE).search(""), (
                heading,
                one["id"],
                pattern,
            )


def test_every_mark_has_its_heading() -> None:
    assert set(packaged("heard")) == {*Mark, GAVE, THING, STEP}


def test_a_heading_that_is_not_there_is_no_silence() -> None:
    with pytest.raises(KeyError):
        listening("heard", "moon")
