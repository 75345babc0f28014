"""Brings a database to the tables of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 7_305_011
"""One replica migrates at a time; the others wait for this PostgreSQL lock."""
PATIENCE = 60.0
"""Seconds that they wait for SQLite's."""


def upgrade(database: Database) -> None:
    """Applies what is missing, in one transaction; does nothing on a current database."""
    with database.everywhere.begin(PATIENCE) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
        command.upgrade(configuration(connection), "head")


def revision(database: Database) -> tuple[str | None, str | None]:
    """The revision of the database and the newest there is."""
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        head = ScriptDirectory.from_config(configuration(connection)).get_current_head()
    return current, head


def configuration(connection: Connection) -> Config:
    """What Alembic needs to know, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
