"""Files: given on `export`, and taken when they are dropped into the direct messages."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot import attachments
from bot.attachments import Person
from bot.door import Answer, Ask, Reply, Silence, later
from bot.grammar.requests import Export, Import
from bot.imports.rejects import RejectFile, beside
from bot.imports.sheets import TEXTS, WORKBOOKS
from bot.runtime import Runtime
from bot.usecases import exporting, importing, previewing
from bot.usecases.asking import Asking
from bot.usecases.importing import Reject
from bot.usecases.previewing import Files, Preview
from bot.views import files as views
from bot.views.kit import Said
from coaching.errors import Refusal

ARCHIVE = "deals.zip"
LONGEST_NAME = 60
"""Characters of a dropped file's name that are kept, from its end: no disk refuses so many."""


def look(runtime: Runtime, ask: Ask, asking: Asking, request: Export | Import) -> Answer:
    """`export` and `import`."""
    if isinstance(request, Import):
        return Reply(views.how_to_import())
    later(runtime, ask, partial(_export, runtime, _asker(ask), asking))
    return Reply(views.on_its_way())


def message(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """Something written or dropped into the direct messages."""
    dropped = ask.body["event"].get("files") or []
    for file in dropped:
        later(runtime, ask, partial(_preview, runtime, _asker(ask), asking, file))
    if not dropped:
        later(runtime, ask, views.no_commands_here)
    return Silence()


def confirm(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The Import button."""
    later(runtime, ask, partial(_import, runtime, _asker(ask), asking, ask.value))
    return Reply(views.begun(), replaces=True)


def cancel(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The Cancel button."""
    return Reply(views.cancelled(), replaces=True)


def _export(runtime: Runtime, person: Person, asking: Asking) -> None:
    with runtime.database.snapshot() as session:
        content, deals = exporting.archive(session, asking)
    attachments.give(runtime, person, ARCHIVE, content, views.given(deals))


def _preview(runtime: Runtime, person: Person, asking: Asking, file: Mapping[str, Any]) -> Said:
    """Reads the file once; it is fetched again when Import is pressed."""
    with TemporaryDirectory(prefix="deal-coach-") as folder:
        known = attachments.described(runtime, person, str(file.get("id")))
        found = _looked_at(runtime, person, known, Path(folder))
        own_only = importing.bringing(asking).own_only
        return views.preview(found, str(file["id"]), own_only=own_only)


def _import(runtime: Runtime, person: Person, asking: Asking, file_id: str) -> Said:
    with TemporaryDirectory(prefix="deal-coach-") as folder:
        file = attachments.described(runtime, person, file_id)
        found = _looked_at(runtime, person, file, Path(folder)).settled()
        path, listed = beside(found.sheet.path), list[Reject]()
        rejected = RejectFile(path, found.sheet.header, is_ours=found.columns.is_ours)

        def reject(one: Reject) -> None:
            rejected.add(one.line.number, one.reason, one.line.cells)
            if len(listed) < views.LISTED:
                listed.append(one)

        with rejected:
            by = importing.bringing(asking)
            outcome = importing.take_in(runtime.database.begin, found, by, reject=reject)
        if listed:
            words = views.rejects(outcome.rejected)
            attachments.give(runtime, person, path.name, path.read_bytes(), words)
        return views.imported(found.name, outcome, listed)


def _looked_at(runtime: Runtime, person: Person, file: Mapping[str, Any], folder: Path) -> Preview:
    name = Path(str(file.get("name") or "")).name.translate({0: None})
    if Path(name).suffix.lower() not in WORKBOOKS | TEXTS:
        raise Refusal("I read CSV and XLSX files. Save it as one of them, then drop it here again.")
    path = folder / _on_disk(name)
    path.write_bytes(attachments.fetched(runtime, person, file))
    return previewing.look(Files(path), name)


def _on_disk(name: str) -> str:
    """A name that every disk takes, close enough to the typed one to be known again."""
    kept = (letter if letter.isalnum() or letter in " .-_()" else "_" for letter in name)
    return "".join(kept)[-LONGEST_NAME:]


def _asker(ask: Ask) -> Person:
    return Person(ask.tenant, ask.user)
