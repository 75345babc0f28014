"""A member who is to be forgotten, and how long the words about ended deals are kept."""

import re
from dataclasses import replace

from bot.usecases import colleagues
from bot.usecases.asking import Asking
from bot.usecases.requests import Colleague
from bot.usecases.workspace_settings import FOR_ADMINS, keep
from coaching.errors import Refusal, Suggestion
from coaching.people import Member, Role, Workspace
from storage import audit, erasing, members, settings
from storage.database import Session

SURE = " for good"
FOREVER = frozenset({"forever", "all", "everything", "always", "off", "none", "0"})
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SPAN = re.compile(r"(\d{1,4})\s*([a-z]+?)s?")
SHORTEST = 30
"""Days: a deal that ended yesterday may be opened again (ours)."""


def known_as(member: Member) -> str:
    """What stands in place of a forgotten name."""
    return f"Former colleague {member.id}"


def forget(session: Session, asking: Asking, typed: str) -> str:
    """`me`, `@ben`, with `for good` behind it: raises Refusal until that is said. Returns by which
    name their deals and touches go from here on."""
    named = typed.removesuffix(SURE).strip()
    mentioned = named.startswith("@") and named[1:].isalnum() and named[1:].isupper()
    whom = Colleague(named.lstrip("@"), named[1:] if mentioned else None)
    found = _found(session, asking, whom)
    if found.id != asking.member.id and asking.member.role is not Role.ADMIN:
        raise Refusal("Somebody else is forgotten by an admin. `settings forget me` is for you.")
    if not typed.endswith(SURE):
        again = f"<@{found.slack_id}>" if mentioned else named
        raise Refusal(
            f"{found.name} will be forgotten: name, address, settings, lists and suggestions go, "
            "and cannot be brought back. Deals and touches stay, without the name. "
            "`export` first keeps a copy of what is one's own.",
            suggestions=(Suggestion("Forget for good", f"settings forget {again}{SURE}"),),
        )
    return erase(session, asking.workspace, found, asking)


def _found(session: Session, asking: Asking, whom: Colleague) -> Member:
    """Also somebody who has left: they are forgotten most of all."""
    if whom.slack_id is not None:
        known = members.by_slack_id(session, asking.workspace.id, whom.slack_id)
        if known is not None:
            return known
    return colleagues.find(session, asking, whom, "settings forget {}", "forget")


def erase(session: Session, workspace: Workspace, member: Member, by: Asking | None = None) -> str:
    """Erases a member; the entry of the audit says who asked for it, and no name."""
    name = known_as(member)
    erasing.erase_member(session, member, name, workspace.zone)
    if by is not None:
        led = tuple(
            (head, tuple(one for one in team if one != member.id))
            for head, team in workspace.teams
            if head != member.id
        )
        if led != workspace.teams:
            settings.store(session, workspace.id, "teams", led, by.now)
        audit.append(
            session, workspace.id, member_id=by.member.id, deal_id=None, verb="forgotten",
            at=by.now, dedupe_key=by.delivery, changes={"member": [member.id, None]},
        )  # fmt: skip
    return name


def texts(session: Session, asking: Asking, typed: str) -> Asking:
    """`2 years`, `90 days`, `forever`: how long what was said of ended deals is kept."""
    days = read_span(typed)
    if asking.member.role is not Role.ADMIN:
        raise Refusal(FOR_ADMINS)
    changed = keep(session, asking, "keep_texts_days", days)
    return replace(asking, workspace=changed.workspace)


def read_span(typed: str) -> int:
    """A span in days, 0 for ever; raises Refusal."""
    word = typed.casefold().strip()
    if word in FOREVER:
        return 0
    found = _SPAN.fullmatch(word)
    days = int(found[1]) * DAYS.get(found[2], 0) if found else 0
    if days < SHORTEST:
        raise Refusal(
            f"I can't read “{typed}” as a span of at least {SHORTEST} days. Say for instance "
            "`settings keep 2 years`, or `settings keep forever`.",
            field="keep",
        )
    return days


def span_words(days: int) -> str:
    """`2 years`, `90 days`, `forever`."""
    for unit, length in (("year", 365), ("day", 1)):
        if days and days % length == 0:
            return f"{days // length} {unit}{'' if days == length else 's'}"
    return "forever"
