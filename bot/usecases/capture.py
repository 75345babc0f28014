"""Adding a deal and logging what was said."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.usecases import colleagues, daily
from bot.usecases.asking import Asking
from bot.usecases.daily import Mark
from bot.usecases.finding import find_with_rest
from bot.usecases.requests import Add, Log, Next
from bot.usecases.texts import detail, text_of
from bot.usecases.writing import Written, begin, begin_new, written
from coaching.deals import Deal, Step, Touch
from coaching.errors import Refusal, Suggestion
from coaching.people import Member
from coaching.signals import signal_in
from storage import changes, deals, history
from storage.database import Session
from storage.history import StageMove

LONGEST_NAME = 200
NOON = time(12)
"""When a touch of an earlier day is taken to have been (ours)."""


def add(session: Session, asking: Asking, request: Add) -> Written:
    """A new deal of the member's; refuses a name that an open deal of theirs has."""
    name = _checked_name(request.name)
    owner = _owner(session, asking, request)
    namesake = _namesake(session, asking, name) if owner is asking.member else None
    if namesake and not asking.retyped:
        raise _taken(namesake)
    begun = begin_new(session, asking, _row(session, asking, request, name, owner), owner.id)
    came = StageMove(asking.now, None, request.stage, None, request.buying_stage, None, None)
    history.add_stage_move(session, begun.entry, came)
    if request.decision_on:
        history.add_close_date_move(session, begun.entry, None, request.decision_on)
    stored = written(asking, begun, "add", begun.deal)
    return stored if owner is asking.member else replace(stored, noted=owner)


def _row(session: Session, asking: Asking, request: Add, name: str, owner: Member) -> int:
    """The new deal's row; returns its number."""
    return deals.add(
        session,
        asking.workspace.id,
        owner_id=owner.id,
        name=name,
        stage=request.stage,
        buying_stage=request.buying_stage,
        amount=request.amount.amount if request.amount else None,
        currency=request.amount.currency if request.amount else None,
        decision_on=request.decision_on,
        source=detail(request.source, "source"),
        product=detail(request.product, "product"),
        segment=detail(request.segment, "segment"),
        created_at=asking.now,
        entered_stage_at=asking.now,
        parked=False,
    )


def log(session: Session, asking: Asking, request: Log) -> Written:
    """A touch, or a note; a touch on or after the agreed day completes the step."""
    deal, loose = find_with_rest(session, asking, request.deal)
    text = text_of(" ".join(filter(None, (loose, request.text))) or None)
    who = detail(request.who, "who")
    signal = signal_in(text) if request.kind.is_touch else None
    at = _moment(asking, request.on)
    touch = Touch(0, deal.id, request.kind, request.direction, at, text, who, signal)
    newest = request.kind.is_touch and _is_newest(asking, deal, request.on)
    after = _step_after(request, deal, request.on or asking.today)
    derived = changes.touch_fields(touch) if newest else {}
    begun = begin(session, asking, "log", deal, after, derived)
    history.add_touch(session, begun.entry, touch)
    if request.kind.is_touch:
        mark = Mark(begun.entry.action_id, "log", f"{request.kind.value} logged")
        daily.tick(session, asking, deal, mark)
    stored = written(asking, begun, "log", deal, touch)
    return replace(stored, earlier=request.on) if at < asking.now else stored


def _moment(asking: Asking, on: date | None) -> datetime:
    """When the touch was: now, or at noon of the local day that was told; refuses one ahead."""
    if on is None or on == asking.today:
        return asking.now
    if on > asking.today:
        raise Refusal(
            "That day lies ahead, and a touch is logged once it was. `next` keeps what is planned.",
            field="on",
        )
    return datetime.combine(on, NOON, ZoneInfo(asking.member.zone)).astimezone(UTC)


def _is_newest(asking: Asking, deal: Deal, on: date | None) -> bool:
    """Whether no touch is known that came after it."""
    if on is None or on == asking.today or deal.last_touch_on is None:
        return True
    return on > deal.last_touch_on


def _step_after(request: Log, deal: Deal, on: date) -> dict[str, object]:
    """The next step as it is told; one that was due on the touch's day or before is done."""
    if request.step:
        return step_fields(request.step)
    done = request.kind.is_touch and deal.step and deal.step.on <= on
    return step_fields(None) if done else {}


def next_step(session: Session, asking: Asking, request: Next) -> Written:
    """The agreed next step, or none any more."""
    deal, rest = find_with_rest(session, asking, request.deal)
    step = replace(request.step, what=rest) if request.step and rest else request.step
    begun = begin(session, asking, "next", deal, step_fields(step))
    if step:
        daily.tick(session, asking, deal, Mark(begun.entry.action_id, "next", "next step kept"))
    return written(asking, begun, "next", deal)


def step_fields(step: Step | None) -> dict[str, object]:
    """A step as the fields of the deal's row."""
    if step is None:
        return {"step_on": None, "step_what": None, "step_at": None}
    return {"step_on": step.on, "step_what": text_of(step.what, "step_what"), "step_at": step.at}


def _owner(session: Session, asking: Asking, request: Add) -> Member:
    if request.owner is None:
        return asking.member
    again = f"add “{request.name}” owner {{}}"
    found = colleagues.find(session, asking, request.owner, again, "owner")
    return asking.member if found.id == asking.member.id else found


def _checked_name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise Refusal("A deal needs a name. Say for instance `add Acme 12k`.", field="name")
    if len(name) > LONGEST_NAME:
        raise Refusal(
            f"A deal's name has at most {LONGEST_NAME} characters; this one has {len(name)}. "
            "Say `add` with a shorter one, and keep the rest with `log`, as a note.",
            field="name",
        )
    return name


def _namesake(session: Session, asking: Asking, name: str) -> Deal | None:
    """An open deal of the member's that has the name already."""
    mine = deals.Sight(asking.workspace.id, frozenset({asking.member.id}))
    known = deals.by_name(session, mine, name, asking.member.zone)
    same = (deal for deal in known if deals.spelling(deal.name) == deals.spelling(name))
    return next((deal for deal in same if deal.is_open), None)


def _taken(namesake: Deal) -> Refusal:
    return Refusal(
        f"You already have an open deal called “{namesake.name}”. "
        "Add the second one under another name, or log on the first.",
        field="name",
        suggestions=(Suggestion(f"Show {namesake.name}", f"show #{namesake.id}"),),
    )
