"""The stand-in for Slack talks with a real Bolt app, over each transport."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.signature import SignatureVerifier

from tests.slack import (
    ANNA,
    BEN,
    SALES,
    Ack,
    Door,
    HttpDoor,
    InProcessDoor,
    SlackServer,
    SlackWouldRefuse,
    SocketDoor,
    bolt_dispatch,
)
from tests.tiny_app import served, tiny_app


@contextmanager
def connected(slack: SlackServer, **options: Any) -> Iterator[SocketModeHandler]:
    """The app in Socket Mode."""
    handler: Any = SocketModeHandler(tiny_app(slack), slack.app_token, **options)
    handler.connect()
    try:
        slack.sockets.wait()
        yield handler
    finally:
        handler.client.closed = True
        handler.client.enqueue_message("")  # wakes its reader, which otherwise sleeps a second
        handler.close()


@pytest.fixture(params=["http", "socket", "in process"])
def door(request: pytest.FixtureRequest, slack: SlackServer) -> Iterator[Door]:
    with ExitStack() as stack:
        if request.param == "http":
            yield HttpDoor(slack, stack.enter_context(served(tiny_app(slack))))
        elif request.param == "socket":
            stack.enter_context(connected(slack))
            yield SocketDoor(slack)
        else:
            yield InProcessDoor(slack, bolt_dispatch(tiny_app(slack)))


def test_a_command_is_answered_to_its_sender_alone(slack: SlackServer, door: Door) -> None:
    ack = door.command("log acme", user=BEN)
    assert ack.ok
    assert ack.text == "You typed log acme"
    assert slack.ephemerals(user=BEN) == [ack.message]
    assert slack.messages() == []


def test_a_button_under_an_answer_replaces_the_answer(slack: SlackServer, door: Door) -> None:
    ack = door.command("today")
    assert door.press(ack, "done").ok
    assert ack.message is not None
    assert ack.message.text == "Acme is done."
    assert ack.message.blocks == []
    assert [response.user for response in slack.responses] == [ANNA]


def test_a_late_answer_goes_through_the_response_url(slack: SlackServer, door: Door) -> None:
    door.command("later")
    assert {message.text for message in slack.ephemerals()} == {"Working on it.", "Here it is."}


def test_a_modal_is_opened_filled_in_and_saved(slack: SlackServer, door: Door) -> None:
    view = door.command("new").view
    assert view is slack.view(ANNA)
    assert view is not None
    assert door.options(view, "owner", "an").options[0]["value"] == "anna"
    ack = door.submit(view, {"name": "Acme", "stage_block": "Won", "owner": "anna"})
    assert ack.ok
    assert slack.view(ANNA) is None
    (message,) = slack.messages(user=ANNA)
    for saved in ("Acme saved", "'value': 'won'", "'value': 'anna'", "2026-03-02"):
        assert saved in message.text


def test_a_refused_form_stays_open_with_its_complaints(slack: SlackServer, door: Door) -> None:
    door.shortcut("new_deal", user=BEN)
    view = slack.view(BEN)
    assert view is not None
    assert door.submit(view, {"name": "taken"}).errors == {"name_block": "You have that deal."}
    assert slack.view(BEN) is view
    assert door.submit(view, {"name": "free"}).errors == {}
    assert slack.view(BEN) is None


def test_closing_a_modal_tells_the_app(slack: SlackServer, door: Door) -> None:
    view = door.command("new").view
    assert view is slack.view(ANNA)
    assert view is not None
    door.close(view)
    assert [message.text for message in slack.messages(user=ANNA)] == ["Closed."]


def test_the_home_tab_is_published_and_its_buttons_work(slack: SlackServer, door: Door) -> None:
    door.opens_home(user=BEN)
    home = slack.home(BEN)
    assert home is not None
    assert door.press(home, "edit").ok
    assert slack.view(BEN) is not None


def test_words_in_the_direct_line_are_answered_there(slack: SlackServer, door: Door) -> None:
    door.says("good morning")
    assert [message.text for message in slack.messages(user=ANNA)] == ["You said good morning"]


def test_a_message_shortcut_carries_the_message(slack: SlackServer, door: Door) -> None:
    note = slack.say(BEN, "Dana signs on Friday", channel=SALES)
    door.message_action("log_this", note)
    assert slack.messages(user=ANNA)[0].text == "Dana signs on Friday"


def test_twenty_equal_deliveries_at_once_are_all_acked(slack: SlackServer, door: Door) -> None:
    delivery = door.build.command("log acme", ANNA)
    with ThreadPoolExecutor(20) as pool:
        acks: list[Ack] = list(pool.map(door.deliver, [delivery] * 20))
    assert {ack.status for ack in acks} == {200}


def test_no_person_can_press_what_is_not_drawn(slack: SlackServer, door: Door) -> None:
    ack = door.command("today")
    with pytest.raises(SlackWouldRefuse, match="there is: done=Acme, edit=Acme"):
        door.press(ack, "delete")


def test_no_person_can_submit_an_impossible_form(slack: SlackServer, door: Door) -> None:
    view = door.command("new").view
    assert view is slack.view(ANNA)
    assert view is not None
    with pytest.raises(SlackWouldRefuse, match="name is required"):
        door.submit(view)
    with pytest.raises(SlackWouldRefuse, match="No single field “price”"):
        door.submit(view, {"price": 3})
    with pytest.raises(SlackWouldRefuse, match="offers no 'lost'"):
        door.submit(view, {"stage": "lost"})
    with pytest.raises(SlackWouldRefuse, match="too long"):
        door.submit(view, {"name": "x" * 21})


def test_slack_checks_the_endpoint_and_its_certificate(slack: SlackServer) -> None:
    door = InProcessDoor(slack, bolt_dispatch(tiny_app(slack)))
    assert door.url_verification("abc").body == {"challenge": "abc"}
    assert door.ssl_check().ok


def test_signatures_are_those_that_the_sdk_verifies(slack: SlackServer) -> None:
    door = InProcessDoor(slack, bolt_dispatch(tiny_app(slack)))
    delivery = door.build.command("today", ANNA)
    verifier = SignatureVerifier(slack.signing_secret)
    headers = {name.lower(): value for name, value in delivery.headers().items()}
    assert verifier.is_valid_request(delivery.body, headers)
    assert not verifier.is_valid_request(delivery.body + "x", headers)
    assert door.dispatch(delivery.body, delivery.headers(at=0))[0] == 401


def test_a_retried_event_says_so(slack: SlackServer) -> None:
    door = InProcessDoor(slack, bolt_dispatch(tiny_app(slack)))
    delivery = door.build.event({"type": "x"}, slack.workspace, event_id="Ev1", retry=1)
    assert delivery.headers()["X-Slack-Retry-Num"] == "1"
    assert delivery.payload["event_id"] == "Ev1"


def test_an_app_in_socket_mode_survives_refresh_and_loss(slack: SlackServer) -> None:
    with connected(slack, ping_interval=0.2):
        door = SocketDoor(slack)
        slack.sockets.ping()
        slack.sockets.refresh()
        slack.sockets.wait(opened=2)
        assert door.command("after a refresh").ok
        slack.sockets.drop()
        slack.sockets.wait(opened=3)
        assert door.command("after a loss").ok


def test_silence_in_socket_mode_is_an_ack_of_status_zero(slack: SlackServer) -> None:
    with connected(slack):
        assert SocketDoor(slack, patience=0.2).command("", command="/other").status == 0
