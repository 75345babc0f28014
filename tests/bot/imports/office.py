"""The console script's import and export in this process, and what the database holds then."""

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from sqlalchemy import select

from bot.cli import main
from storage import tables
from storage.database import open_database

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def run(url: str, *arguments: object) -> Result:
    """`deal-coach …`; what goes wrong otherwise than by a sentence is raised."""
    env = {"DATABASE_URL": url, "SLACK_BOT_TOKEN": "", "SLACK_API_URL": ""}
    result = CliRunner().invoke(main, list(map(str, arguments)), env=env)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def imports(url: str, *arguments: object) -> str:
    """An import that must succeed; its words."""
    result = run(url, "import", *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def rows(url: str, *columns: str, table: str = "deals") -> list[Any]:
    """What stands in some columns, in the order in which it came."""
    found = tables.Base.metadata.tables[table]
    database = open_database(url)
    try:
        with database.everywhere.read() as session:
            statement = select(*(found.c[name] for name in columns)).order_by(found.c.id)
            result = [tuple(row) for row in session.execute(statement)]
    finally:
        database.close()
    return [row[0] for row in result] if len(columns) == 1 else result


def everything(url: str, folder: Path) -> dict[str, list[dict[str, str]]]:
    """An export, read as CSV."""
    result = run(url, "export", folder)
    assert result.exit_code == 0, result.output
    return {path.stem: cells(path) for path in sorted(folder.glob("*.csv"))}


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counted(pairs: Iterable[tuple[str, str | None]]) -> Counter[tuple[str, str]]:
    """How many won, lost and open deals each has."""
    return Counter((name, outcome or "open") for name, outcome in pairs)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path
