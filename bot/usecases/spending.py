"""What finding buyers cost, and what is to be reached: kept for the numbers, and listed."""

from dataclasses import dataclass
from datetime import date

from bot.usecases import colleagues
from bot.usecases.asking import Asking
from bot.usecases.requests import Aim, Cost
from bot.usecases.texts import detail
from bot.usecases.writing import Repeated
from coaching.errors import Refusal
from coaching.money import Money
from coaching.people import Role
from storage import audit, spending
from storage.database import Session
from storage.spending import Noted, Spend, Target


@dataclass(frozen=True, slots=True)
class Counted:
    """What was stored, what it replaces, and how to take it back."""

    action_id: int
    now: Spend | Target
    before: Money | None
    retyped: bool = False
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Books:
    """What was spent and what is to be reached, as far as the asker may see it."""

    spent: tuple[Spend, ...] = ()
    targets: tuple[Target, ...] = ()
    today: date = date.min


def cost(session: Session, asking: Asking, request: Cost) -> Counted:
    """A month's spend on a source; said again for the same month, it replaces."""
    now = Spend(detail(request.source, "source") or "", request.month, request.amount)
    if not now.source:
        raise Refusal("What was it spent on? Say for instance `cost google 2k march`.")
    mine = spending.spent(session, asking.workspace.id, asking.member.id)
    same = (now.source.casefold(), now.month)
    before = next((one.amount for one in mine if (one.source.casefold(), one.month) == same), None)
    entry = noted(session, asking, "cost")
    spending.add_spend(session, entry, now)
    return Counted(entry.action_id, now, before, asking.retyped)


def aim(session: Session, asking: Asking, request: Aim) -> Counted:
    """A target: an admin's is the workspace's or a colleague's, everybody else's is their own."""
    is_admin = asking.member.role is Role.ADMIN
    owner, whose = None if is_admin else asking.member.id, ""
    if request.owner is not None:
        named = colleagues.find(session, asking, request.owner, "target 500k q2 {}", "amount")
        if not is_admin and named.id != asking.member.id:
            raise Refusal("A colleague's target is set by an admin. Yours is `target 500k q2`.")
        owner, whose = named.id, "" if named.id == asking.member.id else named.name
    now = Target(owner, request.starts_on, request.ends_on, request.amount)
    known = spending.targets(session, asking.workspace.id, owner)
    period = (now.starts_on, now.ends_on)
    before = next((one.amount for one in known if (one.starts_on, one.ends_on) == period), None)
    entry = noted(session, asking, "target")
    spending.add_target(session, entry, now)
    return Counted(entry.action_id, now, before, asking.retyped, whose)


def costs(session: Session, asking: Asking) -> Books:
    """What was spent: an admin sees all of it, everybody else what they entered."""
    everything = asking.member.role is Role.ADMIN
    found = spending.spent(session, asking.workspace.id, None if everything else asking.member.id)
    return Books(spent=tuple(found), today=asking.today)


def targets(session: Session, asking: Asking) -> Books:
    """The targets of the workspace, and the asker's own."""
    workspace_id = asking.workspace.id
    ours = spending.targets(session, workspace_id, None)
    mine = spending.targets(session, workspace_id, asking.member.id)
    return Books(targets=(*ours, *mine), today=asking.today)


def noted(session: Session, asking: Asking, verb: str) -> Noted:
    """The audit entry; raises Repeated for a known delivery."""
    workspace_id, member_id = asking.workspace.id, asking.member.id
    number = audit.append(
        session,
        workspace_id,
        member_id=member_id,
        deal_id=None,
        verb=verb,
        at=asking.now,
        dedupe_key=asking.delivery,
        fingerprint=asking.fingerprint,
    )
    if number is None:
        raise Repeated
    return Noted(workspace_id, member_id, number, asking.now)
