"""The base of flat item models: a translator from frozen rows to what a view asks for.

Rows are known by id. A new list is applied with the fewest removals, moves and insertions, so selection,
scroll position and editors stay; values change in place. Sorting and filtering are done before, on the
records, never by a proxy.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ui.common.columns import DISPLAY, ROOT, Column, Index, Row, cell_value, header_value
from ui.common.row_changes import Insertion, Move, Removal, insertions, moves, removals, runs

MOST_MOVES = 100


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows in the order they were given. Only the GUI thread touches it."""

    def __init__(
        self,
        columns: tuple[Column[Row], ...],
        key: Callable[[Row], Hashable],
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._key = key
        self._rows: list[Row] = []
        self._ids: list[Hashable] = []
        self._places: dict[Hashable, int] = {}

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as shown, top to bottom."""
        return tuple(self._rows)

    def row_at(self, place: int) -> Row:
        """The row at a place. Raises IndexError."""
        return self._rows[place]

    def id_at(self, place: int) -> Hashable:
        """The id of the row at a place. Raises IndexError."""
        return self._ids[place]

    def place_of(self, key: Hashable) -> int | None:
        """Where the row with this id stands, None when it does not."""
        return self._places.get(key)

    def replace(self, rows: Iterable[Row]) -> None:
        """Shows these rows in this order. Raises ValueError when an id comes twice."""
        new = list(rows)
        ids = [self._key(row) for row in new]
        if len(set(ids)) != len(ids):
            raise ValueError("an id comes twice")
        for removal in removals(self._ids, ids):
            self._remove(removal)
        known = set(self._ids)
        self._arrange([key for key in ids if key in known])
        for insertion in insertions(self._ids, ids):
            self._insert(insertion, new, ids)
        self._index()
        self.patch(new)

    def patch(self, rows: Iterable[Row], *, visible: range | None = None) -> int:
        """Puts new values in place, with one signal per contiguous run; returns how many rows differ.

        Rows with unknown ids are left alone. Outside `visible` (row numbers on screen) values change
        silently.
        """
        changed = []
        for row in rows:
            place = self._places.get(self._key(row))
            if place is not None and self._rows[place] != row:
                self._rows[place] = row
                changed.append(place)
        changed.sort()
        shown = changed if visible is None else [place for place in changed if place in visible]
        for first, last in runs(shown):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))
        return len(changed)

    def retranslate(self) -> None:
        """Asks views to read headers and cells again after the language changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if not index.isValid():
            return None
        return cell_value(self._columns[index.column()], self._rows[index.row()], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        return header_value(self._columns, section, orientation, role)

    def _index(self) -> None:
        self._places = {key: place for place, key in enumerate(self._ids)}

    def _remove(self, removal: Removal) -> None:
        self.beginRemoveRows(QModelIndex(), removal.first, removal.last)
        del self._rows[removal.first : removal.last + 1]
        del self._ids[removal.first : removal.last + 1]
        self.endRemoveRows()

    def _insert(self, insertion: Insertion, rows: list[Row], ids: list[Hashable]) -> None:
        first, last = insertion.first, insertion.last
        self.beginInsertRows(QModelIndex(), first, last)
        self._rows[first:first] = rows[first : last + 1]
        self._ids[first:first] = ids[first : last + 1]
        self.endInsertRows()

    def _arrange(self, order: list[Hashable]) -> None:
        """Brings the rows present into this order, by single moves or, when those are many, by one layout
        change.
        """
        steps = moves(self._ids, order, most=MOST_MOVES)
        if steps is None:
            self._arrange_all(order)
        else:
            for step in steps:
                self._move(step)

    def _move(self, step: Move) -> None:
        below = step.target + 1 if step.target > step.source else step.target
        self.beginMoveRows(QModelIndex(), step.source, step.source, QModelIndex(), below)
        self._rows.insert(step.target, self._rows.pop(step.source))
        self._ids.insert(step.target, self._ids.pop(step.source))
        self.endMoveRows()

    def _arrange_all(self, order: list[Hashable]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [(self._ids[index.row()], index.column()) for index in before]
        by_id = dict(zip(self._ids, self._rows, strict=True))
        self._ids = order
        self._rows = [by_id[key] for key in order]
        self._index()
        after = [self.index(self._places[key], column) for key, column in held]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
