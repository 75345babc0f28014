"""The hour of the list may be changed while the day runs: still one list, never none."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.journeys.world import ANNA, World, at, moment_of

Begin = Callable[[datetime], World]


@pytest.mark.parametrize(
    ("changed_at", "hour", "comes"),
    [
        ("08:00", "7:00", ["08:10"]),
        ("08:00", "9:00", ["09:00"]),
        ("12:00", "16:00", ["08:30"]),
        ("12:00", "7:00", ["08:30"]),
    ],
)
def test_a_day_has_one_list_whenever_its_hour_is_changed(
    world: Begin, changed_at: str, hour: str, comes: list[str]
) -> None:
    life = world(at("2026-03-02", "10:00"))
    life.person(ANNA).types("add Acme")
    life.until(at("2026-03-03", changed_at))
    life.person(ANNA).types(f"settings hour {hour}")
    life.until(at("2026-03-03", "23:00"))
    assert [f"{moment_of(message):%H:%M}" for message in life.lists(ANNA)] == comes
