"""Texts are data: whole before they are believed, and without a gap once they are filled."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.texts import (
    KINDS,
    LONGEST_VALUE,
    OFFRAMPS,
    WARNINGS,
    Trigger,
    faults,
    fill,
    read,
    standard,
    unique,
    written,
)

GOOD = {
    "id": "silence",
    "trigger": "silence",
    "name": "silent",
    "text": "Silent for {days}[, since {who} wrote].",
    "move": "Call.",
    "source": "ours",
}
TRIGGERS = {"silence": Trigger(frozenset({"days"}), frozenset({"who"}))}


def wrong(**changes: Any) -> list[str]:
    entry = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    return faults(WARNINGS, [entry], TRIGGERS)


def test_a_good_entry_has_no_fault() -> None:
    assert wrong() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"move": None}, "“silence” needs “move”, in words."),
        ({"text": "  "}, "“silence” needs “text”, in words."),
        ({"id": 7}, "entry 1 needs “id”, in words."),
        ({"id": "Not so"}, "has an id that is not made of small letters"),
        ({"colour": "red"}, "has a field “colour” that means nothing here."),
        ({"text": "For {weeks}."}, "has a slot “weeks” that nothing fills."),
        ({"text": "{days} {who}"}, "needs [ ] around what holds “who”, which may be empty."),
        ({"text": "Silent"}, "has a text that is no whole sentence."),
        ({"text": "{days"}, "has a brace or bracket without its other half."),
        ({"text": "[{days}"}, "has a brace or bracket without its other half."),
    ],
)
def test_a_fault_is_named(changes: dict[str, Any], fault: str) -> None:
    assert any(fault in told for told in wrong(**changes))


def test_what_is_tied_to_nothing_missing_or_there_twice_is_named() -> None:
    assert wrong(trigger="moon") == [
        "“silence” is tied to “moon”, which never happens.",
        "warnings: nothing is said for “silence”.",
    ]
    twice = faults(WARNINGS, [GOOD, GOOD], TRIGGERS)
    assert twice == ["“silence” is there twice; each id once."]
    plain = {name: GOOD[name] for name in ("id", "trigger", "text", "source")}
    assert "“silence” needs “stages”, a list of words." in faults(OFFRAMPS, [plain], TRIGGERS)


def test_a_file_that_holds_no_entries_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no \[\[warning\]\]"):
        read(WARNINGS, "warning = 3")
    with pytest.raises(ValueError, match="warning"):
        read(WARNINGS, "[[lesson]]\nid = 'x'")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.file)
def test_what_is_written_is_read_back(kind: Any) -> None:
    odd = {**GOOD, "stages": ["lead", "suspect"], "text": 'A "b" \\ c\nd\u007f'}
    assert read(kind, written(kind, [odd, GOOD])) == (odd, GOOD)
    assert read(WARNINGS, written(WARNINGS, standard(WARNINGS))) == standard(WARNINGS)


def test_what_has_no_value_falls_away_with_its_words() -> None:
    text = "[{who}, ]we heard of it[ from {who}, {when}]."
    assert fill(text, {"who": "Dana", "when": "today"}) == "Dana, we heard of it from Dana, today."
    assert fill(text, {"who": "Dana", "when": ""}) == "Dana, we heard of it."
    assert fill(text, {"who": " ,"}) == "We heard of it."
    assert unique(["a", "b", "a"]) == ("a", "b")


@given(st.text(), st.text())
def test_what_people_typed_is_never_read_as_a_slot_and_never_long(who: str, what: str) -> None:
    filled = fill("[{who}, ]we wait[: “{what}”].", {"who": who, "what": what})
    assert filled.casefold().count("we wait") >= 1
    assert len(filled) <= 2 * LONGEST_VALUE + 20
    assert fill("We[ {who}] go.", {"who": "{what}", "what": "x"}) == "We {what} go."
