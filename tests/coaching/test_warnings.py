"""Each warning is given for its reason, and not a day or a fact before it."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

import pytest

from coaching.deals import Direction, Outcome, Stage, Step, TouchKind
from coaching.facts import FactKind
from coaching.heard import Heard
from coaching.hearing import Mark, candy_in, hears, kind_of_candy, minutes_in, steps_in
from coaching.policy import Policy, Window
from coaching.story import Story
from coaching.texts import WARNINGS, standard
from coaching.warnings import RULES, Verdict, quarter_end, verdict, warnings
from tests.coaching.stories import (
    ANSWERED,
    KNOWN,
    LONG,
    SOON,
    TODAY,
    WARNED,
    ago,
    ahead,
    story,
    touch,
)


def ids(told: Story, off: Iterable[str] = ()) -> list[str]:
    return [warned.id for warned in warnings(told, list(off))]


@pytest.mark.parametrize("name", RULES)
def test_a_warning_is_given_for_its_story_and_not_for_the_near_miss(name: str) -> None:
    fires, misses = WARNED[name]()
    assert ids(fires) == [name]
    assert ids(misses) == []


@pytest.mark.parametrize("name", RULES)
def test_a_warning_can_be_switched_off_and_is_never_given_once_closed(name: str) -> None:
    fires, _ = WARNED[name]()
    assert ids(fires, [name]) == []
    for outcome in Outcome:
        assert ids(replace(fires, deal=replace(fires.deal, outcome=outcome))) == []
    assert ids(replace(fires, deal=replace(fires.deal, stage=Stage.CUSTOMER))) == []


SAID = {
    "slow-no": "A slow no, 2 days ago: “They will circle back after the summer”.",
    "date-passed": "The decision was expected on Mon 9 Mar 2026, yesterday.",
    "pushed": "The decision moved later 2 times, from Thu 9 Apr 2026 to Sat 23 May 2026.",
    "silence": "Silent for 4 days on the table.",
    "compliments": "They praised it 5 days ago, and nothing was agreed since.",
    "no-step": "The meeting yesterday ended without a next step.",
    "no-redlines": "In Commit with 7 days left in the quarter, and nobody marks up the contract.",
    "unfounded": "Forecast as Best Case (short list), and not known to be funded.",
    "too-long": "In this stage for 61 days; won deals took about 40 days.",
    "no-power": "After 20 days nobody is known who decides or signs, and nobody has promised "
    "the way there.",
    "one-contact": "On their side Dana alone is known to us.",
    "no-answers": "Nobody has told us the impact or why now.",
    "too-many": "More touches from us than a deal on the table bears.",
}


@pytest.mark.parametrize("name", RULES)
def test_a_warning_tells_its_facts_and_a_move(name: str) -> None:
    (warned,) = warnings(WARNED[name]()[0])
    assert warned.words == SAID[name]
    assert warned.move.endswith(".")
    assert warned.source


def test_every_warning_has_its_story_and_its_settings_exist() -> None:
    assert set(WARNED) == set(RULES) == {one["trigger"] for one in standard(WARNINGS)}
    known = {f.name for f in fields(Policy)}
    known |= {f"{shelf}.{part.name}" for shelf in ("table", "fridge", "freezer")
              for part in fields(Window)}  # fmt: skip
    assert {name for rule in RULES.values() for name in rule.settings} <= known


def test_one_warning_of_silence_is_quiet_and_two_are_stalled() -> None:
    quiet, slow = (WARNED[name]()[0] for name in ("silence", "slow-no"))
    assert verdict(warnings(quiet)) is Verdict.QUIET
    assert verdict(warnings(slow)) is Verdict.STALLED
    both = story(touch(4, kind="meeting"), **SOON, **KNOWN)
    assert ids(both) == ["silence", "no-step"]
    assert verdict(warnings(both)) is Verdict.STALLED
    assert verdict(warnings(WARNED["no-step"]()[0])) is Verdict.FINE
    assert verdict(()) is Verdict.FINE


def test_what_is_unknown_stalls_a_deal_only_beside_something_else() -> None:
    unknown = warnings(story(touch(1), **LONG))
    assert [one.id for one in unknown] == ["no-power", "one-contact", "no-answers"]
    assert verdict(unknown) is Verdict.FINE
    assert verdict(warnings(story(touch(4), **LONG, **SOON))) is Verdict.STALLED


@pytest.mark.parametrize(
    "held", [{"parked": True}, {"snoozed_until": ahead(1)}, {"step": Step(ahead(1))}]
)
def test_what_is_held_is_not_silent(held: dict[str, object]) -> None:
    silent = WARNED["silence"]()[0]
    assert ids(replace(silent, deal=replace(silent.deal, **held))) == []  # type: ignore[arg-type]


def test_an_answer_that_we_owe_is_no_silence_of_theirs() -> None:
    assert ids(story(touch(9, kind="mail", way="in"), **SOON, **KNOWN)) == []


def test_before_opportunity_silence_has_a_span_of_its_own() -> None:
    late = story(touch(22), stage=Stage.PROSPECT)
    assert [w.words for w in warnings(late)] == ["Silent for 22 days as a prospect."]
    assert ids(story(touch(21), stage=Stage.PROSPECT)) == []
    assert ids(story(stage=Stage.SUSPECT, entered_stage_on=ago(90))) == []
    assert ids(story(touch(90), stage=Stage.LEAD)) == []


def test_a_date_that_is_pushed_may_never_warn() -> None:
    fires, _ = WARNED["pushed"]()
    assert ids(replace(fires, policy=Policy(pushes_many=0))) == []
    assert ids(replace(fires, policy=Policy(pushes_many=3))) == []


@pytest.mark.parametrize(
    "life",
    [
        touch(1, kind="meeting", way="out"),
        touch(1, kind="mail", way="in"),
    ],
)
def test_a_sign_of_life_takes_praise_and_a_slow_no_back(life: Heard) -> None:
    step = {"step": Step(ahead(9))}
    assert ids(story(touch(2, "not a priority this quarter"), life, **step, **KNOWN)) == []
    assert ids(story(touch(2, "they loved the demo"), life, **step, **KNOWN)) == []


def test_an_old_slow_no_is_heard_no_more() -> None:
    old = "They said: send us some information"
    long = {"decision_on": ahead(300), "entered_stage_on": ago(90), **KNOWN}
    assert ids(story(touch(30, old), **long)) == ["slow-no"]
    assert ids(story(touch(31, old), **long)) == []


def test_a_move_to_a_later_stage_after_praise_is_a_commitment() -> None:
    told = story(touch(5, "great demo"), entered_stage_on=ago(4), **KNOWN)
    assert ids(told) == []


def test_a_fact_that_is_denied_warns_at_once() -> None:
    facts = {**ANSWERED, FactKind.FUNDED: "no, in July"}
    told = story(touch(1), buying_stage="options", facts=facts, buyers=KNOWN["buyers"])
    assert ids(told) == ["unfounded"]
    assert ids(story(touch(1), buying_stage="options", **KNOWN)) == []


def test_commit_needs_the_money_and_the_choice() -> None:
    told = story(touch(1), buying_stage="negotiating", **LONG, **KNOWN)
    assert [w.words for w in warnings(told)] == [
        "Forecast as Commit (negotiating), and not known to be funded or selected."
    ]


def test_a_pace_of_few_won_deals_is_not_believed() -> None:
    fires, _ = WARNED["too-long"]()
    few = replace(fires.paced, counts={Stage.OPPORTUNITY: 19})
    assert ids(replace(fires, paced=few)) == []


def test_a_promise_of_the_way_to_power_is_enough() -> None:
    facts = {**ANSWERED, FactKind.POWER: "Dana brings the CFO on Friday"}
    told = story(touch(1, who="Kim"), buyers=KNOWN["buyers"][1:], facts=facts, **LONG)
    assert ids(told) == []


def test_nobody_known_is_said_so() -> None:
    told = story(touch(1), facts=ANSWERED, **LONG)
    assert "On their side nobody is known to us." in [w.words for w in warnings(told)]


def test_too_many_touches_of_what_is_held_are_no_warning() -> None:
    fires, _ = WARNED["too-many"]()
    assert ids(replace(fires, deal=replace(fires.deal, snoozed_until=ahead(3)))) == []


def test_a_quarter_ends_on_its_last_day() -> None:
    ends = [quarter_end(date(2026, month, 15)) for month in (1, 4, 8, 12)]
    assert [str(end) for end in ends] == ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]


def test_a_text_that_was_taken_out_says_nothing() -> None:
    fires, _ = WARNED["silence"]()
    rest = [one for one in standard(WARNINGS) if one["id"] != "silence"]
    assert warnings(fires, entries=rest) == ()


@pytest.mark.parametrize(
    ("mark", "says", "says_not"),
    [
        (Mark.SLOW_NO, "No budget this year", "We will circle the date on the calendar"),
        (Mark.COMPLIMENT, "she really loved the demo", "they would love to hear from Kim"),
        (Mark.HOW, "How would you solve this?", "how they do it today"),
        (Mark.COMPETENCE, "presented the product and roadmap", "they presented their problem"),
        (Mark.BASICS, "had to explain the basics again", "explained their invoices"),
        (Mark.TIMES, "offered three times next week", "we met three times"),
        (Mark.QUESTION, "asked about SSO", "they signed"),
    ],
)
def test_what_is_heard_is_surely_said(mark: Mark, says: str, says_not: str) -> None:
    assert hears(mark, says)
    assert not hears(mark, says_not)
    assert not hears(mark, "")


def test_candy_steps_and_spans_are_heard() -> None:
    assert candy_in("sent the deck, a case study and the price list") == {
        "deck", "case study", "pricing",
    }  # fmt: skip
    assert candy_in("they asked for the price list") == frozenset()
    assert kind_of_candy("our pricing") == "pricing"
    assert kind_of_candy("a trial") is None
    assert steps_in("demo, then pricing and the contract") == {"demo", "pricing", "contract"}
    assert (minutes_in("took 1.5 hours"), minutes_in("45 min"), minutes_in("no time")) == (
        90,
        45,
        0,
    )


def test_people_are_known_once_however_they_are_written() -> None:
    told = story(touch(2, who="dana"), touch(1, who="Kim"), **KNOWN)
    assert told.people == ("Dana", "Raj", "Kim")
    assert told.since(told.logged.touches[0]) == told.logged.touches[1:]
    assert Heard(TODAY, TouchKind.CALL).direction is Direction.OUT
