"""Two versions side by side: what was there before at the left, mine on one card, what is there now on the other."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.pending.telling import NOTHING, Fact

LABEL, WIDE_LABEL = 110, 150
FIRST = 1
COLUMNS = 3


class Comparison(QWidget):
    """Nothing is chosen here; what differs is said in a word and written bold."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._facts: tuple[Fact, ...] = ()
        self._cells: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(Space.INSET))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, theme.px(LABEL))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.mine = _Head(theme)
        self.now = _Head(theme)
        self._grid.addWidget(self.mine, 0, 1)
        self._grid.addWidget(self.now, 0, 2)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is compared, top to bottom."""
        return self._facts

    def make_room(self, *, wide: bool) -> int:
        """Gives the labels the width that a wide or a small pane has for them, and returns it."""
        width = self._theme.px(WIDE_LABEL if wide else LABEL)
        self._grid.setColumnMinimumWidth(0, width)
        return width

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Shows these lines instead."""
        if facts == self._facts:
            return
        self._facts = facts
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        for row in range(FIRST, self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._cells = []
        for row, fact in enumerate(facts, start=FIRST):
            self._add(row, 0, self._label(fact))
            self._add(row, 1, self._value(fact.mine, bold=fact.differs or row == FIRST))
            self._add(
                row, 2, self._value(fact.now, bold=fact.differs, note=self.tr("不同") if fact.differs and row > FIRST else "")
            )
        self._grid.setRowStretch(FIRST + len(facts), 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.control), 1))
        painter.setBrush(QColor(tokens.field))
        for head in (self.mine, self.now):
            box = QRectF(head.x() + 0.5, 0.5, head.width() - 1, self.height() - 1)
            painter.drawRoundedRect(box, Space.CARD_RADIUS, Space.CARD_RADIUS)
        painter.setPen(QPen(QColor(tokens.line), 1))
        for place, cell in enumerate(self._cells):
            inset = self._theme.px(16) if place % COLUMNS else 0
            if place:
                painter.drawLine(cell.x() + inset, cell.y(), cell.geometry().right() - inset, cell.y())
        painter.end()

    def _add(self, row: int, column: int, cell: QWidget) -> None:
        self._cells.append(cell)
        self._grid.addWidget(cell, row, column)

    def _label(self, fact: Fact) -> QWidget:
        before = self.tr("原 {value}").format(value=fact.before) if fact.before else ""
        return _Cell(self._theme, fact.label, before, bold=True, inset=0)

    def _value(self, text: str, *, bold: bool, note: str = "") -> QWidget:
        return _Cell(self._theme, text or NOTHING, note, bold=bold and bool(text))


class _Cell(QWidget):
    """A value, and under it a note."""

    def __init__(self, theme: Theme, text: str, note: str, *, bold: bool, inset: int = 16) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(inset), theme.px(9), theme.px(inset), theme.px(9))
        column.setSpacing(0)
        column.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(PlainLabel(text, bold=bold, wrap=True, selectable=True))
        if note:
            column.addWidget(PlainLabel(note, tone="second", size="note", wrap=True))


class _Head(QWidget):
    """The title of a side, and who or when beneath."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = PlainLabel(size="section")
        self._note = PlainLabel(tone="second", size="note", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(10))
        column.setSpacing(theme.px(2))
        column.addWidget(self._title)
        column.addWidget(self._note)

    @property
    def note(self) -> str:
        return self._note.text()

    def show_words(self, title: str, note: str) -> None:
        """New words."""
        self._title.setText(title)
        self._note.setText(note)
