"""Where Bolt and Slack lie in wait: each trap once, with the bot walking past it."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.kwargs_injection.args import Args

from bot import routes
from bot.answers import allowed
from tests.bot.app import Coach, Front, deployed, logged
from tests.bot.person import Person, filled, words
from tests.slack import ANNA, LostReply, SlackServer

RUDE = "<!channel> <@U0000ANNA> &amp; *x* <http://evil.test|click>"
ACK_SECONDS = 3.0
"""Slack's limit; without it, the sixteen answers would be waited for one after the other."""
SAFE = "&lt;!channel&gt; &lt;@U0000ANNA&gt; &amp;amp;"


@pytest.fixture(params=["http", "socket"])
def either(
    request: pytest.FixtureRequest, slack: SlackServer, sqlite_url: str, front: Front
) -> Iterator[Coach]:
    """A bot of its own, over HTTP and over Socket Mode."""
    way = front.serve if request.param == "http" else "socket"
    with deployed(slack, sqlite_url, way) as coach:
        yield coach


def test_a_refusal_at_the_very_beginning_is_always_acknowledged(seller: Person) -> None:
    """Trap 1: an ack must not be lost because the listener ended early."""
    seller.types("add Acme")
    told = {seller.reads("park acme until whenever") for _ in range(30)}
    assert len(told) == 1
    assert told.pop().startswith("I can't read “whenever” as a date.")


def test_bolt_knows_every_argument_of_every_listener(coach: Coach) -> None:
    """Trap 3: Bolt passes None for an argument whose name it does not know."""
    known = set(inspect.signature(Args).parameters)
    listeners = coach.bot.app._listeners
    asked_for = (routes.ACTIONS, routes.FORMS, routes.MENUS, routes.SHORTCUTS)
    listening = (*asked_for, routes.EVENTS, routes.NEWS)
    command, other_messages = 1, 1
    assert len(listeners) == command + sum(map(len, listening)) + other_messages
    for listener in listeners:
        functions = [listener.ack_function, *listener.lazy_functions]
        for function in functions:
            asked = set(inspect.signature(function).parameters)
            assert asked
            assert asked <= known


def test_a_form_from_home_is_answered_in_its_place(either: Coach) -> None:
    """Trap 4: without a response_url there is nothing to respond to."""
    anna = Person(either, ANNA)
    anna.types("add Acme")
    home = anna.looks_at_home()
    form = anna.presses_for_a_form(home, "Log on Acme")
    ack = anna.submits(form, {"kind": "Call", "text": "hi"})
    assert ack.body["response_action"] == "update"
    assert ack.view is form
    assert "Logged a call with *Acme*: “hi”" in words(form)
    assert either.slack.responses == []


def test_an_answer_on_such_a_page_can_be_undone_and_changed(either: Coach) -> None:
    anna = Person(either, ANNA)
    anna.types("add Acme")
    page = anna.presses_for_a_form(anna.looks_at_home(), "Log on Acme")
    anna.submits(page, {"kind": "Call", "text": "hi"})
    change = anna.presses_for_a_form(page, "Change")
    assert filled(change)["text"] == "hi"
    anna.submits(change, {"text": "hello"})
    assert "“hello”" in words(change)
    assert anna.touches(change, "Undo").ok
    assert "Undone: what was logged on *Acme* no longer counts." in words(change)
    voided = either.values("touches", "voided_at")
    assert len(voided) == 2
    assert None not in voided


def test_a_refusal_of_a_button_on_home_is_shown(either: Coach) -> None:
    anna = Person(either, ANNA)
    anna.types("add Acme")
    home = anna.looks_at_home()
    anna.types("won acme")
    page = anna.presses_for_a_form(home, "Log on Acme")
    assert "“Acme” is closed: won on Mon 2 Mar 2026." in words(page)


def test_a_lost_reply_makes_no_second_message(coach: Coach, anna: Person) -> None:
    """Trap 6: Slack's own client would post again."""
    anna.types("add Acme")
    coach.slack.faults.add("chat.postMessage", LostReply())
    coach.morning("2026-03-03")
    assert len(coach.slack.calls("chat.postMessage")) == 1
    assert len(anna.messages()) == 1
    coach.clock.advance(minutes=5)
    coach.bot.pulse.once()
    assert len(coach.slack.calls("chat.postMessage")) == 1
    assert len(anna.messages()) == 1


@pytest.mark.parametrize("method", ["users.info", "views.open"])
def test_no_call_is_repeated_silently(coach: Coach, anna: Person, method: str) -> None:
    """Traps 5 and 6: a person waits, and Slack's own client would sleep."""
    if method == "views.open":
        anna.types("add Acme")
    coach.slack.faults.add(method, LostReply(), times=None)
    anna.types("log" if method == "views.open" else "today")
    assert len(coach.slack.calls(method)) == 1


def test_slow_answers_delay_no_acknowledgement(coach: Coach, anna: Person) -> None:
    """Trap 8: while Slack takes no answer at all, commands and buttons are still acknowledged."""
    anna.types("add Acme")
    pages = [anna.types("list") for _ in range(16)]
    with coach.slack.lock:
        for page in pages:
            assert anna.touches(page, "Show Acme").seconds < ACK_SECONDS
        command = anna.types('log acme call "hi"')
        assert command.text.startswith("Logged a call with Acme")
        assert command.seconds < ACK_SECONDS
        assert coach.rows()["touches"] == 1
        assert coach.slack.responses == []
    coach.slack.wait_for(lambda: len(coach.slack.responses) == 16)


def test_a_client_id_in_the_environment_keeps_the_token(
    slack: SlackServer, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Trap 9: Bolt would drop the token and look for installations in files."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "1000.2000")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "client-secret")
    monkeypatch.setenv("HOME", str(tmp_path))
    with deployed(slack, sqlite_url, "in process") as coach:
        assert Person(coach, ANNA).reads("add Acme").startswith("Added Acme")
        assert {call.token for call in slack.requests} == {slack.workspace.token}
        assert coach.bot.app.installation_store is None
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("deals.db")] == []


def test_slack_is_asked_only_once_who_we_are(coach: Coach, anna: Person) -> None:
    """Trap 10, in its simple form: no auth.test on every request."""
    for line in ("add Acme", "list", "today"):
        anna.types(line)
    assert len(coach.slack.calls("auth.test")) == 1


def break_it(coach: Coach) -> None:
    """A row that no code of ours writes: whoever reads it stumbles."""
    coach.sql("UPDATE members SET zone = 'Nowhere/Nothing'")


def test_a_fault_is_acknowledged_with_an_apology_whose_reference_stands_in_the_log(
    either: Coach,
) -> None:
    """Trap 12: over a socket, an exception before the ack would send nothing at all."""
    anna = Person(either, ANNA)
    anna.types("add Acme")
    page = anna.types("list")
    form = anna.opens("log acme")
    break_it(either)
    with logged() as lines:
        apologies = [
            anna.reads("list"),
            anna.presses(page, "Show Acme").text,
            anna.submits(form, {"kind": "Call"}).errors["deal"],
        ]
    for apology in apologies:
        assert apology.startswith("Sorry, something went wrong on my side and nothing was stored.")
        found = re.search(r"“([0-9a-f]{8})”", apology)
        assert found is not None
        assert sum(f"reference {found[1]}, workspace T000ACME" in line for line in lines) == 1
    assert len(set(apologies)) == 3
    assert either.rows()["touches"] == 0


def test_a_fault_behind_a_menu_or_an_event_is_acknowledged_too(either: Coach) -> None:
    anna = Person(either, ANNA)
    anna.types("add Acme")
    form = anna.opens("log acme")
    break_it(either)
    with logged() as lines:
        assert either.door.options(form, "deal_options", "ac", user=ANNA).body == {"options": []}
        assert either.door.opens_home(user=ANNA).ok
    assert sum("request failed, reference" in line for line in lines) == 2


def test_what_people_type_never_shouts(seller: Person) -> None:
    """Trap 17: in blocks and in the sentence that stands for them. The fixture checks every one."""
    name = f"{RUDE} Ltd"
    added = seller.types(f"add “{name}” 12k source “{RUDE}” product “{RUDE}” segment “{RUDE}”")
    card = [seller.types(f"show “{name}”")]
    deal = re.search(r"next\|(\d+)", str(card[0].blocks))
    assert deal is not None
    number = f"#{deal[1]}"
    said = [
        added,
        seller.types(f"log {number} call “{RUDE}” with “{RUDE}” then today “{RUDE}”"),
        *card,
        seller.types(f"show {number}"),
        seller.types("list"),
        seller.types("today"),
        seller.types(f"next {number} “{RUDE}” tue"),
        seller.types(f"park {number} until “{RUDE}”"),
        seller.types(f"show “{RUDE} Lt”"),
        seller.types(f"list “{RUDE}”"),
        seller.types(f"lost {number} to “{RUDE}” “{RUDE}”"),
        seller.types(f"show {number}"),
    ]
    shown = [(ack.text, words(ack)) for ack in said]
    for text, blocks in shown:
        assert SAFE in text
        assert "<" not in text
        assert ">" not in text
        assert "<!" not in blocks.replace(name, "")


def test_what_people_type_never_shouts_in_a_list_or_a_recap(coach: Coach, ada: Person) -> None:
    ada.types("settings channel #sales")
    ada.types(f"add “{RUDE}” 12k stage opportunity close 20 march")
    coach.morning("2026-03-03")
    coach.morning("2026-03-04")
    coach.morning("2026-03-09", "09:01")
    posted = [one for one in coach.slack.messages() if "nothing is due" not in one.text]
    assert {message.channel for message in posted} == {"D00000ADA", "C000SALES"}
    for message in posted:
        assert SAFE in message.text
        assert SAFE in words(message)


def test_an_answer_goes_nowhere_but_to_slack(coach: Coach, anna: Person) -> None:
    """A response_url that points elsewhere is not called, whoever brings it."""
    with SlackServer(coach.clock) as elsewhere:
        url = elsewhere.new_hook(ANNA, "D0000ANNA")
        page = anna.types("list")
        anna.types("add Acme")
        form = anna.opens("log acme")
        own = form.private_metadata
        form.body["private_metadata"] = own.replace(coach.slack.url, elsewhere.url)
        answer = anna.submits(form, {"kind": "Call"})
        assert answer.body["response_action"] == "update"
        press = coach.door.build.press(anna.types("list").message, "run:show:1", ANNA)  # type: ignore[arg-type]
        press.payload["response_url"] = url
        with logged() as lines:
            assert coach.door.deliver(press).ok
        assert page.ok
        assert any("no usable response_url for T000ACME" in line for line in lines)
        coach.bot.runtime.soon.submit(int).result()
        assert elsewhere.responses == []
        assert elsewhere.hooks[url.rpartition("/")[2]].uses == 0


def test_whom_we_cannot_place_is_answered_nowhere_but_at_slack(coach: Coach) -> None:
    """Bolt's own answer to an unknown workspace goes by the same rule."""
    coach.slack.add_workspace("T000OTHER").add_user("U00OTHER", "other")
    with SlackServer(coach.clock) as elsewhere:
        for url, told in ((elsewhere.new_hook(ANNA, "D0000ANNA"), 0), (None, 1)):
            command = coach.door.build.command("add Acme", "U00OTHER")
            if url is not None:
                command.payload["response_url"] = url
            coach.door.deliver(command)
            assert len(coach.slack.responses) == told
        assert elsewhere.responses == []


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://hooks.slack.com/commands/T1/2/x", True),
        ("https://slack.com/api/x", True),
        ("http://hooks.slack.com/commands/T1/2/x", False),
        ("https://hooks.slack.com.evil.test/x", False),
        ("https://evil.test/hooks.slack.com", False),
        ("https://evil.test/?https://hooks.slack.com", False),
        ("https://hooks.slack.com@evil.test/x", False),
        ("http://slack.com/api/x", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_slacks_own_addresses_are_known(url: str, may: bool) -> None:
    assert allowed(url, "https://slack.com/api/") is may


def test_an_organisation_is_one_tenant(coach: Coach, anna: Person) -> None:
    """Trap 20: never the team alone, where the app is installed for the whole enterprise."""
    coach.slack.workspace.enterprise, coach.slack.workspace.org_wide = "E000ORG", True
    assert anna.reads("add Acme").startswith("Added Acme")
    listed: list[Any] = coach.values("deals", "workspace_id")
    assert listed == ["E000ORG"]
    home = anna.looks_at_home()
    assert "*Acme*" in words(home)
    coach.morning("2026-03-03")
    assert len(anna.messages()) == 1
