"""Opens the database of a deployment: sound, and with the tables of this version."""

import logging
import sqlite3

from sqlalchemy.exc import DatabaseError, OperationalError

from bot.settings import Settings, SettingsError
from storage.database import Database, NotStored, file_of, open_database
from storage.migrate import upgrade
from storage.safety import Damaged, safeguard

log = logging.getLogger(__name__)

AWAY = (OperationalError, DatabaseError)
"""Not their subclasses: those are faults of ours."""


def migrated(settings: Settings) -> Database:
    """The database, sound and with the tables of this version; raises SettingsError otherwise."""
    file = file_of(settings.database_url)
    if file is not None:
        try:
            safeguard(file)
        except Damaged as damaged:
            raise SettingsError(str(damaged)) from None
    database = open_database(settings.database_url)
    try:
        upgrade(database)
    except (NotStored, DatabaseError) as error:
        database.close()
        fault = error.__cause__ if isinstance(error, NotStored) else error
        if not isinstance(fault, sqlite3.Error) and type(fault) not in AWAY:
            raise
        reason = str(getattr(fault, "orig", fault)).splitlines()[0]
        raise SettingsError(f"DATABASE_URL leads to no usable database: {reason}.") from error
    if file is not None:
        log.info("data is kept in %s", file)
    return database
