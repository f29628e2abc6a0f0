"""The shade over the window while a dialog has the word."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

SHADE = QColor(0, 0, 0, 90)


class Scrim(QWidget):
    """Covers its window; nothing under it reads as if it could be pressed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.hide()

    def cover(self, over: bool) -> None:
        """Puts the shade on or takes it away."""
        self.setGeometry(self.window().rect())
        self.setVisible(over)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), SHADE)
        painter.end()
