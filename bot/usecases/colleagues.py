"""Finding the colleague who is meant: by their mention in Slack, or by their name."""

from collections.abc import Iterable

from bot.usecases.asking import Asking
from bot.usecases.requests import Colleague
from coaching.errors import Refusal, Suggestion
from coaching.people import Member
from storage import members
from storage.database import Session

NEW_HERE = "They have not used Deal Coach yet. Once they have said `/deal` here, choose them again."
HINT = "Type `@` and pick them from what Slack offers"


def find(
    session: Session, asking: Asking, named: Colleague, again: str, field: str = "to"
) -> Member:
    """The member who is named; raises Refusal. `again` is the line with {} for a colleague."""
    found = _found(session, asking, named)
    if not found and not named.name:
        raise Refusal(NEW_HERE, field=field)
    if not found:
        raise Refusal(
            f"I know nobody of yours called “{named.name}”. {HINT}, for instance "
            f"`{again.format('@ben')}`; whoever is new here says `/deal` once first.",
            field=field,
        )
    if len(found) > 1:
        raise Refusal(
            f"Several of yours are called “{named.name}”. {HINT}: `{again.format('@ben')}`.",
            field=field,
            suggestions=tuple(
                Suggestion(f"{member.name}, {number}", again.format(f"<@{member.slack_id}>"))
                for number, member in enumerate(found, 1)
                if member.slack_id
            )[:4],
        )
    return found[0]


def names(session: Session, asking: Asking, named: Iterable[Colleague]) -> tuple[str, ...]:
    """How they are called here; who is no member keeps the name that was typed.

    An @ promises somebody of Slack's: raises Refusal where Slack knew nobody by that name.
    """
    known = [(who, _found(session, asking, who)) for who in named]
    lost = next((who for who, found in known if who.at and not found), None)
    if lost is not None:
        raise Refusal(
            f"I know nobody of yours called “@{lost.name}”. {HINT}; without the @ I keep "
            f"“{lost.name}” as a name alone.",
            field="known_by",
        )
    return tuple(found[0].name if found else who.name for who, found in known)


def _found(session: Session, asking: Asking, named: Colleague) -> list[Member]:
    workspace_id = asking.workspace.id
    if named.slack_id is None:
        if named.name.casefold() in ("me", "myself"):
            return [asking.member]
        return members.by_name(session, workspace_id, named.name)
    member = members.by_slack_id(session, workspace_id, named.slack_id)
    return [member] if member and member.active else []
