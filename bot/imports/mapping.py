"""Which column of a file means what: known names, likely ones, and what a person wrote down."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.imports.vocabulary import key, place, tidy, vocabulary
from coaching.errors import Refusal

CERTAIN = 100
LIKELY = 78
"""How alike (of 100) an unknown header and a known one are, before it is guessed (ours)."""
SHORTEST = 4
"""Letters of a header, below which likeness means nothing."""
OURS = ("name", "amount", "currency", "stage", "next_step_on", "decision_on")
"""How the export's own deals.csv begins."""
REJECTS = ("row number", "reject reason")
"""How a reject file begins."""
LEFT = "-"
"""What a mapping says of a column that is not imported."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A column and what it is taken for; no field means that it is left. Certainty of 100."""

    column: str
    field: str
    certainty: int
    index: int

    @property
    def is_certain(self) -> bool:
        """Whether nobody needs to look at it."""
        return self.certainty >= CERTAIN


@dataclass(frozen=True, slots=True)
class Told:
    """What a mapping file says."""

    columns: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    decimal: str | None = None
    encoding: str = ""
    delimiter: str = ""


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

    @property
    def uncertain(self) -> tuple[Guess, ...]:
        """The columns that somebody should look at."""
        return tuple(guess for guess in self.guesses if not guess.is_certain)

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


def guess(header: Sequence[str], told: Told) -> Columns:
    """What every column is taken for; raises Refusal where no deal could be named."""
    wanted = {key(column): name for column, name in told.columns.items()}
    unknown = sorted(set(wanted) - {key(column) for column in header})
    if unknown:
        missing = next(column for column in told.columns if key(column) in unknown)
        raise Refusal(f"The mapping names a column “{missing}” that the file has not. Correct it.")
    found = [_known(column, index, wanted) for index, column in enumerate(header)]
    taken = {one.field for one in found if one.field}
    found = [one if one.is_certain else _likely(one, taken) for one in found]
    result = Columns(tuple(_without_doubles(found)), program(header), told)
    if not result.indexes.keys() & {"name", "account", "id"}:
        raise Refusal(
            "No column of the file names a deal. Call one of them “name” in its first line, "
            'or write it into a mapping: [columns] "Your column" = "name".'
        )
    return result


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


def read(path: Path) -> Told:
    """A mapping file, TOML or CSV; raises Refusal where it cannot be understood."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        told: dict[str, Any] = tomllib.loads(text) if path.suffix == ".toml" else _from_csv(text)
    except (OSError, ValueError, csv.Error) as error:
        raise Refusal(f"The mapping {path} cannot be read: {error}") from error
    columns, stages = _texts(told, "columns"), _texts(told, "stages")
    for column, name in columns.items():
        if name not in (*fields(), LEFT, ""):
            raise Refusal(
                f"The mapping calls “{column}” “{name}”. It may be one of: {', '.join(fields())}, "
                f"or {LEFT} to leave it."
            )
    for stage, target in stages.items():
        if place(target) is None:
            raise Refusal(
                f"The mapping puts the stage “{stage}” at “{target}”. It may be lead, suspect, "
                "prospect, opportunity, opportunity/negotiating …, won, lost or let go."
            )
    options = told.get("options", {})
    return Told(
        columns={column: "" if name == LEFT else name for column, name in columns.items()},
        stages={key(stage): target for stage, target in stages.items()},
        day_first=options.get("day_first"),
        decimal=options.get("decimal"),
        encoding=str(options.get("encoding", "")),
        delimiter=str(options.get("delimiter", "")),
    )


def ready_made(mapping: Columns, stages: Mapping[str, str]) -> str:
    """A mapping file to be corrected by hand: every column, and the stages nobody knows."""
    lines = ["[columns]"]
    for one in mapping.guesses:
        note = "" if one.is_certain else f"  # guessed, {one.certainty} % sure"
        lines.append(f"{_quoted(one.column)} = {_quoted(one.field or LEFT)}{note}")
    if stages:
        lines += ["", "[stages]  # lead, suspect, prospect, opportunity, won, lost, let go"]
        lines += [
            f"{_quoted(stage)} = {_quoted(target or 'prospect')}  # guessed"
            for stage, target in stages.items()
        ]
    return "\n".join(lines) + "\n"


def likely_stage(name: str) -> str:
    """The target of the known stage that is most like it, or none."""
    from rapidfuzz import fuzz, process

    known = vocabulary().stages
    best = process.extractOne(key(name), list(known), scorer=fuzz.ratio, score_cutoff=LIKELY)
    return known[best[0]] if best else ""


def fields() -> tuple[str, ...]:
    """What a column may be."""
    return tuple(dict.fromkeys(vocabulary().columns.values()))


def _known(column: str, index: int, wanted: Mapping[str, str]) -> Guess:
    name = key(column)
    if name in wanted:
        return Guess(column, wanted[name], CERTAIN + 1, index)
    if column in fields():
        return Guess(column, column, CERTAIN, index)
    words = vocabulary()
    if name in words.columns:
        return Guess(column, words.columns[name], CERTAIN, index)
    return Guess(column, "", CERTAIN if name in words.left or not name else 0, index)


def _likely(unknown: Guess, taken: set[str]) -> Guess:
    """A guess at a column nobody knows; what is like nothing is certainly left. No number is
    guessed: rows are told apart by it."""
    from rapidfuzz import fuzz, process

    words, name = vocabulary(), key(unknown.column)
    free = [known for known, field in words.columns.items() if field not in taken | {"id"}]
    best = process.extractOne(name, free, scorer=fuzz.ratio, score_cutoff=LIKELY)
    if best is None:
        parts = [known for known in free if len(known) >= SHORTEST and known in name]
        best = (max(parts, key=len), LIKELY, 0) if parts else None
    if best is None or len(name) < SHORTEST:
        return Guess(unknown.column, "", CERTAIN, unknown.index)
    return Guess(unknown.column, words.columns[best[0]], min(int(best[1]), 99), unknown.index)


def _without_doubles(found: Sequence[Guess]) -> list[Guess]:
    """Of several columns for one field the surest is read, of equals the better known name."""
    ranks = vocabulary().ranks

    def rank(one: Guess) -> tuple[int, int, int]:
        return (-one.certainty, ranks.get(key(one.column), 0), one.index)

    best = {one.field: one for one in sorted(found, key=rank, reverse=True)}
    return [
        one if best[one.field] is one else Guess(one.column, "", CERTAIN, one.index)
        for one in found
    ]


def _from_csv(text: str) -> dict[str, Any]:
    """`column,field` lines; `stage:Name,prospect` for a stage."""
    told: dict[str, dict[str, str]] = {"columns": {}, "stages": {}}
    for row in csv.reader(text.splitlines()):
        if len(row) < 2 or [tidy(cell) for cell in row[:2]] == ["column", "field"]:
            continue
        name, target = tidy(row[0]), tidy(row[1])
        kind, _, stage = name.partition(":")
        if kind == "stage":
            told["stages"][stage.strip()] = target
        else:
            told["columns"][name] = target
    return told


def _texts(told: Mapping[str, object], part: str) -> dict[str, str]:
    found = told.get(part, {})
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise Refusal(f'In a mapping, [{part}] holds lines like "Your words" = "our words".')
    return found


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
