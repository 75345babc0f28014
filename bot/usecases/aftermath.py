"""After a loss or letting go: the hours that are free now, and where they do most good next."""

from bot.usecases import daily
from bot.usecases.asking import Asking
from bot.usecases.writing import Freed
from coaching.deals import Deal, TouchKind
from storage import history
from storage.database import Session

MINUTES = {
    TouchKind.CALL: 30,
    TouchKind.MAIL: 15,
    TouchKind.MESSAGE: 10,
    TouchKind.MEETING: 90,
    TouchKind.DEMO: 90,
    TouchKind.VISIT: 180,
}
"""What a touch costs with its preparation (ours)."""
MOST = 500


def freed(session: Session, asking: Asking, deal: Deal) -> Freed:
    """What the deal took so far, rounded up to hours."""
    touches = history.touches(session, asking.workspace.id, deal.id, limit=MOST, only_real=True)
    minutes = sum(MINUTES[touch.kind] for touch in touches)
    listed = daily.now(session, asking)
    rows = (row for row in listed.rows if row.deal_id not in {deal.id, *listed.ticked})
    following = next(rows, None)
    return Freed(len(touches), -(-minutes // 60), following.name if following else "")
