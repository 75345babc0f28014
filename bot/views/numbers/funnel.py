"""The funnel and the plan: how far deals came, and how many are needed."""

from decimal import Decimal
from itertools import pairwise

from bot.usecases.numbers.funnel import FunnelFound, PlanFound
from bot.usecases.showing import money
from bot.views.numbers.cuts import drill
from bot.views.numbers.report import Chart, Report, Table
from bot.views.numbers.wording import percent, rate, span, sums, when, whole
from coaching.deals import Stage, buying_stage
from coaching.numbers.funnel import RULE, STAGES, THUMB
from storage.numbers.cuts import Cut
from storage.numbers.funnel import Aged

TOUCHED = (
    "About 100 prospects touched come to 3 customers over everybody who is touched; the rules of "
    "thumb give 5. Your own rates replace both."
)


def report(found: FunnelFound) -> Report:
    """The funnel of a cohort."""
    period = found.figure.period
    lines = [*when(period, found.figure)]
    for here, after in pairwise(STAGES):
        thumb = f"; rule of thumb {percent(THUMB[here])}" if here in THUMB else ""
        name = f"{here.value.capitalize()} to {after.value}"
        lines.append(f"*{name}* {rate(found.rates[here])}{thumb}")
    lines.append(_rising(found.wide))
    return Report(
        title=f"Funnel, {period.label}",
        lines=tuple(lines),
        tables=(_through(found), _created(found), _aged(found.aged), _cycle(found)),
        charts=_charts(found),
        notes=(RULE, TOUCHED),
        drills=(
            drill("Added", Cut("created", period, as_of=found.figure.as_of)),
            *(
                drill(f"Open {_many(one)}", Cut(one.value, period, as_of=found.figure.as_of))
                for one in STAGES[:-1]
            ),
        ),
        line=found.figure.line,
    )


def _many(stage: Stage) -> str:
    return "opportunities" if stage is Stage.OPPORTUNITY else f"{stage.value}s"


def _rising(wide: Stage | None) -> str:
    if wide is None:
        return "Conversion rises from left to right, or there is not enough to say otherwise."
    return (
        f"Conversion falls after {wide.value}: tighten what makes a {wide.value}, or change the "
        "message. It should rise from left to right."
    )


def _through(found: FunnelFound) -> Table:
    rows = tuple((stage.value.capitalize(), f"{found.through[stage]:,}") for stage in STAGES)
    return Table("How far they came", ("Stage", "Came to it or beyond"), rows)


def _created(found: FunnelFound) -> Table:
    rows = tuple((one.period.label, f"{one.count:,}", sums(one.amounts)) for one in found.created)
    return Table("New opportunities", ("Quarter", "Deals", "Amount"), rows)


def _aged(aged: tuple[Aged, ...]) -> Table:
    rows = tuple(
        (_place(one), f"{one.count:,}", f"{one.mean:.1f}", str(one.oldest)) for one in aged
    )
    return Table("Open deals, days in their stage", ("Stage", "Deals", "Mean", "Longest"), rows)


def _place(one: Aged) -> str:
    found = buying_stage(one.buying_stage)
    return f"{one.stage.value.capitalize()}{f', {found.label}' if found else ''}"


def _cycle(found: FunnelFound) -> Table:
    rows = tuple(
        (kind.capitalize(), f"{one.count:,}", f"{one.mean:.2f}", f"{one.median:g}")
        for kind, one in sorted(found.cycles.items(), reverse=True)
    )
    return Table("Days from added to closed", ("Cycle", "Deals", "Mean", "Median"), rows)


def _charts(found: FunnelFound) -> tuple[Chart, ...]:
    names = tuple(stage.value.capitalize() for stage in STAGES)
    through = tuple(Decimal(found.through[stage]) for stage in STAGES)
    counts = tuple(Decimal(one.count) for one in found.created)
    quarters = tuple(one.period.label for one in found.created)
    return (
        Chart("How far deals came", names, (("Deals", through),)),
        Chart("New opportunities a quarter", quarters, (("Deals", counts),), over_time=True),
    )


def plan(found: PlanFound) -> Report:
    """From a target back to leads a week."""
    assert found.figure.amount is not None
    target, currency = money(found.figure.amount), found.figure.amount.currency
    rows = tuple(
        (
            _many(one.stage).capitalize(),
            f"{one.total:,}",
            f"{one.a_week:.1f}",
            "counted"
            if one.stage is Stage.CUSTOMER
            else "own rate"
            if one.own
            else "rule of thumb",
        )
        for one in found.needs
    )
    last = found.needs[-1]
    ends = (
        "Lead to suspect has no rule of thumb, so the plan ends at suspects until 5 leads are here."
        if last.stage is not Stage.LEAD
        else ""
    )
    return Report(
        title=f"Plan for {target}",
        lines=(
            f"{span(found.figure.period)}, {found.weeks} weeks left",
            f"An average customer of the last 365 days brings {whole(found.average, currency)} "
            f"({found.customers} won).",
            f"That takes *{last.total:,} {_many(last.stage)}*, {last.a_week:.1f} a week.",
        ),
        tables=(Table("Backwards", ("Stage", "In all", "A week", "By"), rows),),
        charts=(
            Chart(
                "Needed by stage",
                tuple(row[0] for row in rows),
                (("Deals", tuple(Decimal(one.total) for one in found.needs)),),
            ),
        ),
        notes=(ends, "Each step is rounded up to whole deals."),
        drills=(
            drill("Won in 365 days", Cut("won", found.year)),
            drill("Added in 365 days", Cut("created", found.year)),
        ),
        line=found.figure.line,
    )
