"""An export holds everything but secrets, and reads back byte for byte."""

import filecmp
import io
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Table, Text, insert, select
from sqlalchemy.types import JSON, BigInteger, Boolean, Date, DateTime, Integer, SmallInteger, Time

from storage import tables
from storage.adopting import adopt
from storage.database import open_database
from storage.migrate import upgrade
from storage.placeholders import owners, take_over
from storage.plain import bare, guarded, is_secret
from tests.bot.app import Coach
from tests.bot.imports.office import NOW, cells, imports, rows, run, written
from tests.bot.person import Person
from tests.slack import BEN
from tests.storage.world import OURS, everything_of, side

AWKWARD = [
    "=1+1", "'=1+1", "''=x", "'", "''", "", "@a", "-", "+1", "\tx", "\rx", "a\r\nb", "a\nb", '"q"',
    "a,b", "<!channel>", "'quoted'", " padded ", "🦀", "\u202eabc", "None", "0",
]  # fmt: skip


def test_every_text_survives_its_guard() -> None:
    for text in AWKWARD:
        told = guarded(text)
        assert bare(told) == text
        assert told
        assert told[0] not in "=+-@\t\r"


def test_export_import_export_is_the_same_byte_for_byte(database_url: str, tmp_path: Path) -> None:
    database = open_database(database_url)
    upgrade(database)
    with database.everywhere.begin() as session:
        home = side(session, OURS, "")
        for number, text in enumerate(AWKWARD):
            session.execute(
                insert(tables.deals),
                {
                    "workspace_id": OURS, "owner_id": home.member.id, "name": text,
                    "name_key": text, "stage": "lead", "reason": text, "created_at": NOW,
                    "entered_stage_at": NOW, "voided_at": NOW if number % 3 else None,
                },
            )  # fmt: skip
    database.close()
    filled = {path for path in rows(database_url, "name") if path in AWKWARD}
    assert filled == set(AWKWARD)
    first, second = tmp_path / "first", tmp_path / "second"
    assert run(database_url, "export", first).exit_code == 0
    for way in (first, first / "deals.csv"):
        other = f"sqlite:///{tmp_path / way.name}.db"
        assert "read back." in imports(other, way)
        assert run(other, "export", second).exit_code == 0
        names = sorted(path.name for path in first.iterdir())
        kept = [one for one in tables.Base.metadata.sorted_tables if not one.info.get("secret")]
        assert names == sorted(f"{table.name}.csv" for table in kept)
        assert filecmp.cmpfiles(first, second, names, shallow=False)[0] == names
    _same_on_postgresql_goes_on_counting(database_url, first, tmp_path)


def _same_on_postgresql_goes_on_counting(url: str, folder: Path, tmp_path: Path) -> None:
    fresh = f"sqlite:///{tmp_path / 'counting.db'}"
    imports(fresh, folder)
    assert "1 added" in imports(fresh, written(tmp_path / "more.csv", "id,name\n1,More\n"))


def test_a_restored_postgresql_database_goes_on_counting(
    postgresql_url: str, sqlite_url: str, tmp_path: Path
) -> None:
    imports(sqlite_url, written(tmp_path / "deals.csv", "id,name\n1,Acme\n2,Globex\n"))
    run(sqlite_url, "export", tmp_path / "out")
    imports(postgresql_url, tmp_path / "out")
    assert "1 added" in imports(postgresql_url, written(tmp_path / "m.csv", "id,name\n7,More\n"))
    assert rows(postgresql_url, "id") == [1, 2, 3]


def test_deals_begin_with_what_everybody_looks_for(sqlite_url: str, tmp_path: Path) -> None:
    imports(sqlite_url, written(tmp_path / "d.csv", "id,name,amount\n1,Acme,25000\n"))
    run(sqlite_url, "export", tmp_path / "out")
    (deal,) = cells(tmp_path / "out" / "deals.csv")
    assert list(deal)[:6] == [
        "name", "amount", "currency", "stage", "next_step_on", "decision_on",
    ]  # fmt: skip
    assert (deal["name"], deal["amount"], deal["currency"]) == ("Acme", "25000", "USD")


def test_an_export_goes_into_an_empty_database_only(sqlite_url: str, tmp_path: Path) -> None:
    imports(sqlite_url, written(tmp_path / "d.csv", "id,name\n1,Acme\n"))
    run(sqlite_url, "export", tmp_path / "out")
    result = run(sqlite_url, "import", tmp_path / "out")
    assert result.exit_code == 2
    assert "An export goes into an empty database, and this one is in use." in result.stderr


def test_a_broken_export_stores_nothing(sqlite_url: str, tmp_path: Path) -> None:
    imports(sqlite_url, written(tmp_path / "d.csv", "id,name\n1,Acme\n"))
    run(sqlite_url, "export", tmp_path / "out")
    file = tmp_path / "out" / "imported.csv"
    file.write_text(file.read_text() + "9,9\n")
    other = f"sqlite:///{tmp_path / 'other.db'}"
    result = run(other, "import", tmp_path / "out")
    assert result.exit_code == 2
    assert "imported.csv cannot be read back" in result.stderr
    assert rows(other, "name") == []


def test_secrets_are_never_exported() -> None:
    known = ("bot_token", "client_secret", "password_hash")
    table = Table("t", MetaData(), *(Column(name, Text) for name in known))
    assert all(is_secret(table.c[name]) for name in known)
    marked = Table("u", MetaData(), Column("key", Text, info={"secret": True}))
    assert is_secret(marked.c.key)


def test_every_column_of_every_table_has_a_way_to_be_written() -> None:
    kinds = (JSON, BigInteger, Integer, SmallInteger, Boolean, Date, DateTime, Time, Text)
    for table in tables.Base.metadata.sorted_tables:
        for column in table.c:
            kind = getattr(column.type, "impl", column.type)
            assert isinstance(kind, (*kinds, type(tables.deals.c.stage.type))), column


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_imported_first_becomes_the_workspace_that_comes(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue(f"{kind}_url")
    text = "id,name,owner,stage,decision date\n1,Acme,anna@acme.test,won,2026-05-01\n2,B,,lead,\n"
    imports(url, written(tmp_path / "d.csv", text))
    database = open_database(url)
    with database.everywhere.read() as session:
        before = everything_of(session, "local")
    with database.everywhere.begin() as session:
        assert adopt(session, "T1", "Acorn")
        assert owners(session, "T1")["anna@acme.test"] == 2
        take_over(session, "T1", "Anna@acme.test", "U1", "UTC")
    with database.everywhere.begin() as session:
        assert not adopt(session, "T2", "Other")
        after = everything_of(session, "T1")
        assert everything_of(session, "local") == {name: [] for name in after}
        found = session.execute(select(tables.members.c.id, tables.members.c.slack_id)).all()
    assert {name: len(found) for name, found in after.items()} == {
        name: len(found) for name, found in before.items()
    }
    assert sorted(found) == [(1, None), (2, "U1")]
    database.close()
    assert "2 as before" in imports(url, tmp_path / "d.csv")


def test_export_gives_a_member_the_deals_they_see_and_no_others(
    coach: Coach, anna: Person, ada: Person
) -> None:
    anna.types('log acme call "hello" then fri') if anna.types("add Acme 12k") else None
    Person(coach, BEN).types("add Globex 5k")
    ada.types("today")
    assert "They come into our direct messages" in anna.reads("export")
    assert _names(coach, anna) == {"Acme"}
    ada.types("export")
    assert _names(coach, ada) == {"Acme", "Globex"}


def _names(coach: Coach, person: Person) -> set[str]:
    coach.slack.wait_for(lambda: any(message.files for message in person.messages()))
    (file,) = person.messages()[-1].files
    archive = zipfile.ZipFile(io.BytesIO(coach.slack.files[file["id"]]["content"]))
    assert "settings.csv" not in archive.namelist()
    assert {"deals.csv", "touches.csv"} <= set(archive.namelist())
    text = archive.read("deals.csv").decode()
    path = Path(coach.settings.database_url.removeprefix("sqlite:///")).with_name("given.csv")
    path.write_text(text, newline="")
    return {deal["name"] for deal in cells(path)}
