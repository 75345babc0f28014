"""What somebody wrote down about a file: how its columns, stages and numbers are to be read."""

import codecs
import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.imports.columns import Columns, Guess, Told, fields
from bot.imports.vocabulary import key, place, tidy
from coaching.errors import Refusal

LEFT = "-"
"""What a mapping says of a column that is not imported."""
ASKED = "?"
"""What a mapping that was made ready says of a stage nobody knows; somebody must correct it."""
PLACES = (
    "lead, suspect, prospect, opportunity, opportunity/negotiating …, won, lost, "
    "lost to competition, lost to no decision or let go"
)


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
        if target != "open" and place(target) is None:
            raise Refusal(
                f"The mapping puts the stage “{stage}” at “{target}”. It may be {PLACES}; "
                "or open, for a status that says nothing more."
            )
    options = _options(told)
    return Told(
        columns={column: "" if name == LEFT else name for column, name in columns.items()},
        stages={key(stage): target for stage, target in stages.items()},
        day_first=options.get("day_first"),
        decimal=options.get("decimal"),
        encoding=options.get("encoding", ""),
        delimiter=options.get("delimiter", ""),
        repeats=options.get("repeats") == "deals",
    )


def ready_made(columns: Columns, stages: Mapping[str, str]) -> str:
    """A mapping file to be corrected by hand: every column, and the stages nobody knows."""
    lines = ["[columns]"]
    lines += [
        f"{_quoted(one.column)} = {_quoted(one.field or LEFT)}{_doubt(one)}"
        for one in columns.guesses
    ]
    if stages:
        lines += ["", f"[stages]  # {PLACES}; open for a status that says nothing more"]
        lines += [
            f"{_quoted(stage)} = {_quoted(target or ASKED)}"
            + ("  # guessed" if target else "  # not known: say where it belongs")
            for stage, target in stages.items()
        ]
    return "\n".join(lines) + "\n"


OPTIONS: Mapping[str, tuple[Any, ...]] = {
    "day_first": (True, False),
    "decimal": (",", "."),
    "delimiter": (",", ";", "\t", "|", ":"),
    "repeats": ("deals",),
}
"""What an option may say; an encoding is any that Python knows."""


def _options(told: Mapping[str, Any]) -> Mapping[str, Any]:
    options = told.get("options", {})
    if not isinstance(options, dict):
        raise Refusal("In a mapping, [options] holds lines like day_first = true.")
    for name, value in options.items():
        if not (_is_encoding(value) if name == "encoding" else value in OPTIONS.get(name, ())):
            names = ", ".join((*OPTIONS, "encoding"))
            raise Refusal(
                f"In the mapping, [options] {name} = {value!r} means nothing here. There are "
                f'{names}; for example day_first = true, decimal = ",", repeats = "deals".'
            )
    return options


def _is_encoding(name: object) -> bool:
    try:
        return bool(codecs.lookup(str(name)))
    except LookupError:
        return False


def _doubt(one: Guess) -> str:
    if one.holds:
        return f"  # holds {one.holds}, and nothing takes it"
    return "" if one.is_certain else f"  # guessed, {one.certainty} % sure"


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
