"""Every number a workspace may set, with its unit and source; `ours` where none gives it."""

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Window:
    """When a touch is due again, in days after the last one, and how many are too many.

    A deal is due from `opens` on, overdue after `closes`; more than `most` outgoing touches
    within `span` days, today included, are too many.
    """

    opens: int
    closes: int
    most: int
    span: int


def rule(default: Any, unit: str, source: str, meaning: str) -> Any:
    """A field of the policy that carries its own documentation."""
    return field(default=default, metadata={"unit": unit, "source": source, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class Policy:
    """The thresholds of one workspace. Fields document themselves; docs/rules.md repeats them."""

    table_days: int = rule(
        31, "days", "001; bound ours", "a decision within so many days is on the table"
    )
    fridge_days: int = rule(
        183, "days", "001; bound ours", "a decision within so many days is in the fridge"
    )
    table: Window = rule(
        Window(2, 3, 3, 7), "days, touches", "001: 2–3 a week; window ours", "rhythm on the table"
    )
    fridge: Window = rule(
        Window(15, 30, 2, 30),
        "days, touches",
        "001: 1–2 a month; window ours",
        "rhythm in the fridge",
    )
    freezer: Window = rule(
        Window(90, 180, 1, 90),
        "days, touches",
        "001: every 3–6 months; window ours",
        "rhythm in the freezer",
    )
    prospect_days: int = rule(7, "days", "ours", "a prospect is followed up after so many days")
    suspect_days: int = rule(
        14,
        "days",
        "ours",
        "a suspect, or a lead already touched, is followed up after so many days",
    )
    late_decision_days: int = rule(
        7, "days", "ours", "a deal whose decision date has passed stays on the table for so long"
    )
    list_rows: int = rule(8, "rows", "ours", "rows in the daily list")
    table_share: int = rule(
        50, "percent of rows", "001", "share of the list that goes to the table"
    )
    quiet_line_days: int = rule(
        7, "days", "ours", "at most one 'nothing is due' line in so many days"
    )
    late_list_hours: int = rule(4, "hours", "ours", "a list later than this is skipped for the day")
    late_recap_hours: int = rule(24, "hours", "ours", "a recap later than this is skipped")
    table_long_days: int = rule(
        62, "days", "ours", "on the table for longer, without a change of stage: the freezer?"
    )
    fridge_long_days: int = rule(
        365, "days", "ours", "in the fridge for longer, without a change of stage: the freezer?"
    )
    balance_days: int = rule(
        14, "days", "ours; 001 for the half", "the span whose touches on the table are shown"
    )
    nudges_a_day: int = rule(2, "nudges", "ours", "what a member is sent between two lists at most")
    nudge_cooldown_days: int = rule(
        3, "days", "ours", "a deal that was named in a nudge is named again after so many days"
    )
    early_silence_days: int = rule(
        21, "days", "ours", "a suspect or prospect once touched is silent after so many days"
    )
    pushes_many: int = rule(
        2, "moves", "ours", "a decision date moved later so often is a warning; 0 never warns"
    )
    step_days: int = rule(
        1, "days", "ours", "a meeting that ended without a next step is a warning after so long"
    )
    unknown_days: int = rule(
        14, "days", "ours", "what is unknown of an opportunity is a warning after so long there"
    )
    people_least: int = rule(
        2, "people", "000: beyond one-on-one; number ours", "fewer known at an opportunity warn"
    )
    compliment_days: int = rule(
        30, "days", "000; span ours", "praise without a commitment is a warning for so long"
    )
    slow_no_days: int = rule(30, "days", "000; span ours", "a slow no is a warning for so long")
    redlines_days: int = rule(
        7, "days", "002", "a commit without redlines warns so long before the quarter ends"
    )
    long_percent: int = rule(
        150, "percent of the median", "ours", "longer in a stage than won deals were is a warning"
    )
    paced_least: int = rule(
        20, "won deals", "ours", "a pace of won deals is believed once it rests on so many"
    )
    stall_cooldown_days: int = rule(
        5, "days", "ours", "a stalled deal is spoken of again after so many days"
    )
    suggestions_a_week: int = rule(
        2, "suggestions", "ours", "what the coach suggests to a member in seven days"
    )
    suggestions_most: int = rule(
        5, "suggestions", "ours", "the same, with deals that were told a slow no"
    )
    channel_self: int = rule(
        1_000, "EUR", "003", "below it self-service, above it the lower dead zone"
    )
    channel_inside: int = rule(10_000, "EUR", "003", "from here on inside sales")
    channel_dead: int = rule(
        100_000, "EUR", "003; upper bounds ours", "from here on the upper dead zone"
    )
    channel_enterprise: int = rule(
        250_000, "EUR", "003; upper bounds ours", "from here on enterprise"
    )
    seller_cost: int = rule(
        0, "currency units a year", "ours", "a seller's full cost, 0 until it is known (003)"
    )
    play_days: int = rule(
        90, "days", "ours", "a play is suggested for a deal, or for a pipeline, once in so long"
    )
    news_days: int = rule(
        14, "days", "ours", "what was said, or moved, calls for a play for so long"
    )
    unanswered_days: int = rule(
        2, "days", "ours", "a second try by one channel is unanswered after so long"
    )
    team_touches: int = rule(
        3, "touches", "ours", "more from one of us alone at an opportunity are a play"
    )
    winners_percent: int = rule(
        70, "percent of touches", "001 warns of 90–100; ours", "more on the table is a play"
    )
    winners_least: int = rule(
        10, "touches", "ours", "of fewer in two weeks the table's share says nothing"
    )
    bloated_times: int = rule(
        4, "times", "001; number ours", "more open deals than so often those worked are a play"
    )
    bloated_least: int = rule(20, "deals", "ours", "fewer open deals are never too many")
    one_deal_percent: int = rule(
        60, "percent of a quarter", "003; number ours", "more from one deal is a play"
    )
    bag_least: int = rule(10, "leads", "004; number ours", "so many from one day are a play")
    undo_minutes: int = rule(10, "minutes", "ours", "how long a command can be undone")
    retyped_seconds: int = rule(
        60, "seconds", "ours", "the same command within this time is probably a slip"
    )


def with_overrides(overrides: dict[str, Any]) -> Policy:
    """The defaults with what a workspace has set instead; unknown names are left aside."""
    known = {f.name: f for f in fields(Policy)}
    values: dict[str, Any] = {
        name: Window(**value) if isinstance(value, dict) else value
        for name, value in overrides.items()
        if name in known
    }
    return Policy(**values)
