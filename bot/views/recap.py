"""The weekly recap, for the channel and as a preview."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import slackblocks as sb

from bot.usecases.showing import money
from bot.views import kit
from bot.views.kit import Said, escape
from coaching.deals import ForecastCategory, Shelf
from coaching.money import Money
from coaching.recap import Category, Happened, Recap
from coaching.wording import day, plural

NAMED = 5
"""Deals named in a line before the rest is counted."""
PREVIEW = "Only you see this preview; in the channel it has a chart. `/deal recap post` posts it."
PART = "Only you see this, and it counts the deals that you see. The channel's counts the team's."
ORDER = (ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE)
WIDEST = 24
"""Letters of the longest bar, so that a phone does not break it."""
ON = {Shelf.TABLE: "table", Shelf.FRIDGE: "fridge", Shelf.FREEZER: "freezer"}


def preview(told: Recap, on: date, *, whole: bool) -> Said:
    """The same for one pair of eyes: the team's week, or the part of it that may be seen."""
    return recap(told, on, PREVIEW if whole else PART)


def recap(told: Recap, on: date, preview: str = "") -> Said:
    """What the week did to the pipeline: the team's, never a person's."""
    if told.is_empty:
        words = "A quiet week: nothing moved, and no deal is open yet. `/deal add` makes the first."
        return kit.said(words.replace("`", ""), kit.section(words))
    lines, standing, rhythm = _lines(told), _pipeline(told.pipeline), _rhythm(told)
    head: list[sb.Block] = [
        kit.header(f"The week up to {day(on)}"),
        kit.context(preview or _compared(told)),
        kit.section("\n".join(f"*{label}* {words}" for label, words in lines)),
        kit.divider(),
        kit.section("*Open opportunities*\n" + "\n".join(standing)),
    ]
    outlook = _outlook(told)
    tail: list[sb.Block] = [kit.section(f"*Forecast*\n{outlook}")] if outlook else []
    tail += [kit.section(f"*Rhythm*\n{rhythm}")] if rhythm else []
    early, lesson = _early(told), _lesson(told)
    tail += [kit.context(words) for words in (early, lesson) if words]
    spoken = " ".join(f"{label} {words}." for label, words in lines)
    opportunities = f"Open opportunities: {'; '.join(standing)}."
    plain_lesson = lesson.replace("*", "")
    spoken = f"{spoken} {opportunities} {outlook} {rhythm} {early} {plain_lesson}"
    text = f"The week up to {day(on)}. {spoken}"
    chart = None if preview else _chart(told)
    full = kit.said(" ".join(text.split()), *head, *([chart] if chart else ()), *tail)
    bars = kit.section(_bars(told))
    return replace(full, plain=kit.drawn([*head, bars, *tail])) if chart else full


def needs_details(told: Recap) -> bool:
    """Whether the recap had no room for all names."""
    return any(len(happened) > NAMED for _, happened in _happened(told))


def details(told: Recap) -> Said:
    """Every deal by name, for the thread below the recap."""
    lists = [(label, [_one(one) for one in happened]) for label, happened in _happened(told)]
    blocks = [
        kit.section(f"*{label}*\n" + "\n".join(f"• {name}" for name in names))
        for label, names in lists
        if names
    ]
    spoken = " ".join(f"{label}: {', '.join(names)}." for label, names in lists if names)
    return kit.said(
        f"The deals of the week. {spoken}", kit.header("The deals of the week"), *blocks
    )


def _happened(told: Recap) -> tuple[tuple[str, Sequence[Happened]], ...]:
    return (
        ("Added", told.added),
        ("Moved on", told.progressed),
        ("Pushed", told.pushed),
        ("Parked", told.parked),
        ("Won", told.won),
        ("Lost to competition", told.lost_to_competition),
        ("Lost to no decision", told.lost_to_no_decision),
        ("Let go", told.let_go),
    )


def posted(channel: str) -> Said:
    """Said to whoever posts it by hand."""
    words = f"The recap goes to <#{channel}> now."
    return kit.said(words, kit.section(words))


def _lines(told: Recap) -> list[tuple[str, str]]:
    no_decision = _named(told.lost_to_no_decision)
    return [
        ("Added:", _named(told.added) + _last(told, "added")),
        ("Moved on:", _named(told.progressed) + _last(told, "progressed")),
        ("Pushed:", _named(told.pushed) + _last(told, "pushed")),
        ("Parked:", _named(told.parked) + _last(told, "parked")),
        (":tada: Won:" if told.won else "Won:", _named(told.won) + _last(told, "won")),
        ("Lost to competition:", _named(told.lost_to_competition)),
        ("Lost to no decision:", no_decision + _last(told, "lost", " lost either way")),
        ("Let go, time won back:", _named(told.let_go) + _last(told, "let_go")),
        ("Touches:", f"{told.touches}{_last(told, 'touches')}"),
    ]


def _last(told: Recap, name: str, of: str = "") -> str:
    """Last week's number; nothing where that week was not told."""
    number = getattr(told.before, name) if told.before else None
    return "" if number is None else f", last week {number}{of}"


def _compared(told: Recap) -> str:
    if told.before is None:
        return "The seven days before, for the whole team. There is no week before to compare with."
    return "The seven days before, for the whole team, beside the week before."


def _rhythm(told: Recap) -> str:
    kept = [f"{ON[shelf]} {n} of {of}" for shelf, (n, of) in told.kept.items()]
    words = f"Touched in time: {', '.join(kept)}." if kept else ""
    if told.touches:
        percent = round(100 * told.on_table / told.touches)
        words += f" {percent} % of the touches went to the table; half is the aim."
    return words.strip()


def _outlook(told: Recap) -> str:
    """The running quarter's forecast and coverage, where there is any."""
    ahead = told.outlook
    if not ahead.number:
        return ""
    words = f"{ahead.label}: {' + '.join(map(money, ahead.number))} closed or in"
    if ahead.target is None:
        return f"{words}."
    covered = f", covered {ahead.times}×" if ahead.times is not None else ""
    return f"{words}, of a target of {money(ahead.target)}{covered}."


def _lesson(told: Recap) -> str:
    words = escape(told.lesson_words)
    return f"*Lesson of the week.* {words}" if words else ""


def _bars(told: Recap) -> str:
    """The chart in letters of one width, for a Slack that does not know charts."""
    now = {one.category: one.deals for one in told.pipeline}
    unit = max(1, -(-max(now.values()) // WIDEST))
    lines = [
        f"{one.value:<10} {'█' * -(-now.get(one, 0) // unit)} {now.get(one, 0)}" for one in ORDER
    ]
    return "\n".join(("```", *lines, "```"))


def _chart(told: Recap) -> sb.DataVisualizationBlock | None:
    """How many opportunities lie in each category, beside the week before."""
    now = {one.category: one.deals for one in told.pipeline}
    if not any(now.values()):
        return None
    weeks = [("This week", now)]
    if told.before is not None:
        weeks.insert(0, ("Last week", dict(told.before.deals)))
    series = [
        sb.DataSeries(name=name, data=[sb.DataPoint(one.value, deals.get(one, 0)) for one in ORDER])
        for name, deals in weeks
    ]
    axis = sb.AxisConfig(categories=[one.value for one in ORDER])
    chart = sb.BarChart(series=series, axis_config=axis)
    return sb.DataVisualizationBlock("Open opportunities", chart, block_id=kit.UNNAMED)


def _named(told: Sequence[Happened]) -> str:
    if not told:
        return "none"
    shown = ", ".join(_one(happened) for happened in told[:NAMED])
    rest = len(told) - NAMED
    return f"{len(told)} ({shown}{f' and {rest} more' if rest > 0 else ''})"


def _one(happened: Happened) -> str:
    note = f" to {happened.note}" if happened.note else ""
    amount = f" {money(happened.amount)}" if happened.amount else ""
    return f"{kit.clip(escape(happened.name), 80)}{amount}{note}"


def _pipeline(categories: Sequence[Category]) -> list[str]:
    return [
        f"{category.category.value}: {plural(category.deals, 'deal')}{_sum(category.amounts)}"
        for category in reversed(categories)
    ]


def _sum(amounts: Sequence[Money]) -> str:
    return f", {' + '.join(money(amount) for amount in amounts)}" if amounts else ""


def _early(told: Recap) -> str:
    counted = [plural(number, stage.value) for stage, number in told.early.items() if number]
    return f"Before that: {', '.join(counted)}." if counted else ""
