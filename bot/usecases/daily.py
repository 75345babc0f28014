"""The daily list: built when it is sent, standing still while it is worked, ticked row by row."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import zip_longest
from typing import Any

from bot.usecases.asking import Asking
from bot.usecases.showing import money
from coaching.deals import Deal
from coaching.priority import DailyList, daily_list
from coaching.reasons import reason
from storage import deals, outbox
from storage.database import Session
from storage.outbox import Letter, Told

LIST = "daily_list"
UPDATE = "list_update"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row as it was said: the words do not change while the day lasts.

    `whose` names the colleague whose deal it is, where the member stands in for them.
    """

    deal_id: int
    name: str
    rung: int
    facts: str
    why: str
    if_left: str
    move: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was sent. `ticked` maps deals to what was done; `more` waits behind."""

    rows: tuple[ListedRow, ...]
    more: int
    open_deals: int
    ticked: Mapping[int, str] = field(default_factory=dict)


def build(session: Session, asking: Asking) -> Listed:
    """The list as it stands now for the member."""
    workspace_id, zone = asking.workspace.id, asking.member.zone
    open_deals = deals.open_of_all(session, workspace_id, asking.owners, zone)
    chosen = daily_list(
        open_deals,
        asking.today,
        asking.workspace.policy,
        asking.workdays,
        asking.workspace.currency,
    )
    return Listed(_rows(asking, chosen), len(chosen.more), len(open_deals))


def now(session: Session, asking: Asking) -> Listed:
    """Today's list on demand: the one sent stands still, and what is due since follows it."""
    fresh = build(session, asking)
    sent = outbox.find_sent(session, letter(asking, LIST))
    if sent is None or not sent.content.get("rows"):
        return fresh
    standing = from_content(sent.content)
    known = {row.deal_id for row in standing.rows}
    added = tuple(row for row in fresh.rows if row.deal_id not in known)
    return replace(standing, rows=standing.rows + added, more=fresh.more)


def letter(asking: Asking, kind: str, member_id: int | None = None) -> Letter:
    """Today's letter of that kind to a member."""
    subject = str(member_id or asking.member.id)
    return Letter(asking.workspace.id, kind, subject, asking.today)


def tick(session: Session, asking: Asking, deal: Deal, what: str) -> None:
    """Ticks the deal's row in today's list of its owner, if it stands there."""

    def ticked(marks: dict[int, str]) -> None:
        marks[deal.id] = what

    _retouch(session, asking, deal, ticked)


def untick(session: Session, asking: Asking, deal: Deal) -> None:
    """Takes the tick off again."""

    def bare(marks: dict[int, str]) -> None:
        marks.pop(deal.id, None)

    _retouch(session, asking, deal, bare)


def from_content(content: Mapping[str, Any]) -> Listed:
    """A list as it is kept in the outbox."""
    return Listed(
        rows=tuple(ListedRow(**row) for row in content["rows"]),
        more=content["more"],
        open_deals=content["open_deals"],
        ticked={int(number): what for number, what in content["ticked"].items()},
    )


def to_content(listed: Listed) -> dict[str, Any]:
    """A list as it is kept in the outbox."""
    return {
        **asdict(listed),
        "rows": [asdict(row) for row in listed.rows],
        "ticked": {str(number): what for number, what in listed.ticked.items()},
    }


def _retouch(
    session: Session, asking: Asking, deal: Deal, change: Callable[[dict[int, str]], None]
) -> None:
    for owner in {deal.owner_id, asking.member.id}:
        told = outbox.find_told(session, letter(asking, LIST, owner), to_change=True)
        if told is not None and _holds(told, deal):
            _remark(session, asking, told, owner, change)


def _remark(
    session: Session,
    asking: Asking,
    told: Told,
    owner: int,
    change: Callable[[dict[int, str]], None],
) -> None:
    listed = from_content(told.content)
    marks = dict(listed.ticked)
    change(marks)
    kept = {**told.content, "ticked": {str(number): what for number, what in marks.items()}}
    outbox.change_content(session, asking.workspace.id, told.id, kept)
    outbox.rearm(session, letter(asking, UPDATE, owner), asking.now)


def _holds(told: Told, deal: Deal) -> bool:
    return any(row["deal_id"] == deal.id for row in told.content.get("rows", ()))


def _rows(asking: Asking, chosen: DailyList) -> tuple[ListedRow, ...]:
    whose = {cover.owner_id: cover.name for cover in asking.calendar.covering(asking.today)}
    found = []
    for row, following in zip_longest(chosen.rows, chosen.rows[1:]):
        said = reason(
            row,
            following,
            asking.today,
            asking.workspace.policy,
            money=money(row.deal.amount) if row.deal.amount else None,
        )
        found.append(
            ListedRow(
                row.deal.id,
                row.deal.name,
                row.rung,
                said.facts,
                said.why,
                said.if_left,
                said.move,
                whose.get(row.deal.owner_id, ""),
            )
        )
    return tuple(found)
