"""How the functions behind installing and erasing are driven: as in `drives`."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from storage import erasing, installs, own, retention, tables
from storage.database import Session
from storage.installs import Installed
from tests.storage.drives import Drive
from tests.storage.world import MARK, NOW, OURS, THEIRS, TODAY, WEEK

SOON = NOW + timedelta(minutes=1)


def installed(session: Session, workspace: str = OURS) -> Installed:
    """An installation with tokens that expire."""
    mark = MARK if workspace == THEIRS else ""
    sealed = (f"sealed{mark}", f"refresh{mark}")
    known = ("U1", "B1", "U1", f"commands{mark}")
    installs.put(session, Installed(workspace, None, None, None, *known, *sealed, NOW, NOW))
    found = installs.find(session, workspace)
    assert found is not None
    return found


def both(session: Session) -> Installed:
    """Ours, with theirs beside it."""
    installed(session, THEIRS)
    return installed(session)


def change(session: Session) -> Any:
    """Our tokens, and then once more what was true before."""
    found = installed(session)
    assert installs.change_tokens(session, found, found)
    return installs.change_tokens(session, found, found)


LOOK_ALIKE: dict[str, Drive] = {
    "installs.find": lambda s, us, them: both(s),
    "retention.due": lambda s, us, them: (
        s.execute(update(tables.deals).values(outcome="won", closed_on=TODAY)),
        retention.due(s, OURS, TODAY + WEEK, 9) == [us.deal],
    )[1],
}
CHANGE_OURS: dict[str, Drive] = {
    "installs.put": lambda s, us, them: installed(s),
    "installs.claim_renewal": lambda s, us, them: installs.claim_renewal(
        s, installed(s), NOW, SOON
    ),
    "installs.change_tokens": lambda s, us, them: change(s),
    "installs.leave": lambda s, us, them: installs.leave(s, OURS, NOW),
    "installs.come_back": lambda s, us, them: (installed(s), installs.come_back(s, OURS)),
    "erasing.erase_member": lambda s, us, them: erasing.erase_member(
        s, us.member, "Former colleague", "UTC"
    ),
    "retention.forget": lambda s, us, them: retention.forget(s, OURS, [us.deal]),
    "erasing.erase_workspace": lambda s, us, them: erasing.erase_workspace(s, OURS),
}
MODULES = (erasing, installs, own, retention)
NOT_OF_ONE = {
    "erasing.claim_left", "installs.every", "own.letters", "own.moments", "retention.limits",
    "installs.prune_states", "installs.put_state", "installs.take_state",
}  # fmt: skip
"""What the clock and the operator ask, and states, which are nobody's yet."""
