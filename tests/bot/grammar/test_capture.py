"""Lines that log what was said and what was agreed."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grammar.requests import Form
from bot.usecases.requests import DealWords, Log, Next
from coaching.deals import Direction, Step, TouchKind
from tests.bot.grammar.reading import fields, form, in_march, reads, refusal

ACME, LOOSE = DealWords("acme"), DealWords("acme", more=True)
REVIEW = "security review"
CALL, MAIL, DEMO, NOTE = TouchKind.CALL, TouchKind.MAIL, TouchKind.DEMO, TouchKind.NOTE
IN, OUT = Direction.IN, Direction.OUT
FRIDAY = Step(in_march(13))
SOC2 = Step(in_march(13), "send SOC 2", time(10, 0))
KEYWORDS = "call called phone mail email e-mail mailed emailed meeting met demo message msg visit"
KEYWORDS += " visited note in out inbound outbound with then"


def touch(line: str) -> Log:
    """The touch that a line logs."""
    asked = reads(line)
    assert isinstance(asked, Log), asked
    return asked


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('log acme call "Dana signs"', Log(ACME, CALL, OUT, "Dana signs")),
        ('call acme "Dana signs"', Log(ACME, CALL, OUT, "Dana signs")),
        ('called acme "Dana signs"', Log(ACME, CALL, OUT, "Dana signs")),
        ('email acme "asked" in', Log(ACME, MAIL, IN, "asked")),
        ('log acme mail in "asked"', Log(ACME, MAIL, IN, "asked")),
        ("log acme mail in asked for references", Log(ACME, MAIL, IN, "asked for references")),
        ("log acme call they logged in", Log(ACME, CALL, OUT, "they logged in")),
        ("log acme call", Log(ACME, CALL, OUT)),
        ("LOG Acme CALL", Log(DealWords("Acme"), CALL, OUT)),
        ("log: acme call", Log(ACME, CALL, OUT)),
        ('log o\'neil call "x"', Log(DealWords("o'neil"), CALL, OUT, "x")),
        ('log acme’s call "x"', Log(DealWords("acme’s"), CALL, OUT, "x")),
        ('log "Call Center" call "x"', Log(DealWords("Call Center"), CALL, OUT, "x")),
        ('log call center call "x"', Log(DealWords("call center"), CALL, OUT, "x")),
        ('log big demo corp call "x"', Log(DealWords("big demo corp"), CALL, OUT, "x")),
        ('log blue sky demo "x" with Dana', Log(DealWords("blue sky"), DEMO, OUT, "x", "Dana")),
        ('log acme call "x" with Dana and Bob', Log(ACME, CALL, OUT, "x", "Dana and Bob")),
        ('log acme call with "Dana Smith" "x"', Log(ACME, CALL, OUT, "x", "Dana Smith")),
        ('log acme call with June "x"', Log(ACME, CALL, OUT, "x", "June")),
        ('log acme call "then with in out"', Log(ACME, CALL, OUT, "then with in out")),
        ("call acme with Dana in", Log(LOOSE, CALL, IN, None, "Dana")),
        ("call acme went well", Log(DealWords("acme went well", more=True), CALL, OUT)),
        ('note acme "not a touch"', Log(ACME, NOTE, OUT, "not a touch")),
    ],
)
def test_a_touch_is_read_as_it_was_said(line: str, expected: Log) -> None:
    assert touch(line) == expected


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ('log acme call "x" then fri', FRIDAY),
        ('log acme call "x" fri', FRIDAY),
        ('call acme "x" fri', FRIDAY),
        ('log acme call "x" with Dana fri', FRIDAY),
        ('log acme call "x" fri 10am "send SOC 2"', SOC2),
        ('log acme call "x" then fri 10am "send SOC 2"', SOC2),
        ('log acme call "x" then "send SOC 2" fri 10am', SOC2),
        ('log acme call "x" then fri 10am send SOC 2', SOC2),
        ('log acme call "x" then next friday', Step(in_march(20))),
        ('log acme call then thu "send the contract"', Step(in_march(12), "send the contract")),
        ("log acme call they want a demo fri", FRIDAY),
        ("call acme they want a demo fri", FRIDAY),
        ('log acme call "x"', None),
        ('log acme call "signs on friday"', None),
        ("log acme call they signed yesterday", None),
    ],
)
def test_a_day_behind_a_touch_is_the_next_step(line: str, step: Step | None) -> None:
    assert touch(line).step == step


def test_everything_can_stand_in_one_line() -> None:
    line = 'log acme call with Dana "signs" in then fri 10am "send SOC 2"'
    assert touch(line) == Log(ACME, CALL, IN, "signs", "Dana", SOC2)


def test_who_it_was_with_may_follow_the_next_step() -> None:
    said = touch('log acme call "x" then fri "send SOC 2" with Dana')
    assert (said.who, said.step) == ("Dana", Step(in_march(13), "send SOC 2"))


def test_with_inside_a_step_without_quotes_belongs_to_the_step() -> None:
    said = touch('log acme call "x" then fri meet with Dana')
    assert (said.who, said.step) == (None, Step(in_march(13), "meet with Dana"))


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ('log acme yesterday call "Dana signs"', 9),
        ('log acme call yesterday "Dana signs"', 9),
        ('log acme call "Dana signs" yesterday', 9),
        ('call acme yesterday "Dana signs"', 9),
        ('log acme 2 days ago call "Dana signs"', 8),
        ('log acme last friday call "Dana signs"', 6),
        ('log acme 9 march call "Dana signs"', 9),
        ('log acme call with Dana yesterday "Dana signs"', 9),
    ],
)
def test_a_touch_may_have_been_on_an_earlier_day(line: str, on: int) -> None:
    said = touch(line)
    assert fields(said, "deal", "text", "on", "step") == (ACME, "Dana signs", in_march(on), None)


def test_an_earlier_day_goes_with_a_next_step() -> None:
    said = touch('log acme call "x" yesterday then fri "send"')
    assert fields(said, "text", "on", "step") == ("x", in_march(9), Step(in_march(13), "send"))


@pytest.mark.parametrize("line", ['log black friday call "x"', 'log acme call "x" today'])
def test_a_day_that_may_lie_ahead_is_not_the_day_of_a_touch(line: str) -> None:
    assert touch(line).on is None


@pytest.mark.parametrize(
    ("line", "head", "kept"),
    [
        ('log acme call "x" then', "A next step needs its day", {"text": "x"}),
        ('log acme call "x" then soon', "needs its day", {"text": "x", "step_what": "soon"}),
        ("log acme call ok then bye", "needs its day", {"text": "ok", "step_what": "bye"}),
        (
            'log acme call "x" with Dana then yesterday "send"',
            "I read that as Mon 9 Mar 2026, and that day has passed",
            {"text": "x", "who": "Dana", "step_what": "yesterday send"},
        ),
        ('log acme call "x" then 31 june', "no such day", {"text": "x", "step_what": "31 june"}),
        ('log acme call "x" 31 june', "no such day", {"text": "x 31 june"}),
        ('log acme call "x" then fri 25:00', "“25:00” is no hour", {"step_what": "fri 25:00"}),
        ('log acme call "x" last week', "more than a day", {"text": "x last week"}),
    ],
)
def test_a_log_whose_day_cannot_be_kept_opens_its_form_with_every_word(
    line: str, head: str, kept: dict[str, str]
) -> None:
    asked = reads(line)
    assert isinstance(asked, Form)
    assert head in asked.head
    assert {"deal": "acme", "kind": "call", **kept}.items() <= asked.filled.items()


def test_a_call_with_a_day_and_nothing_said_may_be_planned_so_it_is_asked() -> None:
    refused = refusal("call blue bottle fri")
    assert "Fri 13 Mar 2026" in refused.sentence
    done, planned = (reads(suggested.command) for suggested in refused.suggestions)
    assert done == Log(DealWords("blue bottle"), CALL, OUT)
    assert planned == Next(DealWords("blue bottle"), Step(in_march(13), "call"))


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("log", {}),
        ("log acme", {"deal": "acme"}),
        ('log acme "we talked"', {"deal": "acme", "text": "we talked"}),
        ('log call acme "x"', {"deal": "acme", "kind": "call", "text": "x"}),
        ("call", {"kind": "call"}),
    ],
)
def test_a_touch_that_lacks_something_opens_the_form(line: str, filled: dict[str, str]) -> None:
    assert form(line) == ("log", filled)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('next acme "security review" tue', Next(ACME, Step(in_march(17), REVIEW))),
        ('next acme tue "security review"', Next(ACME, Step(in_march(17), REVIEW))),
        ("next acme fri 10am", Next(LOOSE, Step(in_march(13), None, time(10, 0)))),
        ("next acme their review fri", Next(DealWords("acme their review", more=True), FRIDAY)),
        ("next acme met with legal fri", Next(DealWords("acme met with legal", more=True), FRIDAY)),
        ('next acme "call" today', Next(ACME, Step(in_march(10), "call"))),
        ("next acme none", Next(ACME, None)),
        ("next acme done", Next(ACME, None)),
        ('next "none" fri', Next(DealWords("none", more=True), FRIDAY)),
    ],
)
def test_a_next_step_is_read_as_it_was_said(line: str, expected: Next) -> None:
    assert reads(line) == expected


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("next", {}),
        ("next acme", {"deal": "acme"}),
        ('next acme "security review"', {"deal": "acme", "step_what": "security review"}),
    ],
)
def test_a_next_step_without_a_day_opens_the_form(line: str, filled: dict[str, str]) -> None:
    assert form(line) == ("next", filled)


def test_a_next_step_in_the_past_opens_its_form_with_the_day_that_was_read() -> None:
    asked = reads('next acme "call" yesterday')
    assert isinstance(asked, Form)
    assert "Mon 9 Mar 2026" in asked.head
    assert asked.filled == {"deal": "acme", "step_what": "call"}


WORD = st.text(alphabet="abcdefghiöß🚀0123456789&.-", min_size=1, max_size=12)
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
TEXT = st.text(alphabet="abc DEF then with in out fri 12k 'é🚀\n", min_size=1).filter(str.strip)


@given(name=NAME, kind=st.sampled_from(TouchKind), text=TEXT)
def test_any_name_kind_and_text_come_back_as_they_were_typed(
    name: str, kind: TouchKind, text: str
) -> None:
    if set(name.split()) & set(KEYWORDS.split()):
        return
    said = touch(f'log {name} {kind} "{text}"')
    assert (said.deal.text, said.kind, said.text) == (name, kind, text.strip())
    assert (said.who, said.step, said.deal.more) == (None, None, False)


@given(name=NAME, text=TEXT)
def test_a_quoted_name_may_hold_any_keyword(name: str, text: str) -> None:
    said = touch(f'log "{name} call with then" mail "{text}"')
    assert (said.deal.text, said.kind) == (f"{name} call with then", MAIL)
