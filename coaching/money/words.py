"""The words of amounts: currencies by sign and name, scales, and what may stand beside them."""

from decimal import Decimal

from coaching.currencies import DIGITS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DOLLARS = _words("USD AUD CAD NZD HKD SGD TWD JMD BSD BBD BZD FJD TTD XCD")
PESOS = _words("MXN ARS COP CLP PHP UYU DOP CUP")

DOLLAR_SIGN, PESO, UNSTATED = "$", "peso", "kr"
"""Signs of several currencies; which of them is meant depends on the default."""

_NAMES = {
    "USD": "us$ u$",
    "EUR": "€ euro euros",
    "GBP": "£ pound pounds quid sterling",
    "JPY": "¥ yen",
    "CNY": "cn¥ rmb yuan renminbi",
    "INR": "₹ rs rupee rupees",
    "CHF": "sfr franc francs franken chf",
    "BRL": "r$ reais",
    "AUD": "a$ au$",
    "CAD": "c$ ca$ can$",
    "NZD": "nz$",
    "HKD": "hk$",
    "SGD": "s$ sg$",
    "TWD": "nt$",
    "MXN": "mx$ mex$",
    "ARS": "ar$",
    "COP": "col$",
    "ZAR": "rand",
    "MYR": "ringgit",
    "IDR": "rp rupiah",
    "PEN": "s/",
    "PLN": "zł zl zloty złoty zlotys",
    "CZK": "kč kc",
    "HUF": "forint forints",
    "SEK": "kronor",
    "ILS": "₪ nis shekel shekels",
    "AED": "dhs dirham dirhams",
    "TRY": "₺ lira",
    "RUB": "₽ ruble rubles",
    "UAH": "₴ hryvnia",
    "KRW": "₩",
    "VND": "₫",
    "THB": "฿ baht",
    "NGN": "₦ naira",
    "PHP": "₱",
    "CRC": "₡",
    "PYG": "₲",
    "KZT": "₸",
    "GEL": "₾",
    "AZN": "₼",
    "GHS": "₵",
    "BDT": "৳",
    UNSTATED: "kr kroner krone krona crowns",
    DOLLAR_SIGN: "$ dollar dollars buck bucks",
    PESO: "peso pesos",
}
_WORDS_TOO = _words("all top try cup cop mad pen sos bob bam gel mop ron dop ars mur amd lak")
"""Codes that are also words or names: in small letters they are no currency."""

CURRENCIES = {
    **{code.lower(): code for code in DIGITS if code.lower() not in _WORDS_TOO},
    **{name: code for code, names in _NAMES.items() for name in names.split()},
}
AS_WRITTEN = {
    **{word.upper(): word.upper() for word in _WORDS_TOO - {"all", "top"}},
    "R": "ZAR",
    "RM": "MYR",
    "Fr": "CHF",
    "Ft": "HUF",
    "TL": "TRY",
}
"""Signs known by their capitals alone; beside small numbers they are still no money."""
DOLLAR_KINDS = {
    "us": "USD",
    "american": "USD",
    "australian": "AUD",
    "aussie": "AUD",
    "canadian": "CAD",
    "singapore": "SGD",
    "zealand": "NZD",
    "british": "GBP",
    "swiss": "CHF",
}

_POWERS = {
    2: "hundred hundreds",
    3: "k ks thousand thousands thou grand tsd tausend",
    5: "l lakh lakhs lac lacs",
    6: "m mm mn mil mill million millions mio mln millionen",
    7: "cr crore crores",
    9: "b bn bln billion billions mrd milliarden",
}
SCALES = {name: Decimal(10) ** power for power, names in _POWERS.items() for name in names.split()}
POINT_SCALES = _words("m mm mn mil mill million b bn billion")
"""Scales of languages with a decimal point: "1.125m" is no 1,125 million."""
THOUSAND_IS_MIL = _words("r$ brl reais mxn cop ars clp pen uyu dop peso pesos")
"""Currencies of languages in which "mil" is a thousand, not a million."""
SCALE_LETTERS = {"k": 3, "t": 3, "m": 6}
"""The letter before a currency in "T€", "kEUR", "MSEK"."""

HEDGES = _words(
    "about around approx approximately roughly circa ca c ~ ≈ > < >= <= ≥ ≤ = up to at least from "
    "over under only just almost nearly say est starting worth arr mrr acv tcv between"
)
LABELS = _words(
    "per / a an mo month months monthly yr year yearly y annum annual annually pa pm pcm quarter "
    "qtr quarterly week weekly arr mrr acv tcv net gross ex excl incl plus vat tax deal contract "
    "total one-off once upfront up front flat or so more less ish -ish + max min minimum maximum "
    "tops approx roughly ballpark about list netto brutto zzgl inkl exkl mwst ust"
)
"""What may follow an amount that shows itself as money by size, scale or currency."""
