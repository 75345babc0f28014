import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.mrkdwn import Span, lines, spans, text_of, wrapped
from bot.playground.render import Renderer
from bot.playground.screen import ColourScreen, PlainScreen, screen_for


@pytest.mark.parametrize(
    ("markdown", "styled"),
    [
        ("plain", [Span("plain")]),
        ("a *bold* one", [Span("a "), Span("bold", "bold"), Span(" one")]),
        ("~1. Acme~  done", [Span("1. Acme", "strike"), Span("  done")]),
        ("_*both*_", [Span("both", "italic bold")]),
        ("say `list`", [Span("say "), Span("`list`", "cyan")]),
        ("2 * 3 * 4", [Span("2 * 3 * 4")]),
        ("snake_case_name", [Span("snake_case_name")]),
        ("&lt;!channel&gt; &amp; co", [Span("<!channel> & co")]),
    ],
)
def test_slacks_marks_become_styles_and_escapes_are_undone(markdown, styled):
    assert list(spans(markdown)) == styled


def test_emoji_that_the_product_uses_become_signs():
    assert text_of(lines(":tada: Won *Acme*")[0]) == "🎉 Won Acme"


@given(st.text(st.sampled_from("ab *_~ "), max_size=200), st.integers(20, 60))
def test_wrapping_loses_no_word_and_keeps_to_its_width(text, width):
    line = (Span(text),)
    rows = wrapped(line, width, hang=2)
    assert " ".join(text_of(row) for row in rows).split() == text.split()
    longest = max((len(word) for word in text.split()), default=0)
    assert all(
        len(text_of(row)) <= max(width, longest + 2, len(text) * (not text.strip())) for row in rows
    )


def test_a_terminal_gets_colours_and_a_file_gets_plain_text():
    from rich.console import Console

    line = (Span("Acme", "bold"), Span(" [1] [red]typed[/red]"))
    file, terminal = io.StringIO(), io.StringIO()
    PlainScreen(file).show([line])
    ColourScreen(Console(file=terminal, force_terminal=True, width=80)).show([line])
    assert file.getvalue() == "Acme [1] [red]typed[/red]\n"
    assert terminal.getvalue() == "\x1b[1mAcme\x1b[0m [1] [red]typed[/red]\n"
    assert isinstance(screen_for(io.StringIO(), plain=False), PlainScreen)


def test_a_message_without_a_heading_is_brief_in_its_own_words():
    renderer = Renderer(100, str)
    quiet = [{"type": "section", "text": {"type": "mrkdwn", "text": "Mon: *nothing* is due."}}]
    assert text_of(renderer.brief(quiet)) == "Mon: nothing is due."
