"""What products cost and leave: the list, and the echo of a change."""

from decimal import Decimal

from bot.usecases.pricing import Kept
from bot.usecases.showing import money
from bot.views import kit
from bot.views.card import FORM
from bot.views.kit import Said, bold
from bot.views.stands import plain
from bot.views.written import UNDO
from storage.products import Product

MOST = 40
"""Products of a list; the rest is counted."""
ADD = kit.actions(kit.button("Add a product", kit.action(FORM, "product"), "product|"))


def kept(result: Kept, *, undo_minutes: int) -> Said:
    """What is known of a product now, what was known before, and the way back."""
    lines = [f"{_line(result.now)}."]
    before = result.before
    if before is not None and _facts(before) != _facts(result.now):
        lines.append(f"Until now it was {_facts(before)}.")
    if result.retyped:
        lines.append("The same words came less than a minute ago; it is still kept once.")
    number = str(result.action_id)
    return kit.said(
        plain(" ".join(lines)),
        kit.section("\n".join(lines)),
        kit.context(f"Undo works for {undo_minutes} minutes. Said again, it is replaced."),
        kit.actions(kit.button("Undo", UNDO, number, reads="Undo what was just kept")),
    )


def products(known: tuple[Product, ...]) -> Said:
    """Every product with its price and margin."""
    if not known:
        words = "No list price is kept yet. Say for instance `product pro 4,800 margin 60%`."
        return kit.said(plain(words), kit.section(words), ADD)
    lines = [_line(one) for one in known[:MOST]]
    rest = [f"{len(known) - MOST} more are kept as well."] if len(known) > MOST else []
    words = "; ".join((*lines, *rest))
    return kit.said(
        plain(f"Products: {words}."), kit.section("\n".join(["Products", *lines, *rest])), ADD
    )


def _line(one: Product) -> str:
    return f"{bold(one.name)}: {_facts(one)}"


def _facts(one: Product) -> str:
    price = f"list price {money(one.price)}" if one.price else ""
    margin = f"gross margin {_percent(one.margin)}" if one.margin is not None else ""
    return ", ".join(filter(None, (price, margin))) or "nothing known"


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f} %"
