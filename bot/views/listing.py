"""Pages of deals."""

import slackblocks as sb

from bot.usecases.requests import Listing
from bot.usecases.showing import Page, money
from bot.views import kit
from bot.views.kit import Said, bold, escape
from bot.views.refusal import RUN
from bot.views.stands import stage_words, stands_line
from coaching.cadence import Standing
from coaching.deals import Deal
from coaching.wording import day, plural

PAGE = "page"
LOG = "list_log"
OWNER_MOST = 60
"""Characters of a colleague's name on a row."""
QUIET = (
    "Silence past the window of its shelf is all that counts here; `list stalled` shows what has "
    "two warnings, or heard a slow no."
)


def page(shown: Page) -> Said:
    """One page, with buttons to the others; each row shows its deal."""
    if not shown.total:
        words = (
            f"{escape(shown.title)}: none. `list all` shows every open deal that you may see, "
            "`add` makes one."
        )
        return kit.said(words.replace("`", ""), kit.section(words))
    summary = f"{escape(shown.title)}: {plural(shown.total, 'deal')}"
    if shown.last_page > 1:
        summary += f", page {shown.asked.page} of {shown.last_page}"
    blocks: list[sb.Block] = [kit.section(f"*{summary}*")]
    spoken = [f"{summary}."]
    for deal, stands in zip(shown.deals, shown.standings, strict=True):
        whose, warned = shown.owners.get(deal.owner_id, ""), shown.warned.get(deal.id, "")
        words, sentence = row_words(deal, stands, whose, warned)
        blocks += _row(deal, words)
        spoken.append(sentence)
    if shown.asked.what == "quiet":
        blocks.append(kit.context(QUIET))
        spoken.append(QUIET.replace("`", ""))
    if shown.last_page > 1:
        blocks.append(_turns(shown))
    return kit.said(" ".join(spoken), *blocks)


def row_words(deal: Deal, stands: Standing, owner: str, warned: str = "") -> tuple[str, str]:
    """A deal in a list, as it is drawn and as it is said."""
    decision = f"decision {day(deal.decision_on)}" if deal.decision_on and deal.is_open else ""
    whose = f"owner {escape(kit.clip(owner, OWNER_MOST))}" if owner else ""
    facts = ", ".join(filter(None, (stage_words(deal), money(deal.amount), decision, whose)))
    where = stands_line(deal, stands)
    below = f"{where} {escape(warned)}." if warned else where
    return f"{bold(deal.name)}  {facts}\n{below}", f"{escape(deal.name)}: {facts}. {below}"


def _row(deal: Deal, words: str) -> list[sb.Block]:
    """A closed deal is only looked at."""
    if not deal.is_open:
        return [kit.section(words, _show(deal))]
    log = kit.button("Log", kit.action(LOG, deal.id), str(deal.id), reads=f"Log on {deal.name}")
    return [kit.section(words), kit.actions(log, _show(deal))]


def _show(deal: Deal) -> sb.Button:
    return kit.button(
        "Show", kit.action(RUN, "show", deal.id), f"show #{deal.id}", reads=f"Show {deal.name}"
    )


def _turns(shown: Page) -> sb.ActionsBlock:
    asked = shown.asked
    turns = []
    if asked.page > 1:
        turns.append(kit.button("Back", kit.action(PAGE, "back"), value(asked, asked.page - 1)))
    if asked.page < shown.last_page:
        turns.append(kit.button("More", kit.action(PAGE, "more"), value(asked, asked.page + 1)))
    return kit.actions(*turns)


def value(asked: Listing, number: int) -> str:
    """What a page button carries."""
    return f"{asked.what}|{number}|{asked.value}"
