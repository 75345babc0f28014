"""A workspace's texts are believed when they are whole, and every fault of a try is named."""

from typing import Any

import pytest

from coaching.faults import LONGEST
from coaching.faults import faults as of_any
from coaching.replacing import TRIGGERS as OF_FILES
from coaching.replacing import faults
from coaching.texts import KINDS, LESSONS, OFFRAMPS, PLAYS, WARNINGS, Entry, Kind, Trigger, standard

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
    return of_any(WARNINGS, [entry], TRIGGERS)


def test_a_good_entry_has_no_fault() -> None:
    assert wrong() == []
    assert wrong(text="{days}, and so on.", move="a\tb\nc") == []


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
        ({"text": "Silent."}, "“silence” leaves out {days}, a fact that it rests on."),
        ({"name": "x" * 41}, "has a “name” of 41 characters; shorten it to 40."),
        ({"text": "{days}" * 8 + "."}, "has a “text” of 641 characters; shorten it to 600."),
        ({"text": "[{who}], {days}."}, "alone in “, x.” where {who} is not known: put it into"),
        ({"text": "{days} [by {who}]."}, "alone in “X .” where {who} is not known: put it into"),
        ({"text": "{days} ,and so on."}, "has a comma or a stop that stands alone in “X ,and"),
        ({"text": "{days} ([{who}])."}, "stands alone in"),
        ({"move": "Call\x00."}, "has a character in “move” that cannot be shown."),
    ],
)
def test_a_fault_is_named(changes: dict[str, Any], fault: str) -> None:
    assert any(fault in told for told in wrong(**changes))


def test_what_is_tied_to_nothing_missing_or_there_twice_is_named() -> None:
    assert wrong(trigger="moon") == [
        "“silence” is tied to “moon”, which never happens.",
        "warnings: nothing is said for “silence”.",
    ]
    twice = of_any(WARNINGS, [GOOD, GOOD], TRIGGERS)
    assert twice == ["“silence” is there twice; each id once."]
    plain = {name: GOOD[name] for name in ("id", "trigger", "text", "source")}
    assert "“silence” needs “stages”, a list of words." in of_any(OFFRAMPS, [plain], TRIGGERS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.file)
def test_the_products_own_texts_pass_its_own_check(kind: Kind) -> None:
    assert faults(kind, standard(kind)) == []
    assert set(OF_FILES) == set(KINDS)
    assert max(len(one["id"]) for one in standard(kind)) <= LONGEST["id"]


def changed(kind: Kind, place: int = 0, **changes: Any) -> list[Entry]:
    entries = list(standard(kind))
    entries[place] = {**entries[place], **changes}
    return entries


@pytest.mark.parametrize("kind", [WARNINGS, PLAYS], ids=lambda kind: kind.file)
def test_ids_that_rules_and_records_rest_on_are_kept(kind: Kind) -> None:
    assert faults(kind, changed(kind, id="my-own")) == [
        "“my-own” is no id of ours; change the words, and keep the ids."
    ]
    assert faults(kind, changed(kind, id=3)) == ["entry 1 needs “id”, in words."]


def test_lessons_may_be_a_workspaces_own() -> None:
    mine = {"id": "mine", "trigger": "won", "text": "Ask why they bought.", "source": "us"}
    assert faults(LESSONS, [*standard(LESSONS), mine]) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[{who}, ]is it off? Or on?", "is to ask one thing: one question mark, outside of [ ]."),
        ("[{who}, is it off? ]We stop.", "is to ask one thing: one question mark, outside of [ ]."),
        ("We " + "go " * 59 + "on?", "has 61 words; keep it to 60."),
        (
            "We are just checking in. Is it off?",
            "sounds pushy (“We are just checking in”). It asks for",
        ),
        ("I sent you our plan. Is it off?", "speaks as one person: write “we”, as the company."),
        (standard(OFFRAMPS)[1]["text"], "says the same as"),
    ],
)
def test_a_way_out_is_one_honest_question_of_the_company(text: str, fault: str) -> None:
    told = faults(OFFRAMPS, changed(OFFRAMPS, text=text))
    assert len(told) == 1
    assert fault in told[0]


def test_a_way_out_is_for_a_stage_that_there_is_and_has_its_variants() -> None:
    entries = [one for one in standard(OFFRAMPS) if one["id"] != "silence-prospect-1"]
    assert faults(OFFRAMPS, entries) == [
        "offramps: “silence” has 3 for a prospect; write 4, so that none comes again soon."
    ]
    told = faults(OFFRAMPS, changed(OFFRAMPS, stages=["lead", "moon"]))
    assert "“silence-early-1” names a stage “moon” that no open deal has." in told
