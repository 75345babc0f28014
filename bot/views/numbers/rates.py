"""Rates of a period: each with its formula and its two counts, by count and by amount."""

from decimal import Decimal

from bot.usecases.numbers.rates import Group, RatesFound
from bot.views.numbers.cuts import drill
from bot.views.numbers.report import Chart, Drill, Report, Table
from bot.views.numbers.wording import amount, percent, rate, short_rate, when
from coaching.numbers.rates import ENOUGH, Tally, adjusted_close_rate, close_rate, win_rate
from coaching.wording import plural
from storage.numbers.cuts import Cut
from storage.numbers.rates import Cycle, Ended

FORMULAS = (
    ("Close rate", "won / (won + lost to competition + lost to no decision)", close_rate),
    ("Win rate", "won / (won + lost to competition)", win_rate),
    ("Close rate with slippage", "won / (closed + slipped out of the period)", adjusted_close_rate),
)
HEALTHY = (
    "Healthy is a close rate of a third and a win rate of half, 66 % to aim for. Qualified deals "
    "only; an opportunity that was let go counts with no decision."
)
PARTS = {
    "won": "Won",
    "competition": "Lost to competition",
    "no_decision": "Lost to no decision",
    "unknown": "Lost, kind unknown",
    "slipped": "Slipped out",
}
DRAWN = 12


def report(found: RatesFound) -> Report:
    """The rates of the whole, and of its parts where they were asked for."""
    count = found.whole.count
    lines = [f"*{name}* {rate(formula(count))}\n_{how}_" for name, how, formula in FORMULAS]
    lines += [*_by_amount(found.whole), *_by_list_price(found), f"*What it says* {found.says}"]
    unknown = int(count.unknown)
    if unknown:
        lines.append(
            f"{plural(unknown, 'loss', 'losses')} of unknown kind count in the close rate only."
        )
    tables = (
        _parts(found.whole),
        *([_groups(found)] if found.groups else ()),
        _cycles(found.cycles),
    )
    return Report(
        title=f"Rates, {found.figure.period.label}",
        lines=(*when(found.figure.period, found.figure), *lines),
        tables=tables,
        charts=_charts(found),
        notes=(HEALTHY,),
        drills=_drills(found),
        said=() if found.groups else (("By source", f"{found.figure.line} by source"),),
        line=found.figure.line,
    )


def _by_amount(ended: Ended) -> list[str]:
    """The close rate by amount in each currency, once there are enough deals for one."""
    if ended.count.closed < ENOUGH:
        return []
    told = []
    for currency in sorted(ended.amounts):
        tally = ended.amounts[currency]
        found = close_rate(tally)
        if found.whole:
            told.append(
                f"*By amount* {percent(found.value)} closed, {percent(win_rate(tally).value)} won "
                f"against competition ({amount(found.part, currency)} of "
                f"{amount(found.whole, currency)})"
            )
    return told


def _by_list_price(found: RatesFound) -> list[str]:
    """The close rate at the list price of each deal's product, once there are enough deals."""
    if found.whole.count.closed - found.unlisted < ENOUGH:
        return []
    rest = f"; {plural(found.unlisted, 'closed deal')} without one" if found.unlisted else ""
    told = []
    for currency, tally in sorted(found.listed.items()):
        rate_ = close_rate(tally)
        if rate_.whole:
            told.append(
                f"*By list price* {percent(rate_.value)} closed ({amount(rate_.part, currency)} of "
                f"{amount(rate_.whole, currency)} by the product's list price{rest})"
            )
    return told


def _parts(ended: Ended) -> Table:
    rows = [
        (label, f"{int(getattr(ended.count, part)):,}", _amounts(ended, part))
        for part, label in PARTS.items()
    ]
    return Table("How they ended", ("Outcome", "Deals", "Amount"), tuple(rows))


def _amounts(ended: Ended, part: str) -> str:
    told = [
        amount(getattr(tally, part), currency)
        for currency, tally in sorted(ended.amounts.items())
        if getattr(tally, part)
    ]
    return " + ".join(told)


def _groups(found: RatesFound) -> Table:
    by = found.figure.by
    head = (by.capitalize(), "Close rate", "Win rate", "Won", "Lost", "Slipped", "Won amount")
    return Table(f"By {by}", head, tuple(_row(group) for group in found.groups))


def _row(group: Group) -> tuple[str, ...]:
    count = group.ended.count
    return (
        group.label,
        short_rate(close_rate(count)),
        short_rate(win_rate(count)),
        f"{int(count.won):,}",
        f"{int(count.closed - count.won):,}",
        f"{int(count.slipped):,}",
        _amounts(group.ended, "won"),
    )


def _cycles(cycles: dict[str, Cycle]) -> Table:
    rows = [
        (label, f"{one.count:,}", f"{one.mean:.2f}", f"{one.median:g}")
        for kind, label in (("won", "Won"), ("lost", "Lost"), ("closed", "Closed"))
        if (one := cycles.get(kind)) is not None
    ]
    head = ("Cycle", "Deals", "Mean days", "Median days")
    return Table("From the first day to the last", head, tuple(rows))


def _charts(found: RatesFound) -> tuple[Chart, ...]:
    groups = [g for g in found.groups if g.ended.count.closed >= ENOUGH][:DRAWN]
    if groups:
        closed, won = (
            tuple(_points(formula(g.ended.count).value) for g in groups)
            for formula in (close_rate, win_rate)
        )
        names = tuple(g.label for g in groups)
        title = f"Rates by {found.figure.by}, percent"
        return (Chart(title, names, (("Close rate", closed), ("Win rate", won))),)
    values = tuple(_count(found.whole.count, part) for part in PARTS)
    return (Chart("How deals ended", tuple(PARTS.values()), (("Deals", values),)),)


def _points(value: Decimal | None) -> Decimal:
    return (value or Decimal(0)) * 100


def _count(tally: Tally, part: str) -> Decimal:
    value: Decimal = getattr(tally, part)
    return value


def _drills(found: RatesFound) -> tuple[Drill, ...]:
    period, by, as_of = found.figure.period, found.figure.by, found.figure.as_of
    if by:
        return tuple(
            drill(group.label[:60], Cut("closed", period, by, group.key or None, as_of))
            for group in found.groups[:10]
        )
    return tuple(
        drill(label, Cut(part, period, as_of=as_of))
        for part, label in PARTS.items()
        if getattr(found.whole.count, part)
    )
