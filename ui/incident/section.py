"""A part of the detail pane: rule, heading with a note at the right, content."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.text import ElidedLabel, PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space


class Card(QWidget):
    """A framed ground for what belongs together."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.edge), 1))
        painter.setBrush(QColor(self._theme.tokens.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), Space.CARD_RADIUS, Space.CARD_RADIUS)
        painter.end()


class Section(QWidget):
    """Add content to `column`; further widgets go to the right end of the heading."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = PlainLabel(size="section")
        self._note = ElidedLabel(tone="note", size="secondary")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.px(Space.GAP))
        self._head.addWidget(self._title)
        self._head.addWidget(self._note, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, theme.px(Space.GAP) + 1, 0, theme.px(Space.GAP))
        self.column.setSpacing(theme.px(6))
        self.column.addLayout(self._head)

    def entitle(self, title: str, note: str = "") -> None:
        """New words in the heading."""
        self._title.setText(title)
        self._note.setText(note)
        self.setAccessibleName(title)

    def add_to_head(self, widget: QWidget) -> None:
        """Puts a widget at the right end of the heading."""
        self._head.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), 1), QColor(self._theme.tokens.line))
        painter.end()
