"""The rows behind a list on the screen."""

from __future__ import annotations

from ui.common.columns import Row
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable


def records(table: RecordTable[Row]) -> TableModel[Row]:
    """The records of a list, by the type of its rows."""
    found = table.model()
    assert isinstance(found, TableModel), f"{table.accessibleName()} lists no records"
    return found
