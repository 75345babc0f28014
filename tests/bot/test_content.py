"""A workspace's own words: written out, edited, and taken in whole or not at all."""

from pathlib import Path

import pytest

from coaching.texts import KINDS, OFFRAMPS, PLAYS, WARNINGS, read, standard, written
from storage.database import open_database
from storage.texts import of
from tests.bot.imports.office import imports, run
from tests.bot.imports.office import written as file_with

FILES = ["lessons.toml", "offramps.toml", "plays.toml", "warnings.toml"]


@pytest.fixture
def url(sqlite_url: str, tmp_path: Path) -> str:
    imports(sqlite_url, file_with(tmp_path / "deals.csv", "id,name\n1,Acme\n"))
    return sqlite_url


def kept(url: str) -> dict[str, object]:
    """What the workspace keeps of its own, by file."""
    database = open_database(url)
    try:
        with database.everywhere.read() as session:
            return dict(of(session, ["local"]).get("local", {}))
    finally:
        database.close()


def edited(folder: Path, file: str, was: str, becomes: str) -> None:
    path = folder / f"{file}.toml"
    text = path.read_text("utf-8")
    assert text.count(was) == 1, was
    path.write_text(text.replace(was, becomes), "utf-8")


def test_texts_are_written_edited_taken_in_and_brought_back(url: str, tmp_path: Path) -> None:
    folder, again = tmp_path / "texts", tmp_path / "again"
    told = run(url, "content", "export", folder)
    assert told.exit_code == 0
    assert "4 files" in told.output
    assert sorted(path.name for path in folder.iterdir()) == FILES
    for name, kind in KINDS.items():
        assert read(kind, (folder / f"{name}.toml").read_text("utf-8")) == standard(kind)
    edited(folder, "warnings", "Silent for {days} {where}.", "Not a word for {days} {where}.")
    taken = run(url, "content", "import", folder)
    assert taken.exit_code == 0, taken.output
    assert "warnings.toml: 1 of 13 texts are your own." in taken.output
    assert "plays.toml: 0 of 23 texts are your own." in taken.output
    assert set(kept(url)) == {"warnings"}
    assert run(url, "content", "export", again).exit_code == 0
    assert (again / "warnings.toml").read_text() == (folder / "warnings.toml").read_text()
    (again / "warnings.toml").write_text(written(WARNINGS, standard(WARNINGS)), "utf-8")
    assert run(url, "content", "import", again / "warnings.toml").exit_code == 0
    assert kept(url) == {}


def test_every_fault_is_told_and_nothing_is_stored(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    run(url, "content", "export", folder)
    edited(folder, "lessons", "Interest spoils.", "Interest is milk.")
    edited(folder, "warnings", 'id = "silence"', 'id = "hush"')
    edited(folder, "plays", "On {when} they got {given} at once.", "They got {given} at once.")
    offramp = standard(OFFRAMPS)[0]["text"]
    edited(folder, "offramps", offramp, "[{who}, ]just checking in. Any news?")
    told = run(url, "content", "import", folder)
    assert told.exit_code == 2
    for fault in (
        "Nothing was stored. Mend this first:",
        "warnings.toml: “hush” is no id of ours; change the words, and keep the ids.",
        "plays.toml: “candy” leaves out {when}, a fact that it rests on.",
        "offramps.toml: “silence-early-1” sounds pushy",
    ):
        assert fault in told.stderr
    assert kept(url) == {}
    run(url, "content", "import", folder / "lessons.toml")
    before = kept(url)
    assert set(before) == {"lessons"}
    assert run(url, "content", "import", folder).exit_code == 2
    assert kept(url) == before


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("plays.toml", "[[play", "plays.toml: it cannot be read: "),
        ("plays.toml", "x = 1", "plays.toml: plays.toml has no [[play]]. Begin with"),
        ("games.toml", "x = 1", "games.toml is no file of texts. The files are warnings.toml,"),
        ("plays.toml", b"\xff\xfe", "is no UTF-8 text. Save it as UTF-8."),
        ("plays.toml", b" " * 1_000_001, "is far too large for a file of texts."),
        ("notes.txt", "x", "There is nothing to take in. The files are"),
    ],
)
def test_what_is_no_file_of_texts_is_refused_in_a_sentence(
    url: str, tmp_path: Path, name: str, text: str | bytes, fault: str
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    told = run(url, "content", "import", folder)
    assert told.exit_code == 2
    assert fault in told.stderr
    assert kept(url) == {}


def test_many_faults_are_counted(url: str, tmp_path: Path) -> None:
    path = tmp_path / "plays.toml"
    path.write_text(written(PLAYS, [{**one, "text": "No"} for one in standard(PLAYS)]), "utf-8")
    told = run(url, "content", "import", path).stderr
    assert len(told.splitlines()) == 22
    assert " more." in told.splitlines()[-1]


def test_a_dry_run_stores_nothing_and_no_edited_file_is_written_over(
    url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "texts"
    assert run(url, "content", "export", folder).exit_code == 0
    assert run(url, "content", "export", folder).exit_code == 0
    edited(folder, "lessons", "Interest spoils.", "Interest is milk.")
    told = run(url, "content", "import", folder, "--dry-run")
    assert "Nothing is stored (--dry-run)." in told.output
    assert "lessons.toml: 1 of" in told.output
    assert kept(url) == {}
    refused = run(url, "content", "export", folder)
    assert refused.exit_code == 2
    assert "lessons.toml is there, with other words. Name another folder." in refused.stderr
    assert "milk" in (folder / "lessons.toml").read_text()
    blocked = run(url, "content", "export", folder / "lessons.toml" / "deeper")
    assert blocked.exit_code == 2


def test_a_database_without_a_workspace_has_nobody_to_keep_texts_for(
    sqlite_url: str, tmp_path: Path
) -> None:
    assert run(sqlite_url, "content", "export", tmp_path / "texts").exit_code == 0
    told = run(sqlite_url, "content", "import", tmp_path / "texts")
    assert told.exit_code == 2
    assert "There is nothing here yet: the database is empty." in told.stderr
