"""The heat grid: kinds by grids, one number a cell, shaded by the map's ramp; signals are framed, with ▲ and
bold.
"""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.common.contrast import readable
from ui.common.formatting import number
from ui.common.hatching import hatch
from ui.common.line_breaks import in_lines
from ui.common.notices import announce
from ui.common.text import tooltip
from ui.common.theme import Theme
from ui.common.tokens import Size, Space

CELL_HEIGHT = 24
CELL_WIDTH = 44
HEAD_LINES, HEAD_GAP = 3, 1
LEAST_HEAD, TALLEST_HEAD = 44, 104
"""Heads of words need so many px across; in narrower columns they stand upright, at most so high."""


class Heat(Struct, frozen=True):
    """Counts by row and column; None is «not enough data» and hatched. `steps` are the least counts of ramp
    steps 1 to 5.

    `rows` and `columns` are pairs of key and label; keys of cells are `row|column`; `signals` names the
    cells that stand out.
    """

    rows: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[int | None, ...], ...] = ()
    steps: tuple[int, int, int, int, int] = (1, 2, 3, 5, 6)
    signals: frozenset[str] = frozenset()

    def step(self, count: int) -> int:
        """The step of the ramp, 0 to 5, for a count."""
        return sum(count >= least for least in self.steps)


class HeatGrid(QWidget):
    """Painted by itself: numbers in cells are text, not marks.

    Signals: `mark_chosen(str)` with the key of the cell after a click or Enter.
    """

    mark_chosen = Signal(str)

    def __init__(self, theme: Theme, heat: Heat | None = None, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._heat = theme, heat or Heat()
        self._current: tuple[int, int] | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._on_theme_changed)

    def show_heat(self, heat: Heat) -> None:
        self._heat, self._current = heat, None
        self.updateGeometry()
        self.update()

    def words(self, row: int, column: int) -> str:
        """What a cell says, in the language of the screen."""
        count = self._heat.counts[row][column]
        told = self.tr("{row}，{column}：{count}")
        shown = self.tr("数据不足") if count is None else number(count)
        return told.format(row=self._heat.rows[row][1], column=self._heat.columns[column][1], count=shown)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column under a point of the widget, None outside the cells."""
        area, width, height = self._cells()
        row, column = int((y - area.y()) // height), int((x - area.x()) // width)
        inside = 0 <= row < len(self._heat.rows) and 0 <= column < len(self._heat.columns)
        return (row, column) if inside else None

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell is painted."""
        area, width, height = self._cells()
        left, top = round(area.x() + column * width), round(area.y() + row * height)
        right, bottom = round(area.x() + (column + 1) * width), round(area.y() + (row + 1) * height)
        return QRectF(left, top, right - left - 1, bottom - top - 1)

    def sizeHint(self) -> QSize:
        px, heat = self._theme.px, self._heat
        return QSize(self._label_width() + px(CELL_WIDTH) * len(heat.columns), px(CELL_HEIGHT) * (len(heat.rows) + 1) + px(4))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._label_width() + self._theme.px(24) * len(self._heat.columns), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_labels(painter)
        for row in range(len(self._heat.rows)):
            for column in range(len(self._heat.columns)):
                self._paint_cell(painter, row, column)
        if self._current is not None and self.hasFocus():
            ring = self.cell_rect(*self._current).adjusted(1, 1, -1, -1)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.tokens.selection_bar), Space.FOCUS_RING))
            painter.drawRect(ring)
        painter.end()

    def _paint_labels(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.font(Size.NOTE))
        painter.setPen(QColor(tokens.text2))
        metrics = painter.fontMetrics()
        left = self._label_width()
        for row, (_, label) in enumerate(self._heat.rows):
            cell = self.cell_rect(row, 0)
            box = QRectF(0, cell.y(), left - 8, cell.height())
            shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        for column, (_, label) in enumerate(self._heat.columns):
            self._paint_head(painter, self.cell_rect(0, column), label)

    def _paint_head(self, painter: QPainter, cell: QRectF, label: str) -> None:
        """In lines over its column; where words have no room across, upright, read from below."""
        height = self._head_height() - 2
        if self._upright:
            painter.save()
            painter.translate(cell.center().x(), height)
            painter.rotate(-90)
            shown = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, height - 4)
            box = QRectF(4, -cell.width() / 2, height - 4, cell.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            painter.restore()
            return
        lines = self._head_lines(label)
        line = painter.fontMetrics().lineSpacing()
        for place, words in enumerate(reversed(lines), start=1):
            box = QRectF(cell.x(), height - place * line, cell.width(), line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    @property
    def _upright(self) -> bool:
        wordy = any(" " in label for _, label in self._heat.columns)
        return wordy and self._head_width() < self._theme.px(LEAST_HEAD)

    def _head_width(self) -> int:
        return max(1, (self.width() - self._label_width()) // max(1, len(self._heat.columns)) - 1 - 2 * HEAD_GAP)

    def _head_lines(self, label: str) -> tuple[str, ...]:
        return in_lines(label, self._theme.font(Size.NOTE), self._head_width(), most=HEAD_LINES)

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        tokens, count = self._theme.tokens, self._heat.counts[row][column]
        cell = self.cell_rect(row, column)
        if count is None:
            painter.fillRect(cell, QColor(tokens.pane))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hatch(tokens.control))
            painter.drawRect(cell)
            return
        step = self._heat.step(count)
        painter.fillRect(cell, QColor(tokens.ramp[step]))
        stands_out = f"{self._heat.rows[row][0]}|{self._heat.columns[column][0]}" in self._heat.signals
        ink = QColor(readable(tokens.ramp[step], tokens.text, tokens.field))
        painter.setPen(ink)
        painter.setFont(self._theme.font(Size.NOTE, bold=stands_out))
        shown = "·" if count == 0 else f"▲{number(count)}" if stands_out else number(count)
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, shown)
        if stands_out:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink, 1))
            painter.drawRect(cell.adjusted(1.5, 1.5, -2.5, -2.5))

    def event(self, event: QEvent) -> bool:
        """The tool tip says the cell in words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), tooltip(self.words(*cell)) if cell else "", self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().x(), event.position().y())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        step = steps.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self._choose(self._current)
        elif step is not None and self._heat.rows and self._heat.columns:
            row, column = self._current or (0, -1 if step == (0, 1) else 0)
            row = max(0, min(len(self._heat.rows) - 1, row + step[0]))
            column = max(0, min(len(self._heat.columns) - 1, column + step[1]))
            self._current = row, column
            announce(self, self.words(row, column))
            self.update()
        else:
            super().keyPressEvent(event)

    def _choose(self, cell: tuple[int, int]) -> None:
        self._current = cell
        self.update()
        self.mark_chosen.emit(f"{self._heat.rows[cell[0]][0]}|{self._heat.columns[cell[1]][0]}")

    def _label_width(self) -> int:
        metrics = QFontMetrics(self._theme.font(Size.NOTE))
        widest = max((metrics.horizontalAdvance(label) for _, label in self._heat.rows), default=0)
        return min(widest + 12, self._theme.px(140))

    def _cells(self) -> tuple[QRectF, float, float]:
        """The area of the cells, and the width and height of one."""
        left, top = self._label_width(), self._head_height()
        area = QRectF(left, top, self.width() - left, self.height() - top)
        rows, columns = max(1, len(self._heat.rows)), max(1, len(self._heat.columns))
        return area, area.width() / columns, min(area.height() / rows, self._theme.px(CELL_HEIGHT + 12))

    def _head_height(self) -> int:
        """The heads of the columns in as many lines as their words need, three at most, or upright."""
        metrics, px = QFontMetrics(self._theme.font(Size.NOTE)), self._theme.px
        labels = [label for _, label in self._heat.columns]
        if self._upright:
            return min(max(metrics.horizontalAdvance(label) for label in labels), px(TALLEST_HEAD)) + 10
        highest = max((len(self._head_lines(label)) for label in labels), default=0)
        return max(px(CELL_HEIGHT), highest * metrics.lineSpacing() + 4)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
