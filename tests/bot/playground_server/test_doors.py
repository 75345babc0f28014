"""Every way in which somebody on the page reaches the product, and what they see then."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.playground.manifest import manifest
from tests.bot.playground_server.listener import PROMISES, Listener
from tests.bot.playground_server.page import BEN, DIRECT, SALES, Page, values_of
from tests.bot.playground_server.served import Playground, playing


def test_the_first_look_shows_the_story_on_its_first_morning(page: Page):
    state = page.get("/state").json
    assert state["me"] == page.me
    assert state["now"]["text"] == "Mon 9 Mar 2026, 09:01"
    assert [place["kind"] for place in state["places"]] == ["dm", "home", "channel", "channel"]
    assert [(one["initials"], one["localTime"]) for one in state["people"]] == [
        ("AF", "09:01"),
        ("BC", "05:01"),
        ("MS", "14:46"),
    ]
    assert page.newest(state)["text"].startswith("Mon 9 Mar 2026. 8 deals")
    assert "log acme call" in state["command"]["hint"]
    assert {"log", "add", "won", "help"} <= {verb["verb"] for verb in state["command"]["verbs"]}
    assert all(verb["usage"] and verb["examples"] for verb in state["command"]["verbs"])
    assert state["tour"]["at"] == 0
    assert page.being(BEN).state()["tour"]["at"] is None


def test_a_stranger_sees_what_the_first_person_sees(standing: Page):
    assert standing.being("U0NOBODY").state()["me"] == standing.me


def test_a_command_is_answered_for_ones_own_eyes_where_it_was_typed(page: Page):
    said = page.says('log casa call "sent the price"', SALES)
    assert "Logged a call with Casa Ribeiro" in json.dumps(said)
    assert (said["ephemeral"], said["who"], said["whoIsBot"]) == (True, "U0COACH", True)
    assert '"ephemeral": true' not in json.dumps(page.being(BEN).state()["messages"][SALES])


def test_a_button_on_an_answer_changes_that_answer(page: Page):
    said = page.says('log casa call "sent the price"')
    state = page.presses("Undo", said)["state"]
    changed = page.newest(state)
    assert changed["ts"] == said["ts"]
    assert changed["edited"]
    assert changed["text"].startswith("Undone")


def test_a_menu_on_the_list_ticks_its_row(page: Page):
    page.chooses("3 days", page.list_of_today())
    ticked = json.dumps(page.list_of_today()["blocks"], ensure_ascii=False)
    assert "~1. Polar Freight~  snoozed until Thu 12 Mar 2026" in ticked


def test_a_form_with_an_error_stays_open_and_says_beside_which_field(page: Page):
    form = page.does("command", place=DIRECT[page.me], text="add")["state"]["modals"][0]
    wrong = values_of(form, name="Tasca Rica", stage="suspect", amount="twelve bananas")
    answer = page.does("submit", view=form["id"], values=wrong)
    assert list(answer["errors"]) == ["amount"]
    assert "twelve bananas" in answer["errors"]["amount"]
    assert answer["state"]["modals"][0]["id"] == form["id"]
    right = values_of(form, name="Tasca Rica", stage="suspect", amount="12k")
    answer = page.does("submit", view=form["id"], values=right)
    assert "errors" not in answer
    assert answer["state"]["modals"] == []
    assert "Added Tasca Rica as suspect." in json.dumps(page.newest(answer["state"]))


def test_a_menu_that_asks_while_one_types_offers_ones_deals(page: Page):
    form = page.does("command", place=DIRECT[page.me], text="log")["state"]["modals"][0]
    deal = form["blocks"][0]
    answer = page.does(
        "options",
        view=form["id"],
        block_id=deal["block_id"],
        action_id=deal["element"]["action_id"],
        value="cas",
    )
    assert [option["text"]["text"] for option in answer["options"]] == ["Casa Ribeiro"]
    assert "state" not in answer


def test_closing_a_form_leaves_nothing(page: Page):
    form = page.does("command", place=DIRECT[page.me], text="add")["state"]["modals"][0]
    assert page.does("close", view=form["id"])["state"]["modals"] == []
    assert "closed" in page.fails("submit", view=form["id"], values={})


def test_home_is_drawn_when_it_is_opened_and_its_buttons_work(page: Page):
    assert page.state()["home"] is None
    home = page.does("open_home")["state"]["home"]
    assert home["type"] == "home"
    block = next(block for block in home["blocks"] if block["type"] == "actions")
    button = next(one for one in block["elements"] if one["text"]["text"] == "Settings")
    ids = {"block_id": block["block_id"], "action_id": button["action_id"]}
    action = ids | {"type": "button", "text": button["text"], "value": button["value"]}
    state = page.does("press", view=home["id"], action=action, values={}, **ids)["state"]
    assert [view["type"] for view in state["modals"]] == ["modal"]


def test_every_block_and_element_has_an_id(page: Page):
    page.does("open_home")
    page.says("settings")
    for block in _blocks(page.state()):
        assert block["block_id"]
        for element in [block.get("element"), block.get("accessory"), *block.get("elements", [])]:
            if element and element["type"] not in ("mrkdwn", "plain_text"):
                assert element["action_id"]


@pytest.fixture
def deaf() -> Iterator[Page]:
    """Anna, in front of a product whose manifest promises no messages."""
    with playing(promised=replace(manifest(), events=frozenset())) as found:
        yield found.page


def test_what_is_said_to_deal_coach_is_answered_by_slackbot_while_it_does_not_listen(deaf: Page):
    page = deaf
    state = page.does("say", place=DIRECT[page.me], text="hello <there> @ben")["state"]
    mine, answer = state["messages"][DIRECT[page.me]][-2:]
    assert (mine["who"], mine["whoIsBot"]) == (page.me, False)
    assert mine["text"] == "hello &lt;there&gt; <@U0BEN|ben>"
    assert answer["who"] == "Slackbot"
    assert answer["ephemeral"]
    assert "reads no messages yet" in answer["text"]


def test_what_is_said_in_a_channel_stands_there_for_everybody(page: Page):
    page.does("say", place=SALES, text="Good morning")
    said = page.newest(page.being(BEN).state(), SALES)
    assert (said["who"], said["text"]) == (page.me, "Good morning")


def test_a_file_stands_where_it_was_dropped_and_gets_one_clear_line(deaf: Page):
    page = deaf
    state = page.drops("pipeline.csv", b"name,amount\nAcme,12")["state"]
    mine, answer = state["messages"][DIRECT[page.me]][-2:]
    assert (mine["file"]["name"], mine["file"]["size"]) == ("pipeline.csv", 19)
    assert "takes no files yet, so “pipeline.csv” went nowhere" in answer["text"]


def test_files_that_the_product_gives_can_be_kept_by_whoever_sees_them(page: Page):
    page.says("export")
    told = page.state()["messages"][DIRECT[page.me]]
    deals = next(m["file"] for m in told if "file" in m)
    kept = page.get(f"/files/{deals['id']}?as={page.me}")
    assert kept.headers["content-disposition"] == "attachment; filename*=UTF-8''deals.zip"
    with zipfile.ZipFile(io.BytesIO(kept.body)) as folder:
        assert "Polar Freight" in folder.read("deals.csv").decode()
    assert page.get(f"/files/{deals['id']}?as={BEN}").status == 404
    assert page.get("/files/F0?as=U0ANNA").status == 404


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def richer(listener: Listener) -> Any:
    with playing(listener.build, manifest(PROMISES)) as found:
        yield found


def deeper(page: Page, view: dict[str, Any]) -> dict[str, Any]:
    ids = {"block_id": view["blocks"][0]["block_id"], "action_id": "deeper"}
    action = ids | {"type": "button", "value": "x"}
    return page.tries("press", view=view["id"], action=action, values={}, **ids)


def numbers(state: dict[str, Any]) -> list[str]:
    return [view["private_metadata"] for view in state["modals"]]


def test_shortcuts_are_those_of_the_manifest_and_reach_the_product(
    richer: Playground, listener: Listener
):
    page = richer.page
    offered = page.state()["shortcuts"]
    assert offered["global"] == [{"callback_id": "log_call", "name": "Log a call"}]
    assert offered["message"] == [{"callback_id": "log_message", "name": "Log to a deal"}]
    assert numbers(page.does("shortcut", callback_id="log_call", place=SALES)["state"]) == ["1"]
    page.does("say", place=SALES, text="Dana signs on Friday")
    said = page.state()["messages"][SALES][-1]
    state = page.does("message_shortcut", callback_id="log_message", place=SALES, ts=said["ts"])[
        "state"
    ]
    assert listener.heard[0]["text"] == "Dana signs on Friday"
    assert page.newest(state, SALES)["text"] == "Heard."
    assert page.newest(state, SALES)["ephemeral"]


def test_a_shortcut_that_is_not_promised_is_not_there(richer: Playground):
    page, sentence = richer.page, "Deal Coach offers no such shortcut."
    assert page.fails("shortcut", callback_id="log_message", place=SALES) == sentence
    assert page.fails("shortcut", callback_id="none", place=SALES) == sentence


def test_the_product_as_it_is_offers_only_the_shortcuts_of_its_own_manifest(standing: Page):
    named = {one["name"] for kind in standing.state()["shortcuts"].values() for one in kind}
    promised = {one.name for one in manifest().shortcuts}
    assert named == promised


def test_messages_and_files_reach_a_product_that_listens(richer: Playground, listener: Listener):
    page = richer.page
    page.does("say", place=DIRECT[page.me], text="hello")
    page.drops("deals.csv", b"name\nAcme")
    said, dropped, name = listener.heard
    assert (said["type"], said["channel_type"], said["text"]) == ("message", "im", "hello")
    assert (dropped["subtype"], dropped["user"], name) == ("file_share", page.me, "deals.csv")
    [file] = dropped["files"]
    assert (file["filetype"], file["size"], file["user"]) == ("csv", 9, page.me)
    address = urlsplit(file["url_private_download"])
    slack = Page(int(address.port or 0))
    owner = slack.ask("GET", address.path, authorization="Bearer xoxb-playground")
    assert owner.body == b"name\nAcme"
    assert b"Sign in" in slack.get(address.path).body, "without the token there is no file"


def test_modals_stack_up_to_three_and_close_one_by_one(richer: Playground, listener: Listener):
    page = richer.page
    state = page.does("shortcut", callback_id="log_call", place=SALES)["state"]
    for number in (2, 3):
        state = deeper(page, state["modals"][-1])["state"]
        assert numbers(state)[-1] == str(number)
    deeper(page, state["modals"][-1])
    assert numbers(page.state()) == ["1", "2", "3"], "Slack pushes no fourth"
    state = page.does("close", view=state["modals"][-1]["id"])["state"]
    assert numbers(state) == ["1", "2"]
    assert listener.heard == [("3", False)]


def test_a_form_that_is_sent_may_become_another_or_clear_all(
    richer: Playground, listener: Listener
):
    page = richer.page
    state = page.does("shortcut", callback_id="log_call", place=SALES)["state"]
    [first] = state["modals"]
    [other] = page.does("submit", view=first["id"], values={})["state"]["modals"]
    assert (other["id"], other["private_metadata"]) == (first["id"], "7")
    assert other["hash"] != first["hash"]
    state = deeper(page, other)["state"]
    assert page.does("submit", view=state["modals"][-1]["id"], values={})["state"]["modals"] == []


def test_closing_all_tells_the_product_of_each(richer: Playground, listener: Listener):
    page = richer.page
    state = page.does("shortcut", callback_id="log_call", place=SALES)["state"]
    state = deeper(page, state["modals"][-1])["state"]
    state = page.does("close", view=state["modals"][-1]["id"], all=True)["state"]
    assert state["modals"] == []
    assert listener.heard == [("2", True), ("1", True)]


@pytest.mark.parametrize(
    ("what", "fields", "sentence"),
    [
        ("fly", {}, "The playground does not know how to do that."),
        ("command", {"text": "list"}, "The request lacks “place”."),
        ("command", {"text": "list", "place": "C0NONE"}, "There is no such place here."),
        ("command", {"text": "list", "place": DIRECT[BEN]}, "There is no such place here."),
        ("say", {"text": "  ", "place": SALES}, "There is nothing to send yet."),
        ("submit", {"view": "V0", "values": {}}, "That is gone"),
        ("close", {"view": "V0"}, "That is gone"),
        ("travel", {"to": "yesterday"}, "The time machine goes to +1h, morning or monday."),
        ("travel", {"to": "+900h"}, "That is more than a week ahead"),
        ("file", {"name": "x", "base64": "§", "place": SALES}, "did not arrive whole"),
        ("tour", {"at": "two"}, "A step of the tour is a number."),
        ("message_shortcut", {"callback_id": "x", "place": SALES, "ts": "1.0"}, "That is gone"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(standing: Page, what, fields, sentence):
    assert sentence in standing.fails(what, **fields)


def test_a_press_on_a_message_that_is_gone_is_told_in_a_sentence(standing: Page):
    action = {"type": "button", "value": "1"}
    fields = {"block_id": "b", "action_id": "undo", "action": action}
    assert "That is gone" in standing.fails("press", place=SALES, ts="1.0", **fields)


def test_what_the_product_does_not_answer_is_told_in_a_sentence(standing: Page):
    message = standing.list_of_today()
    fields = {"block_id": "b", "action_id": "no_such_action", "action": {"type": "button"}}
    told = standing.fails("press", place=DIRECT[standing.me], ts=message["ts"], **fields)
    assert told == "Deal Coach did not answer this time. Please try again."


def test_nobody_can_press_what_only_somebody_else_sees(page: Page):
    said = page.says('log casa call "sent the price"', SALES)
    fields = {"block_id": "b", "action_id": "undo", "action": {"type": "button", "value": "1"}}
    ben = page.being(BEN)
    assert "That is gone" in ben.fails("press", place=SALES, ts=said["ts"], **fields)


def test_somebody_unknown_can_do_nothing(standing: Page):
    stranger = standing.being("U0NOBODY")
    assert stranger.fails("open_home") == "Nobody here goes by that name."


def _blocks(state: dict[str, Any]) -> list[dict[str, Any]]:
    messages = [m for place in state["messages"].values() for m in place]
    views = [view for view in [state["home"], *state["modals"]] if view]
    return [block for drawn in [*messages, *views] for block in drawn["blocks"]]
