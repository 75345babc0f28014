"""Slack's own menus: a message becomes a touch, a call is logged."""

import pytest

from tests.bot.app import Coach
from tests.bot.person import Person, filled, words
from tests.slack import BEN, SALES, Message, View


def said(seller: Person, text: str, by: str | None = None, **details: str) -> Message:
    """Something that stands in a channel."""
    return seller.slack.say(by or seller.user, text, channel=SALES, **details)


def test_a_message_becomes_a_touch_on_the_deal_that_it_names(seller: Person) -> None:
    seller.types("add Acme Renewal")
    seller.types("add Acme")
    message = said(seller, "Dana from acme renewal says &lt;yes&gt; &amp; signs", BEN)
    form = seller.on_message(message, "log_to_deal")
    assert form.title == "Log a touch"
    assert filled(form) == {
        "deal": "Acme Renewal",
        "kind": "Message",
        "text": "Dana from acme renewal says <yes> & signs",
        "direction": "They reached us",
    }
    assert "It names Acme Renewal." in words(form)
    assert "They wrote this on Mon 2 Mar 2026" in words(form)
    answer = seller.sends(form, {})
    assert answer.only_for == seller.user
    assert "Logged a message from Acme Renewal: “Dana from acme renewal" in answer.text


def test_what_i_wrote_myself_went_out(seller: Person) -> None:
    seller.types("add Acme")
    form = seller.on_message(said(seller, "Sent Acme's lawyer our answers"), "log_to_deal")
    assert filled(form)["direction"] == "We reached out"
    assert filled(form)["deal"] == "Acme"


def test_a_first_name_that_only_one_deal_has_is_said_to_be_a_guess(seller: Person) -> None:
    seller.types("add Polar Freight")
    form = seller.on_message(said(seller, "Polar wants a price", BEN), "log_to_deal")
    assert filled(form)["deal"] == "Polar Freight"
    assert "It names “Polar”, so it may be Polar Freight." in words(form)


def test_mentions_and_links_are_kept_as_they_are_shown(seller: Person) -> None:
    text = "<@U00000BEN|ben> see <https://acme.test/offer|the offer>, <!channel>"
    form = seller.on_message(said(seller, text, BEN), "log_to_deal")
    assert filled(form)["text"].startswith("@ben see the offer")
    assert "deal" not in filled(form)
    assert "I can't tell which deal it is about: choose one." in words(form)


@pytest.mark.parametrize("text", ["", "x" * 3900])
def test_a_message_of_any_length_opens_its_form(seller: Person, text: str) -> None:
    form = seller.on_message(said(seller, text, BEN), "log_to_deal")
    assert len(filled(form).get("text", "")) <= 3000


def test_a_message_of_an_app_has_no_author_and_came_in(seller: Person) -> None:
    message = said(seller, "New mail from acme", BEN)
    message.author = ""
    seller.types("add Acme")
    assert filled(seller.on_message(message, "log_to_deal"))["direction"] == "They reached us"


def test_a_deal_that_i_may_not_see_is_not_guessed(coach: Coach, anna: Person, ben: Person) -> None:
    ben.types("add Secret Bakery")
    form = anna.on_message(said(anna, "Secret Bakery called"), "log_to_deal")
    assert "deal" not in filled(form)
    assert "so it may be" not in words(form)


def test_a_call_is_logged_from_anywhere_and_answered_where_the_form_was(seller: Person) -> None:
    seller.types("add Acme")
    form = seller.from_anywhere("log_a_call")
    assert filled(form) == {"kind": "Call"}
    refused = seller.submits(form, {"deal": "Acme", "step_what": "send the deck"})
    assert refused.errors == {"step_on": "A next step needs its day: choose one."}
    ack = seller.submits(form, {"step_on": "2026-03-05"})
    assert isinstance(ack.view, View)
    assert "Logged a call with *Acme*." in words(ack.view)
    assert seller.touches(ack.view, "Undo").ok
    assert "Undone" in words(ack.view)


def test_whoever_comes_by_a_shortcut_becomes_a_member(coach: Coach, anna: Person) -> None:
    anna.from_anywhere("log_a_call")
    assert coach.values("members", "name") == ["anna"]


def test_a_stranger_is_told_so_where_they_asked(coach: Coach) -> None:
    coach.slack.workspace.add_user("U0GUEST", "guest", is_restricted=True)
    guest = Person(coach, "U0GUEST")
    page = guest.from_anywhere("log_a_call")
    assert "Deal Coach is for the people of this workspace" in words(page)
    assert coach.values("members", "name") == []
