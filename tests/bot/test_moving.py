"""A backup can be put back, and a move to PostgreSQL leaves nothing behind."""

import sqlite3
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from storage import tables
from storage.database import file_of, open_database
from storage.migrate import upgrade
from tests.bot.imports.office import imports, rows, run, written
from tests.storage.world import NOW, OURS, THEIRS, side

AWKWARD = ["=1+1", "'", "", '"q"', "a\r\nb", "🦀", "\u202eabc", "None", "null", "[]"]


def filled(url: str, deals: int = 200) -> None:
    """Two workspaces with a row in every table, and many deals with a call each."""
    database = open_database(url)
    upgrade(database)
    with database.everywhere.begin() as session:
        home = side(session, OURS, "")
        side(session, THEIRS, " OTHER")
        common = {"workspace_id": OURS, "created_at": NOW, "entered_stage_at": NOW}
        many = [
            {
                **common,
                "owner_id": home.member.id,
                "name": f"{AWKWARD[number % len(AWKWARD)]} {number}",
                "name_key": f"deal {number}",
                "stage": "lead",
                "reason": AWKWARD[number % len(AWKWARD)] or None,
            }
            for number in range(deals)
        ]
        session.execute(insert(tables.deals), many)
        deal = tables.deals.c
        made = session.execute(select(deal.id).where(deal.name_key.like("deal %"))).scalars()
        calls = [
            {
                "workspace_id": OURS, "deal_id": number, "member_id": home.member.id,
                "action_id": home.entry.action_id, "at": NOW - timedelta(minutes=number),
                "kind": "call", "direction": "out", "body": f"said {number}",
            }
            for number in made
        ]  # fmt: skip
        session.execute(insert(tables.touches), calls)
    database.close()


def exported(url: str, folder: Path) -> dict[str, bytes]:
    """Everything of both workspaces, byte for byte."""
    told: dict[str, bytes] = {}
    for workspace in (OURS, THEIRS):
        result = run(url, "export", folder / workspace, "--workspace", workspace)
        assert result.exit_code == 0, result.output
        told |= {
            f"{workspace}/{path.name}": path.read_bytes()
            for path in (folder / workspace).glob("*.csv")
        }
    return told


def test_a_backup_that_is_put_back_exports_the_same(sqlite_url: str, tmp_path: Path) -> None:
    filled(sqlite_url)
    before = exported(sqlite_url, tmp_path / "before")
    copy = tmp_path / "copy.db"
    assert run(sqlite_url, "backup", copy).exit_code == 0
    file = file_of(sqlite_url)
    assert file is not None
    for path in tmp_path.glob("deals.db*"):
        path.unlink()
    copy.rename(file)
    assert exported(sqlite_url, tmp_path / "after") == before


def test_a_backup_under_load_is_whole(sqlite_url: str, tmp_path: Path) -> None:
    filled(sqlite_url)
    database, stopped, stored = open_database(sqlite_url), threading.Event(), []

    def write() -> None:
        while not stopped.is_set():
            with database.everywhere.begin() as session:
                first = len(stored)
                for half in ("a", "b"):
                    session.execute(
                        text("UPDATE workspaces SET name = :name WHERE id = :id"),
                        {"name": f"{first}", "id": OURS if half == "a" else THEIRS},
                    )
            stored.append(first)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            while len(stored) < 3 * (number + 1):
                time.sleep(0.01)
            copy = tmp_path / f"{number}.db"
            assert run(sqlite_url, "backup", copy).exit_code == 0
            with closing(sqlite3.connect(copy)) as found:
                assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                names = {name for (name,) in found.execute("SELECT name FROM workspaces")}
                assert len(names) == 1, "a transaction was copied in halves"
    finally:
        stopped.set()
        writer.join()
        database.close()


def test_a_backup_that_fails_keeps_the_one_before(sqlite_url: str, tmp_path: Path) -> None:
    filled(sqlite_url, 5)
    copy = tmp_path / "copy.db"
    run(sqlite_url, "backup", copy)
    kept = copy.read_bytes()
    file = file_of(sqlite_url)
    assert file is not None
    file.write_bytes(b"this is no database " * 500)
    told = run(sqlite_url, "backup", copy)
    assert told.exit_code == 2
    assert copy.read_bytes() == kept
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


def test_the_database_is_no_place_for_its_own_backup(sqlite_url: str) -> None:
    filled(sqlite_url, 1)
    told = run(sqlite_url, "backup", file_of(sqlite_url))
    assert (told.exit_code, "is the database itself" in told.output) == (2, True)


def test_a_move_to_postgresql_exports_the_same_and_goes_on_counting(
    sqlite_url: str, postgresql_url: str, tmp_path: Path
) -> None:
    filled(sqlite_url)
    before = exported(sqlite_url, tmp_path / "before")
    told = run(sqlite_url, "migrate-to", postgresql_url)
    assert told.exit_code == 0, told.output
    assert "moved. Set DATABASE_URL" in told.output
    assert exported(postgresql_url, tmp_path / "after") == before
    for table in tables.Base.metadata.sorted_tables:
        assert everything(sqlite_url, table.name) == everything(postgresql_url, table.name)
    last = max(rows(postgresql_url, "id"))
    more = written(tmp_path / "more.csv", "id,name\n901,More\n")
    assert "1 added" in imports(postgresql_url, more, "--workspace", OURS)
    assert max(rows(postgresql_url, "id")) == last + 1


def everything(url: str, name: str) -> list[tuple[object, ...]]:
    table = tables.Base.metadata.tables[name]
    database = open_database(url)
    with database.everywhere.read() as session:
        found = session.execute(select(table).order_by(*table.primary_key.columns)).all()
    database.close()
    return [tuple(row) for row in found]


def test_a_move_into_a_database_in_use_is_refused(sqlite_url: str, postgresql_url: str) -> None:
    filled(sqlite_url, 3)
    filled(postgresql_url, 2)
    before = everything(postgresql_url, "deals")
    told = run(sqlite_url, "migrate-to", postgresql_url)
    assert told.exit_code == 2
    assert "The new database is in use" in told.output
    assert everything(postgresql_url, "deals") == before


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///other.db", "must be a PostgreSQL"),
        ("mysql://h/x", "must begin with sqlite:/// or postgresql://"),
        ("postgresql://u:hidden-word@127.0.0.1:1/x", "leads to no usable database"),
    ],
)
def test_a_move_to_nowhere_is_refused_without_its_password(
    sqlite_url: str, url: str, words: str
) -> None:
    filled(sqlite_url, 1)
    told = run(sqlite_url, "migrate-to", url)
    assert told.exit_code == 2
    assert words in told.output
    assert "hidden-word" not in told.output


@pytest.mark.soak
def test_a_hundred_thousand_deals_move_and_come_back(
    sqlite_url: str, postgresql_url: str, tmp_path: Path
) -> None:
    filled(sqlite_url, 100_000)
    before = exported(sqlite_url, tmp_path / "before")
    begun = time.perf_counter()
    assert run(sqlite_url, "migrate-to", postgresql_url).exit_code == 0
    moved = time.perf_counter() - begun
    assert exported(postgresql_url, tmp_path / "after") == before
    begun = time.perf_counter()
    copy = tmp_path / "copy.db"
    assert run(sqlite_url, "backup", copy).exit_code == 0
    kept = time.perf_counter() - begun
    assert exported(f"sqlite:///{copy}", tmp_path / "copied") == before
    size = sum(map(len, before.values())) / 1e6
    print(f"\n100,000 deals ({size:.0f} MB of CSV): moved in {moved:.1f} s, copied in {kept:.1f} s")
