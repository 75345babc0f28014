"""What is a member's own: given to them whole, forgotten when they wish, and in no log."""

import io
import json
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import String, Text, select
from sqlalchemy.types import JSON

from bot import letters
from bot.cli import main
from bot.logs import CHATTY
from bot.usecases import forgetting
from coaching.errors import Refusal
from storage import nudges, own, tables
from storage.exporting import own_names
from tests.bot.app import Coach, logged
from tests.bot.person import Person, elements, label_of, words
from tests.bot.sight.rows import delivered, every_row
from tests.bot.sight.world import FILLED, opened, template
from tests.slack import ADA, ANNA, BEN

EVERY = tables.Base.metadata.sorted_tables
NAME, EMAIL = "Annabelmarker", "annabel@marker.test"


def test_each_table_says_what_of_it_is_a_members_own() -> None:
    assert {table.name for table in EVERY} == own.OF_MEMBER.keys() | own.NOBODYS
    pointing = {
        table.name
        for table in EVERY
        for key in table.foreign_keys
        if key.column.table is tables.members
    }
    assert pointing - own.OF_MEMBER.keys() == set()
    assert set(own_names()) - own.OF_MEMBER.keys() == {"deals_taken_back"}
    assert {*own.TO_ONE, nudges.KIND} == letters.KINDS.keys() - OTHERS


OTHERS = {"recap", "recap_details", "handed", "channel_gone"}
"""Messages to a channel, and those whose subject is no member."""


@pytest.fixture
def annabel(coach: Coach) -> Person:
    """Somebody who has left a trace in every table, with what they said marked."""
    anna, ben, ada = (Person(coach, user) for user in (ANNA, BEN, ADA))
    coach.slack.user(ANNA).name, coach.slack.user(ANNA).email = NAME, EMAIL
    ben.types("today")
    for line in (
        "add Markerdeal 12k stage opportunity close 20 march source markersource",
        'log markerdeal call "markertouch" with markerwho then fri "markerstep"',
        "people markerdeal add markerbuyer CFO decides knows me",
        'fact markerdeal problem "markerfact"',
        "gave markerdeal markerdeck",
        "date markerdeal 30 march",
        'in markerdeal "markerreason"',
        "offramp markerdeal",
        "cost markercost 2k march",
        "target 500k",
        "settings away 3 aug - 20 aug cover @ben",
        "settings nudges on",
        "add Markergone",
        "undo",
        "add Markerhanded",
        'log markerhanded mail "markerbefore"',
        "hand markerhanded @ben",
        "hand markerdeal @ben",
    ):
        anna.types(line)
    ben.types("hand markerdeal @Annabelmarker")
    ada.types("settings managers @Annabelmarker")
    ada.types("settings team @Annabelmarker @ben")
    coach.sql(
        "INSERT INTO imported (workspace_id, deal_id, origin, key, said) VALUES "
        f"""('T000ACME', 1, 'o', '1', '{json.dumps({"owner": NAME, "mail": EMAIL})}')"""
    )
    coach.sql(
        "INSERT INTO installations VALUES ('T000ACME', NULL, NULL, NULL, 'B', 'B', 'U0000ANNA', "
        "'', NULL, NULL, NULL, NULL, 0, '2026-03-02 09:00:00.000000')"
    )
    coach.morning("2026-03-03")
    return anna


def test_an_export_holds_every_word_that_is_ones_own(coach: Coach, annabel: Person) -> None:
    archive = exported(coach, annabel)
    said = {text for text in _texts(coach) if "marker" in text.casefold()}
    assert len(said) >= 15
    plain = "\n".join(archive.values()).replace('""', '"')
    assert {text for text in said if text.lstrip("'") not in plain} == set()
    for name in own.OF_MEMBER.keys() - {"exchanges"}:
        assert archive[f"{name}.csv"].count("\r\n") > 1, name
    assert "Markergone" in archive["deals_taken_back.csv"]
    assert "Markergone" not in archive["deals.csv"]
    assert "markerbefore" in archive["touches.csv"]


def test_an_export_holds_nothing_of_anybody_else(coach: Coach, annabel: Person) -> None:
    ben = Person(coach, BEN)
    for line in ("add Foreign 1k", 'log foreign call "foreignwords"', "cost foreignads 1k march",
                 "offramp foreign", "settings away 5 may - 6 may", "target 77k"):  # fmt: skip
        ben.types(line)
    coach.sql("UPDATE members SET role = 'seller'")
    archive = exported(coach, annabel)
    whole = "\n".join(archive.values()).casefold()
    assert [word for word in ("foreign", "2026-05-05", "77000") if word in whole] == []


def exported(coach: Coach, person: Person) -> dict[str, str]:
    person.types("export")
    coach.slack.wait_for(lambda: any(message.files for message in person.messages()))
    (file,) = person.messages()[-1].files
    archive = zipfile.ZipFile(io.BytesIO(coach.slack.files[file["id"]]["content"]))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def _texts(coach: Coach) -> Iterator[str]:
    """Every text that stands in some column of some table, JSON taken apart."""
    with coach.bot.runtime.database.everywhere.read() as connection:
        for table in EVERY:
            for column in table.c:
                if isinstance(column.type, String | Text | JSON) and table.name not in own.NOBODYS:
                    for value in connection.execute(select(column)).scalars():
                        yield from _inside(value)


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _inside(inner)
    elif isinstance(value, dict):
        yield from _inside(list(value.values()))


TRACES = (NAME, EMAIL, ANNA, "D0000ANNA")


def traces(coach: Coach) -> set[tuple[str, str]]:
    """Where a name, an address or a Slack id of Annabel's stands yet."""
    found = set()
    with coach.bot.runtime.database.everywhere.read() as connection:
        for table in EVERY:
            rows = repr(connection.execute(select(table)).all()).casefold()
            found |= {(table.name, word) for word in TRACES if word.casefold() in rows}
    return found


def kept(coach: Coach) -> dict[str, int]:
    """How many rows there are of what is to stay."""
    rows = coach.rows()
    return {one.name: rows[one.name] for one in (tables.deals, tables.audit, *own.HISTORY)}


def test_a_forgotten_member_leaves_no_name_and_all_touches(coach: Coach, annabel: Person) -> None:
    ada, ben = Person(coach, ADA), Person(coach, BEN)
    there = {table for table, _ in traces(coach)}
    assert {"members", "buyers", "imported", "outbox", "installations"} <= there
    before = kept(coach)
    asked = ada.types("settings forget @Annabelmarker")
    assert f"{NAME} will be forgotten" in asked.text
    assert kept(coach) == before
    told = ada.presses(asked, "Forget for good").text
    assert told.startswith(
        "Done. What stays of their deals and touches goes by “Former colleague 2”"
    )
    assert traces(coach) == set()
    assert kept(coach) == before | {"audit": before["audit"] + 1}
    assert "markertouch" in words(ada.types("show markerdeal"))
    assert "Owner: Former colleague 2" in ada.reads("show markerdeal")
    assert "marker" in ben.reads("show markerhanded").casefold()
    files = "\n".join(exported(coach, ada).values())
    assert [word for word in TRACES if word in files] == []
    assert coach.bot.pulse.once() >= 0
    assert annabel.reads("show markerdeal").startswith("You have no deal called")
    assert coach.values("members", "active")[-1] is True


def test_anybody_may_have_themselves_forgotten_and_nobody_else(
    coach: Coach, annabel: Person
) -> None:
    ben = Person(coach, BEN)
    told = ben.reads("settings forget @Annabelmarker for good")
    assert told.startswith("Somebody else is forgotten by an admin.")
    asked = ben.types("settings forget me")
    assert [label_of(one) for one in elements(asked.blocks)] == ["Forget for good"]
    assert "Former colleague" in words(ben.presses(asked, "Forget for good"))
    assert "U00000BEN" not in repr(coach.values("members", "slack_id"))
    assert dict(coach.values("members", "slack_id", "name"))["U0000ANNA"] == NAME


def test_the_operator_erases_a_member_or_a_workspace(coach: Coach, annabel: Person) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        env = {"DATABASE_URL": coach.settings.database_url, "SLACK_BOT_TOKEN": ""}
        result = CliRunner().invoke(main, ["erase", *arguments], env=env)
        return result.exit_code, result.output

    before = coach.rows()
    assert run("member", "Nobody") == (
        2, "deal-coach: I know nobody called Nobody in T000ACME: use the Slack id.\n"
    )  # fmt: skip
    assert run("member", ANNA)[0] == 2
    assert run("workspace", "T0NOWHERE")[0] == 2
    assert run("workspace", "T000ACME")[0] == 2
    assert coach.rows() == before
    assert run("member", NAME, "--yes")[0] == 0
    assert traces(coach) == set()
    assert "nothing of T000ACME is left here" in run("workspace", "T000ACME", "--yes")[1]
    assert sum(coach.rows().values()) == 0


MARKS = ("markertouch", "markerwho", "markerbuyer", "markerfact", "markerdeck", "markerreason",
         "markerstep", "markerwhy")  # fmt: skip


def test_words_about_ended_deals_are_kept_as_long_as_the_workspace_says(
    coach: Coach, annabel: Person
) -> None:
    ada = Person(coach, ADA)
    told = ada.types("settings keep 1 year").text
    assert "What was said of ended deals is kept for 1 year." in told
    ada.types('lost markerdeal no decision "markerwhy"')
    before = Person(coach, ADA).reads("numbers all time")
    coach.clock.set("2027-03-03")
    coach.bot.pulse.once()
    assert "markertouch" in repr(list(_history(coach)))
    coach.clock.set("2027-03-05")
    coach.bot.pulse.once()
    assert [word for word in MARKS if word in repr(list(_history(coach)))] == []
    assert Person(coach, ADA).reads("numbers all time") == before
    assert "Markerdeal" in ada.reads("show markerdeal")
    assert "markerbefore" in repr(list(_history(coach)))


def _history(coach: Coach) -> Iterator[Any]:
    with coach.bot.runtime.database.everywhere.read() as connection:
        for table in (*own.HISTORY, tables.deals, tables.audit):
            yield from connection.execute(select(table))


def test_nothing_is_forgotten_unless_that_was_set(coach: Coach, annabel: Person) -> None:
    ada = Person(coach, ADA)
    assert "kept forever" in ada.reads("settings hour 8:00")
    ada.types('lost markerdeal no decision "markerwhy"')
    coach.clock.set("2036-03-05")
    before = repr(list(_history(coach)))
    coach.bot.pulse.once()
    assert repr(list(_history(coach))) == before


@pytest.mark.parametrize(
    ("typed", "days"),
    [("2 years", 730), ("1 year", 365), ("90 days", 90), ("18 months", 540), ("forever", 0)],
)
def test_a_span_is_read_as_people_write_it(typed: str, days: int) -> None:
    assert forgetting.read_span(typed) == days


@pytest.mark.parametrize("typed", ["", "soon", "3 days", "2 moons", "-1 years"])
def test_what_is_no_span_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="span of at least 30 days"):
        forgetting.read_span(typed)


def test_no_log_and_no_figure_holds_a_customers_or_a_members_words(tmp_path: Path) -> None:
    """Everything that can be asked of the bot, by an admin and by a seller, at the finest level."""
    levels = {name: logging.getLogger(name).level for name in CHATTY}
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        with opened(tmp_path, template(tmp_path, FILLED)) as world, logged(logging.DEBUG) as lines:
            for user in (ADA, ANNA):
                for row in every_row():
                    world.shown(delivered(world, row, user))
            world.bot.pulse.once()
            figures = world.bot.runtime.meters.page().decode()
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    log = "\n".join(lines).casefold()
    marks = ("zyx", "43217", "43,217", "anna", "ben", ADA, ANNA, "/response/", "xoxb", "lisbon")
    assert [word for word in marks if word.casefold() in log] == []
    assert [word for word in marks[:-1] if word.casefold() in figures.casefold()] == []
