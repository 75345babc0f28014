"""All that tests make Slack see is drawn by the page; here, that what it cannot draw is found."""

import pytest
from playwright.sync_api import Browser

from tests.bot.playground_page.canned import Json, button, log_form, modal, section, words
from tests.bot.playground_page.exhibition import drawn_by
from tests.gallery import Gallery
from tests.slack.limits import message_faults

VIDEO = {"type": "video", "title": words("A film"), "alt_text": "a film"}
DIAL = {"type": "actions", "elements": [{"type": "dial", "action_id": "d"}]}


def hung(*pieces: tuple[str, Json]) -> Gallery:
    gallery = Gallery()
    for surface, piece in pieces:
        gallery.hang(surface, piece)
    return gallery


def test_a_block_or_element_that_the_page_cannot_draw_is_found_wherever_it_stands(
    browser: Browser,
) -> None:
    gallery = hung(
        ("message", {"text": "A film.", "blocks": [section("Look"), VIDEO]}),
        ("home", {"type": "home", "blocks": [DIAL]}),
        ("modal", modal(section("Look"), VIDEO)),
        ("modal", modal(DIAL)),
    )
    assert list(drawn_by(browser, gallery)) == [
        "unknown block: video in a message",
        "unknown block: dial in a home",
        "unknown block: video in a modal",
        "unknown block: dial in a modal",
    ]


def test_what_the_page_can_draw_is_drawn_without_a_word(browser: Browser) -> None:
    gallery = hung(
        ("message", {"text": "Hello.", "blocks": [section("Hello")]}),
        ("home", {"type": "home", "blocks": [{"type": "divider"}]}),
        ("modal", log_form()),
    )
    assert list(drawn_by(browser, gallery)) == []


def test_one_piece_hangs_for_every_shape_of_a_block() -> None:
    two = [{"type": "actions", "elements": [button("One", "1"), button("Two", "2")]}]
    red = [{"type": "actions", "elements": [button("One", "1", style="danger")]}]
    gallery = hung(*(("message", {"blocks": blocks}) for blocks in (two, two, red)))
    assert [piece["blocks"] for piece in gallery.on("message")] == [two, red]


def test_what_the_stand_in_for_slack_accepts_is_hung(monkeypatch: pytest.MonkeyPatch) -> None:
    gallery = Gallery()
    monkeypatch.setattr("tests.slack.limits.GALLERY", gallery)
    assert message_faults({"text": "Hello.", "blocks": [section("Hello")]}) == []
    assert message_faults({"blocks": [section("Too long" * 1000, 2)]}) != []
    assert [piece["text"] for piece in gallery.on("message")] == ["Hello."]
