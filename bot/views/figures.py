"""Where the pipeline lies: a chart and a table, or the same in words."""

from collections.abc import Mapping

import slackblocks as sb

from bot.usecases.overview import Part, Pipeline
from bot.usecases.showing import money
from bot.views import kit
from coaching.deals import ForecastCategory, Shelf
from coaching.wording import plural

SHELVES = {
    Shelf.TABLE: "On the table",
    Shelf.FRIDGE: "In the fridge",
    Shelf.FREEZER: "In the freezer",
}
CATEGORIES = (ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE)
BY_SHELF = "Open deals by shelf, and before they are opportunities"
BY_CATEGORY = "Opportunities by forecast category"
Rows = list[tuple[str, Part]]
Cell = sb.RawText | sb.RawNumber | sb.RichTextBlock
MOST_CURRENCIES = 4
"""Currencies drawn in one chart, those with most deals first."""
LARGEST = 10**15
"""What is larger is not drawn: a bar beside it would say nothing."""


def pipeline(shown: Pipeline, *, plain: bool = False) -> list[sb.Block]:
    """The figures of the pipeline; sums stay within their currency."""
    blocks: list[sb.Block] = [kit.divider(), kit.header("Your pipeline")]
    by_shelf = [
        *((SHELVES[shelf], part) for shelf, part in shown.shelves.items()),
        *((f"{stage.value.capitalize()}s", part) for stage, part in shown.early.items()),
    ]
    by_category = [(one.value, shown.categories[one]) for one in CATEGORIES]
    if plain:
        return [*blocks, _in_words(BY_SHELF, by_shelf), _in_words(BY_CATEGORY, by_category)]
    chart = _chart(shown.categories)
    tables = (_table(BY_SHELF, "Where", by_shelf), _table(BY_CATEGORY, "Category", by_category))
    return [*blocks, *([chart] if chart else []), *tables]


def _in_words(caption: str, rows: Rows) -> sb.SectionBlock:
    lines = [f"{label}: {plural(part.deals, 'deal')}{_sum(part)}" for label, part in rows]
    return kit.section("\n".join((f"*{caption}*", *lines)))


def _sum(part: Part) -> str:
    return f", {' + '.join(map(money, part.amounts))}" if part.amounts else ""


def _table(caption: str, first: str, rows: Rows) -> sb.DataTableBlock:
    head: list[Cell] = [sb.RawText(words) for words in (first, "Deals", "Amount")]
    body: list[list[Cell]] = [
        [
            sb.RawText(label),
            sb.RawNumber(part.deals, str(part.deals)),
            sb.RawText(kit.clip(" + ".join(map(money, part.amounts)), 500) or "–"),
        ]
        for label, part in rows
    ]
    return sb.DataTableBlock(
        rows=[head, *body], caption=caption, page_size=len(body), block_id=kit.UNNAMED
    )


def _chart(categories: Mapping[ForecastCategory, Part]) -> sb.DataVisualizationBlock | None:
    """The amounts by forecast category, a series for each currency; None without amounts."""
    weights: dict[str, int] = {}
    for part in categories.values():
        for one in part.amounts:
            weights[one.currency] = weights.get(one.currency, 0) + part.deals
    named = sorted(weights, key=lambda currency: (-weights[currency], currency))[:MOST_CURRENCIES]
    amounts = [one.amount for part in categories.values() for one in part.amounts]
    if not any(amounts) or max(amounts) >= LARGEST:
        return None
    series = [
        sb.DataSeries(
            name=currency,
            data=[
                sb.DataPoint(one.value, _amount(categories[one], currency)) for one in CATEGORIES
            ],
        )
        for currency in named
    ]
    axis = sb.AxisConfig(categories=[one.value for one in CATEGORIES])
    chart = sb.BarChart(series=series, axis_config=axis)
    title = f"Open amounts by category, {', '.join(named)}"
    return sb.DataVisualizationBlock(title, chart, block_id=kit.UNNAMED)


def _amount(part: Part, currency: str) -> int:
    return next((int(one.amount) for one in part.amounts if one.currency == currency), 0)
