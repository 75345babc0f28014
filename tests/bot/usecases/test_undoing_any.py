"""Whatever was done to a deal, taking it back leaves the deal as if it had not been done."""

import itertools
from collections.abc import Iterable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.usecases.writing import Written
from coaching.errors import Refusal
from storage import settings as stored
from tests.bot.usecases.office import Office, Seller

NAMES = (f"Deal {number}" for number in itertools.count(1))
STAGES = ["lead", "suspect", "prospect", "opportunity", "short list", "negotiating", "redlining"]
DAYS = ["today", "tomorrow", "fri", "next monday", "30 june", "31 december"]
LINES = st.one_of(
    st.builds("move {{}} {}".format, st.sampled_from(STAGES)),
    st.builds("date {{}} {}".format, st.sampled_from([*DAYS, "none"])),
    st.builds('next {{}} "{1}" {0}'.format, st.sampled_from(DAYS), st.sampled_from("ab")),
    st.just("next {} none"),
    st.builds(
        'log {{}} {} "x" {} {}'.format,
        st.sampled_from(["call", "mail", "demo", "note"]),
        st.sampled_from(["in", "out", ""]),
        st.sampled_from(["", "then fri", 'then today "legal"', 'then 1 june "legal"']),
    ),
    st.sampled_from(
        ["park {}", "park {} until may", "snooze {} 3d", "snooze {} 30 june", "wake {}"]
    ),
    st.sampled_from(["won {}", "won {} 14.5k", 'lost {} to Globex "price"', 'letgo {} "no"']),
)
SPANS = st.sampled_from([0, 0, 1, 60, 150, 24 * 60, 3 * 24 * 60])
WORK = st.lists(st.tuples(LINES, SPANS), min_size=1, max_size=7)
property_of_undo = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def worked(anna: Seller, name: str, work: Iterable[tuple[str, int]]) -> list[Written]:
    """What was stored; what a deal's state forbids is left out."""
    done = []
    for line, minutes in work:
        anna.office.passes(minutes=minutes)
        try:
            done.append(anna.says(line.format(f'"{name}"')))
        except Refusal:
            continue
    return done


def added(anna: Seller) -> tuple[str, int]:
    """A new deal with a past."""
    name = next(NAMES)
    number = anna.says(f'add "{name}" 12k close 30 june').deal.id
    worked(anna, name, [("move {} suspect", 60), ('log {} call "x" then fri', 60)])
    anna.office.passes(hours=1)
    return name, number


def patient(office: Office) -> Seller:
    """A seller who may undo however late it is."""
    with office.database.everywhere.begin() as session:
        stored.store(session, office.workspace_id, "undo_minutes", 10**6, office.now)
    return office.anna


@property_of_undo
@given(work=WORK)
def test_undone_from_the_last_to_the_first_each_field_is_what_it_was(
    office: Office, work: list[tuple[str, int]]
) -> None:
    anna = patient(office)
    name, number = added(anna)
    stood = []
    for line, minutes in work:
        before = office.row(number)
        stood += [(before, change) for change in worked(anna, name, [(line, minutes)])]
    for before, change in reversed(stood):
        anna.undoes(change)
        assert office.row(number) == before


@property_of_undo
@given(work=WORK, data=st.data())
def test_undone_in_any_order_nothing_of_it_is_left(
    office: Office, work: list[tuple[str, int]], data: st.DataObject
) -> None:
    anna = patient(office)
    name, number = added(anna)
    before = office.row(number)
    for change in data.draw(st.permutations(worked(anna, name, work))):
        anna.undoes(change)
    assert office.row(number) == before


SAFE = st.lists(
    st.one_of(
        st.builds("date {{}} {}".format, st.sampled_from([*DAYS, "none"])),
        st.sampled_from(["park {}", "park {} until may", "snooze {} 30 june", "wake {}"]),
        st.builds("move {{}} {}".format, st.sampled_from(STAGES)),
    ),
    min_size=1,
    max_size=6,
)


@property_of_undo
@given(work=SAFE, data=st.data())
def test_what_remains_is_as_if_the_rest_had_never_been_done(
    office: Office, work: list[str], data: st.DataObject
) -> None:
    anna = patient(office)
    name, number = added(anna)
    done = worked(anna, name, [(line, 1) for line in work])
    undone = data.draw(st.sets(st.sampled_from(done)) if done else st.just(set()))
    for change in undone:
        anna.undoes(change)
    deal = anna.deal(number)
    for field in ("decision_on", "stage", "buying_stage", "parked", "parked_until"):
        set_by = [change for change in done if change not in undone and touches(change, field)]
        start = done[0].before if done else deal
        expected = getattr(set_by[-1].deal if set_by else start, field)
        assert getattr(deal, field) == expected, field


def touches(change: Written, field: str) -> bool:
    """Whether that kind of change sets that field."""
    sets = {
        "date": {"decision_on"},
        "move": {"stage", "buying_stage"},
        "parked": {"parked", "parked_until"},
        "snoozed": {"parked", "parked_until"},
        "awake": {"parked", "parked_until"},
    }
    return field in sets[change.verb]
