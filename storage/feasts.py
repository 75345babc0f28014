"""Public holidays by country and region, from the library that keeps them."""

from datetime import date
from functools import cache, lru_cache

KEPT = 512
"""Countries, regions and spans of years that are kept in memory."""


@lru_cache(KEPT)
def days(country: str | None, region: str | None, first: int, last: int) -> frozenset[date]:
    """The public holidays of the years from `first` to `last`; none for an unknown country."""
    return frozenset(_named(country, region, first, last)) if country else frozenset()


def name_of(country: str | None, region: str | None, day: date) -> str:
    """What the holiday is called, in English where the library can; empty for any other day."""
    return _named(country, region, day.year, day.year).get(day, "") if country else ""


@lru_cache(KEPT)
def _named(country: str, region: str | None, first: int, last: int) -> dict[date, str]:
    import holidays

    if country not in countries() or (region and region not in regions(country)):
        return {}
    years = range(first, last + 1)
    try:
        found = holidays.country_holidays(country, region, years=years, language="en_US")
    except NotImplementedError:
        found = holidays.country_holidays(country, region, years=years)
    return {day: found[day] for day in sorted(found)}


@cache
def countries() -> frozenset[str]:
    """The countries whose holidays are known, by their two letters."""
    import holidays

    return frozenset(code for code in holidays.list_supported_countries() if len(code) == 2)


@cache
def regions(country: str) -> frozenset[str]:
    """The regions of a country that have holidays of their own."""
    import holidays

    return frozenset(holidays.list_supported_countries().get(country, ()))


@cache
def region_names(country: str) -> dict[str, str]:
    """What people call the regions, each with its code."""
    import holidays

    known = getattr(holidays.country_holidays(country), "subdivisions_aliases", {})
    return {str(name): str(code) for name, code in known.items()}
