"""`deal-coach import FILE`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.console.places import counted, workspace_named
from bot.imports.mapping import ready_made
from bot.imports.rejects import RejectFile, beside
from bot.opening import migrated
from bot.runtime import system_clock
from bot.settings import Settings, SettingsError
from bot.usecases import exporting, importing, previewing
from bot.usecases.importing import Begin, Bringing, Outcome, Reject
from bot.usecases.previewing import Files, Preview
from coaching.errors import Refusal
from storage.database import Database, NotStored, Session, file_of, open_database
from storage.exporting import is_empty
from storage.migrate import revision, upgrade

PATIENCE = 30.0
"""Seconds that a batch waits for others who write; nobody waits for its answer in Slack."""
LISTED = 10
"""Rejected rows that are listed; the file has them all."""
MOST_NAMED = 40
"""Columns or stages that one sentence names."""


class TakenBack(Exception):
    """Ends a transaction that was only tried."""


def run(settings: Settings, files: Files, *, workspace: str | None, dry: bool, yes: bool) -> None:
    """Imports a file, or reads a whole export back."""
    try:
        with _opened(settings, dry=dry) as database:
            _import(database, files, workspace, dry=dry, yes=yes)
    except Refusal as refused:
        raise SettingsError(refused.sentence) from refused
    except NotStored as busy:
        raise SettingsError(f"{busy.sentence} What went in before stays; say it again.") from busy


def _import(
    database: Database, files: Files, workspace: str | None, *, dry: bool, yes: bool
) -> None:
    folder = exporting.folder_of(files.deals)
    if folder is not None and (files.deals.is_dir() or _is_empty(database)):
        return _restore(database, folder, dry=dry)
    if files.deals.is_dir():
        raise Refusal(
            f"{files.deals} is no export: it lacks deals.csv and workspaces.csv. "
            "Name a CSV or XLSX file."
        )
    with _reading(files.deals.name):
        preview = previewing.look(files)
    preview = _agreed(preview, yes=yes)
    return _take_in(database, preview, workspace, dry=dry)


@contextmanager
def _opened(settings: Settings, *, dry: bool) -> Iterator[Database]:
    """The database; a trial never makes or changes one, and uses an empty one where none is."""
    with TemporaryDirectory(prefix="deal-coach-") as folder:
        database = _current(settings) if dry else migrated(settings)
        if database is None:
            database = open_database(f"sqlite:///{folder}/trial.db")
            upgrade(database)
        try:
            yield database
        finally:
            database.close()


def _current(settings: Settings) -> Database | None:
    """The database as it is; None where there is none yet."""
    file = file_of(settings.database_url)
    if file is not None and not file.is_file():
        return None
    database = open_database(settings.database_url)
    current, head = revision(database)
    if current == head:
        return database
    database.close()
    if current is not None:
        raise SettingsError("Say `deal-coach db upgrade` first; then try it again.")
    return None


def _is_empty(database: Database) -> bool:
    with database.everywhere.read() as session:
        return is_empty(session)


def _restore(database: Database, folder: Path, *, dry: bool) -> None:
    with _begin(database, dry=dry)() as session:
        read = exporting.restore(session, folder)
    would = "would be read back" if dry else "read back"
    others = sum(read.values()) - read["deals"]
    click.echo(f"{counted(read['deals'], 'deal')} and {counted(others, 'other row')} {would}.")


def _begin(database: Database, *, dry: bool) -> Begin:
    """Transactions that are kept, or all taken back."""

    @contextmanager
    def begin() -> Iterator[Session]:
        try:
            with database.everywhere.begin(PATIENCE) as session:
                yield session
                if dry:
                    raise TakenBack
        except TakenBack:
            pass

    return begin


def _agreed(preview: Preview, *, yes: bool) -> Preview:
    """The file as it will be read; what is uncertain is asked, or ends with exit code 2."""
    asked = sys.stdin.isatty() and sys.stdout.isatty()
    if asked:
        _show(preview)
    if preview.is_certain:
        return preview
    if yes:
        return preview.settled()
    if not asked:
        raise SettingsError(_what_to_add(preview))
    if not click.confirm("Import it so?"):
        raise SettingsError(_what_to_add(preview))
    return preview.settled()


def _show(preview: Preview) -> None:
    title = f"{preview.name}: {counted(preview.survey.rows, 'row')}"
    table = Table(title=title, title_justify="left")
    for name in ("column", "is read as", "sure"):
        table.add_column(name)
    for one in preview.columns.guesses:
        sure = "" if one.is_certain else f"holds {one.holds}" if one.holds else f"{one.certainty} %"
        table.add_row(one.column, one.field or "–", sure)
    for stage, target in preview.unknown_stages.items():
        known = target or "not known: its rows are left out"
        table.add_row(f"stage “{stage}”", known, "guessed" if target else "")
    Console().print(table)


def _what_to_add(preview: Preview) -> str:
    doubts = [
        f"“{one.column}” holds {one.holds}, and nothing takes it"
        if one.holds
        else f"“{one.column}” looks like {one.field} ({one.certainty} %)"
        for one in preview.columns.uncertain
    ]
    doubts += [
        f"the stage “{stage}” looks like {target}"
        if target
        else f"the stage “{stage}” is not known"
        for stage, target in preview.unknown_stages.items()
    ]
    return (
        f"I'm not sure how to read {preview.name}: {_listed(doubts, '; ')}. Nothing was "
        "stored. Save the lines below as mapping.toml, correct them, and add --mapping "
        f"mapping.toml; or add --yes {_what_yes_does(preview)}.\n\n"
        + ready_made(preview.columns, preview.unknown_stages)
    )


def _what_yes_does(preview: Preview) -> str:
    left = any(one.holds for one in preview.columns.uncertain)
    effects = [
        "to take the guesses" if preview.guessed else "",
        "to leave those columns out" if left else "",
        "to leave the rows of unknown stages out" if preview.unplaced else "",
    ]
    return " and ".join(filter(None, effects))


def _listed(words: Sequence[str], by: str = ", ") -> str:
    """The first of them, and how many more there are."""
    more = len(words) - MOST_NAMED
    return by.join(words[:MOST_NAMED]) + (f"{by}and {more:,} more" if more > 0 else "")


def _take_in(database: Database, preview: Preview, named: str | None, *, dry: bool) -> None:
    now = system_clock()
    begin = _begin(database, dry=dry)
    with begin() as session:
        where = workspace_named(session, named, make=True)
        workspace = importing.workspace_for(session, where, now)
    path = beside(preview.sheet.path)
    listed: list[Reject] = []
    rejects = RejectFile(path, preview.sheet.header, is_ours=preview.columns.is_ours)

    def reject(one: Reject) -> None:
        if len(listed) < LISTED:
            listed.append(one)
        if not dry:
            rejects.add(one.line.number, one.reason, one.line.cells)

    with nullcontext() if dry else rejects, _bar(preview.survey.rows) as advance:
        outcome = importing.take_in(
            begin, preview, Bringing(workspace, now), reject=reject, progress=advance, dry=dry
        )
    _tell(preview, outcome, listed, path, dry=dry)


def _reading(name: str) -> AbstractContextManager[object]:
    """A sign of life on a terminal while a file is looked through."""
    console = Console(stderr=True)
    return console.status(f"Looking through {name}") if console.is_terminal else nullcontext()


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; nothing where the output goes elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("rows"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    shown = console.is_terminal and total > 0
    with Progress(*columns, console=console, disable=not shown, transient=True) as progress:
        task = progress.add_task("rows", total=total)
        yield lambda rows: progress.advance(task, rows)


def _tell(
    preview: Preview, outcome: Outcome, listed: list[Reject], path: Path, *, dry: bool
) -> None:
    tally = outcome.tally
    told = (
        f"{counted(outcome.rows, 'row')}: {tally.added:,} added, {tally.changed:,} changed, "
        f"{tally.same:,} as before, {outcome.rejected:,} rejected."
    )
    click.echo(f"Nothing is stored (--dry-run). It would be: {told}" if dry else told)
    if preview.guessed:
        click.echo(f"Taken as guessed: {_listed(preview.guessed)}.")
    if preview.left:
        click.echo(f"Left out: {_listed(preview.left)}.")
    for name in preview.mixed_dates:
        click.echo(f"Day and month stand in both orders in {name}: look at those dates.")
    for one in listed:
        click.echo(f"  row {one.line.number}: {one.reason}")
    if outcome.rejected > len(listed):
        click.echo(f"  … and {outcome.rejected - len(listed):,} more")
    if outcome.repeated:
        repeat = "repeats" if outcome.repeated == 1 else "repeat"
        click.echo(
            f"{counted(outcome.repeated, 'row')} {repeat} a number that stood above. If each is a "
            'deal of its own, say so in a mapping: [options] repeats = "deals".'
        )
    if outcome.rejected and not dry:
        click.echo(f"The rejected rows stand in {path}. Mend them there, then import that file.")
