"""The draft coach, through Slack: typed, filled in, and over a message; nothing of it is kept."""

import pytest

from tests.bot.app import Coach
from tests.bot.person import Person, elements, filled, label_of, words
from tests.slack import BEN, SALES, Message

pytestmark = pytest.mark.parametrize("office", ["http on sqlite"], indirect=True)

DRAFT = "I'm sending you my proposal today. Just checking in!"
REWRITTEN = "We're sending you our proposal today. Just checking in!"
LATER = "Great demo! Let's circle back next quarter."


def said(seller: Person, text: str, by: str | None = None) -> Message:
    return seller.slack.say(by or seller.user, text, channel=SALES)


def plain_texts(answer: object) -> list[str]:
    """What stands in a block of its own, word for word."""
    blocks = answer.blocks  # type: ignore[attr-defined]
    sections = (block["text"] for block in blocks if block["type"] == "section")
    return [text["text"] for text in sections if text["type"] == "plain_text"]


def test_a_draft_comes_back_whole_with_what_changed_and_what_to_look_at(seller: Person) -> None:
    answer = seller.types(f'check "{DRAFT}"')
    assert plain_texts(answer) == [REWRITTEN]
    assert answer.text.startswith(REWRITTEN)
    shown = words(answer)
    assert "2 changes" in shown
    assert "~I'm~ → *We're* · ~my~ → *our*" in shown
    assert "*Sounds pushy*" in shown
    assert "_(000, 001)_" in shown
    assert "Nothing of it was stored or sent." in shown


def test_what_needs_no_change_stands_whole_too(seller: Person) -> None:
    answer = seller.types("check Do you use a CRM today?")
    assert plain_texts(answer) == ["Do you use a CRM today?"]
    assert "unchanged" in words(answer)
    assert "I have nothing else to say about it." in words(answer)


def test_what_stays_and_what_is_mixed_is_told(seller: Person) -> None:
    shown = words(seller.types("check I think my product fits. I was ill. My team, my team!"))
    assert "“I” is an opinion or a feeling, which is your own" in shown
    assert "*Check*: “I” and “we” stand side by side in “I think our product fits.”" in shown
    assert "~My~ → *Our*" in shown


def test_the_same_change_is_counted_and_many_are_summed_up(seller: Person) -> None:
    shown = words(seller.types("check Tell my boss of my plan, and my boss tells my boss."))
    assert "~my~ → *our* (4 times)" in shown
    many = "I'm. I've. I'll. I'd. my me mine. I am. I was. was I. My. i'm. am I."
    assert " more" in words(seller.types(f"check The list: {many}"))


def test_nothing_of_a_draft_is_stored(coach: Coach, seller: Person) -> None:
    seller.types("add Acme")
    kept = coach.rows()
    seller.types(f"check {DRAFT}")
    assert coach.rows() == kept


def test_a_command_alone_opens_its_form(seller: Person) -> None:
    form = seller.opens("check")
    assert form.title == "Check a draft"
    answer = seller.sends(form, {"text": DRAFT})
    assert plain_texts(answer) == [REWRITTEN]
    theirs = seller.sends(seller.opens("check"), {"text": LATER, "whose": "Theirs, just received"})
    assert "“circle back”" in words(theirs)


def test_a_message_of_mine_is_read_as_a_draft_and_one_of_theirs_for_what_it_means(
    seller: Person,
) -> None:
    page = seller.on_message(said(seller, DRAFT), "check_draft")
    assert page.title == "Check this draft"
    assert page.body.get("submit") is None
    assert plain_texts(page) == [REWRITTEN]
    theirs = seller.on_message(said(seller, LATER, BEN), "check_draft")
    shown = words(theirs)
    assert plain_texts(theirs) == [LATER]
    assert "*“circle back”*\nLikely means: Later, without a day" in shown
    assert "Ask: What will be different then?" in shown


def test_theirs_without_a_slow_no_says_so(seller: Person) -> None:
    page = seller.on_message(said(seller, "We sign on Friday.", BEN), "check_draft")
    assert "I hear no slow no in it." in words(page)


def test_a_message_without_words_has_nothing_to_check(seller: Person) -> None:
    page = seller.on_message(said(seller, ""), "check_draft")
    assert "This message has no text" in words(page)


def test_the_other_reading_is_one_press_away(seller: Person) -> None:
    answer = seller.types(f"check {LATER}")
    theirs = seller.presses(answer, "They wrote this")
    assert "Likely means" in words(theirs)
    assert "unchanged" in words(seller.presses(theirs, "I wrote this"))


def test_a_draft_is_logged_only_when_its_writer_wants_that(seller: Person) -> None:
    seller.types("add Acme")
    answer = seller.types("check I'm sending Acme the offer.")
    form = seller.presses_for_a_form(answer, "Log to a deal")
    assert filled(form) == {
        "deal": "Acme",
        "kind": "Mail",
        "text": "We're sending Acme the offer.",
        "direction": "We reached out",
    }
    logged = seller.sends(form, {})
    assert "Logged a mail with Acme: “We're sending Acme the offer.”" in logged.text


def test_from_the_page_over_a_message_theirs_is_logged_as_coming_in(seller: Person) -> None:
    page = seller.on_message(said(seller, LATER, BEN), "check_draft")
    ack = seller.touches(page, "Log to a deal")
    assert ack.view is not None
    assert filled(ack.view)["direction"] == "They reached us"
    assert "deal" not in filled(ack.view)


def test_what_fits_into_no_button_is_shown_without_them(seller: Person) -> None:
    page = seller.on_message(said(seller, "I wait. " * 450), "check_draft")
    assert list(elements(page.blocks)) == []
    assert "".join(plain_texts(page)).startswith("We wait. We wait.")
    assert "*Long*" in words(page)
    short = seller.on_message(said(seller, "I wait."), "check_draft")
    labels = [label_of(element) for element in elements(short.blocks)]
    assert labels == ["Log to a deal", "They wrote this"]
