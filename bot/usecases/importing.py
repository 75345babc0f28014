"""Taking in a file of deals that was looked at: row by row, a thousand in a transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.imports import joined
from bot.imports.cells import Faulty, Repeated
from bot.imports.rows import RowReader, Setting
from bot.imports.sheets import Line
from bot.usecases.asking import Asking
from bot.usecases.previewing import Preview
from bot.usecases.pricing import merged
from coaching.money import Money
from coaching.people import Role, Workspace
from storage import audit, importing, members, placeholders, products, settings
from storage.adopting import LOCAL
from storage.database import Session
from storage.deals import name_key
from storage.incoming import Batch, Incoming, Tally
from storage.products import Product

BATCH = 1000
"""Rows of one transaction."""
NOBODY = "Unassigned"
"""Who owns a deal for which the file names nobody."""
LOCAL_NAME = "Local"
NOT_YOURS = "it is not among your deals, and only an admin can import for others"

Begin = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Bringing:
    """Who imports into which workspace. Whoever is no admin brings their own deals only."""

    workspace: Workspace
    now: datetime
    member_id: int | None = None
    name: str | None = None
    own_only: bool = False

    @property
    def owners(self) -> frozenset[int] | None:
        """Whose deals may be changed; None for everybody's."""
        assert not self.own_only or self.member_id is not None
        return frozenset({self.member_id}) if self.own_only and self.member_id else None

    def batch(self, origin: str) -> Batch:
        """Where the rows of a program go, and who brings them today."""
        today = self.now.astimezone(ZoneInfo(self.workspace.zone)).date()
        return Batch(self.workspace.id, origin, self.now, today, self.member_id, self.owners)


@dataclass(slots=True)
class Reject:
    """A row that did not go in."""

    line: Line
    reason: str
    is_repeated: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of a file. Its rejects are handed on as they come, not kept."""

    rows: int = 0
    rejected: int = 0
    repeated: int = 0
    tally: Tally = field(default_factory=Tally)


def bringing(asking: Asking) -> Bringing:
    """A member's own import: an admin's for everybody, anybody else's for themselves."""
    own_only = asking.member.role is not Role.ADMIN
    member = asking.member
    return Bringing(asking.workspace, asking.now, member.id, member.name, own_only)


def workspace_for(session: Session, workspace_id: str, now: datetime) -> Workspace:
    """The workspace of that name, which is made where there is none."""
    name = LOCAL_NAME if workspace_id == LOCAL else workspace_id
    members.add_workspace(session, workspace_id, name, now)
    found = settings.workspace(session, workspace_id)
    assert found is not None
    return found


def take_in(
    begin: Begin,
    preview: Preview,
    by: Bringing,
    *,
    reject: Callable[[Reject], None],
    progress: Callable[[int], None] = lambda _: None,
    dry: bool = False,
) -> Outcome:
    """Imports every row that can be; each thousand is stored before the next is read."""
    owners, nobody = _owners(begin, preview, by, dry=dry)
    setting = Setting(
        zone=by.workspace.zone,
        currency=by.workspace.currency,
        day_first=by.workspace.day_first,
        now=by.now,
        owners=owners,
        nobody=nobody,
        products=joined.products(preview.files.products),
        segments=joined.segments(preview.files.accounts),
    )
    reader = RowReader(preview.columns, preview.survey, setting)
    batch = by.batch(preview.columns.origin)
    outcome = Outcome()
    for lines in _thousands(preview.sheet.lines()):
        rows, rejects = _read(reader, lines)
        with begin() as session:
            rows, named = _without_namesakes(session, batch, preview, rows, lines)
            tally = importing.store(session, batch, rows, dry=dry)
        rejects += named + _refused(tally, lines)
        for one in sorted(rejects, key=lambda one: one.line.number):
            reject(one)
        outcome.rows += len(lines)
        outcome.rejected += len(rejects)
        outcome.repeated += sum(one.is_repeated for one in rejects)
        outcome.tally.add(tally)
        progress(len(lines))
    if not dry and not by.own_only:
        _keep_prices(begin, by, reader.prices)
    return outcome


def _owners(
    begin: Begin, preview: Preview, by: Bringing, *, dry: bool
) -> tuple[Mapping[str, int], int]:
    """Who owns what, by the key of a name; whom nobody knows becomes a placeholder."""
    wanted = list(preview.survey.owners.values())
    with begin() as session:
        known = placeholders.owners(session, by.workspace.id)
        if by.own_only:
            return _own(by, known, wanted)
        if by.member_id is None and preview.survey.has_ownerless:
            wanted.append(NOBODY)
        missing = {name_key(name): name for name in wanted if name_key(name) not in known}
        if dry:
            known |= dict.fromkeys(missing, 0)
        else:
            names = sorted(missing.values())
            placeholders.add(session, by.workspace.id, names, by.workspace.zone, by.now)
            known = placeholders.owners(session, by.workspace.id)
    return known, by.member_id or known.get(name_key(NOBODY), 0)


def _keep_prices(begin: Begin, by: Bringing, prices: Mapping[str, Money]) -> None:
    """What products cost by the file, where that is news."""
    with begin() as session:
        known = products.known(session, by.workspace.id)
        told = {
            name_key(name): merged(known.get(name_key(name)), Product(name, price))
            for name, price in prices.items()
        }
        fresh = [one for key, one in told.items() if one != known.get(key)]
        if fresh:
            number = audit.append(
                session, by.workspace.id, member_id=by.member_id, deal_id=None,
                verb="price list", at=by.now, changes={"products": len(fresh)},
            )  # fmt: skip
            assert number is not None
            products.add(session, by.workspace.id, number, by.now, fresh)


def _own(
    by: Bringing, known: Mapping[str, int], wanted: Sequence[str]
) -> tuple[Mapping[str, int], int]:
    assert by.member_id is not None
    mine = {name: number for name, number in known.items() if number == by.member_id}
    return {name_key(name): by.member_id for name in wanted if name_key(name) in mine}, by.member_id


def _thousands(lines: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _read(reader: RowReader, lines: Sequence[Line]) -> tuple[list[Incoming], list[Reject]]:
    rows, rejects = [], []
    for line in lines:
        try:
            rows.append(reader.read(line))
        except Faulty as faulty:
            rejects.append(Reject(line, str(faulty), isinstance(faulty, Repeated)))
    return rows, rejects


def _without_namesakes(
    session: Session, batch: Batch, preview: Preview, rows: list[Incoming], lines: Sequence[Line]
) -> tuple[list[Incoming], list[Reject]]:
    """In a list without numbers a name is all there is; a deal made by hand is not overwritten."""
    if "id" in preview.columns.indexes:
        return rows, []
    taken = importing.namesakes(session, batch, (row.values["name"] for row in rows))
    by_row = {line.number: line for line in lines}
    rejects = [
        Reject(by_row[row.row], f"a deal called {row.values['name']} is here already")
        for row in rows
        if row.values["name_key"] in taken
    ]
    return [row for row in rows if row.values["name_key"] not in taken], rejects


def _refused(tally: Tally, lines: Sequence[Line]) -> list[Reject]:
    by_row = {line.number: line for line in lines}
    return [Reject(by_row[number], NOT_YOURS) for number in tally.refused]
