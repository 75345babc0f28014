"""How each function of storage is driven: ours asks or changes; theirs is out of reach."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from coaching.buyers import Buyer
from coaching.deals import Direction, Stage, Touch, TouchKind
from coaching.exchange import Exchange
from coaching.facts import FactKind
from coaching.heard import Logged
from coaching.kept import Answer as Told
from coaching.kept import Kept, Sort
from coaching.money import Money
from coaching.people import Role
from storage import (
    audit,
    calendars,
    changes,
    deals,
    drift,
    history,
    identity,
    knowledge,
    members,
    moments,
    nudges,
    outbox,
    portfolios,
    products,
    sending,
    settings,
    spending,
    stories,
    suggestions,
    tables,
    tempo,
    texts,
    walls,
    week,
)
from storage.database import Session
from storage.deals import Filter, Sight
from storage.history import Entry, StageMove
from storage.outbox import Status
from storage.products import Product
from storage.spending import Noted, Spend, Target
from tests.storage import figures
from tests.storage.world import EVERY_DAY, NOW, OURS, THEIRS, TODAY, WEEK, Side

HOUR = timedelta(hours=1)


def sight(owner: int | None = None) -> Sight:
    """What somebody of our workspace sees: all of it, or one owner's."""
    return Sight(OURS, None if owner is None else frozenset({owner}))


def forged(them: Side) -> Any:
    """Their claim under our name."""
    return them.claim._replace(letter=them.letter._replace(workspace_id=OURS))


def touch(them: Side) -> Touch:
    """A touch of their deal."""
    return Touch(0, them.deal, TouchKind.MAIL, Direction.IN, NOW, "x")


def hold_ours(session: Session, us: Side) -> None:
    """Puts our letter back, and then holds up all that waits here."""
    sending.put_back(session, us.claim, NOW, "x", counts=True)
    sending.hold(session, OURS, NOW + HOUR)


def both_parked(session: Session) -> None:
    """What was done last, here and there, was to park."""
    with walls.erasing(session):
        session.execute(update(tables.audit).values(verb="parked"))


MOVE = StageMove(NOW, Stage.LEAD, Stage.SUSPECT, None, None, None, None)
Drive = Callable[[Session, Side, Side], Any]
LOOK_FOR_THEIRS: dict[str, Drive] = {
    "audit.by_id": lambda s, us, them: audit.by_id(s, OURS, them.action.id),
    "audit.of_deal": lambda s, us, them: audit.of_deal(s, OURS, them.deal),
    "audit.later_on_deal": lambda s, us, them: audit.later_on_deal(
        s, OURS, replace(them.action, id=0)
    ),
    "calendars.of": lambda s, us, them: calendars.of(s, [OURS], [them.member.id], TODAY),
    "calendars.of_one": lambda s, us, them: sorted(
        calendars.of_one(s, replace(them.member, workspace_id=OURS), TODAY).off
    ),
    "calendars.coming": lambda s, us, them: calendars.coming(s, OURS, them.member.id, TODAY),
    "deals.by_id": lambda s, us, them: deals.by_id(s, sight(), them.deal, "UTC"),
    "deals.by_ids": lambda s, us, them: deals.by_ids(s, sight(), [them.deal], "UTC"),
    "deals.open_of": lambda s, us, them: deals.open_of(s, OURS, them.member.id, "UTC"),
    "deals.open_of_all": lambda s, us, them: deals.open_of_all(
        s, OURS, frozenset({them.member.id}), "UTC"
    ),
    "drift.drifted": lambda s, us, them: drift.drifted(
        s, {them.member.id: replace(them.member, workspace_id=OURS)}, [TODAY], TODAY, NOW
    ),
    "drift.touched": lambda s, us, them: drift.touched(
        s, {them.member.id: replace(them.member, workspace_id=OURS)}, NOW - WEEK
    ),
    "drift.decision_dates": lambda s, us, them: drift.decision_dates(s, [OURS], [them.deal]),
    "drift.last_moves": lambda s, us, them: drift.last_moves(s, [OURS], [them.deal]),
    "history.last_touch": lambda s, us, them: history.last_touch(s, OURS, them.deal),
    "history.touches": lambda s, us, them: history.touches(s, OURS, them.deal, limit=9),
    "history.touch_of": lambda s, us, them: history.touch_of(s, OURS, them.action.id),
    "history.stage_moves": lambda s, us, them: history.stage_moves(s, OURS, them.deal, 9),
    "history.close_date_moves": lambda s, us, them: history.close_date_moves(s, OURS, them.deal, 9),
    "knowledge.buyers": lambda s, us, them: knowledge.buyers(s, OURS, them.deal),
    "knowledge.facts": lambda s, us, them: knowledge.facts(s, OURS, them.deal),
    "knowledge.exchanges": lambda s, us, them: knowledge.exchanges(s, OURS, them.deal),
    "knowledge.of_action": lambda s, us, them: [
        told for told in knowledge.of_action(s, OURS, them.action.id) if told
    ],
    "members.of_ids": lambda s, us, them: members.of_ids(s, [OURS], [them.member.id]),
    "stories.logged": lambda s, us, them: [
        one for one in stories.logged(s, [OURS], {them.deal: "UTC"}).values() if one != Logged()
    ],
    "stories.touched_since": lambda s, us, them: (
        s.execute(update(tables.deals).values(last_touch_at=NOW)),
        stories.touched_since(
            s, {them.member.id: replace(them.member, workspace_id=OURS)}, NOW - WEEK
        ),
    )[1],
    "suggestions.lately": lambda s, us, them: suggestions.lately(
        s, [OURS], [them.member.id], TODAY
    ),
    "suggestions.of_deals": lambda s, us, them: suggestions.of_deals(s, [OURS], [them.deal]),
    "suggestions.by_id": lambda s, us, them: suggestions.by_id(
        s, OURS, them.member.id, suggested(s, them)
    ),
    "portfolios.held": lambda s, us, them: portfolios.held(
        s, {them.member.id: replace(them.member, workspace_id=OURS)}, TODAY
    ),
    "nudges.candidates": lambda s, us, them: nudges.candidates(
        s, {them.member.id: replace(them.member, workspace_id=OURS)}
    ),
    "nudges.deal": lambda s, us, them: nudges.deal(
        s, replace(them.member, workspace_id=OURS), them.deal
    ),
    "members.zone_is_by_hand": lambda s, us, them: (
        members.change(s, us.member, zone_set_by_hand=True),
        members.change(s, them.member, zone_set_by_hand=True),
        members.zone_is_by_hand(s, replace(them.member, workspace_id=OURS)),
    )[2],
    "members.by_id": lambda s, us, them: members.by_id(s, OURS, them.member.id),
    **figures.FOUND,
}
"""Our workspace asks by their numbers, and finds nothing."""
LOOK_ALIKE: dict[str, Drive] = {
    "audit.by_delivery": lambda s, us, them: audit.by_delivery(s, OURS, "delivery"),
    "audit.latest_undoable": lambda s, us, them: audit.latest_undoable(
        s, OURS, us.member.id, NOW - HOUR
    ),
    "audit.verbs_of": lambda s, us, them: audit.verbs_of(s, OURS, us.member.id),
    "deals.by_name": lambda s, us, them: deals.by_name(s, sight(), "Acme", "UTC"),
    "deals.by_names": lambda s, us, them: deals.by_names(s, sight(), ["Acme"], "UTC"),
    "deals.by_prefix": lambda s, us, them: deals.by_prefix(s, sight(), "a", "UTC"),
    "deals.names": lambda s, us, them: deals.names(s, sight(), closed=True),
    "deals.page": lambda s, us, them: deals.page(
        s, sight(), "UTC", Filter(text="acme", stage="opportunity"), offset=0, limit=9
    ),
    "identity.known": lambda s, us, them: identity.known(
        s, OURS, "U1", "words", "another", now=NOW
    ),
    "members.of_slack_ids": lambda s, us, them: members.of_slack_ids(s, OURS, ["U1"]),
    "members.of_role": lambda s, us, them: members.of_role(s, OURS, Role.ADMIN),
    "nudges.told": lambda s, us, them: (
        outbox.put(s, {us.letter._replace(kind="nudge"): NOW}),
        outbox.put(s, {us.letter._replace(kind="nudge", workspace_id=THEIRS): NOW}),
        nudges.told(s, [OURS], TODAY),
    )[2],
    "settings.workspaces": lambda s, us, them: settings.workspaces(s, [OURS]),
    "drift.last_lists": lambda s, us, them: (
        sending.mark_sent(s, [sending.Sent(us.claim, "D1", "1.0", NOW)]),
        drift.last_lists(s, [OURS], [1], TODAY, TODAY + WEEK),
    )[1],
    "members.by_slack_id": lambda s, us, them: members.by_slack_id(s, OURS, "U1"),
    "members.by_name": lambda s, us, them: [
        *members.by_name(s, OURS, "anna"),
        *members.by_name(s, OURS, "anna other"),
    ],
    "members.names": lambda s, us, them: members.names(s, OURS, [us.member.id, them.member.id]),
    "spending.spent": lambda s, us, them: spending.spent(s, OURS, None),
    "spending.targets": lambda s, us, them: spending.targets(s, OURS, None),
    "products.known": lambda s, us, them: products.known(s, OURS),
    "products.margins": lambda s, us, them: products.margins(s, OURS),
    "moments.find": lambda s, us, them: moments.find(s, OURS, moments.DAILY_LIST, "1"),
    "outbox.exists": lambda s, us, them: outbox.exists(s, us.letter),
    "outbox.find_sent": lambda s, us, them: (
        sending.mark_sent(s, [sending.Sent(us.claim, "D1", "1.0", NOW)]),
        outbox.find_sent(s, us.letter),
    ),
    "outbox.find_told": lambda s, us, them: (
        sending.mark_sent(s, [sending.Sent(us.claim, "D1", "1.0", NOW)]),
        outbox.find_told(s, us.letter),
    ),
    "outbox.sent_since": lambda s, us, them: (
        sending.mark_sent(s, [sending.Sent(us.claim, "D1", "1.0", NOW)]),
        outbox.sent_since(s, us.letter._replace(local_date=date(2026, 3, 11)), TODAY),
    ),
    "tempo.people": lambda s, us, them: tempo.people(s, [OURS]),
    "tempo.paced": lambda s, us, them: (
        s.execute(update(tables.deals).values(outcome="won")),
        tempo.paced(s, [OURS]),
    )[1],
    "texts.of": lambda s, us, them: texts.of(s, [OURS]),
    "settings.set_at": lambda s, us, them: settings.set_at(s, OURS, "currency"),
    "settings.workspace": lambda s, us, them: settings.workspace(s, OURS),
    "settings.policies": lambda s, us, them: settings.policies(s, [OURS])[OURS].list_rows == 8,
    "week.stage_moves": lambda s, us, them: week.stage_moves(s, sight(), NOW - WEEK, NOW + WEEK),
    "week.pushed": lambda s, us, them: week.pushed(s, sight(), NOW - WEEK, NOW + WEEK),
    "week.touches": lambda s, us, them: week.touches(s, sight(), NOW - WEEK, NOW + WEEK) == 1,
    "week.parked": lambda s, us, them: (
        deals.change(s, OURS, us.deal, {"parked": True}, "UTC"),
        deals.change(s, THEIRS, them.deal, {"parked": True}, "UTC"),
        both_parked(s),
        week.parked(s, sight(), NOW - WEEK, NOW + WEEK),
    )[3],
    "week.paced": lambda s, us, them: (
        s.execute(update(tables.deals).values(last_touch_at=NOW)),
        week.paced(s, sight(), NOW - WEEK, NOW + WEEK),
    )[1],
    "week.open_pipeline": lambda s, us, them: week.open_pipeline(s, sight()),
    **figures.COUNTED,
}
"""Both workspaces have what is asked for; only ours is given."""
CHANGE_OURS: dict[str, Drive] = {
    "audit.append": lambda s, us, them: audit.append(
        s, OURS, member_id=us.member.id, deal_id=us.deal, verb="x", at=NOW, undoes=us.action.id
    ),
    "calendars.add": lambda s, us, them: calendars.add(
        s, OURS, us.member.id, "away", (TODAY, TODAY), NOW
    ),
    "deals.add": lambda s, us, them: deals.add(
        s, OURS, owner_id=us.member.id, name="Acme", stage="lead", created_at=NOW,
        entered_stage_at=NOW, parked=False,
    ),
    "members.add_workspace": lambda s, us, them: members.add_workspace(s, "T3", "x", NOW),
    "members.add": lambda s, us, them: members.add(
        s, OURS, NOW, slack_id="U2", name="x", zone="UTC", list_at=time(9),
        working_days=EVERY_DAY, role="seller",
    ),
    "moments.put": lambda s, us, them: moments.put(
        s, OURS, moments.DAILY_LIST, "1", next_at=NOW + HOUR, local_date=TODAY, zone="UTC",
        local_time=time(9), working_days=EVERY_DAY,
    ),
    "moments.remove": lambda s, us, them: moments.remove(s, OURS, moments.DAILY_LIST, "1"),
    "outbox.put": lambda s, us, them: outbox.put(s, {us.letter: NOW + HOUR}),
    "outbox.rearm": lambda s, us, them: outbox.rearm(s, us.letter, NOW + HOUR),
    "sending.hold": lambda s, us, them: hold_ours(s, us),
    "sending.stop": lambda s, us, them: sending.stop(s, OURS, NOW),
    "sending.resume": lambda s, us, them: (
        sending.stop(s, OURS, NOW),
        sending.resume(s, OURS),
        sending.stop(s, OURS, NOW + HOUR),
    ),
    "settings.store": lambda s, us, them: settings.store(s, OURS, "currency", "GBP", NOW),
    "suggestions.add": lambda s, us, them: suggestions.add(
        s, OURS, Kept(0, us.member.id, TODAY, Sort.PLAY, "x", "x"), NOW
    ),
    "suggestions.answer": lambda s, us, them: suggestions.answer(
        s, OURS, of_suggestion(s, us), Told.NOT_USEFUL, NOW, us.entry.action_id
    ),
    "suggestions.follow": lambda s, us, them: (
        suggestions.answer(s, OURS, of_suggestion(s, us), Told.USEFUL, NOW),
        suggestions.follow(s, OURS, them.entry.action_id, us.entry.action_id),
    ),
    "members.ask_about_all": lambda s, us, them: members.ask_about_all(s, OURS),
    "texts.keep": lambda s, us, them: (
        texts.keep(s, OURS, "plays", None, NOW),
        texts.keep(s, OURS, "lessons", [], NOW),
    ),
    "spending.add_spend": lambda s, us, them: spending.add_spend(
        s, noted(us, us), Spend("x", TODAY, Money(Decimal(1), "USD"))
    ),
    "products.add": lambda s, us, them: products.add(
        s, OURS, us.action.id, NOW, [Product("x")]
    ),
    "spending.add_target": lambda s, us, them: spending.add_target(
        s, noted(us, us), Target(None, TODAY, TODAY, Money(Decimal(1), "USD"))
    ),
    "changes.revert": lambda s, us, them: changes.revert(
        s, OURS, our_deal(s, us), us.action, NOW, "UTC"
    ),
    **figures.ADDED,
}  # fmt: skip
"""What is alike in both changes in ours."""
CHANGE_THEIRS: dict[str, Drive] = {
    "calendars.end": lambda s, us, them: calendars.end(
        s, OURS, calendars.coming(s, THEIRS, them.member.id, TODAY)[0], TODAY, NOW
    ),
    "deals.change": lambda s, us, them: deals.change(s, OURS, them.deal, {"reason": "x"}, "UTC"),
    "history.void": lambda s, us, them: history.void(s, OURS, them.action.id, NOW),
    "history.add_touch": lambda s, us, them: history.add_touch(s, crossed(us, them), touch(them)),
    "history.add_stage_move": lambda s, us, them: history.add_stage_move(
        s, crossed(us, them), MOVE
    ),
    "history.add_close_date_move": lambda s, us, them: history.add_close_date_move(
        s, crossed(us, them), None, TODAY
    ),
    "knowledge.add_buyers": lambda s, us, them: knowledge.add_buyers(
        s, crossed(us, them), [Buyer("x")]
    ),
    "knowledge.add_facts": lambda s, us, them: knowledge.add_facts(
        s, crossed(us, them), {FactKind.IMPACT: "x"}
    ),
    "knowledge.add_exchange": lambda s, us, them: knowledge.add_exchange(
        s, crossed(us, them), Exchange(True, "x", NOW)
    ),
    "spending.void": lambda s, us, them: spending.void(s, OURS, them.action.id, NOW),
    "members.change": lambda s, us, them: members.change(
        s, replace(them.member, workspace_id=OURS), name="x"
    ),
    "members.read_again": lambda s, us, them: members.read_again(
        s, [replace(them.member, workspace_id=OURS)], NOW
    ),
    "moments.advance": lambda s, us, them: moments.advance(
        s, [(replace(moment_of(s, THEIRS), workspace_id=OURS), TODAY, NOW + HOUR)]
    ),
    "sending.still_ours": lambda s, us, them: sending.still_ours(s, forged(them)),
    "sending.those_ours": lambda s, us, them: sending.those_ours(s, [forged(them)]),
    "sending.freeze": lambda s, us, them: sending.freeze(s, forged(them), "D9", {}),
    "sending.mark_sent": lambda s, us, them: sending.mark_sent(
        s, [sending.Sent(forged(them), "D9", "1", NOW)]
    ),
    "sending.put_back": lambda s, us, them: sending.put_back(
        s, forged(them), NOW, "x", counts=True
    ),
    "sending.set_aside": lambda s, us, them: sending.set_aside(s, forged(them), Status.FAILED, "x"),
    "outbox.change_content": lambda s, us, them: outbox.change_content(
        s, OURS, them.outbox, {"said": "x"}
    ),
}
"""Our workspace names their numbers, and changes nothing of theirs, or is refused."""


def suggested(session: Session, side: Side) -> int:
    """The number of a side's suggestion."""
    return of_suggestion(session, side).id


def of_suggestion(session: Session, side: Side) -> Kept:
    """A side's suggestion."""
    (kept,) = suggestions.of_deals(session, [side.workspace], [side.deal])[side.deal]
    return kept


def our_deal(session: Session, us: Side) -> Any:
    """Our deal as it stands."""
    return deals.by_id(session, sight(), us.deal, "UTC")


def moment_of(session: Session, workspace: str) -> Any:
    """A workspace's due moment."""
    return moments.find(session, workspace, moments.DAILY_LIST, "1")


def noted(us: Side, of: Side) -> Noted:
    """What an action wrote in our name."""
    return Noted(OURS, us.member.id, of.action.id, NOW)


def crossed(us: Side, them: Side) -> Entry:
    """An entry of ours that points at their deal."""
    return Entry(OURS, them.deal, us.member.id, us.action.id, NOW)
