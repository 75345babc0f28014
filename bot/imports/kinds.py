"""Files that are no pipeline: lists of accounts, products or people, told by their headers."""

from bot.imports.columns import NAMING, TELLING, Columns
from bot.imports.headers import known_as
from bot.imports.vocabulary import vocabulary
from coaching.errors import Refusal

DEALS = frozenset(
    {
        *("stage", "buying_stage", "status", "is_won", "is_lost", "is_closed", "amount"),
        *("close_on", "decision_on", "closed_on", "won_on", "lost_on", "next_step", "next_step_on"),
        *("reason", "competitor"),
    }
)
"""Fields that only a deal has."""
BESIDE = {
    "accounts": "Import the file of your deals, with this one beside it as --accounts.",
    "products": "Import the file of your deals, with this one beside it as --products.",
    "people": "Import the file of your deals; whoever owns one comes in with it.",
}
"""What to do with each kind."""


def refuse_others(columns: Columns, name: str) -> None:
    """Raises Refusal for a file that is no list of deals, unless a mapping names them."""
    if NAMING & set(columns.told.columns.values()):
        return
    certain = {one.field for one in columns.guesses if one.field and one.is_certain}
    found = columns.indexes.keys()
    kind = None if certain & DEALS - _priced(columns) else _kind(columns, certain)
    if kind is not None:
        named = (columns.called(field) for field in ("name", "account", "id") if field in found)
        column = next(named, "Your column")
        raise Refusal(
            f"{name} looks like a list of {kind}, not of deals: no column tells a stage, an "
            f"amount or a date of one. {BESIDE[kind]} If each row is a deal all the same, say so "
            f'in a mapping: [columns] "{column}" = "name".'
        )
    if not found & (NAMING | TELLING):
        raise Refusal(
            "No column of the file names a deal. Call one of them “name” in its first line, "
            'or write it into a mapping: [columns] "Your column" = "name".'
        )


def _priced(columns: Columns) -> set[str]:
    """A product's price is no deal's amount, where nothing else of a deal is there."""
    at = columns.indexes
    return {"amount"} if "product" in at and not at.keys() & NAMING else set()


def _kind(columns: Columns, certain: set[str]) -> str | None:
    """The list whose columns there are most of. A list of names alone is one of deals, and stays
    so with one more column that any list may have."""
    keys = [set(known_as(one.column)) for one in columns.guesses]
    signs = {
        kind: sum(bool(names & known) for names in keys)
        for kind, known in vocabulary().others.items()
    }
    kind = max(signs, key=lambda one: signs[one])
    if kind == "products" and "product" not in certain:
        return None
    return kind if signs[kind] > (1 if certain & {"name", "id"} else 0) else None
