"""The numbers: asked for in a line, drawn on a press, opened row by row, and given as a file."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bot import attachments, grammar
from bot.attachments import Person
from bot.door import Answer, Ask, Reply, later
from bot.grammar.requests import Reading
from bot.runtime import Runtime
from bot.usecases.asking import Asking
from bot.usecases.numbers import acquisition, coverage, drilling, forecast, funnel, rates, slips
from bot.usecases.requests import Figure
from bot.views.numbers import acquisition as acquisition_views
from bot.views.numbers import coverage as coverage_views
from bot.views.numbers import forecast as forecast_views
from bot.views.numbers import funnel as funnel_views
from bot.views.numbers import rates as rates_views
from bot.views.numbers import report as reports
from bot.views.numbers import rows as row_views
from bot.views.numbers import slips as slips_views
from bot.views.numbers.cuts import unpacked
from bot.views.numbers.report import Report
from coaching.errors import Refusal

Counted = Callable[[Any, Asking, Figure], Report]
"""Counts and tells, within an open transaction."""


def _told(look: Callable[..., Any], report: Callable[..., Report]) -> Counted:
    return lambda session, asking, figure: report(look(session, asking, figure))


KINDS: dict[str, Counted] = {
    "numbers": _told(rates.look, rates_views.report),
    "forecast": _told(forecast.look, forecast_views.report),
    "coverage": _told(coverage.look, coverage_views.report),
    "funnel": _told(funnel.look, funnel_views.report),
    "plan": _told(funnel.plan, funnel_views.plan),
    "slips": _told(slips.look, slips_views.report),
    "cost report": _told(acquisition.costs, acquisition_views.costs),
    "channels": _told(acquisition.channels, acquisition_views.channels),
    "hiring": _told(acquisition.hire, acquisition_views.hiring),
    "sdr": lambda _, asking, figure: acquisition_views.sdr(figure, acquisition.bonus(figure)),
}
WHOLE: dict[str, Counted] = {
    "slips": _told(partial(slips.look, whole=True), slips_views.report),
}
"""Figures of which a file holds more than a message."""


def look(runtime: Runtime, asking: Asking, figure: Figure) -> Answer:
    """`numbers`, `forecast`, `coverage` and their like, in words first."""
    return Reply(reports.in_words(_counted(runtime, asking, figure, KINDS)))


def picture(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """The same with charts and tables, in its place."""
    report = _counted(runtime, asking, _figure(ask.value, asking), KINDS)
    return Reply(reports.drawn(report), replaces=True)


def rows(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """A page of the deals behind a figure; another page takes its place."""
    cut, page = unpacked(ask.value)
    with runtime.database.read() as session:
        found = drilling.drill(session, asking, cut, page)
    turned = str(ask.action["action_id"]).endswith(("back", "more"))
    return Reply(row_views.page(found), replaces=turned)


def file(runtime: Runtime, ask: Ask, asking: Asking) -> Answer:
    """A figure's tables, or the rows behind it, into the direct messages of whoever asks."""
    later(runtime, ask, partial(_give, runtime, Person(ask.tenant, ask.user), asking, ask.value))
    words = "The file is on its way to our direct messages."
    return Reply(reports.in_words(Report("Your file", (words,))))


def _give(runtime: Runtime, to: Person, asking: Asking, value: str) -> None:
    if value.startswith(row_views.ROWS_MARK):
        cut, _ = unpacked(value.removeprefix(row_views.ROWS_MARK))
        with runtime.database.snapshot() as session:
            content = row_views.file(drilling.drill(session, asking, cut, whole=True))
        return attachments.give(runtime, to, "deals.csv", content, "The deals behind the figure.")
    figure = _figure(value, asking)
    report = _counted(runtime, asking, figure, {**KINDS, **WHOLE})
    name = f"{figure.kind.replace(' ', '-')}.csv"
    return attachments.give(runtime, to, name, reports.as_csv(report), report.title)


def _counted(runtime: Runtime, asking: Asking, figure: Figure, kinds: dict[str, Counted]) -> Report:
    with runtime.database.snapshot() as session:
        return kinds[figure.kind](session, asking, figure)


def _figure(line: str, asking: Asking) -> Figure:
    workspace = asking.workspace
    reading = Reading(
        asking.local_now,
        workspace.currency,
        workspace.day_first,
        tuple(dict.fromkeys(("en", workspace.language))),
        asking.member.working_days,
    )
    found = grammar.parse(line, reading)
    if not isinstance(found, Figure):
        raise Refusal("That figure is no longer here. Say the command again.")
    return found
