"""A draft in the company's voice: “I” becomes “we” with its verbs, and stays where it is true."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.draft import notes, rewrite
from coaching.draft.sentences import LONGEST
from coaching.draft.sentences import sentences as draft_sentences
from coaching.draft.shield import shield
from coaching.phrases import LONGEST as READ_TOGETHER
from coaching.phrases import Kind, find, sentences

CASES = Path(__file__).parent.parent / "cases" / "first_person.txt"
SHARED = Path(__file__).parents[3] / "shared" / "cases" / "we_not_i.jsonl"


def judged() -> list[tuple[str, list[str]]]:
    """Each sentence with what it may become."""
    lines = CASES.read_text(encoding="utf-8").splitlines()
    pairs = [line.replace("\\n", "\n").split(" => ") for line in lines if not line.startswith("#")]
    return [
        (text, [text if one == "=" else one for one in fine.split(" || ")]) for text, fine in pairs
    ]


def test_hundreds_of_sentences_of_founders_read_as_they_should() -> None:
    wrong = [text for text, fine in judged() if rewrite(text).text not in fine]
    assert not wrong
    assert len(judged()) > 500


@pytest.mark.data
def test_every_shared_sentence_reads_as_it_should() -> None:
    cases = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    wrong = [
        case["text"]
        for case in cases
        if rewrite(case["text"]).text not in (case["expected"], *case["accept"])
    ]
    assert cases
    assert not wrong


def test_every_change_is_told_with_its_place() -> None:
    text = "I'm Anna. I was told that my team and I’ve sent you my offer."
    new = rewrite(text)
    assert [(one.was, one.becomes) for one in new.changes][:2] == [("I", "We"), ("was", "were")]
    assert all(text[one.start :].startswith(one.was) for one in new.changes)
    assert next((one.words, one.why) for one in new.kept) == (
        "I'm",
        "who you are, which is one person",
    )


def test_a_sentence_in_which_both_voices_speak_is_told() -> None:
    assert rewrite("I think my product fits. I'll call you.").mixed == (
        "I think our product fits.",
    )
    assert rewrite("I think so. I'll call you.").mixed == ()


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Mein Team und ich sind bereit, my dear!", "Mein Team und ich sind bereit, my dear!"),
        ("Pode me enviar o contrato?", "Pode me enviar o contrato?"),
        ("Hi Dana,\nI attach it.", "Hi Dana,\nWe attach it."),
        (
            "The plan for the first month is ready now, so that\nI can send it.",
            "The plan for the first month is ready now, so that\nwe can send it.",
        ),
        (
            "The plan for the first month is ready now, all of it.\nI send it.",
            "The plan for the first month is ready now, all of it.\nWe send it.",
        ),
        ("See Acme Inc. No. I and the offer.", "See Acme Inc. No. I and the offer."),
        (
            "We met at St. Moritz. I saw it, e.g. I read it.",
            "We met at St. Moritz. We saw it, e.g. we read it.",
        ),
        ("Thanks!\n-- \nI. Petrova, my phone", "Thanks!\n-- \nI. Petrova, my phone"),
        (">>> I quote\nmy own words", ">>> I quote\nmy own words"),
        ("Id love to.", "We'd love to."),
        ("Id is a column of my table.", "Id is a column of our table."),
        ("Ill health kept him away from the team.", "Ill health kept him away from the team."),
        ("For i in the list, i goes up to i.", "For i in the list, i goes up to i."),
        ("MY TEAM WILL CALL YOU AND THE CFO.", "MY TEAM WILL CALL YOU AND THE CFO."),
        ("I'LL SEND IT TO YOU. I'll wait.", "WE'LL SEND IT TO YOU. We'll wait."),
        ("I CAN SEND IT.", "WE CAN SEND IT."),
        ("My doctor told me to rest.", "My doctor told me to rest."),
        ("My doctor is strict, so please call me.", "My doctor is strict, so please call us."),
        ("Me and Ben will come to you.", "Me and Ben will come to you."),
        ("I was sick, so I left it to my team.", "I was sick, so I left it to our team."),
        ("I saw that it failed and was told why.", "We saw that it failed and was told why."),
        ("He said to send it to myself.", "He said to send it to myself."),
        ("Please keep the part I need.", "Please keep the part we need."),
        ("It is in the part I translated.", "It is in the part we translated."),
        ("Tell me and him.", "Tell me and him."),
        ("Both I and the engineer will be there.", "Both I and the engineer will be there."),
        (
            "It is both I, and it is neither I nor you.",
            "It is both I, and it is neither I nor you.",
        ),
        ("Dana Mine and Co. is a client of mine.", "Dana Mine and Co. is a client of ours."),
    ],
)
def test_what_is_written_oddly_is_read_too(text: str, becomes: str) -> None:
    assert rewrite(text).text == becomes


PIECES = (
    "I", "I'm", "I’ve", "am", "was", "my", "me", "mine", "myself", "team", "and", "so", ",", ".",
    "\n", "“", "”", "`", ">", "Anna", "sick", "think", "the", "Phase", "sent", "you", "*", "http://a.test/I",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=80))
def test_any_text_comes_back_with_nothing_lost_and_stands_when_read_again(text: str) -> None:
    new = rewrite(text)
    back, place = [], 0
    for change in new.changes:
        assert change.start >= place
        back += [text[place : change.start], change.becomes]
        place = change.start + len(change.was)
    assert "".join((*back, text[place:])) == new.text
    assert all(note.why for note in notes(new.text))


def test_a_sentence_beyond_all_measure_is_read_in_pieces_with_nothing_left_out() -> None:
    for text in ("I think so " * 400, "x" * 2500, "a b. " * 9 + "word " * 700):
        spans = list(draft_sentences(text))
        assert "".join(text[start:end] for start, end in spans) == text
        assert max(end - start for start, end in spans) <= LONGEST + 1
        assert max(map(len, sentences(text))) <= READ_TOGETHER
        assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")
    text = "I sent my plan and " * 200
    ours = text.replace("I sent my", "we sent our").casefold()
    assert rewrite(text).text.casefold() == ours


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (notes, "you promised an answer "),
        (partial(find, Kind.SLOW_NO), "we will not "),
        (shield, "'a "),
        (shield, "a-"),
        (shield, "word"),
    ],
)
def test_a_text_without_a_stop_takes_time_that_grows_with_its_length(
    read: Callable[[str], object], words: str
) -> None:
    def seconds(length: int) -> float:
        text = (words * length)[:length]
        began = process_time()
        read(text)
        return process_time() - began

    short, long = (min(seconds(length) for _ in range(3)) for length in (1500, 6000))
    assert long < short * 9, f"4 times as long takes {long / short:.0f} times as long"


def test_a_verb_between_two_persons_changes_once() -> None:
    assert rewrite("I was I").text == "We were we"


def test_a_sentence_without_an_end_is_rewritten_to_its_end() -> None:
    assert rewrite("I was and " * 400).text == "We were and " + "we were and " * 399
