"""What the clock and the sender ask every twenty seconds reads an index, however much was sent."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from bot.delivery import LEASE
from storage import moments, sending
from storage.database import Session
from tests.bot.delivery.office import Office

Ask = Callable[[Session, Office], object]
QUESTIONS: dict[str, tuple[str, Ask]] = {
    "messages": ("ix_outbox_waiting", lambda s, p: sending.claim(s, p.clock.moment, LEASE, 100)),
    "moments": ("ix_due_moments_next_at", lambda s, p: moments.claim_due(s, p.clock.moment, 100)),
    "any moment": ("ix_due_moments_next_at", lambda s, p: moments.any_due(s, p.clock.moment)),
}


@pytest.mark.parametrize(("index", "ask"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_what_waits_is_found_by_its_index(place: Office, index: str, ask: Ask) -> None:
    assert index in plan(place, ask)


def plan(place: Office, ask: Ask) -> str:
    """How the database goes about the first question that is asked."""
    asked: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, words: str, values: Any, *_more: Any) -> None:
        asked.append((words, values))

    with place.runtime.database.everywhere.begin() as session:
        on_sqlite = session.dialect.name == "sqlite"
        if not on_sqlite:
            session.exec_driver_sql("SET LOCAL enable_seqscan = off")
        event.listen(session, "before_cursor_execute", keep)
        ask(session, place)
        event.remove(session, "before_cursor_execute", keep)
        words, values = asked[0]
        how = "EXPLAIN QUERY PLAN" if on_sqlite else "EXPLAIN"
        return str(session.exec_driver_sql(f"{how} {words}", values).all())
