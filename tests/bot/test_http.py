"""What comes over HTTP is believed only with Slack's signature, and written once."""

import http.client
import inspect
import json
import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.serving import MOST_AT_ONCE
from tests.bot.app import Coach, Front, deployed
from tests.bot.person import Person, words
from tests.bot.process import ROOT, Running, environment
from tests.slack import ANNA, Ack, Delivery, HttpDoor, SlackServer, signature

KINDS = ("command", "button", "form", "menu", "event")
REPLAY = 5 * 60 + 30


@pytest.fixture
def everywhere(slack: SlackServer, database_url: str, front: Front) -> Iterator[Coach]:
    """A bot over HTTP, once on each database."""
    with deployed(slack, database_url, front.serve) as coach:
        yield coach


def deliveries(coach: Coach) -> dict[str, Delivery]:
    """One genuine delivery of each kind, each of which would write or show something."""
    anna = Person(coach, ANNA)
    anna.types("add Acme")
    answer = anna.types('log acme call "hi"')
    assert answer.message is not None
    form = anna.opens("log acme")
    build = coach.door.build
    return {
        "command": build.command("add Globex", ANNA),
        "button": build.press(answer.message, "undo", ANNA),
        "form": build.submit(form, {"kind": "Call"}),
        "menu": build.options(form, "deal_options", "ac", ANNA),
        "event": build.event({"type": "app_home_opened", "user": ANNA}, coach.slack.workspace),
    }


def post(coach: Coach, body: str, headers: dict[str, str]) -> int:
    assert isinstance(coach.door, HttpDoor)
    return coach.door.post(body, headers)[0]


def unchanged(coach: Coach, send: Any) -> Any:
    """Do it, and see that nothing was written or said."""
    before = coach.rows(), len(coach.slack.requests), len(coach.slack.responses)
    result = send()
    assert (coach.rows(), len(coach.slack.requests), len(coach.slack.responses)) == before
    return result


def test_what_is_signed_is_taken(coach: Coach) -> None:
    for delivery in deliveries(coach).values():
        assert post(coach, delivery.body, delivery.headers()) == 200


def test_a_wrong_signature_writes_nothing(coach: Coach) -> None:
    for delivery in deliveries(coach).values():
        moment = str(int(time.time()))
        wrong = delivery.headers() | {
            "X-Slack-Signature": signature("another-secret", moment, delivery.body)
        }
        assert unchanged(coach, lambda: post(coach, delivery.body, wrong)) == 401  # noqa: B023


def test_a_signature_of_another_body_writes_nothing(coach: Coach) -> None:
    for delivery in deliveries(coach).values():
        headers = delivery.headers()
        changed = delivery.body.replace("A", "B", 1)
        assert changed != delivery.body
        assert unchanged(coach, lambda: post(coach, changed, headers)) in (400, 401)  # noqa: B023


@pytest.mark.parametrize("missing", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
def test_without_its_signature_nothing_is_written(coach: Coach, missing: str) -> None:
    for delivery in deliveries(coach).values():
        headers = delivery.headers()
        del headers[missing]
        assert unchanged(coach, lambda: post(coach, delivery.body, headers)) in (400, 401)  # noqa: B023


@pytest.mark.parametrize("seconds", [-REPLAY, REPLAY])
def test_a_replay_from_more_than_five_minutes_away_writes_nothing(
    coach: Coach, seconds: int
) -> None:
    for delivery in deliveries(coach).values():
        old = delivery.headers(at=time.time() + seconds)
        assert unchanged(coach, lambda: post(coach, delivery.body, old)) == 401  # noqa: B023


def test_a_request_without_a_body_is_refused(coach: Coach) -> None:
    delivery = deliveries(coach)["command"]
    assert unchanged(coach, lambda: post(coach, "", delivery.headers())) == 400


def test_a_request_as_large_as_slack_sends_none_is_refused_unread(coach: Coach) -> None:
    body = "x" * 1_000_001
    headers = deliveries(coach)["command"].headers()
    assert unchanged(coach, lambda: post(coach, body, headers)) == 413


def test_a_body_of_unknown_length_is_not_read_without_end(coach: Coach) -> None:
    """Such a body comes in chunks: what counts is how much has come."""

    def send() -> int:
        host, _, port = coach.url.removeprefix("http://").partition(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        try:
            connection.request(
                "POST", "/slack/events", iter([b"x" * 100_000] * 30), encode_chunked=True
            )
            return connection.getresponse().status
        except ConnectionError:
            return 413
        finally:
            connection.close()

    assert unchanged(coach, send) == 413


def test_a_body_that_never_ends_gives_its_place_back(
    coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.BODY_SECONDS", 0.2)
    host, _, port = coach.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as slow:
        slow.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx")
        assert slow.recv(12) == b"HTTP/1.1 408"


def test_more_connections_than_there_are_places_are_told_so_at_once(
    slack: SlackServer, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'deals.db'}"
    env = environment(slack, DATABASE_URL=url, SLACK_SIGNING_SECRET=slack.signing_secret)
    with Running(env, tmp_path) as process, ExitStack() as held:
        address = ("127.0.0.1", process.port)
        for _ in range(MOST_AT_ONCE + 1):
            held.enter_context(socket.create_connection(address, timeout=10))
        late = held.enter_context(socket.create_connection(address, timeout=10))
        late.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert late.recv(12) == b"HTTP/1.1 503"
        held.close()
        assert process.answers()


def test_secrets_are_compared_in_constant_time() -> None:
    """Bolt's verifier, and no comparison of a secret by == anywhere in ours."""
    assert "compare_digest" in inspect.getsource(SignatureVerifier.is_valid)
    code = "\n".join(file.read_text() for file in (ROOT / "bot").rglob("*.py"))
    compared = r"(signature|secret|token|digest|state)\w*(\.get_secret_value\(\))? [!=]= (?!None)"
    assert re.findall(rf"^.*\b{compared}.*$", code, re.MULTILINE) == []


def test_slack_may_check_the_address_and_its_certificate(coach: Coach) -> None:
    assert coach.door.url_verification("abc").body == {"challenge": "abc"}
    assert coach.door.ssl_check().ok
    assert sum(coach.rows().values()) == 0


def test_a_signed_request_of_another_workspace_gets_nothing(coach: Coach) -> None:
    coach.slack.add_workspace("T000OTHER").add_user("U00OTHER", "other")
    ack = coach.door.command("add Acme", user="U00OTHER")
    assert "Added" not in ack.text
    assert sum(coach.rows().values()) == 0


def test_a_command_that_is_not_ours_is_not_answered(coach: Coach) -> None:
    ack = coach.door.command("add Acme", command="/other")
    assert ack.status == 404
    assert sum(coach.rows().values()) == 0


def twenty_times(coach: Coach, delivery: Delivery) -> list[Ack]:
    assert isinstance(coach.door, HttpDoor)
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(coach.door.send, [delivery] * 20))
    return [Ack(status, json.loads(body) if body else {}) for status, body, _ in answers]


def test_the_first_command_twenty_times_at_once_makes_one_member_and_one_deal(
    everywhere: Coach,
) -> None:
    acks = twenty_times(everywhere, everywhere.door.build.command("add Acme", ANNA))
    assert {ack.status for ack in acks} == {200}
    added = [ack for ack in acks if ack.text.startswith("Added Acme")]
    assert len(added) == 1
    assert {ack.text for ack in acks if ack not in added} == {
        "That is stored already; I wrote it once."
    }
    rows = everywhere.rows()
    counted = ("workspaces", "members", "deals", "audit", "stage_moves", "due_moments")
    assert [rows[name] for name in counted] == [1] * 6


@pytest.mark.parametrize("kind", ["log", "next", "won", "park", "undo"])
def test_a_delivery_twenty_times_at_once_is_written_once(everywhere: Coach, kind: str) -> None:
    anna = Person(everywhere, ANNA)
    anna.types("add Acme")
    line = {"log": 'log acme call "hi"', "next": "next acme fri"}.get(kind, f"{kind} acme".strip())
    delivery = everywhere.door.build.command("undo" if kind == "undo" else line, ANNA)
    before = everywhere.rows()
    acks = twenty_times(everywhere, delivery)
    assert {ack.status for ack in acks} == {200}
    written = everywhere.rows() - before
    assert written["audit"] == 1
    assert max(written.values()) == 1


def test_a_button_twenty_times_at_once_is_one_press(everywhere: Coach) -> None:
    anna = Person(everywhere, ANNA)
    anna.types("add Acme")
    answer = anna.types("move acme prospect")
    assert answer.message is not None
    delivery = everywhere.door.build.press(answer.message, "undo", ANNA)
    before = everywhere.rows()
    twenty_times(everywhere, delivery)
    assert everywhere.rows() - before == {"audit": 1}
    assert "Stage: lead" in anna.reads("show acme")


def test_a_form_twenty_times_at_once_is_sent_once(everywhere: Coach) -> None:
    anna = Person(everywhere, ANNA)
    anna.types("add Acme")
    form = anna.opens("log acme")
    delivery = everywhere.door.build.submit(form, {"kind": "Call", "text": "hi"})
    before = everywhere.rows()
    twenty_times(everywhere, delivery)
    assert everywhere.rows() - before == {"audit": 1, "touches": 1}


def test_twenty_different_commands_at_once_are_all_written(everywhere: Coach) -> None:
    anna = Person(everywhere, ANNA)
    anna.types("add Acme")
    with ThreadPoolExecutor(20) as pool:
        lines = [f'log acme call "call {number}"' for number in range(20)]
        answers = list(pool.map(anna.reads, lines))
    assert all(answer.startswith("Logged a call") for answer in answers)
    assert everywhere.rows()["touches"] == 20


def test_the_same_words_within_a_minute_are_written_again_with_a_question(
    coach: Coach, anna: Person
) -> None:
    anna.types("add Acme")
    anna.types('log acme call "hi"')
    coach.clock.advance(seconds=60)
    again = anna.types('log  ACME call "hi" ')
    assert "The same words came less than a minute ago and are stored twice now." in again.text
    assert ":repeat:" in words(again)
    assert coach.rows()["touches"] == 2
    anna.presses(again, "Undo")
    assert [void is None for void in coach.values("touches", "voided_at")] == [True, False]


def test_the_same_words_after_a_minute_are_simply_written(coach: Coach, anna: Person) -> None:
    anna.types("add Acme")
    anna.types('log acme call "hi"')
    coach.clock.advance(seconds=61)
    again = anna.types('log acme call "hi"')
    assert "twice" not in again.text
    assert ":repeat:" not in words(again)
    assert coach.rows()["touches"] == 2


def test_a_retried_event_does_no_harm(coach: Coach) -> None:
    for retry in (None, 1, 2):
        event = {"type": "app_home_opened", "user": ANNA, "tab": "home"}
        assert coach.door.event(event, event_id="Ev1", retry=retry).ok
    assert coach.rows()["members"] == 1


def test_what_is_no_form_data_is_refused_and_written_nowhere(coach: Coach) -> None:
    deliveries(coach)
    moment = str(int(time.time()))
    for body in ("payload=%7Bnot+json", urlencode({"payload": "[]"}), "{broken", "\udcff"):
        sent = body.encode("utf-8", "surrogateescape").decode("latin-1")
        headers = {
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": signature(coach.slack.signing_secret, moment, sent),
        }
        assert unchanged(coach, lambda: post(coach, sent, headers)) in (400, 401, 404)  # noqa: B023
