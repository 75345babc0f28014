"""What a figure is shown as: headline, sentences, tables, charts; drawn, in words, or as CSV."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import slackblocks as sb

from bot.views import kit
from bot.views.kit import Said
from bot.views.refusal import RUN
from bot.views.stands import plain

PICTURE = "numbers_picture"
FILE = "numbers_file"
ROWS = "numbers_rows"
MOST_ROWS = 20
"""Rows of a table in a message; the file has all."""
MOST_CATEGORIES, MOST_LABEL, MOST_SERIES = 20, 20, 6
LARGEST = Decimal(10**15)
MOST_BUTTONS = 5
MOST_DRILLS = 10


@dataclass(frozen=True, slots=True)
class Drill:
    """A button that opens the rows behind a figure: its label, and what names them."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a head; the first cell of each names it. `beside` says that the same
    stands in words already, so that only tables and files repeat it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, or a line where `over_time`: a value of each series for each category."""

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal, ...]], ...]
    over_time: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A figure as it is told. `lines` are our own markdown, in which what was typed is escaped;
    `line` asks for it again; `said` are buttons that run another line."""

    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()
    drills: tuple[Drill, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    line: str = ""
    extra: tuple[sb.Block, ...] = field(default=(), compare=False)


def in_words(report: Report) -> Said:
    """All figures as text, which every Slack can show, with buttons to pictures and rows."""
    blocks = [*_head(report), *_in_lines(report), *_foot(report)]
    return kit.said(_spoken(report), *blocks)


def drawn(report: Report) -> Said:
    """The same with charts and sortable tables; `plain` is for a Slack that refuses them."""
    charts = [_chart(chart) for chart in report.charts if _drawable(chart)][:2]
    tables = [_data_table(table) for table in report.tables if table.rows]
    full = kit.said(_spoken(report), *_head(report), *charts, *tables, *_foot(report, again=False))
    simple = in_words(report)
    return Said(full.text, full.blocks, simple.blocks)


def _in_lines(report: Report) -> list[sb.Block]:
    return [_as_lines(table) for table in report.tables if not table.beside and table.rows]


def as_csv(report: Report) -> bytes:
    """Every table of the report, one below the other, for a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for number, table in enumerate(report.tables):
        if number:
            writer.writerow([])
        writer.writerow(table.head)
        writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is kept as text."""
    return (
        f"'{cell}"
        if cell[:1] in "=+@\t\r" or (cell[:1] == "-" and not cell[1:2].isdigit())
        else cell
    )


def _head(report: Report) -> list[sb.Block]:
    lines = [line for line in report.lines if line]
    found: list[sb.Block] = [kit.header(report.title)]
    found += [kit.section("\n".join(lines))] if lines else []
    return [*found, *report.extra]


def _foot(report: Report, *, again: bool = True) -> list[sb.Block]:
    found: list[sb.Block] = [kit.context(note) for note in report.notes if note]
    rows = [
        kit.button(
            one.label, kit.action(ROWS, number), one.value, reads=f"Deals behind {one.label}"
        )
        for number, one in enumerate(report.drills[:MOST_DRILLS])
    ]
    found += [kit.actions(*rows[n : n + MOST_BUTTONS]) for n in range(0, len(rows), MOST_BUTTONS)]
    buttons = [
        kit.button(label, kit.action(RUN, "numbers", number), line)
        for number, (label, line) in enumerate(report.said)
    ]
    if report.line and report.charts and again:
        buttons.insert(0, kit.button("Chart and tables", PICTURE, report.line))
    if report.line and report.tables:
        buttons.append(kit.button("As a file", FILE, report.line))
    return [*found, *([kit.actions(*buttons[:MOST_BUTTONS])] if buttons else [])]


def _spoken(report: Report) -> str:
    lines = [_sentence(line) for line in (*report.lines, *report.notes) if line]
    tables = [
        f"{table.caption}: "
        + "; ".join(_row_words(table.head, row) for row in table.rows[:MOST_ROWS])
        + "."
        for table in report.tables
        if table.rows
    ]
    return " ".join((_sentence(kit.escape(report.title)), *lines, *map(kit.escape, tables)))


def _sentence(line: str) -> str:
    words = _MARKS.sub("", plain(line)).strip().replace("\n", "; ")
    return words if words.endswith((".", "?", "!")) else f"{words}."


_MARKS = re.compile(r"(?m)^_|_$|:[a-z]+: ")
"""What stands around a formula, and an emoji."""


def _row_words(head: Sequence[str], row: Sequence[str]) -> str:
    pairs = zip(head[1:], row[1:], strict=True)
    return f"{row[0]} " + ", ".join(f"{name} {cell}" for name, cell in pairs if cell)


def _as_lines(table: Table) -> sb.Block:
    """A line for each row, which reads on a phone as well."""
    lines = [f"*{kit.escape(table.caption)}*"]
    for row in table.rows[:MOST_ROWS]:
        named, rest = kit.bold(row[0]), _cells(table.head, row)
        lines.append(f"{named}  {rest}" if rest else named)
    if len(table.rows) > MOST_ROWS:
        lines.append(f"and {len(table.rows) - MOST_ROWS} more: the file has all.")
    return kit.section("\n".join(lines))


def _cells(head: Sequence[str], row: Sequence[str]) -> str:
    pairs = zip(head[1:], row[1:], strict=True)
    return " · ".join(f"{kit.escape(name)} {kit.escape(cell)}" for name, cell in pairs if cell)


def _data_table(table: Table) -> sb.DataTableBlock:
    head: list[sb.RawText | sb.RawNumber | sb.RichTextBlock] = [
        sb.RawText(kit.clip(name, 100)) for name in table.head
    ]
    body: list[list[sb.RawText | sb.RawNumber | sb.RichTextBlock]] = [
        [sb.RawText(kit.clip(cell, 200) or "–") for cell in row] for row in table.rows[:MOST_ROWS]
    ]
    return sb.DataTableBlock(
        rows=[head, *body],
        caption=kit.clip(table.caption, 150),
        page_size=min(len(body), 10),
        block_id=kit.UNNAMED,
    )


def _drawable(chart: Chart) -> bool:
    values = [value for _, numbers in chart.series for value in numbers]
    return any(values) and max(values) < LARGEST and len(set(chart.categories)) > 0


def _chart(chart: Chart) -> sb.DataVisualizationBlock:
    labels = _labels(chart.categories[:MOST_CATEGORIES])
    series = [
        sb.DataSeries(
            name=kit.clip(name, MOST_LABEL),
            data=[
                sb.DataPoint(label, _plain(value))
                for label, value in zip(labels, values, strict=False)
            ],
        )
        for name, values in chart.series[:MOST_SERIES]
    ]
    axis = sb.AxisConfig(categories=labels)
    kind = sb.LineChart if chart.over_time else sb.BarChart
    title = kit.clip(chart.title, 50)
    return sb.DataVisualizationBlock(
        title, kind(series=series, axis_config=axis), block_id=kit.UNNAMED
    )


def _labels(names: Sequence[str]) -> list[str]:
    """Short and different from one another, as an axis needs them."""
    found: list[str] = []
    for number, name in enumerate(names, 1):
        label = kit.clip(name or "–", MOST_LABEL)
        found.append(label if label not in found else f"{label[: MOST_LABEL - 4]} {number}")
    return found


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else round(float(value), 2)
