"""A damaged SQLite file is refused, and a copy of a sound one is kept beside it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import file_of, open_database
from storage.migrate import upgrade
from storage.safety import COPY_EVERY, Damaged, copy_of, safeguard


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A migrated database file, closed."""
    found = tmp_path / "deals.db"
    database = open_database(f"sqlite:///{found}")
    upgrade(database)
    database.close()
    return found


def spoil(file: Path) -> None:
    """Overwrites a page in the middle."""
    with file.open("r+b") as opened:
        opened.seek(5 * 4096)
        opened.write(os.urandom(4096))


def write(file: Path, name: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        row = "(?, 'x', '2026-03-09', NULL, NULL)"
        connection.execute(f"INSERT INTO workspaces VALUES {row}", (name,))


def names(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM workspaces")]


def test_a_sound_database_has_a_copy_after_its_first_look(file: Path) -> None:
    write(file, "T1")
    safeguard(file)
    assert names(copy_of(file)) == ["T1"]
    assert sorted(path.name for path in file.parent.iterdir()) == ["deals.db", "deals.db.backup"]


def test_a_copy_of_today_is_left_alone_and_an_older_one_is_replaced(file: Path) -> None:
    safeguard(file)
    write(file, "T2")
    safeguard(file)
    assert names(copy_of(file)) == []
    stamp = copy_of(file).stat().st_mtime - COPY_EVERY - 60
    os.utime(copy_of(file), (stamp, stamp))
    safeguard(file)
    assert names(copy_of(file)) == ["T2"]


def test_a_damaged_database_is_refused_and_its_copy_is_named(file: Path) -> None:
    safeguard(file)
    spoil(file)
    with pytest.raises(Damaged, match=r"deals\.db\.backup.*start again"):
        safeguard(file)
    assert names(copy_of(file)) == []


def test_a_damaged_database_without_a_copy_asks_for_another_backup(file: Path) -> None:
    spoil(file)
    with pytest.raises(Damaged, match="restore your own backup"):
        safeguard(file)
    assert not copy_of(file).exists()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Dana, " * 500)
    with pytest.raises(Damaged, match="not a database"):
        safeguard(file)


def test_a_new_database_has_nothing_to_look_after(tmp_path: Path) -> None:
    safeguard(tmp_path / "new.db")
    (tmp_path / "empty.db").touch()
    safeguard(tmp_path / "empty.db")
    assert [path.name for path in tmp_path.iterdir()] == ["empty.db"]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://host/name"])
def test_only_sqlite_keeps_its_data_in_a_file(url: str) -> None:
    assert file_of(url) is None


def test_a_relative_file_is_told_in_full() -> None:
    assert file_of("sqlite:///deal-coach.db") == Path.cwd() / "deal-coach.db"
