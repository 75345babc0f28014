"""The words of dates, and the ways people shorten and misspell them."""

from collections.abc import Iterator

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAY_NUMBER = {name: number for number, name in enumerate(WEEKDAYS)}
MONTH_NUMBER = {name: number for number, name in enumerate(MONTHS, start=1)}
WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
MONTH = f"(?:{'|'.join(MONTHS)})"
YEAR = r"(?:(?:19|20)\d\d)"
ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first 1st",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
            "ninth 9th",
            "tenth 10th",
            "eleventh 11th",
            "twelfth 12th",
            "thirteenth 13th",
            "fourteenth 14th",
            "fifteenth 15th",
        ),
        start=1,
    )
    for word in words.split()
}

_SPELLINGS = {
    "monday": "mon mondy",
    "tuesday": "tue tues teus tusday tuesay",
    "wednesday": "wed weds wensday wenesday wedensday wednesdy wedsday wendsday wednes",
    "thursday": "thu thur thurs thrus thrs thurday thusday thrusday thersday",
    "friday": "fri fryday",
    "saturday": "sat satuday saterday sautrday satday",
    "sunday": "sun",
    "january": "jan janurary januar janaury januery",
    "february": "feb febr febuary feburary februari februar",
    "march": "mar mrch",
    "april": "apr aprl",
    "june": "jun",
    "july": "jul",
    "august": "aug agust augst",
    "september": "sep sept setp septembre septemeber sepember",
    "october": "oct oktober octobre octobr",
    "november": "nov novembre novemeber",
    "december": "dec dezember decembre decemeber desember",
    "today": "tday todya",
    "tomorrow": "tmrw tmr tmw tmrow tmorrow tomorow tommorow tommorrow tomorro tomoz 2moro 2morrow "
    "2mrw tomo tomrrow tomorrrow toomorrow tomorrw tmo tmoro tomoro",
    "yesterday": "yday yest ystrday yesteday yesterady",
    "this evening": "tonight tonite",
    "next": "nxt nex",
    "last": "previous prev final",
    "this": "current",
    "coming": "upcoming",
    "week": "wk",
    "weeks": "wks",
    "weekend": "wkend wknd",
    "month": "mth",
    "months": "mths",
    "quarter": "qtr quater",
    "quarters": "qtrs quaters",
    "year": "yr",
    "years": "yrs",
    "start": "beginning begining beginnning begin beg top",
    "mid": "middle",
    "mid week": "midweek",
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "10": "ten",
    "11": "eleven",
    "12": "twelve",
    "14": "fourteen",
    "15": "fifteen",
    "20": "twenty",
    "30": "thirty",
    "45": "fortyfive",
    "60": "sixty",
    "90": "ninety",
    "christmas": "xmas",
    "eod": "eob cob eobd",
    "noon": "midday",
}


def _slips(name: str) -> Iterator[str]:
    """Misspell a name once: swap neighbours; in longer names also drop or double one letter.

    Short names stay strict, for "mach" and "merch" are no month and "mandy" no Monday.
    """
    for at in range(len(name) - 1):
        yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if len(name) > 5:
        for at in range(1, len(name) - 1):
            yield name[:at] + name[at + 1 :]
            yield name[:at] + name[at] + name[at:]


def _canonical() -> dict[str, str]:
    """Map every slip and short form to the word the grammar knows."""
    long_names = [name for name in (*WEEKDAYS, *MONTHS) if len(name) >= 5]
    words = {slip: name for name in long_names for slip in _slips(name)}
    for name, spellings in _SPELLINGS.items():
        words.update(dict.fromkeys(spellings.split(), name))
    return {word: name for word, name in words.items() if word not in WEEKDAYS + MONTHS}


CANONICAL = _canonical()
