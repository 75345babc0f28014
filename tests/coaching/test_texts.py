"""Texts are data: whole before they are believed, and without a gap once they are filled."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.texts import KINDS, LONGEST_VALUE, WARNINGS, fill, read, standard, whole, written


def test_a_file_that_holds_no_entries_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no \[\[warning\]\]"):
        read(WARNINGS, "warning = 3")
    with pytest.raises(ValueError, match="warning"):
        read(WARNINGS, "[[lesson]]\nid = 'x'")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.file)
def test_what_is_written_is_read_back(kind: Any) -> None:
    plain = {"id": "x", "text": "y"}
    odd = {**plain, "stages": ["lead", "suspect"], "text": 'A "b" \\ c\nd\u007f'}
    assert read(kind, written(kind, [odd, plain])) == (odd, plain)
    assert read(WARNINGS, written(WARNINGS, standard(WARNINGS))) == standard(WARNINGS)


def test_the_product_speaks_where_a_workspace_is_silent() -> None:
    mine = {**standard(WARNINGS)[3], "text": "It is silent."}
    said = {one["trigger"]: one["text"] for one in whole(WARNINGS, [mine])}
    assert said[mine["trigger"]] == "It is silent."
    assert set(said) == {one["trigger"] for one in standard(WARNINGS)}
    assert whole(WARNINGS, None) is standard(WARNINGS)


def test_what_has_no_value_falls_away_with_its_words() -> None:
    text = "[{who}, ]we heard of it[ from {who}, {when}]."
    assert fill(text, {"who": "Dana", "when": "today"}) == "Dana, we heard of it from Dana, today."
    assert fill(text, {"who": "Dana", "when": ""}) == "Dana, we heard of it."
    assert fill(text, {"who": " ,"}) == "We heard of it."


def test_no_value_leaves_a_gap_outside_of_brackets() -> None:
    assert fill("It hangs on {name}.", {"name": "!!"}) == "It hangs on !!."
    assert fill("It hangs on {name}.", {"name": ", Acme, "}) == "It hangs on Acme."
    assert fill("It hangs on {name}.", {"name": " "}) == "It hangs on …."
    assert fill("It hangs on {name}.", {}) == "It hangs on …."


@given(st.text(), st.text())
def test_what_people_typed_is_never_read_as_a_slot_and_never_long(who: str, what: str) -> None:
    filled = fill("[{who}, ]we wait[: “{what}”].", {"who": who, "what": what})
    assert filled.casefold().count("we wait") >= 1
    assert len(filled) <= 2 * LONGEST_VALUE + 20
    assert fill("We[ {who}] go.", {"who": "{what}", "what": "x"}) == "We {what} go."
