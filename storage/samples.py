"""Sample deals: found by their source and the beginning of their name, and voided together."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from storage import tables
from storage.database import Session

SOURCE = "sample"
BEGINNING = "Sample: "
deals = tables.deals
_OWN = (
    deals.c.workspace_id == bindparam("workspace"),
    deals.c.owner_id == bindparam("owner"),
    deals.c.source == SOURCE,
    deals.c.name.startswith(BEGINNING),
    deals.c.voided_at.is_(None),
)
_IDS = select(deals.c.id).where(*_OWN)
_VOID = update(deals).where(*_OWN).values(voided_at=bindparam("now"))


def ids(session: Session, workspace_id: str, owner_id: int) -> tuple[int, ...]:
    """The sample deals of an owner, open or closed."""
    return tuple(session.execute(_IDS, {"workspace": workspace_id, "owner": owner_id}).scalars())


def void(session: Session, workspace_id: str, owner_id: int, now: datetime) -> None:
    """Takes the sample deals of an owner back; their history stays and counts nowhere."""
    session.execute(_VOID, {"workspace": workspace_id, "owner": owner_id, "now": now})
