"""A file dropped into the direct messages: shown as it would be read, then imported, or not."""

from typing import Any

import pytest

from bot.attachments import allowed
from tests.bot.app import Coach
from tests.bot.person import Person, words
from tests.slack import Message

DEALS = "Record ID,Deal Name,Deal Stage,Amount,Deal owner\n1,Acme,Closed Won,12,Ada Boss\n"


def drop(person: Person, text: str, name: str = "deals.csv", **more: Any) -> Message:
    """Drop a file, and read the answer."""
    slack = person.slack
    file = slack.new_file(slack.workspace, more.pop("who", person.user), name, text.encode())
    before = len(bots(person))
    shown = {key: value for key, value in file.items() if key not in ("content", "team")}
    assert person.door.says("", user=person.user, files=[shown | more]).ok
    slack.wait_for(lambda: len(bots(person)) > before)
    return bots(person)[-1]


def bots(person: Person) -> list[Message]:
    return [message for message in person.messages() if message.bot_id]


def confirms(person: Person, shown: Message) -> Message:
    before = len(bots(person))
    assert "Importing" in words(person.presses(shown, "Import"))
    person.slack.wait_for(lambda: len(bots(person)) > before)
    return bots(person)[-1]


def test_a_file_is_shown_first_and_imported_when_that_is_confirmed(
    coach: Coach, ada: Person
) -> None:
    ada.types("today")
    shown = drop(ada, DEALS)
    assert "*deals.csv*: 1 row. I'd read it so:" in words(shown)
    assert "• Deal Name → name" in words(shown)
    assert coach.rows()["deals"] == 0
    assert "deals.csv: 1 added, 0 changed, 0 as before, 0 rejected." in words(confirms(ada, shown))
    assert coach.values("deals", "name", "outcome") == [("Acme", "won")]
    again = confirms(ada, drop(ada, DEALS))
    assert "0 added, 0 changed, 1 as before" in words(again)


def test_cancel_stores_nothing(coach: Coach, ada: Person) -> None:
    shown = drop(ada, DEALS)
    assert "Cancelled; nothing was stored." in words(ada.presses(shown, "Cancel"))
    assert coach.rows()["deals"] == 0


def test_rows_that_do_not_go_in_come_back_as_a_file(coach: Coach, ada: Person) -> None:
    shown = drop(ada, "id,name,amount\n1,Acme,12\n2,=cmd(),lots\n")
    told = confirms(ada, shown)
    ada.slack.wait_for(lambda: len(bots(ada)) >= 3)
    (file,) = next(message.files for message in bots(ada) if message.files)
    content = coach.slack.files[file["id"]]["content"].decode()
    assert "3,“lots” in amount is no amount,2,'=cmd(),lots" in content
    every = "\n".join(words(message) for message in bots(ada))
    assert "row 3: “lots” in amount is no amount" in every
    assert told.bot_id


def test_a_seller_brings_their_own_deals_only(coach: Coach, anna: Person) -> None:
    name = anna.slack.user(anna.user).name
    anna.types("today")
    shown = drop(anna, f"id,name,owner\n1,Acme,{name}\n2,Globex,Ada Boss\n3,Initech,\n")
    assert "only an admin imports for all" in words(shown)
    confirms(anna, shown)
    anna.slack.wait_for(lambda: len(bots(anna)) >= 3)
    every = "\n".join(words(message) for message in bots(anna))
    assert "row 3: it belongs to Ada Boss, and only an admin can import for others" in every
    assert coach.values("deals", "name") == ["Acme", "Initech"]


def test_names_that_would_call_everybody_are_shown_harmlessly(ada: Person) -> None:
    shown = drop(ada, "id,name,<!channel> *x*\n1,<!everyone>,x\n", name="<!here>.csv")
    assert "<!" not in words(shown)
    assert "<!" not in shown.text


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("deals.pdf", "%PDF", "I read CSV and XLSX files."),
        ("deals.csv", "", "deals.csv is empty"),
        ("deals.xlsx", "no workbook", "cannot be read as a workbook"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_way_on(
    ada: Person, name: str, text: str, answer: str
) -> None:
    assert answer in words(drop(ada, text, name=name))


def test_somebody_elses_file_is_not_read(ada: Person, anna: Person) -> None:
    assert "can't find that file any more" in words(drop(ada, DEALS, who=anna.user))


def test_what_is_written_there_gets_the_way_to_commands(ada: Person) -> None:
    assert ada.door.says("log acme call", user=ada.user).ok
    ada.slack.wait_for(lambda: bots(ada))
    assert "Begin a line with `/deal`" in words(bots(ada)[-1])


def test_what_a_bot_says_or_changes_is_no_request(coach: Coach, ada: Person) -> None:
    calls = len(coach.slack.calls("users.info"))
    event = {"type": "message", "channel_type": "im", "channel": "D0ADA", "ts": "1.2"}
    for more in ({"subtype": "message_changed"}, {"bot_id": "B1", "user": "U0OTHER", "text": "x"}):
        assert ada.door.event(event | more).ok
    assert len(coach.slack.calls("users.info")) == calls
    assert bots(ada) == []


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://files.slack.com/files-pri/T1-F1/deals.csv", True),
        ("http://files.slack.com/files-pri/T1-F1/deals.csv", False),
        ("https://files.slack.com.evil.example/x", False),
        ("https://evil.example/files.slack.com", False),
        ("http://127.0.0.1:9/files/F1", True),
        ("http://127.0.0.1:10/files/F1", False),
        ("file:///etc/passwd", False),
    ],
)
def test_the_token_goes_to_slack_alone(url: str, good: bool) -> None:
    assert allowed(url, "http://127.0.0.1:9/api/") is good


def test_import_says_how(ada: Person) -> None:
    assert "Drop a CSV or XLSX file into our direct messages." in ada.reads("import")


def test_a_seller_cannot_change_a_deal_that_was_imported_for_somebody_else(
    coach: Coach, ada: Person, anna: Person
) -> None:
    confirms(ada, drop(ada, "id,name,amount\n1,Acme,12\n"))
    anna.types("today")
    told = confirms(anna, drop(anna, "id,name,amount\n1,Mine now,99\n2,Globex,5\n"))
    anna.slack.wait_for(lambda: len(bots(anna)) >= 3)
    every = "\n".join(words(message) for message in (*bots(anna), told))
    assert "row 2: it is not among your deals, and only an admin can import for others" in every
    assert coach.values("deals", "name") == ["Acme", "Globex"]


def test_a_file_is_named_as_it_was_dropped(ada: Person) -> None:
    ada.types("today")
    assert "Märzpläne (1).csv" in words(drop(ada, "", "Märzpläne (1).csv"))
    strange = f"{'名' * 300}:\ud83e\udd11|?.csv"
    assert "1 row. I'd read it so:" in words(drop(ada, DEALS, strange))


def test_a_sellers_file_does_not_tell_what_others_have(
    coach: Coach, ada: Person, anna: Person
) -> None:
    ada.types("add Globex")
    anna.types("today")
    told = confirms(anna, drop(anna, "name,amount\nGlobex,5\n"))
    assert "1 added" in words(told)
    assert coach.values("deals", "name") == ["Globex", "Globex"]
