"""The base of tree models: a translator from frozen rows, each naming its parent, to what a view asks for.

An index carries a number that stands for the row's id, never an object: numbers are given once and not used
again, so a stale index finds nothing instead of something that is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from ui.common.columns import DISPLAY, ROOT, Column, Index, Row, cell_value, header_value
from ui.common.row_changes import insertions, moves, removals, runs


class TreeModel(QAbstractItemModel, Generic[Row]):
    """Rows below their parents in the order they were given. Only the GUI thread touches it."""

    def __init__(
        self,
        columns: tuple[Column[Row], ...],
        key: Callable[[Row], Hashable],
        parent_key: Callable[[Row], Hashable | None],
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._key, self._parent_key = key, parent_key
        self._rows: dict[Hashable, Row] = {}
        self._parents: dict[Hashable, Hashable | None] = {}
        self._children: dict[Hashable | None, list[Hashable]] = {None: []}
        self._numbers: dict[Hashable, int] = {}
        self._by_number: dict[int, Hashable] = {}
        self._next_number = 1

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    def id_of(self, index: Index) -> Hashable | None:
        """The id an index stands for; None for the root and for what is gone."""
        return self._by_number.get(index.internalId()) if index.isValid() else None

    def row_of(self, index: Index) -> Row | None:
        """The row an index stands for."""
        key = self.id_of(index)
        return None if key is None else self._rows.get(key)

    def find(self, key: Hashable, column: int = 0) -> QModelIndex:
        """The index of the row with this id; invalid when there is none."""
        if key not in self._rows:
            return QModelIndex()
        place = self._children[self._parents[key]].index(key)
        return self.createIndex(place, column, self._numbers[key])

    def replace(self, rows: Iterable[Row]) -> None:
        """Shows this tree. A row whose parent is not among the rows stands at the top; order is that of the
        rows.

        Raises ValueError when an id comes twice or a row stands below itself.
        """
        new = list(rows)
        by_id = {self._key(row): row for row in new}
        if len(by_id) != len(new):
            raise ValueError("an id comes twice")
        children: dict[Hashable | None, list[Hashable]] = {None: []}
        parents: dict[Hashable, Hashable | None] = {}
        for key, row in by_id.items():
            above = self._parent_key(row)
            parents[key] = above if above in by_id else None
            children.setdefault(parents[key], []).append(key)
        if len(_reached(children)) != len(by_id):
            raise ValueError("a row stands below itself")
        self._drop_what_left(parents)
        self._fit(None, children, by_id)
        self.patch(new)

    def patch(self, rows: Iterable[Row]) -> int:
        """Puts new values in place, with one signal per contiguous run of siblings; returns how many rows
        differ.
        """
        changed: dict[Hashable | None, set[Hashable]] = {}
        count = 0
        for row in rows:
            key = self._key(row)
            if key in self._rows and self._rows[key] != row:
                self._rows[key] = row
                changed.setdefault(self._parents[key], set()).add(key)
                count += 1
        last_column = len(self._columns) - 1
        for above, keys in changed.items():
            siblings = self._children[above]
            for first, last in runs(place for place, key in enumerate(siblings) if key in keys):
                left = self.createIndex(first, 0, self._numbers[siblings[first]])
                right = self.createIndex(last, last_column, self._numbers[siblings[last]])
                self.dataChanged.emit(left, right)
        return count

    def retranslate(self) -> None:
        """Asks views to read headers and cells again after the language changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        for siblings in self._children.values():
            if siblings:
                left = self.createIndex(0, 0, self._numbers[siblings[0]])
                right = self.createIndex(len(siblings) - 1, len(self._columns) - 1, self._numbers[siblings[-1]])
                self.dataChanged.emit(left, right)

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        if parent.isValid() and parent.column() != 0:
            return QModelIndex()
        siblings = self._children.get(self.id_of(parent), [])
        if not 0 <= row < len(siblings) or not 0 <= column < len(self._columns):
            return QModelIndex()
        return self.createIndex(row, column, self._numbers[siblings[row]])

    @overload
    def parent(self, /) -> QObject | None: ...
    @overload
    def parent(self, child: Index, /) -> QModelIndex: ...
    def parent(self, child: Index | None = None, /) -> QObject | QModelIndex | None:
        if child is None:
            return QObject.parent(self)
        key = self.id_of(child)
        above = None if key is None else self._parents.get(key)
        return QModelIndex() if above is None else self.find(above)

    def rowCount(self, parent: Index = ROOT) -> int:
        if parent.isValid() and parent.column() != 0:
            return 0
        return len(self._children.get(self.id_of(parent), ()))

    def columnCount(self, parent: Index = ROOT) -> int:
        return len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        row = self.row_of(index)
        return None if row is None else cell_value(self._columns[index.column()], row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        return header_value(self._columns, section, orientation, role)

    def _index_of(self, key: Hashable | None) -> QModelIndex:
        return QModelIndex() if key is None else self.find(key)

    def _drop_what_left(self, parents: dict[Hashable, Hashable | None]) -> None:
        """Removes rows that are gone or stand elsewhere now, each with all that is below it."""
        for above in list(self._children):
            siblings = self._children.get(above)
            if siblings is None:
                continue
            staying = [key for key in siblings if key in parents and parents[key] == above]
            for removal in removals(siblings, staying):
                self.beginRemoveRows(self._index_of(above), removal.first, removal.last)
                leaving = siblings[removal.first : removal.last + 1]
                del siblings[removal.first : removal.last + 1]
                for key in leaving:
                    self._forget(key)
                self.endRemoveRows()

    def _forget(self, key: Hashable) -> None:
        for below in self._children.pop(key, []):
            self._forget(below)
        del self._rows[key], self._parents[key]
        del self._by_number[self._numbers.pop(key)]

    def _fit(self, above: Hashable | None, children: dict[Hashable | None, list[Hashable]], rows: dict[Hashable, Row]) -> None:
        """Brings the children of one row into order, adds the new ones with all below them, then goes down."""
        wanted = children.get(above, [])
        siblings = self._children.setdefault(above, [])
        here = set(siblings)
        for step in moves(siblings, [key for key in wanted if key in here], most=len(siblings)) or ():
            below = step.target + 1 if step.target > step.source else step.target
            parent = self._index_of(above)
            self.beginMoveRows(parent, step.source, step.source, parent, below)
            siblings.insert(step.target, siblings.pop(step.source))
            self.endMoveRows()
        for insertion in insertions(siblings, wanted):
            self.beginInsertRows(self._index_of(above), insertion.first, insertion.last)
            coming = wanted[insertion.first : insertion.last + 1]
            siblings[insertion.first : insertion.first] = coming
            for key in coming:
                self._admit(key, above, children, rows)
            self.endInsertRows()
        for key in siblings:
            if key in here:
                self._fit(key, children, rows)

    def _admit(
        self,
        key: Hashable,
        above: Hashable | None,
        children: dict[Hashable | None, list[Hashable]],
        rows: dict[Hashable, Row],
    ) -> None:
        self._rows[key], self._parents[key] = rows[key], above
        self._numbers[key] = self._next_number
        self._by_number[self._next_number] = key
        self._next_number += 1
        self._children[key] = list(children.get(key, ()))
        for below in self._children[key]:
            self._admit(below, key, children, rows)


def _reached(children: dict[Hashable | None, list[Hashable]]) -> list[Hashable]:
    """All ids that hang below the root."""
    found = list(children[None])
    for key in found:
        found.extend(children.get(key, ()))
    return found
