"""One types /deal, and the page helps without getting in the way."""

import base64

import pytest
from playwright.sync_api import expect

from tests.bot.playground_page.canned import DM
from tests.bot.playground_page.screen import Screen


def offered(screen: Screen) -> list[str]:
    return screen.page.locator(".completion-title").all_inner_texts()


@pytest.fixture
def typing(told: Screen) -> Screen:
    """The composer, empty and ready."""
    told.composer.fill("")
    told.composer.focus()
    return told


def test_a_slash_offers_the_command(typing: Screen) -> None:
    typing.composer.press_sequentially("/")
    expect(typing.page.get_by_role("option")).to_contain_text(["/deal"])
    typing.composer.press("Tab")
    expect(typing.composer).to_have_value("/deal ")


def test_verbs_are_narrowed_while_one_types_and_enter_completes(typing: Screen) -> None:
    typing.composer.press_sequentially("/deal l")
    expect(typing.page.locator(".completion-title")).to_have_count(2)
    assert offered(typing) == ['log DEAL call "text" [then DATE]', "list [mine|all|stalled]"]
    expect(typing.page.get_by_text("pages of deals")).to_be_visible()
    typing.composer.press("ArrowDown")
    expect(typing.page.get_by_role("option", selected=True)).to_contain_text("list")
    typing.composer.press("Enter")
    expect(typing.composer).to_have_value("/deal list ")
    assert typing.stand.of("command") == []


def test_a_verb_shows_its_usage_and_examples(typing: Screen) -> None:
    typing.composer.press_sequentially("/deal log ")
    expect(typing.page.locator("#composer-hint")).to_contain_text("a touch: call, mail, meeting")
    typing.page.get_by_role("option").filter(has_text="Dana").click()
    expect(typing.composer).to_have_value('/deal log polar call "Dana signs on Friday" then tue')
    expect(typing.page.get_by_role("option")).to_have_count(0)
    typing.composer.press("Enter")
    said = typing.did("command")
    assert said == {"place": DM, "text": 'log polar call "Dana signs on Friday" then tue'}
    expect(typing.composer).to_have_value("")


@pytest.mark.parametrize(
    ("line", "sent"), [("/deal", ""), ("/deal today", "today"), ("/deal ls", "ls")]
)
def test_enter_sends_what_is_complete(typing: Screen, line: str, sent: str) -> None:
    typing.composer.press_sequentially(line)
    typing.composer.press("Enter")
    assert typing.did("command")["text"] == sent


def test_escape_closes_the_list_until_one_types_on(typing: Screen) -> None:
    typing.composer.press_sequentially("/deal l")
    expect(typing.page.get_by_role("option")).to_have_count(2)
    typing.composer.press("Escape")
    expect(typing.page.get_by_role("option")).to_have_count(0)
    typing.composer.press_sequentially("i")
    expect(typing.page.get_by_role("option")).to_have_count(1)


def test_shift_enter_begins_a_line_and_the_arrow_recalls_the_last(typing: Screen) -> None:
    typing.composer.press_sequentially("/deal help")
    typing.composer.press("Shift+Enter")
    typing.composer.press_sequentially("log")
    expect(typing.composer).to_have_value("/deal help\nlog")
    typing.composer.press("Enter")
    assert typing.did("command")["text"] == "help\nlog"
    typing.composer.press("ArrowUp")
    expect(typing.composer).to_have_value("/deal help\nlog")


def test_words_without_a_slash_are_said(typing: Screen) -> None:
    typing.composer.press_sequentially("hello <there>")
    typing.composer.press("Enter")
    assert typing.did("say") == {"place": DM, "text": "hello <there>"}


def test_another_command_is_refused_here_and_kept(typing: Screen) -> None:
    typing.composer.press_sequentially("/remind me")
    typing.composer.press("Enter")
    note = typing.page.get_by_role("alert").filter(has_text="/remind is not a command here")
    expect(note).to_be_visible()
    expect(typing.composer).to_have_value("/remind me")
    note.get_by_role("button").click()
    assert typing.stand.of("say") == []


def test_a_command_goes_to_the_channel_one_looks_at(screen: Screen) -> None:
    screen.page.get_by_role("button", name="sales").click()
    screen.composer.fill("/deal recap")
    screen.composer.press("Enter")
    assert screen.did("command") == {"place": "C0SALES", "text": "recap"}


def test_what_failed_is_said_and_stays_typed(typing: Screen) -> None:
    typing.stand.answers["command"] = lambda _asked: {"ok": False, "error": "Not this time."}
    typing.composer.fill("/deal add Acme")
    typing.composer.press("Enter")
    note = typing.page.get_by_role("alert").filter(has_text="Not this time.")
    expect(note).to_be_visible()
    expect(typing.composer).to_have_value("/deal add Acme")
    note.get_by_role("button").click()


def test_a_global_shortcut_is_behind_the_bolt(typing: Screen) -> None:
    typing.page.get_by_role("button", name="Shortcuts").click()
    typing.page.get_by_role("menuitem", name="Log a call").click()
    assert typing.did("shortcut") == {"callback_id": "log_call", "place": DM}


def test_a_chosen_file_is_handed_over(typing: Screen) -> None:
    content = "name,amount\nAcmé,12"
    typing.page.locator("#file-picker").set_input_files(
        {"name": "deals.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    told = typing.did("file")
    assert (told["place"], told["name"]) == (DM, "deals.csv")
    assert base64.b64decode(told["base64"]).decode() == content


def test_a_file_can_be_dropped_on_the_conversation(typing: Screen) -> None:
    dropped = typing.page.evaluate_handle(
        "() => { const data = new DataTransfer();"
        "data.items.add(new File(['name\\nAcme'], 'drop.csv', {type: 'text/csv'})); return data; }"
    )
    typing.page.locator("#main").dispatch_event("dragover", {"dataTransfer": dropped})
    expect(typing.page.get_by_text("Drop the file")).to_be_visible()
    typing.page.locator("#main").dispatch_event("drop", {"dataTransfer": dropped})
    assert typing.did("file")["name"] == "drop.csv"
    expect(typing.page.get_by_text("Drop the file")).to_be_hidden()


def test_a_place_may_be_closed_to_typing(typing: Screen) -> None:
    places = typing.stand.state["places"]
    shut = [p | ({"closed": "Sending is turned off."} if p["id"] == DM else {}) for p in places]
    typing.stand.changed(places=shut)
    expect(typing.page.get_by_text("Sending is turned off.")).to_be_visible()
    expect(typing.composer).to_be_hidden()
