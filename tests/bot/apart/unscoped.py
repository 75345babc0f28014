"""Questions that forget their workspace: every comparison with one is taken out of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, Engine, event, true
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ColumnElement

COMPARED = re.compile(r"(workspace_id|workspaces\.id) (=|IN|NOT IN) ")


@contextmanager
def unscoped(engine: Engine) -> Iterator[list[int]]:
    """All that is asked or changed within a workspace names none, for the length of the block; what
    is done everywhere is left as it is. Tells how many statements were changed."""
    known: dict[int, tuple[Any, Any]] = {}
    changed = [0]

    def notice(connection: Any, _cursor: Any, words: str, *_more: Any) -> None:
        if words.startswith("BEGIN"):
            connection.info["within"] = "app.workspace" in words
        elif connection.info.get("within"):
            assert not COMPARED.search(words), words

    def forget(connection: Any, statement: Any, values: Any, more: Any, _options: Any) -> Any:
        if connection.info.get("within") and hasattr(statement, "get_children"):
            before, statement = known.setdefault(id(statement), (statement, without(statement)))
            changed[0] += statement is not before
        return statement, values, more

    event.listen(engine, "before_cursor_execute", notice)
    event.listen(engine, "before_execute", forget, retval=True)
    try:
        yield changed
    finally:
        event.remove(engine, "before_execute", forget)
        event.remove(engine, "before_cursor_execute", notice)


def without(statement: Any) -> Any:
    """The statement with true in place of each comparison with a workspace."""
    return visitors.replacement_traverse(statement, {}, _forgotten)


def _forgotten(element: Any, **_more: Any) -> ColumnElement[bool] | None:
    if not isinstance(element, BinaryExpression) or not _compares(element):
        return None
    value = element.right
    if isinstance(value, BindParameter) and not value.expanding:
        return value == value  # a value that is given has to stand somewhere
    return true()


def _compares(element: BinaryExpression[Any]) -> bool:
    return any(map(_says_whose, (element.left, element.right)))


def _says_whose(side: Any) -> bool:
    origins = getattr(side, "base_columns", ())
    return any(
        isinstance(one, Column)
        and (one.name == "workspace_id" or (one.name == "id" and one.table.name == "workspaces"))
        for one in origins
    )
