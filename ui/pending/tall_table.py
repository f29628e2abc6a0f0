"""A list of two-line rows: what leads in bold, beneath it when, who and why."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from ui.common.columns import CellLook, Row
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.theme import Theme
from ui.common.tokens import Size, Space


class TallTable(RecordTable[Row]):
    """Rows of 48 px without a head. Signals: `digit_pressed(int)` for the keys 1 to 9, `delete_pressed()` for Del."""

    digit_pressed = Signal(int)
    delete_pressed = Signal()

    def __init__(self, theme: Theme, model: TableModel[Row], *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, model, name=name, parent=parent)
        model.setParent(self)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - int(Qt.Key.Key_0)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and 1 <= digit <= 9:
            self.digit_pressed.emit(digit)
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _restyle(self) -> None:
        super()._restyle()
        self.verticalHeader().setDefaultSectionSize(self._theme.px(Space.TALL_ROW))


def lines_of(cell: QRectF, theme: Theme) -> tuple[QRectF, QRectF]:
    """Where the two lines of a cell stand."""
    top = QRectF(cell.x(), cell.y() + theme.px(4), cell.width(), theme.px(21))
    return top, QRectF(cell.x(), top.bottom(), cell.width(), theme.px(18))


def write_lines(
    painter: QPainter,
    cell: QRectF,
    look: CellLook,
    upper: str,
    lower: str,
    *,
    warn: bool = False,
    upper_width: float | None = None,
    lower_width: float | None = None,
) -> None:
    """Writes the two lines of a cell; `warn` gives the lower one the colour of what is over its limit; a width leaves room."""
    tokens = look.tokens
    top, below = lines_of(cell, look.theme)
    top.setWidth(upper_width or cell.width())
    below.setWidth(lower_width or cell.width())
    ink = (tokens.priorities[1].on_selection if look.selected else tokens.over) if warn else tokens.text2
    look.writer.write(painter, top, upper, ink=tokens.text, bold=True)
    look.writer.write(painter, below, lower, ink=ink, size=Size.SECONDARY)
