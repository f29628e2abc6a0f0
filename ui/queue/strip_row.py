"""One case of the pinned strip: painted in the columns of the list below, with the button that acknowledges it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desk.queue import QueueRow
from ui.common.buttons import ActButton
from ui.common.columns import CellLook, Column
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.common.writing import Writer
from ui.queue.columns import FLAGS
from ui.queue.telling import Telling

BUTTON = 72
INSET = 6

Spans = Callable[[], dict[str, tuple[int, int]]]


class StripRow(QWidget):
    """One case of the strip, painted in the columns of the list below, with its button.

    Signals: `chosen(str)`, `opened(str)`, `acknowledge_asked(str)`, `withdraw_asked(str)`, `moved(int)`;
    `menu_asked(str, QPoint)` with the case and where on the screen.
    """

    chosen = Signal(str)
    opened = Signal(str)
    acknowledge_asked = Signal(str)
    withdraw_asked = Signal(str)
    moved = Signal(int)
    menu_asked = Signal(str, QPoint)

    def __init__(self, theme: Theme, told: Telling, columns: tuple[Column[QueueRow], ...], spans: Spans) -> None:
        super().__init__()
        self.told = told
        self._theme, self._columns, self._spans = theme, columns, spans
        self._row: QueueRow | None = None
        self._current = False
        self._writer = Writer(theme)
        self._button = ActButton(theme, "", height=26, parent=self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._on_pressed)
        theme.changed.connect(self._on_theme_changed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def incident(self) -> str:
        """The id of the case shown, empty without one."""
        return self._row.id if self._row else ""

    @property
    def button(self) -> ActButton:
        """确认, or 撤回 while the acknowledgement has not been sent."""
        return self._button

    def show_row(self, row: QueueRow | None, *, current: bool, first: bool) -> None:
        """Shows a case; the first of the strip carries the filled button."""
        self._row, self._current = row, current
        self.setVisible(row is not None)
        if row is None:
            return
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current or first else Qt.FocusPolicy.ClickFocus)
        if row.pending:
            self._button.show_act(self.tr("撤回"))
            self._button.setEnabled(bool(row.unsent_order))
        else:
            self._button.show_act(self.tr("确认"), role="critical" if current or first else "plain")
            self._button.setEnabled(True)
        self._button.setAccessibleName(f"{self._button.text()} {row.number}")
        self.setAccessibleName(f"{row.number} {self.told.summary(row)[:200]}")
        self.setAccessibleDescription(f"{row.grid_name} {self.told.state(row)} {self.told.limit(row)}")
        self.put_button()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, self._theme.px(Space.PINNED_ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.put_button()

    def paintEvent(self, event: QPaintEvent) -> None:
        row, tokens = self._row, self._theme.tokens
        if row is None:
            return
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, QColor(tokens.critical_rule))
        if self._current:
            painter.fillRect(QRectF(0, 0, Space.SELECTION_BAR, self.height()), QColor(tokens.priorities[0].mark))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.selection_bar), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        look = CellLook(self._theme, tokens, False, self._writer)
        for column, left, width in self._cells():
            cell = QRectF(left + INSET, 0, width - 2 * INSET, self.height())
            self._paint_cell(painter, cell, column, row, look)
        painter.end()

    def _cells(self) -> list[tuple[Column[QueueRow], int, int]]:
        """The columns of the list with left edge and width; where none stands under the button, the summary gives way."""
        spans = self._spans()
        shown = [column for column in self._columns if column.key in spans and column.key not in ("level", FLAGS)]
        if not shown:
            return []
        right = max(left + width for left, width in spans.values() if width)
        shift = 0 if FLAGS in spans else max(0, right - self._button.x() + INSET)
        cells, past = [], False
        for column in shown:
            left, width = spans[column.key]
            cells.append((column, left - shift if past else left, width - shift if column.elastic else width))
            past = past or column.elastic
        return cells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._row is None or event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Space:
                self.acknowledge_asked.emit(self._row.id)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit(self._row.id)
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._row.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._row is not None:
            self.opened.emit(self._row.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._row is not None:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            place = self.mapToGlobal(self.rect().center()) if by_key else event.globalPos()
            self.menu_asked.emit(self._row.id, place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._row is not None and not self._current:
            self.chosen.emit(self._row.id)
        self.update()

    def _paint_cell(self, painter: QPainter, cell: QRectF, column: Column[QueueRow], row: QueueRow, look: CellLook) -> None:
        if column.paint is not None:
            column.paint(painter, cell, row, replace(look, selected=column.key == "number"))
        else:
            look.write(painter, cell, column.text(row), bold=column.key in ("grid", "age"), side=column.side)

    def put_button(self) -> None:
        """Puts the button into the column of the signs, as it stands now."""
        px = self._theme.px
        flags = self._spans().get(FLAGS, (self.width(), 0))
        wanted = self._button.sizeHint().width()
        width = max(wanted, min(px(BUTTON), flags[1] - px(INSET + Space.GAP)))
        left = flags[0] + px(INSET)
        left = min(left, self.width() - width - px(Space.GAP))
        self._button.setGeometry(left, (self.height() - px(26)) // 2, width, px(26))

    @Slot()
    def _on_pressed(self) -> None:
        if self._row is None:
            return
        if self._row.pending:
            self.withdraw_asked.emit(self._row.unsent_order)
        else:
            self.acknowledge_asked.emit(self._row.id)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._writer = Writer(self._theme)
        self.update()
