"""The Home tab: today's list, where the pipeline lies, the deals by pages, and what to do next."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import slackblocks as sb

from bot.usecases.asking import Asking
from bot.usecases.overview import Overview
from bot.usecases.settling import Settled
from bot.usecases.showing import Page
from bot.views import daily, figures, kit, listing, settings, welcome
from bot.views.daily import ADD
from bot.views.kit import Json, escape
from bot.views.refusal import RUN
from coaching.wording import day, plural

LOG_ANY = "log_any"
SETTINGS = "open_settings"
LOG = "home_log"
TURN = "home_page"
NUMBERS = ("forecast", "coverage", "numbers", "funnel", "slips")
MOST_ROWS = 15
"""Rows of today's list on Home, three blocks each; the message of the morning has them all."""


def home(shown: Overview, asking: Asking, *, plain: bool = False) -> Json:
    """Everything on one page; `plain` for a Slack that does not know tables and charts."""
    known = bool(shown.listed.open_deals)
    blocks: list[sb.Block] = [
        kit.header(f"Today, {day(asking.today)}"),
        _buttons(),
        *(welcome.steps(shown.steps, asking) if shown.steps else ()),
        *_today(shown, asking.today),
        *(figures.pipeline(shown.pipeline, plain=plain) if known else ()),
        *((_numbers(),) if known else ()),
        *(_deals(shown.page) if known else ()),
        *(welcome.samples(shown.samples) if shown.samples else ()),
        *_recurring(shown.settled),
        kit.context(_coming(shown.next_list, asking.member.zone)),
    ]
    return kit.home(blocks)


def unread(words: str) -> Json:
    """Home where it could not be read: said so, rather than shown empty."""
    return kit.home(
        [
            kit.header("Deal Coach"),
            kit.section(f"{daily.UNREAD} {escape(words)}"),
            kit.actions(kit.button("Try again", kit.action(TURN, "again"), "1", style="primary")),
        ]
    )


def nothing(words: str) -> Json:
    """Home for somebody who is not, or no longer, one of the workspace's own people."""
    return kit.home([kit.header("Deal Coach"), kit.section(escape(words))])


def _buttons() -> sb.ActionsBlock:
    return kit.actions(
        kit.button("Log", LOG_ANY, "log", style="primary", reads="Log a touch"),
        kit.button("Add a deal", ADD, "add"),
        kit.button("Settings", SETTINGS, "settings"),
    )


def _numbers() -> sb.ActionsBlock:
    """What the figures come to, each on a page of its own."""
    return kit.actions(
        *(kit.button(one.capitalize(), kit.action(RUN, one), one) for one in NUMBERS)
    )


def _today(shown: Overview, today: date) -> list[sb.Block]:
    listed = shown.listed
    if not listed.rows:
        return [kit.section(_nothing(shown))] if listed.open_deals or not shown.steps else []
    blocks: list[sb.Block] = [kit.context(daily.summary(listed))]
    for number, row in enumerate(listed.rows[:MOST_ROWS], 1):
        blocks += daily.row_blocks(number, row, listed.ticked.get(row.deal_id))
    rest = len(listed.rows) - MOST_ROWS
    if rest > 0:
        blocks.append(kit.context(f"{rest} more: `today` shows the whole list."))
    return blocks


def _recurring(settled: Settled | None) -> list[sb.Block]:
    """All that comes by itself, each with its next time and a switch."""
    if settled is None:
        return []
    return [kit.divider(), kit.header("What comes by itself"), *settings.recurring(settled)]


def _nothing(shown: Overview) -> str:
    deals, waiting = shown.listed.open_deals, shown.listed.more
    if waiting:
        return f"No calls today, and nothing else is due. {plural(waiting, 'deal')} can wait."
    if deals:
        was = "your one open deal was" if deals == 1 else f"all {deals} open deals were"
        return f"Nothing is due today: {was} touched recently enough, or an agreed day is ahead."
    return (
        "You have no open deals. Press *Add a deal*, or drop a CSV or XLSX file of your CRM "
        "into the messages beside this tab."
    )


def _deals(page: Page) -> list[sb.Block]:
    """The member's deals, those that are decided soonest first."""
    head = f"Your deals: {page.total}"
    if page.last_page > 1:
        head += f", page {page.asked.page} of {page.last_page}"
    blocks: list[sb.Block] = [kit.divider(), kit.header(head)]
    for deal, stands in zip(page.deals, page.standings, strict=True):
        words, _ = listing.row_words(deal, stands, "", page.warned.get(deal.id, ""))
        key = str(deal.id)
        log = kit.button("Log", kit.action(LOG, key), key, reads=f"Log on {deal.name}, below")
        blocks.append(kit.section(words, log))
    if not page.deals:
        blocks.append(kit.section("There is no such page any more. Go back to the first."))
    if page.last_page > 1:
        blocks.append(_turns(page))
    return blocks


def _turns(page: Page) -> sb.ActionsBlock:
    number, last = page.asked.page, page.last_page
    turns = []
    if number > 1:
        back = str(min(number - 1, last))
        turns.append(kit.button("Back", kit.action(TURN, "back"), back, reads="The page before"))
    if number < last:
        on = str(number + 1)
        turns.append(kit.button("More", kit.action(TURN, "more"), on, reads="The next page"))
    return kit.actions(*turns)


def _coming(next_list: datetime | None, zone: str) -> str:
    if next_list is None:
        return "No list is planned. *Settings* has your hour and your days."
    local = next_list.astimezone(ZoneInfo(zone))
    return f"Your next list comes {day(local.date())} at {local:%H:%M}."
