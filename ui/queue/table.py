"""The list of cases: the shared table with the queue's columns, its keys, and a tick that repaints times only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.desk.queue import QueueRow
from ui.common.columns import fitted
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.theme import Theme
from ui.queue.columns import TIMED, narrowed

WIDE, NARROW = 1000, 660
KEYS: dict[int, str] = {
    Qt.Key.Key_Space: "Acknowledge",
    Qt.Key.Key_D: "Dispatch",
    Qt.Key.Key_S: "Snooze",
    Qt.Key.Key_N: "AddNote",
    Qt.Key.Key_X: "CloseCase",
}


class QueueTable(RecordTable[QueueRow]):
    """Rows of cases. Single letters act on the current row while the list has the focus.

    Signals: `act_asked(str, str)` with the command's name and the id of the case at the time of the key;
    `menu_asked(str, QPoint)` with a case and where on the screen.
    """

    act_asked = Signal(str, str)
    menu_asked = Signal(str, QPoint)

    def __init__(
        self,
        theme: Theme,
        model: TableModel[QueueRow],
        *,
        name: str,
        tightens: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`tightens` says that on a narrow screen columns go and shrink as the live queue's do."""
        self._tightens = tightens
        super().__init__(theme, model, name=name, parent=parent)
        model.setParent(self)
        self._entering = False
        self._rest = 0
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def spans(self) -> dict[str, tuple[int, int]]:
        """Left edge and width of each column on screen by key, for what must line up with it."""
        shown = (
            (section, column.key) for section, column in enumerate(self._records.columns) if not self.isColumnHidden(section)
        )
        return {key: (self.columnViewportPosition(section), self.columnWidth(section)) for section, key in shown}

    def tick(self) -> None:
        """A second has passed: the ages and limits on screen are painted again, nothing is read."""
        spans = self.spans()
        timed = [spans[key] for key in TIMED if key in spans]
        if timed and self.visible_rows:
            left = min(start for start, _ in timed)
            right = max(start + width for start, width in timed)
            self.viewport().update(QRect(left, 0, right - left, self.viewport().height()))

    def rest_at(self, place: int) -> None:
        """Chooses nothing; the arrow keys go on from this place."""
        self._rest = place
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming here chooses nothing by itself: a case chosen by accident would push another off the screen."""
        nowhere = not self.currentIndex().isValid()
        self._entering = True
        super().focusInEvent(event)
        if nowhere:
            self.setCurrentIndex(QModelIndex())
        self._entering = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_asked.emit(str(self._records.id_at(index.row())), place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = KEYS.get(event.key()) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        if command is not None and self.chosen is not None:
            self.act_asked.emit(command, str(self.chosen))
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.currentIndex().isValid() and self._records.rowCount():
            self.selectRow(min(self._rest, self._records.rowCount() - 1))
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keeps single letters from being taken as shortcuts while a row can use them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and event.key() in KEYS:
                event.accept()
                return True
        return super().event(event)

    def _widths(self) -> dict[str, int]:
        columns = self._records.columns
        if self._tightens and self.viewport().width() < self._theme.px(WIDE):
            columns = narrowed(columns, small=self.viewport().width() < self._theme.px(NARROW))
        return fitted(columns, self.viewport().width(), self._theme.px)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if not self._entering:
            super()._on_current_row_changed(current, previous)
