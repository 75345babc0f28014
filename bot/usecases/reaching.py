"""The deal of something that was done: whether whoever did it may still see it."""

from bot.usecases.asking import Asking
from coaching.deals import Deal
from coaching.errors import Refusal
from storage import audit, deals
from storage.audit import Action
from storage.database import Session
from storage.deals import Sight


def deal_of(session: Session, asking: Asking, action: Action) -> Deal:
    """The deal of the asker's own action; raises Refusal where it is gone, or not to be seen.

    A deal that this very action gave to somebody else may be taken back while it is theirs; one
    that was added for them until they have worked on it.
    """
    number, zone = action.deal_id or 0, asking.member.zone
    found = deals.by_id(session, asking.sight, number, zone)
    given = action.changes.get("owner_id")
    if found is None and given is not None and not _worked_on(session, asking, action):
        theirs = Sight(asking.workspace.id, frozenset({given[1]}))
        found = deals.by_id(session, theirs, number, zone)
    if found is None:
        raise Refusal(
            "You have no such deal any more: it was taken back, or is no longer among yours. "
            "`list` shows what there is."
        )
    return found


def _worked_on(session: Session, asking: Asking, action: Action) -> bool:
    later = audit.later_on_deal(session, asking.workspace.id, action)
    return action.verb == "add" and bool(later)
