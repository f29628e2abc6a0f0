"""The tree every screen uses: rows of one height on a `TreeModel`, painted like a table's."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic

from PySide6.QtCore import QEvent, QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from ui.common.columns import Row, fitted
from ui.common.row_delegate import RowDelegate
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.common.tree_model import TreeModel


class RecordTree(QTreeView, Generic[Row]):
    """A tree whose first column is elastic as a rule. Tab leaves it, arrows move, open and close.

    Signals: `row_chosen(object)` with the id of the current row, `row_opened(object)` after Enter or a
    double click.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)

    def __init__(self, theme: Theme, model: TreeModel[Row], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._records = theme, model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, model.columns, model.row_of, parent=self, ruled=False))
        self.setAccessibleName(name)
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(1)
        self._restyle()
        theme.changed.connect(self._restyle)
        self.activated.connect(self._on_activated)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)

    @property
    def chosen(self) -> Hashable | None:
        """The id of the current row."""
        return self._records.id_of(self.currentIndex())

    def choose(self, key: Hashable) -> bool:
        """Makes the row with this id current, opening what is above it; False when it is not in the tree."""
        index = self._records.find(key)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._records.retranslate()
        super().changeEvent(event)

    def _fit_columns(self) -> None:
        widths = fitted(self._records.columns, self.viewport().width(), self._theme.px)
        for section, column in enumerate(self._records.columns):
            self.setColumnHidden(section, column.key not in widths)
            if column.key in widths:
                self.setColumnWidth(section, widths[column.key])

    @Slot()
    def _restyle(self) -> None:
        self.setIndentation(self._theme.px(Space.ICON))
        self.header().setFixedHeight(self._theme.px(Space.TABLE_HEAD))
        self.doItemsLayout()
        self._fit_columns()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.row_opened.emit(self._records.id_of(index))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(self._records.id_of(current))
