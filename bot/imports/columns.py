"""Which column of a file means what: by its known names, by likely ones, or as somebody told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.imports.contents import Content
from bot.imports.headers import endings, known_as
from bot.imports.vocabulary import key, vocabulary
from coaching.errors import Refusal

CERTAIN = 100
LIKELY = 85
"""How alike (of 100) an unknown header and a known one are, before it is guessed (ours)."""
ENDING = 80
"""How sure (of 100) a header is taken for what its last words are known as (ours)."""
ALONE = 60
"""How sure (of 100) a column is taken because nothing else in the file can be it (ours)."""
SHORTEST = 4
"""Letters of a header, below which likeness means nothing."""
OURS = ("name", "amount", "currency", "stage", "next_step_on", "decision_on")
"""How the export's own deals.csv begins."""
REJECTS = ("row number", "reject reason")
"""How a reject file begins."""
FLAGS = frozenset({"is_won", "is_lost", "is_closed"})
"""Fields of which a column is only taken where it holds yes and no."""
TELLING = frozenset({"stage", "buying_stage", "status", "is_won", "is_lost"})
"""Fields that say how a deal stands."""
NAMING = frozenset({"name", "account", "id"})
"""Fields that give a deal its name."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A column and what it is taken for; no field means that it is left. Certainty of 100.

    `holds` says of a column that is left what it is full of, where that matters.
    """

    column: str
    field: str
    certainty: int
    index: int
    holds: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether nobody needs to look at it."""
        return self.certainty >= CERTAIN and not self.holds


@dataclass(frozen=True, slots=True)
class Told:
    """What a mapping file says."""

    columns: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    decimal: str | None = None
    encoding: str = ""
    delimiter: str = ""
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """A file's columns as they will be read, the program it comes from, and what the file told."""

    guesses: tuple[Guess, ...]
    program: str
    told: Told

    @property
    def indexes(self) -> dict[str, int]:
        """Where each field stands."""
        return {guess.field: guess.index for guess in self.guesses if guess.field}

    def called(self, field: str) -> str:
        """What the file calls a field; the field's own name where it has none."""
        return next((guess.column for guess in self.guesses if guess.field == field), field)

    @property
    def uncertain(self) -> tuple[Guess, ...]:
        """The columns that somebody should look at."""
        return tuple(guess for guess in self.guesses if not guess.is_certain)

    @property
    def left(self) -> tuple[Guess, ...]:
        """The columns that nothing takes; the reasons of a reject file are no loss."""
        return tuple(
            guess
            for guess in self.guesses
            if not guess.field and guess.column and guess.column not in REJECTS
        )

    @property
    def is_ours(self) -> bool:
        """Whether Deal Coach wrote the file, so that its guards against formulas come off."""
        return self.program in ("deal coach", "rejects")

    @property
    def origin(self) -> str:
        """What makes a row's key unique: the program and the column of the key."""
        at = self.indexes
        by = next((guess.column for guess in self.guesses if guess.field == "id"), "name")
        program = "file" if self.program == "rejects" else self.program
        return f"{program}:{key(by) if 'id' in at else 'name'}"[:64]

    def weighed(self, contents: Sequence[Content]) -> "Columns":
        """The same after a look at what the columns hold: a flag that is none is not taken, and
        days and money that nothing takes are nobody's guess."""
        guesses = [self._weighed(one, contents[one.index]) for one in self.guesses]
        found = replace(self, guesses=tuple(guesses))
        for name, likely in (
            ("amount", [one for one in guesses if one.holds == "money"]),
            ("is_won", [one for one in guesses if found._may_tell(one, contents[one.index])]),
        ):
            if name not in found.indexes and len(likely) == 1:
                sure = replace(likely[0], field=name, certainty=ALONE, holds="")
                guesses[guesses.index(likely[0])] = sure
        return replace(self, guesses=tuple(guesses))

    def _may_tell(self, one: Guess, content: Content) -> bool:
        """Whether a column may say won and lost, where no other does."""
        is_free = not one.field and one.certainty <= CERTAIN and not self.indexes.keys() & TELLING
        known = vocabulary().guessed
        return is_free and content.is_divided and bool(known & set(known_as(one.column)))

    def _weighed(self, one: Guess, content: Content) -> Guess:
        is_told = one.certainty > CERTAIN
        if one.field in FLAGS and not (content.is_yes_or_no or is_told):
            return replace(one, field="", holds="something else than yes and no")
        if one.field or is_told or self._is_known(one):
            return one
        holds = content.holds(amount_is_known="amount" in self.indexes)
        return one if holds == "money" and _counts(one.column) else replace(one, holds=holds)

    def _is_known(self, one: Guess) -> bool:
        """Whether the column is left on purpose; Deal Coach knows all of its own."""
        words = vocabulary()
        names = set(known_as(one.column))
        doubled = {words.columns[name] for name in names & words.columns.keys()}
        return self.is_ours or bool(names & words.left or doubled & self.indexes.keys())


def guess(header: Sequence[str], told: Told) -> Columns:
    """What every column is taken for; raises Refusal where the mapping names one that is not."""
    wanted = {key(column): name for column, name in told.columns.items()}
    unknown = sorted(set(wanted) - {key(column) for column in header})
    if unknown:
        missing = next(column for column in told.columns if key(column) in unknown)
        raise Refusal(f"The mapping names a column “{missing}” that the file has not. Correct it.")
    found = [_known(column, index, wanted) for index, column in enumerate(header)]
    taken = {one.field for one in found if one.field}
    found = [one if one.is_certain else _likely(one, taken) for one in found]
    return Columns(tuple(_without_doubles(found)), program(header), told)


def program(header: Sequence[str]) -> str:
    """Which program wrote the file."""
    keys = {key(column) for column in header}
    if tuple(header[: len(OURS)]) == OURS:
        return "deal coach"
    if tuple(header[: len(REJECTS)]) == REJECTS:
        return "rejects"
    if any(column.startswith(("Deal - ", "Obchod - ")) for column in header):
        return "pipedrive"
    if "dealname" in keys and keys & {"recordid", "dealid", "dealstage"}:
        return "hubspot"
    if "opportunityname" in keys or {"stagename", "closedate"} <= keys:
        return "salesforce"
    return "file"


def fields() -> tuple[str, ...]:
    """What a column may be."""
    return tuple(dict.fromkeys(vocabulary().columns.values()))


def _counts(column: str) -> bool:
    """Whether its last word, or the end of a German one, is that of a number or a count."""
    whole, ends = key(column), vocabulary().ends
    compounds = tuple(end for end in ends if len(end) > SHORTEST)
    return bool({whole, *endings(column)} & ends) or whole.endswith(compounds)


def _known(column: str, index: int, wanted: Mapping[str, str]) -> Guess:
    if key(column) in wanted:
        return Guess(column, wanted[key(column)], CERTAIN + 1, index)
    if column in fields():
        return Guess(column, column, CERTAIN, index)
    words = vocabulary()
    for name in known_as(column):
        if name in words.columns:
            return Guess(column, words.columns[name], CERTAIN, index)
        if name in words.left or not name:
            return Guess(column, "", CERTAIN, index)
    return Guess(column, "", 0, index)


def _likely(unknown: Guess, taken: set[str]) -> Guess:
    """A guess at a column nobody knows; what is like nothing is left. No number is guessed: rows
    are told apart by it."""
    from rapidfuzz import fuzz, process

    words, name = vocabulary(), key(unknown.column)
    free = {known: field for known, field in words.columns.items() if field not in taken | {"id"}}
    best = process.extractOne(name, list(free), scorer=fuzz.ratio, score_cutoff=LIKELY)
    if best is not None and len(name) >= SHORTEST:
        return replace(unknown, field=free[best[0]], certainty=min(int(best[1]), 99))
    for ending in endings(unknown.column):
        if ending in words.left:
            break
        if ending in free and len(ending) >= SHORTEST:
            return replace(unknown, field=free[ending], certainty=ENDING)
    return replace(unknown, certainty=CERTAIN)


def _without_doubles(found: Sequence[Guess]) -> list[Guess]:
    """Of several columns for one field the surest is read, of equals the better known name."""
    ranks = vocabulary().ranks

    def rank(one: Guess) -> tuple[int, int, int]:
        known = min((ranks[name] for name in known_as(one.column) if name in ranks), default=0)
        return (-one.certainty, known, one.index)

    best = {one.field: one for one in sorted(found, key=rank, reverse=True)}
    return [
        one if best[one.field] is one else Guess(one.column, "", CERTAIN, one.index)
        for one in found
    ]
