"""Countries and their regions, as people call them, for the public holidays."""

from dataclasses import dataclass
from functools import cache

from coaching.people import Member
from storage import feasts

OFF = frozenset({"none", "off", "no", "-"})
MOST_ALIKE = 4
ALIKE = 75
"""Of 100: how alike a country's name and what was typed are before it is offered (ours)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A country, and perhaps a region of it, whose public holidays are days off."""

    country: str
    region: str | None = None

    @property
    def code(self) -> str:
        """PT, DE-BY: as it travels in a form."""
        return f"{self.country}-{self.region}" if self.region else self.country


def country_of(zone: str) -> str | None:
    """The country in which a time zone lies, if its holidays are known; it is a guess."""
    from babel.core import get_global

    known = get_global("zone_aliases").get(zone, zone)
    code = str(get_global("zone_territories").get(known, ""))
    return code if code in feasts.countries() else None


def followed(member: Member, zone: str) -> str | None:
    """The country after the zone was set: a guess follows it, what was chosen stays."""
    guessed = member.region is None and member.country == country_of(member.zone)
    return country_of(zone) if guessed else member.country


def find(typed: str) -> Place | None:
    """The place of a code or a name: PT, Portugal, DE-BY, Bavaria, Bayern, `Germany, Bayern`."""
    words = " ".join(typed.split()).casefold()
    found = _by_name().get(words)
    if found is not None:
        return found
    country, _, region = words.partition("," if "," in words else "-")
    whole = _by_name().get(country.strip())
    return _region(whole.country, region.strip()) if whole and not whole.region else None


def alike(typed: str) -> list[Place]:
    """Places spelt nearly so, the likeliest first; of what begins so when it is the beginning."""
    from rapidfuzz import fuzz, process

    words, known = " ".join(typed.split()).casefold(), _by_name()
    begins = [name for name in known if name.startswith(words)] if words else []
    near = process.extract(words, list(known), scorer=fuzz.ratio, limit=9, score_cutoff=ALIKE)
    found = [known[name] for name in (*sorted(begins, key=len), *(name for name, _, _ in near))]
    return list(dict.fromkeys(found))


def name_of(place: Place) -> str:
    """Portugal; Germany, Bayern."""
    country = _territories().get(place.country, place.country)
    if place.region is None:
        return country
    names = {code: name for name, code in feasts.region_names(place.country).items()}
    return f"{country}, {names.get(place.region, place.region)}"


def _region(country: str, typed: str) -> Place | None:
    named = {name.casefold(): code for name, code in feasts.region_names(country).items()}
    named |= {code.casefold(): code for code in feasts.regions(country)}
    code = named.get(typed)
    return Place(country, code) if code in feasts.regions(country) else None


@cache
def _territories() -> dict[str, str]:
    from babel import Locale

    return {str(code): str(name) for code, name in Locale("en").territories.items()}


@cache
def _by_name() -> dict[str, Place]:
    """Every name and code of a country, and the names of regions that belong to one country."""
    known: dict[str, Place] = {}
    doubtful: set[str] = set()
    for country in sorted(feasts.countries()):
        for name, code in feasts.region_names(country).items():
            words = name.casefold()
            doubtful |= {words} & known.keys()
            known[words] = Place(country, code)
    for words in doubtful:
        del known[words]
    for country in sorted(feasts.countries()):
        for region in feasts.regions(country):
            known[f"{country}-{region}".casefold()] = Place(country, region)
        known[country.casefold()] = Place(country)
        known[_territories().get(country, country).casefold()] = Place(country)
    return {**known, "usa": Place("US"), "america": Place("US"), "uk": Place("GB")}
