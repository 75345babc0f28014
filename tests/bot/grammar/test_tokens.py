"""Quotes of every kind, apostrophes, emoji, and what Slack makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grammar.tokens import CLOSING, joined, plain, tokens


def pieces(line: str) -> list[str]:
    """Words as they are, quotations in brackets."""
    return [f"[{token.text}]" if token.quoted else token.text for token in tokens(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('log acme call "signs on Friday"', ["log", "acme", "call", "[signs on Friday]"]),
        ("log acme call “signs”", ["log", "acme", "call", "[signs]"]),
        ("log acme call „signs“ fri", ["log", "acme", "call", "[signs]", "fri"]),
        ("log acme call „signs” fri", ["log", "acme", "call", "[signs]", "fri"]),
        ("log acme call «signs» fri", ["log", "acme", "call", "[signs]", "fri"]),
        ("log acme call »signs« fri", ["log", "acme", "call", "[signs]", "fri"]),
        ("log acme call ”signs” fri", ["log", "acme", "call", "[signs]", "fri"]),
        ('log acme call "signs” fri', ["log", "acme", "call", "[signs]", "fri"]),
        ("letgo acme 'not a priority'", ["letgo", "acme", "[not a priority]"]),
        ("letgo acme ‘not a priority’", ["letgo", "acme", "[not a priority]"]),
        ("show o'neil", ["show", "o'neil"]),
        ("show acme’s", ["show", "acme’s"]),
        ("show the sellers' club", ["show", "the", "sellers'", "club"]),
        ("show 's-Hertogenbosch", ["show", "'s-Hertogenbosch"]),
        ("log x call 'it's fine' fri", ["log", "x", "call", "[it's fine]", "fri"]),
        ('log x call “a 6" pipe” fri', ["log", "x", "call", '[a 6" pipe]', "fri"]),
        ('log x call "he said “yes” twice"', ["log", "x", "call", "[he said “yes” twice]"]),
        ('log x call "never closed fri', ["log", "x", "call", "[never closed fri]"]),
        ('log x call "" fri', ["log", "x", "call", "fri"]),
        ('log x call"tight"fri', ["log", "x", "call", "[tight]", "fri"]),
        ('log x call "two\nlines"', ["log", "x", "call", "[two\nlines]"]),
        ("add\tAcme\n12k", ["add", "Acme", "12k"]),
        ("add\u00a0Acme\u200b 12k", ["add", "Acme", "12k"]),
        ("add 🚀 Rocket 👩‍🚀", ["add", "🚀", "Rocket", "👩‍🚀"]),
        ("add R&amp;D &lt;Labs&gt;", ["add", "R&D", "<Labs>"]),
        ("add AT&T", ["add", "AT&T"]),
        ("add &amp;lt;b&amp;gt;", ["add", "&lt;b&gt;"]),
        ("add <http://acme.com|acme.com> 12k", ["add", "acme.com", "12k"]),
        ("add <https://acme.com>", ["add", "https://acme.com"]),
        ("log x mail <mailto:d@acme.com|d@acme.com>", ["log", "x", "mail", "d@acme.com"]),
        ("list <@U0BEN|ben>", ["list", "@ben"]),
        ("list <@U0BEN>", ["list", "@U0BEN"]),
        ('log x call "with <@U0BEN|ben>"', ["log", "x", "call", "[with @ben]"]),
        ("show a\x00b", ["show", "ab"]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_line_is_cut_where_a_person_would_cut_it(line: str, expected: list[str]) -> None:
    assert pieces(line) == expected


def test_a_mention_keeps_the_id_behind_the_name_that_is_shown() -> None:
    (someone,) = tokens("<@U0BEN|ben>")
    (somewhere,) = tokens("<#C0SALES|sales>")
    assert (someone.text, someone.reference) == ("@ben", "@U0BEN")
    assert (somewhere.text, somewhere.reference) == ("#sales", "#C0SALES")


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_no_word_is_lost_from_an_unquoted_line(text: str) -> None:
    bare = "".join(" " if mark in CLOSING or mark in "'‘’‚<>&" else mark for mark in text)
    unseen = str.maketrans("", "", "\u200b\u2060\ufeff")
    assert joined(tokens(bare)) == " ".join(bare.translate(unseen).split())


@pytest.mark.parametrize("quotes", ['""', "“”", "„“", "«»", "''", "‘’"])
@given(data=st.data())
def test_what_stands_in_quotes_comes_through_unchanged(quotes: str, data: st.DataObject) -> None:
    opens, closes = quotes[0], quotes[1]
    other_marks = "".join(CLOSING) + "'‘’‚<>\x00\u200b\u2060\ufeff"
    text = data.draw(
        st.text(
            alphabet=st.characters(exclude_categories=["Cs"], exclude_characters=other_marks),
            min_size=1,
        ).filter(str.strip)
    )
    text = text.strip() if opens in "'‘" else text
    escaped = text.replace("&", "&amp;")
    (piece,) = tokens(f"{opens}{escaped}{closes}")
    assert piece.quoted
    assert piece.text.strip() == text.strip()


@given(st.text())
def test_a_plain_line_has_no_escape_of_slacks_left(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    unseen = str.maketrans("", "", "\x00\u200b\u2060\ufeff")
    assert plain(escaped) == text.translate(unseen)
