"""Taking a change back: its history is voided, and the deal stands as before."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.usecases import daily
from bot.usecases.asking import Asking
from bot.usecases.reaching import deal_of
from bot.usecases.requests import Add, Colleague
from bot.usecases.writing import Repeated, Writer, Written
from coaching.cadence import Standing, standing
from coaching.deals import Deal
from coaching.errors import Refusal, Suggestion
from coaching.people import Member
from storage import audit, changes, deals, members, spending, suggestions
from storage.audit import OF_WORKSPACE, Action
from storage.database import Session


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, on which deal; `deal` is None when adding it was, or there is none."""

    verb: str
    name: str
    deal: Deal | None
    standing: Standing | None


def undo_last(session: Session, asking: Asking) -> Undone:
    """Takes back the member's newest change of the last ten minutes (a setting)."""
    minutes = asking.workspace.policy.undo_minutes
    since = asking.now - timedelta(minutes=minutes)
    action = audit.latest_undoable(session, asking.workspace.id, asking.member.id, since)
    if action is None:
        raise Refusal(
            f"There is nothing of yours to undo from the last {minutes} minutes. "
            "What is older can be put right with a new command, for instance `move` or `date`."
        )
    return _undo(session, asking, action)


def instead_of(action_id: int | None, change: Writer) -> Writer:
    """The change, made in place of an earlier one where there is any."""

    def made(session: Session, asking: Asking, request: Any) -> Written:
        if action_id is None:
            return change(session, asking, request)
        request = _for_whom_it_was(session, asking, action_id, request)
        undo(session, asking.silent(), action_id)
        stored = change(session, asking, request)
        suggestions.follow(session, asking.workspace.id, action_id, stored.action_id)
        return stored

    return made


def _for_whom_it_was(session: Session, asking: Asking, action_id: int, request: Any) -> Any:
    """A deal added for somebody whom Slack does not know stays theirs: no form can name them."""
    action = audit.by_id(session, asking.workspace.id, action_id)
    if action is None or not isinstance(request, Add) or request.owner is not None:
        return request
    owner = placeholder_of(session, asking, action)
    return replace(request, owner=Colleague(owner.name)) if owner else request


def placeholder_of(session: Session, asking: Asking, action: Action) -> Member | None:
    """For whom a deal was added, where only an import knows them."""
    given = action.changes.get("owner_id") if action.verb == "add" else None
    owner = members.by_id(session, asking.workspace.id, given[1]) if given else None
    return owner if owner and owner.slack_id is None else None


def undo(session: Session, asking: Asking, action_id: int) -> Undone:
    """Takes back one change of the member's own; raises Refusal when it is too late."""
    action = audit.by_id(session, asking.workspace.id, action_id)
    mine = action is not None and action.member_id == asking.member.id
    if action is None or not mine or not _undoable(action):
        raise Refusal("That change is not yours to undo. `undo` takes back your own last one.")
    if action.undone:
        raise Refusal("That is undone already.")
    minutes = asking.workspace.policy.undo_minutes
    if action.at < asking.now - timedelta(minutes=minutes):
        raise Refusal(
            f"Undo works for {minutes} minutes. "
            "Put it right with a new command, for instance `move` or `date`."
        )
    return _undo(session, asking, action)


def _undoable(action: Action) -> bool:
    return action.verb != "undo" and (action.deal_id is not None or action.verb in OF_WORKSPACE)


def _undo(session: Session, asking: Asking, action: Action) -> Undone:
    workspace_id = asking.workspace.id
    if action.deal_id is None:
        return _undo_count(session, asking, action)
    deal = deal_of(session, asking, action)
    if action.verb == "add":
        _refuse_if_used(session, asking, action, deal)
    _append(session, asking, action)
    changes.revert(session, workspace_id, deal, action, asking.now, asking.member.zone)
    daily.untick(session, asking, deal, action.id)
    after = deals.by_id(session, asking.sight, deal.id, asking.member.zone)
    policy, today = asking.workspace.policy, asking.today
    stands = standing(after, today, policy, asking.workdays) if after else None
    return Undone(action.verb, deal.name, after, stands)


def _undo_count(session: Session, asking: Asking, action: Action) -> Undone:
    """A cost or a target: its row is voided, and what it replaced counts again."""
    _append(session, asking, action)
    spending.void(session, asking.workspace.id, action.id, asking.now)
    return Undone(action.verb, "", None, None)


def _append(session: Session, asking: Asking, action: Action) -> None:
    number = audit.append(
        session,
        asking.workspace.id,
        member_id=asking.member.id,
        deal_id=action.deal_id,
        verb="undo",
        at=asking.now,
        dedupe_key=asking.delivery,
        undoes=action.id,
    )
    if number is None:
        raise Repeated


def _refuse_if_used(session: Session, asking: Asking, action: Action, deal: Deal) -> None:
    later = audit.later_on_deal(session, asking.workspace.id, action)
    if later:
        raise Refusal(
            f"{deal.name} has been worked on since it was added, so I keep it. "
            "Undo what came after first, or let it go.",
            suggestions=(Suggestion(f"Show {deal.name}", f"show #{deal.id}"),),
        )
