"""Paints the cells of a list straight from its rows, by the table of columns; no role is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.common.columns import CellLook, Column, Index, Row
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.common.writing import Writer

CELL_INSET = 6
# As a plain number: combining enum members costs more than the rest of the decision.
SELECTED = QStyle.StateFlag.State_Selected.value


class RowDelegate(QStyledItemDelegate, Generic[Row]):
    """Ground and rule of the row, then the column's own painting or its text, shortened where it does not
    fit.
    """

    def __init__(
        self,
        theme: Theme,
        columns: tuple[Column[Row], ...],
        row_of: Callable[[Index], Row | None],
        *,
        parent: QWidget,
        ruled: bool = True,
    ) -> None:
        super().__init__(parent)
        self._theme, self._columns, self._row_of = theme, columns, row_of
        self._view, self._ruled = parent, ruled
        self._restyle()
        theme.changed.connect(self._restyle)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._row_of(index)
        if row is None:
            return
        section, area = index.column(), option.rect
        selected = bool(option.state.value & SELECTED)
        left, top, width, height = area.x(), area.y(), area.width(), area.height()
        if selected:
            painter.fillRect(left, top, width, height, self._ground)
            if section == 0:
                bar = self._bar if self._view.hasFocus() else self._rest_bar
                painter.fillRect(0, top, Space.SELECTION_BAR, height, bar)
        elif self._ruled:
            painter.fillRect(left, top + height - 1, width, 1, self._hair)
        column = self._columns[section]
        cell = QRectF(left + CELL_INSET, top, width - 2 * CELL_INSET, height)
        if column.paint is None:
            bold = column.bold is not None and column.bold(row)
            self._writer.write(painter, cell, column.text(row), ink=self._ink, bold=bold, side=column.side)
        else:
            painter.setFont(self._plain)
            painter.setPen(self._ink)
            column.paint(painter, cell, row, self._looks[selected])

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(self._columns[index.column()].width), self._theme.row_height)

    @Slot()
    def _restyle(self) -> None:
        theme, tokens = self._theme, self._theme.tokens
        self._plain, self._writer = theme.font(), Writer(theme)
        self._ink, self._hair = QColor(tokens.text), QColor(tokens.hair)
        self._ground, self._bar = QColor(tokens.selection), QColor(tokens.selection_bar)
        self._rest_bar = QColor(tokens.low)
        self._looks = tuple(CellLook(theme, tokens, selected, self._writer) for selected in (False, True))
