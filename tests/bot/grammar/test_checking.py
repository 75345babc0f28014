"""`check` takes the rest of the line as it stands."""

import pytest

from bot.grammar.requests import Check
from tests.bot.grammar.reading import form, reads


@pytest.mark.parametrize(
    ("line", "draft"),
    [
        ("check I'm sending it.", "I'm sending it."),
        ('check "I\'m sending it."', "I'm sending it."),
        ("check “I’m sending it.”", "I’m sending it."),
        ("Check: „Ich bin da“", "Ich bin da"),
        ("check 'I'm sending it'", "I'm sending it"),
        ("check ‘it’s ours’", "it’s ours"),
        ("draft   two  spaces\n\nand lines ", "two  spaces\n\nand lines"),
        ('check "I need it" and "I want it"', '"I need it" and "I want it"'),
        ('check "She said "I love it" today."', 'She said "I love it" today.'),
        ("check 'I need it' and 'I want it'", "'I need it' and 'I want it'"),
        ("check '90s music’ and I", "'90s music’ and I"),
        ('check it costs 5"', 'it costs 5"'),
        (
            "check a &lt;b&gt; &amp; <https://acme.test|ours>, <mailto:me@acme.test|me@acme.test>",
            None,
        ),
        ("check x", "x"),
        ('check " spaces "', "spaces"),
        ("check 3/4 or 4/3?", "3/4 or 4/3?"),
    ],
)
def test_the_draft_is_all_that_follows(line: str, draft: str | None) -> None:
    assert reads(line) == Check(draft or "a <b> & ours, me@acme.test")


@pytest.mark.parametrize("line", ["check", "check ", 'check ""', "draft “”"])
def test_nothing_to_check_opens_the_form(line: str) -> None:
    assert form(line) == ("check", {})
