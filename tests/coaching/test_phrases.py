"""What buyers and drafts say: known by its words, and passed over where it means something else."""

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path

import pytest

from coaching.draft import notes
from coaching.draft.questions import Question, asks, opinion_questions, question_type
from coaching.phrases import Kind, compliment_alone, find, phrases

CASES = Path(__file__).parent.parent / "cases"
SHARED = Path(__file__).parents[3] / "shared" / "cases" / "coach.jsonl"
Judge = Callable[[str], bool]


def noted(note: str) -> Judge:
    return lambda text: any(one.id == note for one in notes(text))


JUDGES: dict[str, Judge] = {
    "slow_no": lambda text: bool(find(Kind.SLOW_NO, text)),
    "pushy": lambda text: bool(find(Kind.PUSHY, text)),
    "question": lambda text: question_type(text) is Question.OPINION,
    "candy": noted("candy"),
    "asks": noted("asks"),
    "features": noted("features"),
    "offramp": noted("off-ramp"),
}
YES = ("+", "opinion", True)


def labelled(name: str) -> list[tuple[str, bool, str]]:
    """Kind, whether it is to be flagged, and the text."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    cut = [line.split(" ", 2) for line in lines if line and not line.startswith("#")]
    return [(kind, mark in YES, text) for kind, mark, text in cut]


def shares(kind: str, cases: Iterable[tuple[str, bool, str]]) -> tuple[float, float]:
    """Precision and recall, printed with what was missed."""
    counted: Counter[tuple[bool, bool]] = Counter()
    for one, flag, text in cases:
        if one == kind:
            found = JUDGES[kind](text)
            counted[flag, found] += 1
            if found is not flag:
                print("missed" if flag else "wrongly flagged", text)
    hits, wrong, missed = counted[True, True], counted[False, True], counted[True, False]
    precision, recall = hits / (hits + wrong), hits / (hits + missed)
    print(f"{kind}: precision {precision:.2f}, recall {recall:.2f} of {counted.total()}")
    return precision, recall


@pytest.mark.parametrize("kind", ["slow_no", "pushy", "question"])
def test_sentences_are_known_for_what_they_are(kind: str) -> None:
    precision, recall = shares(kind, labelled("phrases.txt"))
    assert precision == 1
    assert recall >= 0.95


@pytest.mark.parametrize("kind", ["candy", "asks", "features", "offramp"])
def test_drafts_are_flagged_rightly(kind: str) -> None:
    cases = labelled("drafts.txt")
    assert sum(one == kind for one, _, _ in cases) >= 30
    precision, recall = shares(kind, cases)
    assert precision >= 0.97
    assert recall >= 0.75


@pytest.mark.data
@pytest.mark.parametrize(("kind", "least"), [("slow_no", 0.9), ("pushy", 0.9), ("question", 0.95)])
def test_the_shared_sentences_are_known(kind: str, least: float) -> None:
    lines = map(json.loads, SHARED.read_text(encoding="utf-8").splitlines())
    precision, recall = shares(
        kind, [(one["kind"], one["label"] in YES, one["text"]) for one in lines]
    )
    assert precision == 1
    assert recall >= least


def test_every_phrase_says_why_and_whence() -> None:
    for kind, several in phrases().items():
        assert len({one.id for one in several}) == len(several)
        for one in several:
            assert all((one.id, one.text, one.source)), kind
            assert one.text.strip() == one.text
            assert not one.pattern.search("")
        assert all(one.ask.count("?") for one in several if kind in (Kind.SLOW_NO, Kind.COMPLIMENT))


def test_a_phrase_is_told_once_with_its_words() -> None:
    found = find(
        Kind.SLOW_NO, "Let's circle back next quarter.\nReally, circle back in May! No budget."
    )
    assert [(one.phrase.id, one.words) for one in found] == [
        ("later", "circle back"),
        ("budget", "No budget"),
    ]
    assert find(Kind.SLOW_NO, "") == ()


def test_praise_counts_only_where_nothing_binds() -> None:
    assert compliment_alone("We love it, what a great demo!")
    assert not compliment_alone("We love it and sign on Friday.")
    assert not compliment_alone("What does it cost?")


def test_dates_and_favours_are_no_questions_for_opinions() -> None:
    text = "Would Tuesday suit you? Would you send it? Would you buy it? We would. “Would you?”"
    assert opinion_questions(text) == ("Would you buy it?",)


def test_what_one_asks_is_counted_by_the_sentence() -> None:
    assert asks("Please call us. How are you? Why? Because it matters.") == ("Please call us.",)
    assert len(asks("Could you call us, and would you bring Ben?")) == 2
    assert len(asks("What does it cost, and how often?")) == 1
    assert len(asks("We need two things: a date and a name.")) == 2


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("word " * 121, ["long"]),
        ("Thank you. Could we have some of your time?", ["vague_time"]),
        ("Could we talk on Monday, or is it too early?", ["thanks"]),
        ("Thanks! This would help us reach our quarter target.", ["our_terms"]),
        ("Would you use it?", ["opinion"]),
        ("Just checking in. Any update?", ["pushy"]),
        ("The report is in the folder.", []),
    ],
)
def test_a_draft_is_told_what_to_look_at(text: str, flagged: list[str]) -> None:
    found = notes(text)
    assert [one.id for one in found] == flagged
    assert all(one.why and one.source and one.title for one in found)


def test_every_reason_for_a_first_person_has_its_words_and_source() -> None:
    text = resources.files("coaching").joinpath("content/first_person.toml").read_text("utf-8")
    for entry in tomllib.loads(text)["kept"]:
        assert set(entry) == {"id", "trigger", "text", "source", "where"}
        assert all(entry.values())
