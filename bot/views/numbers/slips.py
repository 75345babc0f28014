"""Pushed deals: how often, how far, and what left the period. By deal, for nobody's shame."""

from decimal import Decimal

from bot.usecases.numbers.slips import SlipsFound
from bot.usecases.showing import money
from bot.views.kit import bold
from bot.views.numbers.cuts import drill
from bot.views.numbers.report import Chart, Report, Table
from bot.views.numbers.wording import sums, times, when
from coaching.wording import day, plural
from storage.numbers.cuts import Cut

NOTE = "A date that moves later is pushed. Nobody marks a deal as slipped: the dates say it."


def report(found: SlipsFound) -> Report:
    """The slippage of a period."""
    period, told = found.figure.period, found.counted
    lines = [*when(period, found.figure)]
    if told.pushed:
        lines.append(
            f"*Pushed* {plural(told.deals, 'deal')}, {plural(told.pushed, 'time')}, by "
            f"{plural(told.days, 'day')} in all"
        )
        worst = found.pushed[0]
        lines.append(
            f"*Most often* {bold(worst.name)}, {plural(worst.times, 'time')}, "
            f"{plural(worst.days, 'day')}"
        )
    else:
        lines.append("No decision date was pushed.")
    others = [f"{told.pulled} pulled in"] if told.pulled else []
    others += [f"{told.dropped} left without a date"] if told.dropped else []
    lines += [f"Also {' and '.join(others)}."] if others else []
    lines += _effect(found)
    return Report(
        title=f"Slips, {period.label}",
        lines=tuple(lines),
        tables=(_pushed(found), _log(found)),
        charts=_charts(found),
        notes=(NOTE,),
        drills=(drill("Left the period", Cut("slipped", period, as_of=found.figure.as_of)),),
        line=found.figure.line,
    )


def _effect(found: SlipsFound) -> list[str]:
    if not found.left:
        return []
    words = f"*Left the period* {plural(found.left, 'deal')}, {sums(found.left_sums)}"
    target = found.target
    if target is not None and target.amount and target.currency in found.left_sums:
        lost = times(found.left_sums[target.currency] / target.amount)
        words += f"; that is {lost} of coverage"
    return [words]


def _pushed(found: SlipsFound) -> Table:
    rows = tuple(
        (
            one.name,
            str(one.times),
            str(one.days),
            money(one.amount),
            day(one.decision_on) if one.decision_on else "no date",
            found.names.get(one.owner_id, ""),
        )
        for one in found.pushed
    )
    head = ("Deal", "Times", "Days", "Amount", "Now expected", "Owner")
    return Table("Pushed most", head, rows)


def _log(found: SlipsFound) -> Table:
    rows = tuple(
        (
            one.name,
            day(one.at.date()),
            day(one.from_on) if one.from_on else "",
            day(one.to_on) if one.to_on else "no date",
            found.names.get(one.member_id, "") if one.member_id else "",
        )
        for one in found.log
    )
    return Table("Last moves", ("Deal", "Moved on", "From", "To", "By"), rows)


def _charts(found: SlipsFound) -> tuple[Chart, ...]:
    names = tuple(one.name for one in found.pushed)
    days = tuple(Decimal(one.days) for one in found.pushed)
    return (Chart("Days pushed", names, (("Days", days),)),) if names else ()
