"""The coach's words in a workspace: its own where it gave any, else the product's."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from coaching.texts import Entry, Kind, whole
from storage import texts
from storage.database import Session


@dataclass(frozen=True, slots=True)
class Wordings:
    """The entries of each file of texts, as a workspace reads them."""

    own: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    def of(self, kind: Kind) -> Sequence[Entry]:
        """A file's entries; the product's own where the workspace is silent."""
        return whole(kind, self.own.get(kind.file))


def read(session: Session, workspaces: Collection[str]) -> dict[str, Wordings]:
    """By workspace; one question of the database for all of them."""
    own = texts.of(session, workspaces)
    return {name: Wordings(own.get(name, {})) for name in workspaces}


def of(session: Session, workspace_id: str) -> Wordings:
    """Those of one workspace."""
    return read(session, [workspace_id])[workspace_id]
