"""Coverage: how often the target is covered, what is needed, and the gap in money and deals."""

from decimal import Decimal

from bot.usecases.numbers.coverage import CoverageFound
from bot.usecases.showing import money
from bot.views.numbers.cuts import drill
from bot.views.numbers.report import Chart, Drill, Report, Table
from bot.views.numbers.wording import amount, percent, rate, times, when, whole
from coaching.numbers.coverage import TIMES, Coverage, Mode, deals_for, need
from coaching.numbers.rates import is_enough
from coaching.wording import plural
from storage.numbers.cuts import Cut

FORMULA = {
    Mode.ENTERPRISE: "(Best Case + Commit + closed) / target; Pipeline stays out",
    Mode.SMB: "(Pipeline + Best Case + Commit + closed + usually created and won) / target",
}
WHY = {
    Mode.ENTERPRISE: "`coverage smb` counts Pipeline in as well",
    Mode.SMB: "`coverage enterprise` leaves Pipeline out",
}


def report(found: CoverageFound) -> Report:
    """Coverage of a period, or how to set a target for it."""
    period = found.figure.period
    lines = [*when(period, found.figure)]
    if found.target is None:
        lines.append(
            f"No target is kept for {period.label}. Say for instance "
            f"`target 500k {period.label.lower()}`."
        )
    else:
        lines += _lines(found)
    if found.others:
        left = ", ".join(map(money, found.others))
        lines.append(
            f"Left out in other currencies: {left}. `settings rate EUR 1.08` would count them in."
        )
    return Report(
        title=f"Coverage, {period.label}",
        lines=tuple(lines),
        tables=(_table(found),),
        charts=(_chart(found),),
        notes=(_mode(found),),
        drills=_drills(found),
        line=found.figure.line,
    )


def _lines(found: CoverageFound) -> list[str]:
    covers, mode = found.coverage, found.mode
    assert found.target is not None
    here = covers.times(mode)
    enough = is_enough(int(found.adjusted.whole))
    own = need(found.adjusted.value) if enough else None
    lines = [
        f"*Coverage* {times(here)} of {money(found.target)}\n_{FORMULA[mode]}_",
        f"*Needed* {times(TIMES)} by rule of thumb; by your own close rate with slippage "
        f"({rate(found.adjusted)}) {times(own)}",
    ]
    for label, needed in (("3×", TIMES), ("your own rate", own)):
        if needed is not None:
            lines.append(_gap(found, label, covers.gap(mode, needed)))
    if here is not None and here < TIMES:
        lines.append(_struggle(covers))
    if mode is Mode.SMB:
        quick = covers.commit + covers.best_case
        lines.append(
            f"*Quick check* {times(quick / covers.target if covers.target else None)}: Commit + "
            "Best Case over the target, month by month, 3× is needed"
        )
    return lines


def _gap(found: CoverageFound, label: str, gap: Decimal) -> str:
    if not gap:
        return f"*Gap to {label}* none"
    deals = deals_for(gap, found.average)
    each = (
        f", {plural(deals, 'deal')} of your average {whole(found.average, found.currency)}"
        if (deals is not None and found.average is not None)
        else ""
    )
    return f"*Gap to {label}* {amount(gap, found.currency)}{each}"


def _struggle(covers: Coverage) -> str:
    if covers.mostly_commit:
        return "Under 3×, but most of what is open is in Commit, so it may do."
    return (
        "Under 3× is a struggle. If that repeats, new opportunities a quarter is the number to "
        "lift."
    )


def _table(found: CoverageFound) -> Table:
    covers = found.coverage
    rows = [
        ("Closed", covers.closed),
        ("Commit", covers.commit),
        ("Best Case", covers.best_case),
        ("Pipeline", covers.pipeline),
    ]
    if found.mode is Mode.SMB:
        rows.append(("Usually created and won", covers.created))
    told = tuple((name, amount(value, found.currency)) for name, value in rows)
    return Table("What lies in the period", ("Part", "Amount"), told)


def _chart(found: CoverageFound) -> Chart:
    covers = found.coverage
    names = ("Closed", "Commit", "Best Case", "Pipeline", "Target")
    values = (covers.closed, covers.commit, covers.best_case, covers.pipeline, covers.target)
    return Chart(f"Coverage {found.figure.period.label}", names, ((found.currency, values),))


def _mode(found: CoverageFound) -> str:
    cycle = (
        f"The median won deal takes {found.median_days:g} days."
        if found.median_days is not None
        else "No won deal tells yet how long one takes."
    )
    close = f"Close rate of the last 365 days: {percent(found.close.value)}."
    return f"Counted as {found.mode.value}; {WHY[found.mode]}. {cycle} {close}"


def _drills(found: CoverageFound) -> tuple[Drill, ...]:
    kinds = {"won": "Closed", "commit": "Commit", "best_case": "Best Case", "pipeline": "Pipeline"}
    return tuple(
        drill(label, Cut(kind, found.figure.period, as_of=found.figure.as_of))
        for kind, label in kinds.items()
    )
