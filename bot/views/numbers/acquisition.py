"""What customers cost, channels and their dead zones, hiring, and an SDR's bonus."""

from decimal import Decimal

from bot.usecases.numbers.acquisition import ChannelsFound, CostFound, HiringFound, Source
from bot.usecases.requests import Figure
from bot.usecases.showing import money
from bot.views import kit
from bot.views.kit import escape
from bot.views.numbers.cuts import drill
from bot.views.numbers.report import Chart, Drill, Report, Table
from bot.views.numbers.wording import amount, percent, times, when, whole
from coaching.deals import Stage
from coaching.numbers.acquisition import (
    BONUS_RATIO,
    WAYS_OUT,
    Bonus,
    Channel,
    Way,
    coca_ratio,
    cost_each,
    returned,
)
from coaching.numbers.rates import ENOUGH
from coaching.wording import plural
from storage.numbers.cuts import Cut

SHOULD = "Inbound should cost ever less of what it brings; outbound grows with its revenue."
TOLD = ("spent", "won", "COCA")
WAYLESS = 5
"""Sources without a way that are named."""
DRILLED = 8
"""Parts that open their deals."""
COHORT = (
    "Cost per stage is spend over the deals added in the period that came to the stage or beyond. "
    "Split by owner or product, each source's spend is shared evenly among its deals."
)
RATIO = "COCA ratio = spend / revenue: 215k on 3.9M is 5.5 %, $18 for each $1."


def costs(found: CostFound) -> Report:
    """Acquisition cost of a period."""
    period, currency, all_ = found.figure.period, found.currency, found.whole
    lines = [*when(period, found.figure)]
    if not all_.spend:
        lines.append("Nothing is recorded as spent in it. Say for instance `cost google 2k march`.")
    lines += [
        f"*Spent* {amount(all_.spend, currency)} for {amount(all_.revenue, currency)} won",
        f"*COCA ratio* {percent(coca_ratio(all_.spend, all_.revenue))}, "
        f"{amount(returned(all_.spend, all_.revenue), currency)} for each 1 spent\n"
        "_spend / revenue_",
    ]
    lines += _gross(found)
    if found.full is not None:
        each = cost_each(found.full, all_.through[Stage.CUSTOMER])
        lines.append(
            f"*Full cost* {amount(found.full, currency)} with the sellers' time, "
            f"{amount(each, currency)} a customer"
        )
    if found.unplaced:
        lines.append(f"{amount(found.unplaced, currency)} went to sources without a deal yet.")
    if found.left_out:
        lines.append(f"Left out, without a rate: {', '.join(map(money, found.left_out[:5]))}.")
    by = found.figure.by or "source"
    return Report(
        title=f"What customers cost, {period.label}",
        lines=tuple(lines),
        tables=(_each_stage(found), _parts(found, by), *_trend(found)),
        charts=(*_charts(found), *_over_time(found)),
        notes=(COHORT, RATIO, *_ways(found)),
        drills=_drills(found, by),
        line=found.figure.line,
    )


def _gross(found: CostFound) -> list[str]:
    """What is left of the revenue: pay by revenue alone keeps unprofitable deals alive (003)."""
    whole = found.whole
    if not whole.margined:
        return []
    spent = f"; spend is {percent(whole.spend / whole.gross)} of it" if whole.gross else ""
    return [
        f"*Gross margin* {amount(whole.gross, found.currency)} of the "
        f"{amount(whole.margined, found.currency)} won whose product's margin is known{spent}"
    ]


def _trend(found: CostFound) -> list[Table]:
    trend = found.trend
    if trend is None or not any(any(one) for one in (*trend.spent.values(), *trend.won.values())):
        return []
    rows = []
    for number, quarter in enumerate(trend.quarters):
        cells = [quarter.label]
        for way in Way:
            spent, won = trend.spent[way][number], trend.won[way][number]
            money_ = (amount(spent, found.currency), amount(won, found.currency))
            cells += [*money_, percent(coca_ratio(spent, won))]
        rows.append(tuple(cells))
    head = ("Quarter", *(f"{way.capitalize()} {one}" for way in Way for one in TOLD))
    return [Table("Inbound and outbound", head, tuple(rows))]


def _over_time(found: CostFound) -> list[Chart]:
    if not _trend(found) or found.trend is None:
        return []
    series = tuple((f"{way.capitalize()} spent", found.trend.spent[way]) for way in Way)
    names = tuple(one.label for one in found.trend.quarters)
    return [Chart(f"Spent a quarter, {found.currency}", names, series, over_time=True)]


def _ways(found: CostFound) -> list[str]:
    if not _trend(found) or found.trend is None:
        return []
    told = [kit.clip(one, 60) for one in found.trend.neither[:WAYLESS]]
    rest = len(found.trend.neither) - len(told)
    named = f"{', '.join(map(escape, told))}{f' and {rest} more' if rest else ''}"
    more = (
        f" Neither by its name: {named}; a source may be called inbound or outbound."
        if told
        else ""
    )
    return [f"{SHOULD}{more}"]


def _each_stage(found: CostFound) -> Table:
    rows = tuple(
        (
            f"{stage.value.capitalize()}",
            f"{found.whole.through[stage]:,}",
            amount(cost_each(found.whole.spend, found.whole.through[stage]), found.currency),
        )
        for stage in Stage
    )
    return Table("Cost at every step", ("Stage", "Deals", "Cost each"), rows)


def _parts(found: CostFound, by: str) -> Table:
    head: tuple[str, ...] = (
        by.capitalize(), "Spent", "Leads", "Customers", "Cost each", "Revenue", "COCA ratio"
    )  # fmt: skip
    rows = tuple(_part(one, found.currency) for one in found.parts)
    if found.whole.margined:
        head = (*head, "Gross margin")
        rows = tuple(
            (*row, amount(one.gross, found.currency) if one.margined else "–")
            for row, one in zip(rows, found.parts, strict=True)
        )
    return Table(f"By {by}", head, rows)


def _part(one: Source, currency: str) -> tuple[str, ...]:
    return (
        one.label,
        amount(one.spend, currency),
        f"{one.through[Stage.LEAD]:,}",
        f"{one.through[Stage.CUSTOMER]:,}",
        amount(cost_each(one.spend, one.through[Stage.CUSTOMER]), currency),
        amount(one.revenue, currency),
        percent(coca_ratio(one.spend, one.revenue)),
    )


def _drills(found: CostFound, by: str) -> tuple[Drill, ...]:
    """All that were added and won, and what was added part by part."""
    period, as_of = found.figure.period, found.figure.as_of
    parts = [one for one in found.parts if one.through[Stage.LEAD]][:DRILLED]
    return (
        drill("Added", Cut("created", period, as_of=as_of)),
        drill("Won", Cut("won", period, as_of=as_of)),
        *(
            drill(one.label[:60], Cut("created", period, by, one.key or None, as_of))
            for one in parts
        ),
    )


def _charts(found: CostFound) -> tuple[Chart, ...]:
    parts = found.parts[:10]
    names = tuple(one.label for one in parts)
    series = (
        ("Spent", tuple(one.spend for one in parts)),
        ("Revenue", tuple(one.revenue for one in parts)),
    )
    return (Chart(f"Spent and won, {found.currency}", names, series),) if names else ()


def channels(found: ChannelsFound) -> Report:
    """Deals by channel, the dead zones with their ways out, and whether selling scales."""
    currency = found.currency
    lines = [*when(found.figure.period, found.figure)]
    for channel, deals in found.dead.items():
        if deals:
            named = ", ".join(
                f"{escape(kit.clip(name, 60))} {money(worth)}" for _, name, worth in deals
            )
            ways = "\n".join(f"{n}. {way}" for n, way in enumerate(WAYS_OUT[channel], 1))
            lines.append(f"*In the {channel.value}* {named}. Ways out:\n{ways}")
    if not any(found.dead.values()):
        lines.append("No open deal lies in a dead zone.")
    if found.unknown:
        lines.append(f"{plural(found.unknown, 'open deal')} without an amount in {currency}.")
    lines.append(_scales(found))
    bounds = ", ".join(whole(bound, currency) for bound in found.bounds)
    unit = (
        "" if found.is_converted else f" They are euros taken as {currency}: see `settings rate`."
    )
    return Report(
        title="Channels",
        lines=tuple(lines),
        tables=(_sold(found),),
        charts=_by_channel(found),
        drills=_into_channels(found),
        notes=(f"Bounds: {bounds}; `settings rule channel_inside 10000` moves one.{unit}",),
        line=found.figure.line,
    )


def _into_channels(found: ChannelsFound) -> tuple[Drill, ...]:
    ends = ("", *(f"{bound:f}" for bound in found.bounds), "")
    bounds = {one: f"{ends[n]}:{ends[n + 1]}" for n, one in enumerate(Channel)}
    kinds = {"in channel": "", "won in channel": ", won"}
    return tuple(
        drill(
            f"{one.channel.value.capitalize()}{more}",
            Cut(kind, found.figure.period, "", bounds[one.channel], found.figure.as_of),
        )
        for kind, more in kinds.items()
        for one in found.sold
        if (one.won if more else one.open)
    )


def _scales(found: ChannelsFound) -> str:
    if found.scales is None or found.a_seller is None:
        return (
            "*Does it scale?* It takes won deals of the last 365 days and a seller's full cost a "
            "year: an admin says `settings rule seller_cost 90000`."
        )
    return (
        f"*Does it scale?* A seller closes {found.a_seller:.1f} deals a year and brings "
        f"{times(found.scales)} of what they cost "
        f"({whole(Decimal(found.seller_cost), found.currency)})."
    )


def _sold(found: ChannelsFound) -> Table:
    rows = []
    for one in found.sold:
        won = one.won_total / one.won if one.won else None
        close = (
            percent(Decimal(one.won) / one.closed)
            if one.closed >= ENOUGH
            else f"not enough data ({one.closed})"
        )
        days = f"{one.mean_days:.0f}" if one.mean_days is not None else "–"
        rows.append(
            (
                one.channel.value.capitalize(),
                f"{one.open:,}",
                amount(one.open_total, found.currency),
                f"{one.won:,}",
                close,
                amount(won, found.currency),
                days,
            )
        )
    head = ("Channel", "Open", "Open amount", "Won", "Close rate", "Average won", "Mean days")
    return Table("Each channel by itself", head, tuple(rows))


def _by_channel(found: ChannelsFound) -> tuple[Chart, ...]:
    names = tuple(one.channel.value.capitalize() for one in found.sold)
    values = tuple(one.open_total for one in found.sold)
    chart = Chart(f"Open amount by channel, {found.currency}", names, ((found.currency, values),))
    return (chart,) if names else ()


def hiring(found: HiringFound) -> Report:
    """Whether to hire a first seller."""
    return Report(
        title="Ready to hire a seller?",
        lines=(f"*{'Yes' if found.is_ready else 'Not yet'}* {escape(found.why)}",),
        notes=("A segment stands for the company profile, a product for the use case.",),
    )


def sdr(figure: Figure, found: Bonus | None) -> Report:
    """What an SDR is paid for a meeting and for a closed deal."""
    assert figure.amount is not None
    assert found is not None
    currency = figure.amount.currency
    meetings, closed = figure.counts
    paid = found.meeting * meetings + found.closed * closed
    return Report(
        title="An SDR's bonus",
        lines=(
            f"*A meeting* {amount(found.meeting, currency)}",
            f"*A closed deal* {amount(found.closed, currency)}, {BONUS_RATIO} times a meeting",
            f"{plural(meetings, 'meeting')} and {plural(closed, 'closed deal')} come to "
            f"{amount(paid, currency)} of {money(figure.amount)}.",
        ),
    )
