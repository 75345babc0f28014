"""Which workspace a command of the console means."""

from bot.settings import SettingsError
from storage import adopting
from storage.database import Session


def workspace_named(session: Session, named: str | None, *, make: bool) -> str:
    """The one that was named, else the only one there is; where there is none, the local one.

    Raises SettingsError where a choice is needed, or where nothing is there to be exported.
    """
    there = adopting.workspaces(session)
    if named is not None:
        if named not in there and not make:
            raise SettingsError(f"There is no workspace {named} here. {_known(there)}")
        return named
    if len(there) == 1:
        return there[0]
    if there:
        raise SettingsError(f"Say which workspace is meant with --workspace. {_known(there)}")
    if not make:
        raise SettingsError("There is nothing here yet: the database is empty.")
    return adopting.LOCAL


def counted(number: int, what: str) -> str:
    """1 row, 8,800 rows."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _known(there: list[str]) -> str:
    return f"Here are: {', '.join(there)}." if there else "The database is empty."
