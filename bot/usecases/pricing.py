"""What products cost by their list and what of it is gross margin: kept for the numbers, listed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.usecases import spending
from bot.usecases.asking import Asking
from bot.usecases.requests import Priced
from bot.usecases.texts import detail
from coaching.errors import Refusal
from coaching.people import Role
from storage import products
from storage.database import Session
from storage.names import name_key
from storage.products import Product


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a product now and was before, and how to take it back."""

    action_id: int
    now: Product
    before: Product | None
    retyped: bool = False


def keep(session: Session, asking: Asking, request: Priced) -> Kept:
    """A product's list price, its margin, or both; what is not said stays as it was."""
    if asking.member.role is not Role.ADMIN:
        raise Refusal("The price list is kept by an admin of this workspace. `product` shows it.")
    told = Product(detail(request.name, "product") or "", request.price, request.margin)
    if not told.name:
        raise Refusal("Which product is it? Say for instance `product pro 4,800`.", field="product")
    before = products.known(session, asking.workspace.id).get(name_key(told.name))
    now = merged(before, told)
    noted = spending.noted(session, asking, "product")
    products.add(session, noted.workspace_id, noted.action_id, noted.at, [now])
    return Kept(noted.action_id, now, before, asking.retyped)


def look(session: Session, asking: Asking) -> tuple[Product, ...]:
    """Every product of which a price or a margin is known, by name."""
    return by_name(products.known(session, asking.workspace.id).values())


def merged(before: Product | None, told: Product) -> Product:
    """What is known after something more was told; the older spelling of the name stays."""
    if before is None:
        return told
    margin = before.margin if told.margin is None else told.margin
    return replace(before, price=told.price or before.price, margin=margin)


def by_name(found: Iterable[Product]) -> tuple[Product, ...]:
    """In the order of their names."""
    return tuple(sorted(found, key=lambda one: one.name.casefold()))
