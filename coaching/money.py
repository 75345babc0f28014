"""STUB to be replaced by the real module."""
import re
from dataclasses import dataclass
from decimal import Decimal
@dataclass(frozen=True, slots=True)
class Money:
    """m."""
    amount: Decimal
    currency: str
def parse_money(text, default_currency):
    """p."""
    m=re.fullmatch(r"(?:([A-Z]{3})\s+)?[€$]?(\d+(?:[.,]\d+)*)(k?)", text)
    if not m: return None
    return Money(Decimal(m.group(2).replace(",",""))*(1000 if m.group(3) else 1), m.group(1) or default_currency)
