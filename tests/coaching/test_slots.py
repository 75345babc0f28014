"""No text has a gap, whatever is known of a deal: the product's own, and those of a workspace."""

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coaching import plays, warnings
from coaching.faults import faults
from coaching.offramps import ANY, ELSEWHERE, about, offramp
from coaching.replacing import TRIGGERS
from coaching.story import Story
from coaching.texts import KINDS, OFFRAMPS, PLAYS, WARNINGS, Entry, Kind, fill, standard
from tests.coaching.typed import GAPS, stories, typed

ENTRIES = [(kind, entry) for kind in KINDS.values() for entry in standard(kind)]
TOLD = ("{x}", " {x}", "“{x}”", " for {x}, ", ", {x}", "({x})")
MAYBE = (
    "[{x}, ]",
    "[, {x}]",
    "[ about {x}]",
    " [{x}]",
    "[ ({x})]",
    "“[{x}]”",
    "[{x}], ",
    "[{x}. ]",
)
WORDS = ("we wrote", " we wait ", " or not", ", and we stop")
OWN: dict[str, Any] = {
    "id": "mine", "name": "mine", "text": "Mine.", "move": "Call.", "source": "us",
    "stages": ["lead"],
}  # fmt: skip


def assert_whole(text: str) -> None:
    assert not GAPS.search(text), text


@st.composite
def values(draw: st.DrawFn, kind: Kind, trigger: str) -> dict[str, str]:
    """What may be known when an entry of that trigger is said."""
    known = TRIGGERS[kind.file][trigger]
    always = {name: draw(typed) for name in sorted(known.always)}
    return always | {name: draw(st.just("") | typed) for name in sorted(known.maybe)}


@st.composite
def own_entries(draw: st.DrawFn) -> tuple[Kind, Entry]:
    """An entry as a workspace may write it, once nothing is wrong with it."""
    kind = draw(st.sampled_from([WARNINGS, OFFRAMPS, PLAYS]))
    trigger = draw(st.sampled_from(sorted(TRIGGERS[kind.file])))
    known = TRIGGERS[kind.file][trigger]
    pieces = [
        *(draw(st.sampled_from(TOLD)).replace("x", name) for name in sorted(known.always)),
        *(draw(st.sampled_from(MAYBE)).replace("x", name) for name in sorted(known.maybe)),
        *draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2)),
    ]
    text = "".join(draw(st.permutations(pieces))) + draw(st.sampled_from(".?"))
    fields = ("id", "trigger", "text", "source", *kind.more, *kind.lists)
    entry = {**OWN, "trigger": trigger, "text": text}
    entry = {name: entry[name] for name in fields}
    assume(faults(kind, [entry], {trigger: known}) == [])
    return kind, entry


def with_values(told: tuple[Kind, Entry]) -> st.SearchStrategy[Any]:
    """The entry, and what it may be filled with."""
    return st.tuples(st.just(told), values(told[0], told[1]["trigger"]))


@given(st.sampled_from(ENTRIES).flatmap(with_values))
def test_our_texts_have_no_gap(told: Any) -> None:
    (kind, entry), slots = told
    for part in ("text", *kind.more):
        assert_whole(fill(entry[part], slots))


@settings(max_examples=150)
@given(own_entries().flatmap(with_values))
def test_nor_has_a_text_of_a_workspace_that_was_believed(told: Any) -> None:
    (_, entry), slots = told
    assert_whole(fill(entry["text"], slots))


@settings(max_examples=300)
@given(stories())
def test_every_fact_is_there_whatever_was_logged(told: Story) -> None:
    rules = {**warnings.RULES, **plays.RULES}
    for rule in rules.values():
        found = rule.find(told) if told.deal.stage in rule.stages else None
        if found is not None:
            assert set(found) == {*rule.slots, *rule.maybe}
            assert all(found[name].strip() for name in rule.slots)
    warned = warnings.warnings(told)
    for one in (*warned, *plays.plays(told)):
        assert_whole(getattr(one, "words", "") or one.why)  # type: ignore[union-attr]
        assert_whole(one.move)
    for trigger in (about(warned), ANY, ELSEWHERE):
        made = offramp(told, trigger)
        assert made is not None
        assert_whole(made.text)
