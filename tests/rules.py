"""Writes docs/rules.md from the code: `python -m tests.rules > docs/rules.md`."""

from collections.abc import Iterable, Sequence
from dataclasses import Field, fields, is_dataclass
from typing import Any

from coaching.deals import BUYING_STAGE_NAMES, BUYING_STAGES, STAGE_NAMES, BuyingStage, Stage
from coaching.draft.lexicon import lexicon
from coaching.draft.notes import THINGS_MOST, WORDS_MOST
from coaching.people import LIST_AT, MONDAY_TO_FRIDAY, Workspace
from coaching.phrases import Kind, phrases
from coaching.policy import Policy
from coaching.priority import TURNS, Rung
from coaching.wording import WEEKDAYS
from tests.rules_of_the_coach import PLAYED_HEAD, WARNED_HEAD, played_rows, warned_rows

HEAD = """# The rules, and where each number comes from

Written by `python -m tests.rules > docs/rules.md` from `coaching/`; a test holds them equal.

Sources: 000 to 004 are the five documents that the method comes from. **ours** marks what they
leave open: a default of this product, which a workspace may set, and no claim of the method.
"""
LADDER = {
    Rung.PROMISED: "promised to the buyer for today or earlier",
    Rung.TABLE_OVERDUE: "on the table, overdue",
    Rung.TABLE_DUE: "on the table, due",
    Rung.UNANSWERED: "the buyer wrote last, and waits for an answer",
    Rung.FRIDGE_OVERDUE: "in the fridge, overdue",
    Rung.PROSPECT: "a prospect to qualify",
    Rung.FRIDGE_DUE: "in the fridge, due",
    Rung.EARLY: "a suspect or a lead",
    Rung.FREEZER: "in the freezer, due or overdue",
}
WINDOW = {
    "opens": "days after the last touch from which a deal is due",
    "closes": "days after the last touch after which it is overdue",
    "most": "outgoing touches within the span; more are too many",
    "span": "days, today included, over which they are counted",
}
STAGES = {
    Stage.LEAD: ("a name, from any source", "001, 000"),
    Stage.SUSPECT: ("fits the company profile", "001, 000"),
    Stage.PROSPECT: ("contacted; the buyer profile exists there and shows interest", "001, 000"),
    Stage.OPPORTUNITY: (
        "interest, and the problem is a priority",
        "001, 000; SAL as alias **ours**",
    ),
    Stage.CUSTOMER: ("a purchase order; `won` alone makes one", "001, 000"),
}


AFTER_WARNINGS = (
    "Silence alone is *quiet*. Two warnings, or a slow no, are *stalled*; `no-power`, "
    "`one-contact` and `no-answers` count as one together. `settings warning ID off` switches one "
    "off. Nothing is warned of once a deal is closed. Words in { } are filled with its facts."
)
AFTER_PLAYS = (
    "What stands in [ ] falls away where its fact is unknown. *Useful* and *Not useful* move a "
    "play up and down for the member who says so. A number of the method is part of the rule; "
    "what is **ours** is a setting."
)


def document() -> str:
    """The whole page."""
    policy = Policy()
    shelf_rows = [row for rule in fields(Policy) for row in _rule(rule, getattr(policy, rule.name))]
    parts = [
        HEAD,
        "## Numbers a workspace may set\n",
        _table(("name", "default", "unit", "source", "meaning"), shelf_rows),
        "\n## Shelves of an opportunity (001; bounds ours)\n",
        _table(("shelf", "decision date", "due", "overdue", "too many"), _shelves(policy)),
        _after_shelves(policy),
        "## The ladder of the daily list (ours)\n",
        _table(("rung", "who stands on it"), [(rung, LADDER[rung]) for rung in Rung]),
        _after_ladder(),
        "## Stages (001, 000)\n",
        _table(("stage", "enters when", "also called", "source"), _stages()),
        "\n## Buying stages inside opportunity, and their forecast category (002)\n",
        _table(("key", "buying stage", "category", "also called"), map(_buying, BUYING_STAGES)),
        "\nWithout a buying stage an opportunity is in Pipeline.\n",
        "## Defaults of a member and of a workspace (ours)\n",
        _table(("what", "default"), _defaults()),
        "\n## Warnings, the gravest first\n",
        AFTER_WARNINGS,
        _table(WARNED_HEAD, warned_rows()),
        "\n## Plays, in the order of their rank\n",
        AFTER_PLAYS,
        _table(PLAYED_HEAD, played_rows()),
        "\n## What the draft coach knows (001, 000)\n",
        f"A draft over {WORDS_MOST} words is long, and more than {THINGS_MOST} things given at "
        "once are all the candy. “I” becomes “we”, unless it is: "
        + "; ".join(dict.fromkeys(lexicon().reasons.values()))
        + "; or named together with somebody.",
        _table(("a sign of", "phrase", "why it matters", "source"), _phrases()),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _rule(rule: "Field[Any]", value: Any) -> Iterable[tuple[object, ...]]:
    """A number, or each number of a window."""
    about = rule.metadata
    if not is_dataclass(value):
        meaning = str(about["meaning"])
        return [(f"`{rule.name}`", value, about["unit"], _marked(about["source"]), meaning)]
    units = {"most": "touches"}
    return [
        (
            f"`{rule.name}.{part.name}`",
            getattr(value, part.name),
            units.get(part.name, "days"),
            _marked(about["source"]),
            f"{about['meaning']}: {WINDOW[part.name]}",
        )
        for part in fields(value)
    ]


def _marked(source: str) -> str:
    return str(source).replace("ours", "**ours**")


def _shelves(policy: Policy) -> list[tuple[object, ...]]:
    table, fridge = policy.table_days, policy.fridge_days
    when = {
        "table": f"within {table} days",
        "fridge": f"within {fridge} days",
        "freezer": f"later than {fridge} days, or none",
    }
    rows: list[tuple[object, ...]] = []
    for name, span in when.items():
        window = getattr(policy, name)
        due, late = f"{window.opens} days after a touch", f"after {window.closes} days"
        rows.append((name, span, due, late, f"more than {window.most} in {window.span} days"))
    return rows


def _after_shelves(policy: Policy) -> str:
    return (
        "A deal whose decision date has passed stays on the table for "
        f"{policy.late_decision_days} days, then it goes to the freezer. What is parked lies in "
        "the freezer. Leads, suspects and prospects have no shelf. A due day that is no working "
        "day moves to the next one."
    )


def _after_ladder() -> str:
    turns = ", ".join(turn.value for turn in TURNS)
    return (
        "Within a rung: the earlier decision date, then the larger amount in the workspace's "
        "currency, then the longer silence, then the name. The half that develops the rest keeps "
        f"one seat a working day for each of these in turn: {turns}."
    )


def _stages() -> list[tuple[object, ...]]:
    return [
        (stage.value, STAGES[stage][0], _aliases(STAGE_NAMES, stage, stage.value), STAGES[stage][1])
        for stage in Stage
    ]


def _buying(stage: BuyingStage) -> tuple[object, ...]:
    aliases = _aliases(BUYING_STAGE_NAMES, stage.key, stage.label)
    return (f"`{stage.key}`", stage.label, stage.category.value, aliases)


def _aliases(names: dict[str, Any], meant: object, itself: str) -> str:
    return ", ".join(name for name, of in names.items() if of == meant and name != itself)


def _defaults() -> list[tuple[object, ...]]:
    new = Workspace(id="", name="")
    days = ", ".join(WEEKDAYS[day] for day in sorted(MONDAY_TO_FRIDAY))
    return [
        ("the daily list arrives at", f"{LIST_AT:%H:%M}, local time"),
        ("working days", days),
        ("the recap arrives on", f"{WEEKDAYS[new.recap_weekday]} {new.recap_at:%H:%M}"),
        ("currency", new.currency),
        ("3/4 is", "3 April (day first)" if new.day_first else "March 4 (month first)"),
    ]


def _phrases() -> list[tuple[object, ...]]:
    return [
        (kind.replace("_", " "), f"`{one.id}`", one.text, _marked(one.source))
        for kind in Kind
        for one in phrases()[kind]
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    print(document(), end="")
