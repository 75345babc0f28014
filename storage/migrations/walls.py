"""What migrations say, so that the database itself keeps workspaces apart and history as it is.

PostgreSQL's policies ask for the setting that each transaction begins with (storage/database.py);
an owner of the tables is held to them, too. SQLite has none: there the questions alone do it.
"""

import sqlalchemy as sa
from alembic import op

REACH = "current_setting('app.reach', true) = 'everywhere'"
VOID = "voided_at"
REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('app.erasing', true) = 'on' AND TG_OP <> 'TRUNCATE' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE restrict_violation USING MESSAGE = TG_TABLE_NAME || ' stands: nothing in it is changed';
END $$
"""


def keep_apart(table: str, column: str = "workspace_id") -> None:
    """From now on a transaction sees and writes the rows of its own workspace alone."""
    _guard(table, f"{column} = current_setting('app.workspace', true) OR {REACH}")


def keep_from_all(table: str) -> None:
    """The same for a table of no workspace: only what is done for all of them comes there."""
    _guard(table, REACH)


def open_again(table: str) -> None:
    """Takes the policy away."""
    if _on_postgresql():
        op.execute(f"DROP POLICY own_workspace ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")


def let_stand(table: str) -> None:
    """From now on a row is written once and stays; where it can be voided, it is voided once.

    Said again when the table gets another column: the columns are those there are now. What erases
    says so (storage/walls.py).
    """
    found = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)]
    fixed = ", ".join(name for name in found if name != VOID)
    _refuse(table, "change", f"UPDATE OF {fixed}")
    _refuse(table, "delete", "DELETE")
    if VOID in found:
        _refuse(table, "void", f"UPDATE OF {VOID}", f"OLD.{VOID} IS NOT NULL")
    if _on_postgresql():
        on = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        op.execute(f"CREATE TRIGGER {table}_no_truncate {on} EXECUTE FUNCTION refuse_change()")


def let_change(table: str) -> None:
    """Takes those triggers away."""
    where = f" ON {table}" if _on_postgresql() else ""
    for what in ("change", "delete", "void", "truncate"):
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{what}{where}")


def make_refusal() -> None:
    """What the triggers of PostgreSQL call."""
    if _on_postgresql():
        op.execute(REFUSE)


def unmake_refusal() -> None:
    """Takes it away."""
    if _on_postgresql():
        op.execute("DROP FUNCTION refuse_change()")


def _refuse(table: str, what: str, when: str, only: str = "true") -> None:
    begun = f"CREATE TRIGGER {table}_no_{what} BEFORE {when} ON {table} FOR EACH ROW"
    if _on_postgresql():
        op.execute(f"{begun} WHEN ({only}) EXECUTE FUNCTION refuse_change()")
        return
    words = f"{table} stands: nothing in it is changed"
    op.execute(f"{begun} WHEN {only} AND NOT erasing() BEGIN SELECT RAISE(ABORT, '{words}'); END")


def _guard(table: str, condition: str) -> None:
    if _on_postgresql():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own_workspace ON {table} USING ({condition})")


def _on_postgresql() -> bool:
    return bool(op.get_bind().dialect.name == "postgresql")
