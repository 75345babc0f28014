"""The mirror shows the type with most of its facts, and the facts themselves."""

import pytest

from coaching.mirror import ABOUT, Seen, Type, mirror

SELLERS = {
    Type.PUSHER: Seen(out=40, questions=4, open_deals=20, untouched=2, decided=6, let_go=1,
                      worked=10, engaged=1),
    Type.HOPER: Seen(out=20, questions=6, open_deals=60, untouched=30, decided=1, worked=10,
                     engaged=4),
    Type.MECHANIC: Seen(out=40, questions=12, open_deals=20, untouched=1, let_go=9, decided=2,
                        offered=1, worked=12, engaged=1),
    Type.FACILITATOR: Seen(out=40, questions=20, open_deals=20, untouched=4, let_go=3, decided=3,
                           offered=4, asked=6, gave=8, worked=12, engaged=6),
}  # fmt: skip


@pytest.mark.parametrize("type_", SELLERS)
def test_a_way_to_sell_is_seen_in_its_facts(type_: Type) -> None:
    seen = mirror(SELLERS[type_])
    assert seen.seems == (type_,)
    assert dict(seen.facts)[type_]
    assert ABOUT[type_]


def test_too_few_touches_show_nothing() -> None:
    assert mirror(Seen(out=9)).facts == ()
    assert Type.HOPER in mirror(Seen(out=10)).seems
