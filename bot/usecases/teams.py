"""Who is a manager, and whose deals a manager sees."""

from collections.abc import Iterable

from bot.usecases.asking import Asking
from bot.usecases.workspace_settings import FOR_ADMINS, keep
from coaching.errors import Refusal
from coaching.people import Member, Role
from storage import members
from storage.database import Session

NOBODY = frozenset({"none", "off", ""})
EVERYBODY = frozenset({"all", "everybody", "everyone"})
EXAMPLE = "`settings team @mara @ben @cara`"


def managers(session: Session, asking: Asking, typed: str) -> Asking:
    """Mentions, with commas or spaces between: they see their team, everybody else is a seller."""
    _admins_alone(asking)
    known = _people(session, asking, _words(typed), "managers")
    now = members.of_role(session, asking.workspace.id, Role.MANAGER)
    wanted = {one.id for one in known}
    for one in now:
        if one.id not in wanted:
            members.change(session, one, role=Role.SELLER)
    for one in known:
        if one.role is Role.SELLER:
            members.change(session, one, role=Role.MANAGER)
    return asking


def team(session: Session, asking: Asking, typed: str) -> Asking:
    """`@mara @ben @cara`: Mara sees the deals of those two; `@mara all` those of every seller."""
    _admins_alone(asking)
    words = _words(typed)
    if len(words) < 2:
        raise Refusal(f"Name the manager first, then the team: {EXAMPLE}.", field="team")
    everybody = words[1].casefold() in EVERYBODY
    (head,) = _people(session, asking, words[:1], "team")
    if head.role is not Role.MANAGER:
        raise Refusal(
            f"{head.name} is no manager yet. `settings managers` names who is; then say it again.",
            field="team",
        )
    others = tuple(one for one in asking.workspace.teams if one[0] != head.id)
    if everybody:
        return keep(session, asking, "teams", others)
    people = tuple(sorted(one.id for one in _people(session, asking, words[1:], "team")))
    return keep(session, asking, "teams", (*others, (head.id, people)))


def _admins_alone(asking: Asking) -> None:
    if asking.member.role is not Role.ADMIN:
        raise Refusal(FOR_ADMINS)


def _words(typed: str) -> list[str]:
    words = (word.strip("@,") for word in typed.replace(",", " ").split())
    return [word for word in words if word.casefold() not in NOBODY]


def _people(session: Session, asking: Asking, words: Iterable[str], field: str) -> list[Member]:
    """The members behind those mentions; raises Refusal where one is nobody's."""
    ids = set(words)
    known = members.of_slack_ids(session, asking.workspace.id, ids)
    if ids - {one.slack_id for one in known}:
        raise Refusal(
            "Managers and their teams are people who have used Deal Coach: type `@` and pick "
            "them, and ask who is new here to say `/deal` once first.",
            field=field,
        )
    return known
