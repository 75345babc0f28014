"""The in-blood forecast: the number, each deal in or out, and what would bring it in."""

from collections.abc import Mapping
from decimal import Decimal

import slackblocks as sb

from bot.usecases.numbers.forecast import SHOWN, ByRates, ForecastFound
from bot.usecases.showing import money
from bot.views import kit
from bot.views.daily import NOTE
from bot.views.kit import bold, escape
from bot.views.numbers.cuts import drill
from bot.views.numbers.report import Chart, Drill, Report, Table
from bot.views.numbers.wording import percent, sums, when, whole
from coaching.deals import ForecastCategory
from coaching.numbers.forecast import BRINGS_IN, Blood, Calibration, is_against_rule, reading_of
from coaching.wording import day, plural
from storage.numbers.calls import Call
from storage.numbers.cuts import Cut
from storage.numbers.forecast import Forecast, Slot

ORDER = (ForecastCategory.COMMIT, ForecastCategory.BEST_CASE, ForecastCategory.PIPELINE)
RULE = (
    "Without a word of yours Commit counts as in, Best Case and Pipeline as out. What you say "
    "stands until you say otherwise."
)
OBJECTION = (
    "A deal is won whole or not at all, so this suits many small deals with an accurate history."
)


def report(found: ForecastFound) -> Report:
    """The forecast of a period."""
    period = found.figure.period
    lines = [*when(period, found.figure), *_number(found), *_warning(found)]
    if found.by_rates is not None:
        lines += _by_rates(found.by_rates)
    return Report(
        title=f"Forecast, {period.label}",
        lines=tuple(lines),
        tables=(_categories(found.slots), _deals(found), _told(found)),
        charts=_charts(found),
        notes=(RULE, _calibrated(found.calibration)),
        drills=_drills(found),
        line=found.figure.line,
        extra=tuple(_rows(found)),
    )


def _number(found: ForecastFound) -> list[str]:
    if not found.blood:
        return ["Nothing is closed or in yet. An opportunity with a decision date counts here."]
    number = {code: one.number for code, one in found.blood.items()}
    upside = {code: one.upside for code, one in found.blood.items()}
    parts = _parts(found.blood)
    lines = [f"*Forecast* {sums(number)} ({parts})", f"*Upside* up to {sums(upside)}"]
    if found.target is not None:
        code = found.target.currency
        got = found.blood.get(code, Blood()).number
        share = percent(got / found.target.amount) if found.target.amount else "–"
        lines.append(f"*Target* {money(found.target)}: the forecast is {share} of it")
    if found.beside:
        lines.append(
            f"*Top-down* {sums(_rounded(found.beside))}: closed, and your own close rate with "
            "slippage over open Commit and Best Case"
        )
    return lines


def _parts(blood: Mapping[str, Blood]) -> str:
    closed = {code: one.closed for code, one in blood.items() if one.closed}
    inside = {code: one.inside for code, one in blood.items() if one.inside}
    return f"closed {sums(closed)}, in {sums(inside)}"


def _rounded(found: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {code: value.quantize(Decimal(1)) for code, value in found.items()}


def _warning(found: ForecastFound) -> list[str]:
    count, names = found.unsure
    if not count:
        return []
    named = ", ".join(escape(kit.clip(name, 60)) for name in names)
    rest = f" and {count - len(names)} more" if count > len(names) else ""
    return [
        f":warning: *{plural(count, 'Commit deal')} without redlines* so near the end: "
        f"{named}{rest}. Ask who marks up the contract, and by when."
    ]


def _by_rates(found: ByRates) -> list[str]:
    told = " + ".join(whole(found.totals[code], code) for code in sorted(found.totals)) or "–"
    rates = ", ".join(f"{name} {percent(rate)}" for name, rate in found.rates.items())
    if found.kind == "weighted":
        return [f"*Weighted pipeline* {told} ({rates}). {OBJECTION}"]
    whose = "your own rates" if found.own else "an example's rates, until you have a history"
    return [f"*SMB forecast* {told} by {whose} ({rates}). {OBJECTION}"]


def _rows(found: ForecastFound) -> list[sb.Block]:
    blocks: list[sb.Block] = []
    for one in found.deals:
        blocks.append(kit.section(_row_words(one)))
        blocks.append(kit.actions(*_buttons(one, found.figure.period.label)))
    if found.total > SHOWN:
        blocks.append(kit.context(f"{SHOWN} of {found.total} deals; the buttons below show all."))
    return blocks


def _row_words(one: Forecast) -> str:
    due = f"decision {day(one.decision_on)}" if one.decision_on else "no decision date"
    facts = ", ".join(filter(None, (one.category.value, money(one.amount), due)))
    return f"{bold(one.name)}  {facts}\n{_stands(one)}"


def _stands(one: Forecast) -> str:
    word = "In" if one.inside else "Out"
    whose = "by rule" if one.called is None else "called"
    why = f": {escape(one.reason)}" if one.reason else ""
    told = f"{word}, {whose}{why}."
    if is_against_rule(one.category, one.inside):
        return f"{told} Pipeline is never in, by rule of thumb; your word counts."
    return told if one.inside else f"{told} To bring it in: {BRINGS_IN[one.category]}."


def _buttons(one: Forecast, label: str) -> list[sb.Button]:
    other = "out" if one.inside else "in"
    return [
        kit.button(
            other.capitalize(), kit.action(NOTE, other, one.deal_id),
            f"{other} #{one.deal_id} {label}", reads=f"Call {one.name} {other}",
        ),
        kit.button(
            "Show", kit.action(NOTE, "show", one.deal_id), f"show #{one.deal_id}",
            reads=f"Show {one.name}",
        ),
    ]  # fmt: skip


def _categories(slots: tuple[Slot, ...]) -> Table:
    won = [slot for slot in slots if slot.category is None]
    rows = [("Closed", f"{sum(s.count for s in won):,}", _sum(won), "", "")]
    for category in ORDER:
        of = [slot for slot in slots if slot.category is category]
        inside, out = [s for s in of if s.inside], [s for s in of if not s.inside]
        count = f"{sum(s.count for s in of):,}"
        rows.append((category.value, count, _sum(of), _sum(inside), _sum(out)))
    return Table("By category", ("Category", "Deals", "Amount", "In", "Out"), tuple(rows))


def _sum(slots: list[Slot]) -> str:
    found: dict[str, Decimal] = {}
    for slot in slots:
        if slot.currency:
            found[slot.currency] = found.get(slot.currency, Decimal(0)) + slot.total
    return sums(found) if found else ""


def _deals(found: ForecastFound) -> Table:
    rows = tuple(
        (
            one.name,
            one.category.value,
            money(one.amount),
            "in" if one.inside else "out",
            "rule" if one.called is None else "called",
            one.reason or "",
            found.owners.get(one.owner_id, ""),
        )
        for one in found.deals
    )
    head = ("Deal", "Category", "Amount", "In or out", "By", "Reason", "Owner")
    return Table("Deal by deal", head, rows, beside=True)


def _told(found: ForecastFound) -> Table:
    rows = tuple(_call(one, found.owners) for one in found.told)
    return Table("Last calls", ("Deal", "Call", "Day", "Who", "Reason"), rows)


def _call(one: Call, owners: Mapping[int, str]) -> tuple[str, ...]:
    who = owners.get(one.member_id, "") if one.member_id else ""
    return (one.name, "in" if one.inside else "out", day(one.at.date()), who, one.reason or "")


def _calibrated(told: Calibration) -> str:
    if not told.called_in + told.called_out:
        return "No call of a past period yet: what you say here is later held against what came."
    return (
        f"Past calls: {told.in_won} of {told.called_in} called in were won in time, "
        f"{told.out_won} of {told.called_out} called out were won as well. {reading_of(told)}"
    )


def _charts(found: ForecastFound) -> tuple[Chart, ...]:
    if not found.blood:
        return ()
    names = ("Closed", "In", "Out (upside)")
    series = tuple(
        (code, (one.closed, one.inside, one.excluded)) for code, one in sorted(found.blood.items())
    )
    return (Chart(f"Forecast {found.figure.period.label}", names, series),)


def _drills(found: ForecastFound) -> tuple[Drill, ...]:
    period = found.figure.period
    kinds = {"won": "Closed", "commit": "Commit", "best_case": "Best Case", "pipeline": "Pipeline"}
    return tuple(
        drill(label, Cut(kind, period, as_of=found.figure.as_of)) for kind, label in kinds.items()
    )
