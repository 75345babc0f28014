"""A file of deals looked at before anything is stored: what each column and stage is taken for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.imports import columns, kinds, mapping
from bot.imports.columns import Columns, Told
from bot.imports.sheets import Sheet, opened
from bot.imports.survey import Survey, survey
from bot.imports.vocabulary import key


@dataclass(frozen=True, slots=True)
class Files:
    """What is imported: a file of deals, with the lists and the mapping that belong to it."""

    deals: Path
    products: Path | None = None
    accounts: Path | None = None
    mapping: Path | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it would be read."""

    files: Files
    sheet: Sheet
    columns: Columns
    survey: Survey
    unknown_stages: Mapping[str, str]
    name: str
    is_settled: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether it can be imported without anybody looking, or somebody looked."""
        return self.is_settled or not (self.columns.uncertain or self.unknown_stages)

    @property
    def mixed_dates(self) -> list[str]:
        """The columns in which day and month stand in both orders."""
        return [name for name, order in self.survey.orders.items() if order.is_mixed]

    @property
    def guessed(self) -> list[str]:
        """What is not certain and would be taken, in words."""
        columns = [f"“{one.column}” as {one.field}" for one in self.columns.uncertain if one.field]
        stages = [f"“{name}” as {target}" for name, target in self.unknown_stages.items() if target]
        return columns + stages

    @property
    def left(self) -> list[str]:
        """The columns that nothing takes, each with what it is full of, where that matters."""
        return [
            f"“{one.column}” (holds {one.holds})" if one.holds else f"“{one.column}”"
            for one in self.columns.left
        ]

    @property
    def unplaced(self) -> list[str]:
        """The stages that nobody knows and nothing is like."""
        return [name for name, target in self.unknown_stages.items() if not target]

    def settled(self) -> "Preview":
        """The same with every guess taken for true."""
        likely = {key(name): target for name, target in self.unknown_stages.items() if target}
        told = replace(self.columns.told, stages={**self.columns.told.stages, **likely})
        return replace(self, columns=replace(self.columns, told=told), is_settled=True)


def look(files: Files, name: str = "") -> Preview:
    """Reads the whole file once, under the name that it has for the person; raises Refusal where
    it cannot be read."""
    told = mapping.read(files.mapping) if files.mapping else Told()
    sheet = opened(files.deals, encoding=told.encoding, delimiter=told.delimiter)
    guessed = columns.guess(sheet.header, told)
    kinds.refuse_others(guessed, name or files.deals.name)
    found = survey(sheet, guessed)
    weighed = guessed.weighed(found.contents)
    unknown = found.unknown_stages(weighed)
    return Preview(files, sheet, weighed, found, unknown, name or files.deals.name)
