"""Many values at once, handed to a statement as JSON: it is compiled once, however many come."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    JSON,
    BigInteger,
    Select,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
    type_coerce,
)


def as_json(rows: Iterable[Mapping[str, Any]], on_sqlite: bool) -> str:
    """The parameter that `given` reads; days and moments as the database keeps them."""
    plain = [{key: _plain(value, on_sqlite) for key, value in row.items()} for row in rows]
    return json.dumps(plain)


def given(name: str, columns: Mapping[str, Any], on_sqlite: bool) -> CTE:
    """The parameter of that name as a table with these columns, by name and type."""
    packed = bindparam(name, type_=Text())
    if on_sqlite:
        each: Any = func.json_each(packed).table_valued("value", name=f"each_of_{name}")
        found = (
            type_coerce(func.json_extract(each.c.value, f"$.{key}"), kind).label(key)
            for key, kind in columns.items()
        )
        return select(*found).cte(name).prefix_with("MATERIALIZED")
    named = [column(key, kind) for key, kind in columns.items()]
    each = func.json_to_recordset(cast(packed, JSON)).table_valued(*named, name=f"each_of_{name}")
    each = each.render_derived(with_types=True)
    return select(*each.c).cte(name).prefix_with("MATERIALIZED")


def given_numbers(name: str, on_sqlite: bool) -> Select[Any]:
    """The parameter of that name, a JSON list of numbers: thousands of them as parameters of their
    own take longer than the question."""
    packed = bindparam(name, type_=Text())
    if on_sqlite:
        each = func.json_each(packed).table_valued("value")
        return select(type_coerce(each.c.value, BigInteger()))
    one = func.json_array_elements_text(cast(packed, JSON)).column_valued("one")
    return select(cast(one, BigInteger()))


def _plain(value: Any, on_sqlite: bool) -> Any:
    if isinstance(value, datetime):
        utc = value.astimezone(UTC)
        return f"{utc:%Y-%m-%d %H:%M:%S.%f}" if on_sqlite else utc.isoformat()
    return value.isoformat() if isinstance(value, date) else value
