"""Whatever is typed: an answer or a refusal that helps, the same each time, and no guess."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import grammar
from bot.grammar.requests import Form, Reading, Request
from coaching.deals import BUYING_STAGE_NAMES, STAGE_NAMES
from coaching.errors import Refusal
from tests.bot.grammar.reading import NOW, READING

WORDS = (
    *grammar.BY_NAME, *BUYING_STAGE_NAMES, *STAGE_NAMES,
    "acme", "o'neil", "Blue", "51", "2026", "12k", "€1.200,50", "fri", "tomorrow", "yesterday",
    "30", "june", "q3", "none", "to", "no", "decision", "because", "until", "for", "with", "then",
    "in", "out", "close", "by", "stage", "source", "amount", '"', "“", "”", "„", "'", "’", "🚀",
    '"send SOC 2"', "“too small”", "<@U0BEN|ben>", "<#C0SALES|sales>", "&amp;", "#1", "#", "@", "-",
    "\n", "`", "*", "hour", "channel", "post", "mine",
)  # fmt: skip
LINES = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=60)
WAYS_ON = ("`", "quotes", "Choose", "Name another one")
"""What a next step is told with: a line that works, or what to do to this one."""
COMMANDS = [line for verb in grammar.VERBS for line in verb.examples]


def answer(line: str, reading: Reading = READING) -> Request | str:
    """What a line asks for, or the sentence that refuses it."""
    try:
        return grammar.parse(line, reading)
    except Refusal as refused:
        return refused.sentence


@pytest.mark.parametrize("line", COMMANDS)
@pytest.mark.parametrize("day_first", [True, False])
def test_every_line_that_the_help_shows_works(line: str, day_first: bool) -> None:
    assert not isinstance(answer(line, Reading(NOW, "USD", day_first)), str | Form)


@pytest.mark.parametrize("verb", grammar.VERBS, ids=lambda verb: verb.name)
def test_every_command_alone_opens_its_form_or_just_works(verb: grammar.Verb) -> None:
    assert not isinstance(answer(verb.name), str)


@settings(max_examples=400)
@given(LINES)
@example("log acme call " + "x " * 3000)
@example("won 9" + "9" * 5000)
@example("<" * 8000)
@example("'a " * 2000)
def test_any_line_is_answered_and_twice_the_same(line: str) -> None:
    said = answer(line)
    assert said == answer(line)
    if isinstance(said, str):
        assert said.endswith((".", "?")), said
        assert any(way in said for way in WAYS_ON), said


@settings(max_examples=200)
@given(LINES)
def test_every_suggestion_of_a_refusal_can_be_pressed(line: str) -> None:
    try:
        grammar.parse(line, READING)
    except Refusal as refused:
        for suggestion in refused.suggestions:
            assert suggestion.label
            answer(suggestion.command)


@settings(max_examples=200)
@given(verb=st.sampled_from(sorted(grammar.BY_NAME)), name=st.sampled_from(["Acme", "Blue Bottle"]))
def test_no_command_reads_a_deal_that_was_not_named(verb: str, name: str) -> None:
    asked = answer(f'{verb} "{name}"')
    deal = getattr(asked, "deal", None)
    assert deal is None or deal.text == name
