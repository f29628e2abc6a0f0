"""The list every screen uses: rows of one height, fixed columns, nothing measured from the data."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.common.columns import Index, Row, fitted
from ui.common.row_delegate import RowDelegate
from ui.common.table_model import TableModel
from ui.common.theme import Theme
from ui.common.tokens import Space


class RecordTable(QTableView, Generic[Row]):
    """A table on a `TableModel`. Tab leaves it, arrows move in it, columns drop out as it narrows.

    Signals: `row_chosen(object)` with the id of the current row, `row_opened(object)` after Enter or a
    double click, `all_asked()` after Ctrl+A: only what is on screen is selected, the rest is a question for
    the screen, `columns_fitted()` after the columns have got other widths.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)
    all_asked = Signal()
    columns_fitted = Signal()

    def __init__(self, theme: Theme, model: TableModel[Row], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._records = theme, model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, model.columns, self._row_of, parent=self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._restyle()
        theme.changed.connect(self._restyle)
        self.activated.connect(self._on_activated)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)

    @property
    def chosen(self) -> Hashable | None:
        """The id of the current row."""
        index = self.currentIndex()
        return self._records.id_at(index.row()) if index.isValid() else None

    @property
    def marked(self) -> tuple[Hashable, ...]:
        """The ids of all selected rows, top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._records.id_at(place) for place in places)

    def choose(self, key: Hashable) -> bool:
        """Makes the row with this id current and scrolls to it; False when it is not in the list."""
        place = self._records.place_of(key)
        if place is None:
            return False
        self.setCurrentIndex(self._records.index(place, 0))
        return True

    @property
    def visible_rows(self) -> range:
        """The numbers of the rows on screen."""
        count = self._records.rowCount()
        if count == 0:
            return range(0)
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        return range(max(0, first), (count - 1 if last < 0 else last) + 1)

    def selectAll(self) -> None:
        """Selects what is on screen; selecting a long list row by row would stop the desk for seconds."""
        rows = self.visible_rows
        if rows:
            last = self._records.index(rows[-1], self._records.columnCount() - 1)
            area = QItemSelection(self._records.index(rows[0], 0), last)
            self.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground first: as the rows cover all there is, nothing of the window behind has to be painted with them."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._ground)
        painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
            self.all_asked.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._records.retranslate()
        super().changeEvent(event)

    def _row_of(self, index: Index) -> Row | None:
        return self._records.row_at(index.row())

    def _widths(self) -> dict[str, int]:
        """The width of each column that is shown, by key."""
        return fitted(self._records.columns, self.viewport().width(), self._theme.px)

    def _fit_columns(self) -> None:
        widths = self._widths()
        for section, column in enumerate(self._records.columns):
            self.setColumnHidden(section, column.key not in widths)
            if column.key in widths:
                self.setColumnWidth(section, widths[column.key])
        self.columns_fitted.emit()

    @Slot()
    def _restyle(self) -> None:
        self._ground = QColor(self._theme.tokens.pane)
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)
        self.horizontalHeader().setFixedHeight(self._theme.px(Space.TABLE_HEAD))
        self._fit_columns()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.row_opened.emit(self._records.id_at(index.row()))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(self._records.id_at(current.row()))
