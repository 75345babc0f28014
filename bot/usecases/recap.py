"""The weekly recap: counted from the history of the week before the moment it is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.usecases import wordings
from bot.usecases.asking import Asking
from bot.usecases.numbers.forecast import blood_of
from bot.usecases.numbers.scoping import filled, rates_of
from coaching.cadence import shelf_of
from coaching.deals import ForecastCategory, Shelf, Stage, buying_stage
from coaching.errors import Refusal
from coaching.localtime import local_day
from coaching.money import Money
from coaching.numbers.periods import quarter
from coaching.people import Role, Workspace
from coaching.recap import (
    LESSON_WEEKS,
    TIES,
    Category,
    Figures,
    Happened,
    Outlook,
    Paced,
    Recap,
    closed_as,
    is_progress,
    kept_on_time,
    lesson_for,
)
from coaching.texts import LESSONS
from coaching.workdays import Workdays
from storage import outbox, spending, week
from storage.database import Session
from storage.deals import Sight
from storage.numbers import forecast
from storage.numbers.standing import Scope
from storage.outbox import Letter

KIND = "recap"
DETAILS = "recap_details"
PIPELINE = ForecastCategory.PIPELINE
WEEK = timedelta(days=7)


def build(
    session: Session, workspace: Workspace, until: datetime, sight: Sight | None = None
) -> Recap:
    """What happened in the seven days before `until`, and the pipeline as it stands: the whole
    team's, or of what may be seen. A part has no week before and no target beside it."""
    since, workspace_id = until - WEEK, workspace.id
    sight = sight or Sight(workspace_id, None)
    is_whole = sight.owners is None
    moves: dict[int, list[week.Moved]] = {}
    for move in week.stage_moves(session, sight, since, until):
        moves.setdefault(move.deal_id, []).append(move)
    happened: dict[str, list[Happened]] = {}
    for name, told in (found for of_deal in moves.values() for found in _told(of_deal)):
        happened.setdefault(name, []).append(told)
    pipeline, early = _pipeline(session, sight)
    paces = [_paced(one, workspace) for one in week.paced(session, sight, since, until)]
    shelves = [shelf_of(one.decision_on, one.on, workspace.policy) for one in paces]
    today = local_day(until, workspace.zone)
    by_name: dict[str, Any] = {name: tuple(told) for name, told in happened.items()}
    found = Recap(
        **by_name,
        pushed=tuple(Happened(name) for name in week.pushed(session, sight, since, until)),
        parked=tuple(Happened(name) for name in week.parked(session, sight, since, until)),
        touches=week.touches(session, sight, since, until),
        on_table=sum(shelf is Shelf.TABLE for shelf in shelves),
        kept=kept_on_time(paces, workspace.policy, Workdays()),
        pipeline=pipeline,
        early=early,
        before=_before(session, workspace_id, today) if is_whole else None,
        outlook=_outlook(session, workspace, sight, today),
    )
    lately = _told_lessons(session, workspace_id, today)
    chosen = lesson_for(found, lately, wordings.of(session, workspace_id).of(LESSONS))
    if chosen is None:
        return found
    words = f"{TIES.get(chosen['trigger'], '')} {chosen['text']}".strip()
    return replace(found, lesson=chosen["id"], lesson_words=words)


def _told_lessons(session: Session, workspace_id: str, today: date) -> list[str]:
    """The lessons of the last weeks."""
    since = today - LESSON_WEEKS * WEEK
    letters = outbox.sent_since(session, Letter(workspace_id, KIND, "", today), since)
    return [str(letter.content.get("lesson", "")) for letter in letters]


def _outlook(session: Session, workspace: Workspace, sight: Sight, today: date) -> Outlook:
    """The forecast of the running quarter; the whole team's stands beside its target."""
    scope = Scope(sight, workspace.zone, today, workspace.currency, rates_of(workspace))
    period = quarter(today)
    slots = forecast.slots(session, scope, period)
    whole = sight.owners is None
    aim = filled(spending.targets(session, workspace.id, None), period) if whole else None
    covered = sum(
        (s.total for s in slots if aim and s.currency == aim.currency and s.category != PIPELINE),
        Decimal(0),
    )
    number = [
        Money(one.number, code) for code, one in sorted(blood_of(slots).items()) if one.number
    ]
    times = (covered / aim.amount).quantize(Decimal("0.1")) if aim and aim.amount else None
    return Outlook(period.label, tuple(number), aim, times)


def _paced(one: week.Pace, workspace: Workspace) -> Paced:
    zone = workspace.zone
    return Paced(local_day(one.at, zone), local_day(one.before, zone), one.decision_on)


def _before(session: Session, workspace_id: str, today: date) -> Figures | None:
    """Last week's figures, as they were frozen; none where that recap was not told."""
    last = Letter(workspace_id, KIND, "", today - WEEK)
    told = outbox.find_sent(session, last)
    return from_content(told.content).figures if told and told.content else None


def post_now(session: Session, asking: Asking) -> str:
    """Puts this week's recap into the outbox, for the chosen channel; at most one a day."""
    workspace = asking.workspace
    if workspace.recap_channel is None:
        raise Refusal(
            "No channel is chosen for the recap yet. `settings` is where an admin does it."
        )
    if asking.member.role is not Role.ADMIN:
        raise Refusal("The recap is posted by an admin of this workspace, or on its day by itself.")
    today = local_day(asking.now, workspace.zone)
    if not outbox.put(session, {Letter(workspace.id, KIND, "", today): asking.now}):
        raise Refusal("Today's recap is posted already, and one a day is enough.")
    return workspace.recap_channel


def to_content(recap: Recap) -> dict[str, Any]:
    """A recap as it is kept in the outbox: frozen, so that a second try says the same."""
    return _plain(asdict(recap))  # type: ignore[no-any-return]


def from_content(content: Mapping[str, Any]) -> Recap:
    """A recap as it was kept."""
    values: dict[str, Any] = dict(content)
    pipeline = tuple(
        Category(
            ForecastCategory(row["category"]), row["deals"], tuple(map(_money, row["amounts"]))
        )
        for row in values.pop("pipeline")
    )
    early = {Stage(stage): number for stage, number in values.pop("early").items()}
    counts: dict[str, Any] = {name: values.pop(name, 0) for name in ("touches", "on_table")}
    kept = {Shelf(one): (n, of) for one, (n, of) in values.pop("kept", {}).items()}
    before, lesson = _figures(values.pop("before", None)), values.pop("lesson", "")
    outlook = _looked(values.pop("outlook", None))
    words = values.pop("lesson_words", "")
    counts |= {name: tuple(map(_happened, rows)) for name, rows in values.items()}
    return Recap(
        **counts,
        kept=kept,
        pipeline=pipeline,
        early=early,
        before=before,
        lesson=lesson,
        lesson_words=words,
        outlook=outlook,
    )


def _looked(content: Mapping[str, Any] | None) -> Outlook:
    if content is None:
        return Outlook()
    number = tuple(map(_money, content["number"]))
    aim, times = content["target"], content["times"]
    times = Decimal(times) if times is not None else None
    return Outlook(content["label"], number, _money(aim) if aim else None, times)


def _figures(content: Mapping[str, Any] | None) -> Figures | None:
    if content is None:
        return None
    deals = {ForecastCategory(name): number for name, number in content["deals"].items()}
    return Figures(**{**content, "deals": deals})


def _told(moves: Sequence[week.Moved]) -> Iterator[tuple[str, Happened]]:
    """What a deal's moves of the week come to: one step on, however many it took, is one."""
    first, last = moves[0], moves[-1]
    if first.from_stage is None:
        yield "added", Happened(first.name, first.amount)
    if last.outcome is not None:
        yield closed_as(last.outcome), Happened(last.name, last.amount)
    open_moves = [move for move in moves if move.outcome is None]
    start = next((move for move in open_moves if move.from_stage is not None), None)
    if start is None:
        return
    end = open_moves[-1]
    if is_progress(start.from_stage, end.to_stage, start.from_buying_stage, end.to_buying_stage):
        where = buying_stage(end.to_buying_stage)
        yield "progressed", Happened(end.name, end.amount, where.label if where else end.to_stage)


def _pipeline(session: Session, sight: Sight) -> tuple[tuple[Category, ...], dict[Stage, int]]:
    deals = dict.fromkeys(ForecastCategory, 0)
    sums: dict[ForecastCategory, dict[str, Decimal]] = {name: {} for name in ForecastCategory}
    early: dict[Stage, int] = {}
    for stage, buying, currency, number, total in week.open_pipeline(session, sight):
        if stage is not Stage.OPPORTUNITY:
            early[stage] = early.get(stage, 0) + number
            continue
        found = buying_stage(buying)
        category = found.category if found else ForecastCategory.PIPELINE
        deals[category] += number
        if currency and total is not None:
            sums[category][currency] = sums[category].get(currency, Decimal(0)) + total
    return tuple(
        Category(
            name, deals[name], tuple(Money(total, of) for of, total in sorted(sums[name].items()))
        )
        for name in ForecastCategory
    ), early


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, Decimal) else value


def _money(row: Mapping[str, Any]) -> Money:
    return Money(Decimal(row["amount"]), row["currency"])


def _happened(row: Mapping[str, Any]) -> Happened:
    amount = _money(row["amount"]) if row["amount"] else None
    return Happened(row["name"], amount, row["note"])
