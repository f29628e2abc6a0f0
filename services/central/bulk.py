"""Statements for many rows at once: built by SQLAlchemy, compiled once, given plain tuples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.expression import ClauseElement

Row = tuple[Any, ...]


class Bulk:
    """One statement; `names` is the order in which its rows give their values.

    Values must be what the driver takes (text, whole numbers, numbers, truth values, None): a row crosses without being looked
    at, which makes a long list several times as fast.
    """

    def __init__(self, statement: ClauseElement, *, is_sqlite: bool) -> None:
        make: Any = sqlite.dialect if is_sqlite else postgresql.dialect
        dialect = make(paramstyle="qmark" if is_sqlite else "format")
        compiled: Any = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self.names: tuple[str, ...] = tuple(compiled.positiontup)

    def run(self, connection: Connection, rows: Sequence[Row]) -> int:
        """Run it for every row; how many rows of the table were touched."""
        if not rows:
            return 0
        return connection.exec_driver_sql(self._sql, list(rows)).rowcount
