"""What products cost by their list, and what of it is gross margin; newer words replace older."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import bindparam, insert, select

from coaching.money import Money
from storage import tables
from storage.database import Session
from storage.names import name_key

products = tables.products
_KNOWN = (
    select(products)
    .where(products.c.workspace_id == bindparam("workspace"), products.c.voided_at.is_(None))
    .order_by(products.c.id)
)


@dataclass(frozen=True, slots=True)
class Product:
    """A product with its list price and its gross margin, a share from 0 to 1; None: not known."""

    name: str
    price: Money | None = None
    margin: Decimal | None = None


def add(
    session: Session, workspace_id: str, action_id: int, at: datetime, told: Iterable[Product]
) -> None:
    """Keeps what is known of products; each row replaces all that was known of its product."""
    rows = [
        {
            "workspace_id": workspace_id, "action_id": action_id, "at": at,
            "name": one.name, "name_key": name_key(one.name),
            "price": one.price.amount if one.price else None,
            "currency": one.price.currency if one.price else None,
            "margin": one.margin,
        }
        for one in told
    ]  # fmt: skip
    session.execute(insert(products), rows)


def margins(
    session: Session, workspace_id: str, before: datetime | None = None
) -> dict[str, Decimal]:
    """The gross margins that are known, by the key of the product's name."""
    found = known(session, workspace_id, before)
    return {key: one.margin for key, one in found.items() if one.margin is not None}


def known(
    session: Session, workspace_id: str, before: datetime | None = None
) -> dict[str, Product]:
    """What counts, by the key of the product's name; of what was kept before a moment."""
    asked = _KNOWN if before is None else _KNOWN.where(products.c.at < before)
    return {
        row.name_key: Product(
            row.name,
            Money(row.price, row.currency) if row.price is not None else None,
            row.margin,
        )
        for row in session.execute(asked, {"workspace": workspace_id})
    }
