"""What customers cost, through which channel they fit, and when to hire (000, 001, 003)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

CENT = Decimal("0.01")
CUSTOMERS_TO_HIRE = 12
MVP = (3, 6)
"""Customers of one profile and use case before a seller is hired, and companies with one problem
that make a minimum viable product (001)."""
BONUS_RATIO = 10
"""A closed deal pays an SDR so many times a meeting (001: 1 : 10)."""


def coca_ratio(spend: Decimal, revenue: Decimal) -> Decimal | None:
    """spend / revenue in one currency; None without revenue (000).

    215 k on 3.9 M is 5.5 %, or $18 of revenue for each $1: 000 prints 23 % and $3 for it, which
    the same figures do not give.
    """
    return spend / revenue if revenue else None


def returned(spend: Decimal, revenue: Decimal) -> Decimal | None:
    """revenue / spend: what each unit spent brought; None where nothing was spent."""
    return revenue / spend if spend else None


class Way(StrEnum):
    """Whether buyers come by themselves, or are gone to (001)."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


WORDS: Mapping[Way, frozenset[str]] = {
    Way.INBOUND: frozenset(
        {
            *("inbound", "google", "bing", "seo", "sea", "ads", "adwords", "organic", "search"),
            *("website", "web", "webinar", "blog", "content", "newsletter", "podcast", "direct"),
            *("referral", "referrals", "recommendation", "social", "facebook", "instagram"),
            *("youtube", "press", "pr", "reviews", "g2", "capterra", "marketplace"),
        }
    ),
    Way.OUTBOUND: frozenset(
        {
            *("outbound", "cold", "call", "calls", "calling", "mailing", "mailings", "sdr", "bdr"),
            *("prospecting", "outreach", "telemarketing", "telesales", "sequence", "cadence"),
        }
    ),
}
"""Words in a source's name that tell its way (ours); its own name may always say inbound."""


def way_of(source: str) -> Way | None:
    """By the words of its name, outbound ones first: “cold calls from web leads” are outbound;
    but what says inbound is. None where no word tells."""
    said = set(re.findall(r"\w+", source.casefold()))
    if Way.INBOUND.value in said:
        return Way.INBOUND
    return next((way for way in (Way.OUTBOUND, Way.INBOUND) if said & WORDS[way]), None)


def cost_each(spend: Decimal, number: int) -> Decimal | None:
    """What one of them cost, rounded to cents; None of none."""
    return (spend / number).quantize(CENT, ROUND_HALF_UP) if number else None


def full_cost(spend: Decimal, sellers: Decimal, cost_a_year: Decimal, days: int) -> Decimal:
    """Spend and what so many sellers cost in so many days of a 365-day year (003: full cost)."""
    return (spend + sellers * cost_a_year * days / 365).quantize(CENT, ROUND_HALF_UP)


class Channel(StrEnum):
    """How a deal of a size can be sold at a profit, or that it hardly can (003)."""

    SELF_SERVICE = "self-service"
    LOWER_DEAD = "lower dead zone"
    INSIDE = "inside sales"
    UPPER_DEAD = "upper dead zone"
    ENTERPRISE = "enterprise"

    @property
    def is_dead(self) -> bool:
        """Too dear to be sold by people, or too small for a field force."""
        return self in (Channel.LOWER_DEAD, Channel.UPPER_DEAD)


WAYS_OUT: Mapping[Channel, tuple[str, str, str]] = {
    Channel.LOWER_DEAD: (
        "sell it by self-service, and expect to lose some",
        "keep selling it where its cost or conversion beats the mid-market's",
        "where there are many of them, rethink how you go to market",
    ),
    Channel.UPPER_DEAD: (
        "add a service charge",
        "ask a higher price",
        "where there are many of them, rethink how you go to market; "
        "expect cycles longer than true enterprise",
    ),
}
"""What to do about deals of a dead zone (003)."""


def channel_of(amount: Decimal, bounds: tuple[Decimal, Decimal, Decimal, Decimal]) -> Channel:
    """The channel of an amount; each bound (rising, same currency) begins the next channel."""
    return list(Channel)[sum(amount >= bound for bound in bounds)]


def scalability(average: Decimal, won_a_year: Decimal, cost_a_year: Decimal) -> Decimal | None:
    """Average value × deals a seller closes a year / the seller's full cost (003); None without."""
    return average * won_a_year / cost_a_year if cost_a_year else None


@dataclass(frozen=True, slots=True)
class Alike:
    """Customers that share a company profile and a use case."""

    profile: str
    use_case: str
    customers: int


def hiring(groups: Iterable[Alike]) -> tuple[bool, str]:
    """Whether it is time for a first seller, and the fact that decides it (001)."""
    known = [one for one in groups if one.profile and one.use_case]
    best = max(known, key=lambda one: one.customers, default=None)
    if best is None:
        return False, (
            "No customer has both a segment and a product, so nobody can say “100 more like these”."
        )
    many = "customer has" if best.customers == 1 else "customers share"
    same = f"{best.customers} {many} {best.profile} and {best.use_case}"
    if best.customers >= CUSTOMERS_TO_HIRE:
        return True, f"{same}: you can say “100 more like these {best.customers}”."
    short = f"{same}; {CUSTOMERS_TO_HIRE} are needed before a seller can repeat it"
    if best.customers >= MVP[0]:
        return False, f"{short}. {MVP[0]} to {MVP[1]} with one problem are a product that works."
    return False, f"{short}."


@dataclass(frozen=True, slots=True)
class Bonus:
    """What an SDR is paid for a meeting and for a deal closed from one."""

    meeting: Decimal
    closed: Decimal


def sdr_bonus(variable: Decimal, meetings: int, closed: int) -> Bonus | None:
    """Shares variable pay so that meeting : closed = 1 : 10 (001); None where nothing is expected.

    The meeting's bonus is rounded to cents, the closed one's is exactly ten of it.
    """
    units = meetings + BONUS_RATIO * closed
    if units <= 0:
        return None
    meeting = (variable / units).quantize(CENT, ROUND_HALF_UP)
    return Bonus(meeting, BONUS_RATIO * meeting)
