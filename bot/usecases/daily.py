"""The daily list: built when it is sent, standing still while it is worked, ticked row by row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field, replace
from itertools import zip_longest
from typing import Any

from bot.usecases import coach, morning, notes, stories, suggested, unasked
from bot.usecases.asking import Asking
from bot.usecases.morning import Morning
from bot.usecases.notes import Notes
from bot.usecases.showing import money
from bot.usecases.suggested import Suggested
from coaching.deals import Deal
from coaching.priority import Rung, daily_list
from coaching.reasons import reason
from storage import deals, outbox
from storage.database import Session
from storage.outbox import Letter, Told

LIST = "daily_list"
QUIET = frozenset({Rung.PROMISED, Rung.EARLY})
"""Rungs that stay on the list of a bad day: what is promised, and work at the desk."""
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
    on_table: bool = False
    warned: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one action did to a deal while its row stood on the list."""

    action_id: int
    verb: str
    what: str


Marks = tuple[Mark, ...]
LIFTS = {"awake": frozenset({"snoozed", "parked"}), "reopen": frozenset({"close"})}
"""Verbs that take back what others did: their own marks tick nothing."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was sent. `marks` are what was done since, by deal; `more` waits behind."""

    rows: tuple[ListedRow, ...]
    more: int
    open_deals: int
    marks: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)
    told: Notes = field(default_factory=Notes)
    coach: Suggested | None = None

    @property
    def ticked(self) -> dict[int, str]:
        """What the ticked rows say: the last thing done that still stands."""
        shown = {deal: _shown(marks) for deal, marks in self.marks.items()}
        return {deal: what for deal, what in shown.items() if what}


def _shown(marks: Iterable[Mark]) -> str | None:
    standing: list[Mark] = []
    for mark in marks:
        lifted = LIFTS.get(mark.verb)
        if lifted is None:
            standing.append(mark)
        else:
            standing = [earlier for earlier in standing if earlier.verb not in lifted]
    return standing[-1].what if standing else None


def build(session: Session, asking: Asking) -> Listed:
    """The list as it stands now for the member."""
    workspace_id, zone = asking.workspace.id, asking.member.zone
    open_deals = deals.open_of_all(session, workspace_id, asking.owners, zone)
    chosen = daily_list(
        open_deals,
        asking.today,
        asking.policy,
        asking.workdays,
        asking.workspace.currency,
    )
    told = notes.build(session, [asking])[asking.member.id]
    found = Morning(chosen.rows, len(chosen.more), len(open_deals))
    return _listed(asking, found, told, _warned(session, [(asking, found)]))


def build_all(session: Session, askings: Sequence[Asking]) -> dict[int, Listed]:
    """The lists of many members as `build` gives them, with a few questions for all together."""
    mornings, told = morning.build(session, askings), notes.build(session, askings)
    warned = _warned(session, [(one, mornings[one.member.id]) for one in askings])
    spoken = unasked.morning(
        session, [(one, [row.deal for row in mornings[one.member.id].rows]) for one in askings]
    )
    numbered = ((one, one.member.id) for one in askings)
    return {
        number: replace(
            _listed(one, mornings[number], told[number], warned), coach=spoken.get(number)
        )
        for one, number in numbered
    }


def kept(session: Session, asking: Asking, listed: Listed) -> Listed:
    """The list that is about to be sent, with its suggestion on record."""
    if listed.coach is None or not listed.rows:
        return replace(listed, coach=None)
    return replace(listed, coach=coach.record(session, asking, listed.coach))


def _warned(session: Session, chosen: Sequence[tuple[Asking, Morning]]) -> Mapping[int, str]:
    """What there is to warn of on the rows, by deal."""
    rows = ((asking, row.deal) for asking, found in chosen for row in found.rows)
    return stories.lines(session, rows)


def _listed(asking: Asking, chosen: Morning, told: Notes, warned: Mapping[int, str]) -> Listed:
    rows, more = _rows(asking, chosen, warned), chosen.more
    if asking.member.low_on == asking.today:
        kept = tuple(row for row in rows if row.rung in QUIET)
        rows, more = kept, more + len(rows) - len(kept)
    return Listed(rows, more, chosen.open_deals, told=told)


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


def sent(session: Session, asking: Asking) -> Listed | None:
    """Today's list as it was sent, with its ticks; None before that."""
    told = outbox.find_sent(session, letter(asking, LIST))
    return from_content(told.content) if told and told.content.get("rows") else None


def letter(asking: Asking, kind: str, member_id: int | None = None) -> Letter:
    """Today's letter of that kind to a member."""
    subject = str(member_id or asking.member.id)
    return Letter(asking.workspace.id, kind, subject, asking.today)


def tick(session: Session, asking: Asking, deal: Deal, mark: Mark) -> None:
    """Marks the deal's row in today's list of its owner, if it stands there."""
    _retouch(session, asking, deal, lambda marks: (*marks, mark))


def untick(session: Session, asking: Asking, deal: Deal, action_id: int) -> None:
    """Takes the mark of one action off again; what else was done that day stays."""

    def without(marks: Marks) -> Marks:
        return tuple(mark for mark in marks if mark.action_id != action_id)

    _retouch(session, asking, deal, without)


def from_content(content: Mapping[str, Any]) -> Listed:
    """A list as it is kept in the outbox."""
    return Listed(
        rows=tuple(ListedRow(**row) for row in content["rows"]),
        more=content["more"],
        open_deals=content["open_deals"],
        marks={
            int(number): tuple(Mark(*mark) for mark in marks)
            for number, marks in content["marks"].items()
        },
        told=notes.from_content(content.get("told")),
        coach=suggested.from_content(content.get("coach")),
    )


def to_content(listed: Listed) -> dict[str, Any]:
    """A list as it is kept in the outbox."""
    return {
        "rows": [asdict(row) for row in listed.rows],
        "more": listed.more,
        "open_deals": listed.open_deals,
        "told": notes.to_content(listed.told),
        "coach": suggested.to_content(listed.coach),
        "marks": {
            str(number): [astuple(mark) for mark in marks] for number, marks in listed.marks.items()
        },
    }


def _retouch(
    session: Session, asking: Asking, deal: Deal, change: Callable[[Marks], Marks]
) -> None:
    owners = {deal.owner_id, asking.member.id}
    if not asking.any_list:
        owners.discard(asking.member.id)
    for owner in owners:
        told = outbox.find_told(session, letter(asking, LIST, owner), to_change=True)
        if told is not None and _holds(told, deal):
            _remark(session, asking, told, owner, deal, change)


def _remark(
    session: Session,
    asking: Asking,
    told: Told,
    owner: int,
    deal: Deal,
    change: Callable[[Marks], Marks],
) -> None:
    listed = from_content(told.content)
    before = listed.marks.get(deal.id, ())
    after = change(before)
    if after == before:
        return
    kept = to_content(replace(listed, marks={**listed.marks, deal.id: after}))
    outbox.change_content(session, asking.workspace.id, told.id, {**told.content, **kept})
    outbox.rearm(session, letter(asking, UPDATE, owner), asking.now)


def _holds(told: Told, deal: Deal) -> bool:
    return any(row["deal_id"] == deal.id for row in told.content.get("rows", ()))


def _rows(asking: Asking, chosen: Morning, warned: Mapping[int, str]) -> tuple[ListedRow, ...]:
    whose = {cover.owner_id: cover.name for cover in asking.calendar.covering(asking.today)}
    found = []
    for row, following in zip_longest(chosen.rows, chosen.rows[1:]):
        said = reason(
            row,
            following,
            asking.today,
            asking.policy,
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
                row.on_table,
                warned.get(row.deal.id, ""),
            )
        )
    return tuple(found)
