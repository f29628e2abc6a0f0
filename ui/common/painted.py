"""The base of widgets that paint one value themselves: they follow the theme and say in words what they
show.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.text import tooltip
from ui.common.theme import Theme
from ui.common.tokens import Tokens


class Painted(QWidget):
    """A widget of one size in px at 100 %, repainted when the theme changes and renamed when the language
    does.

    Qt gives hand-painted widgets no voice, so `words()` becomes accessible name and tool tip.
    """

    def __init__(self, theme: Theme, *, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._width, self._height = width, height
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def words(self) -> str:
        """What the picture says, in the language of the screen."""
        raise NotImplementedError

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        """Paints the value into `rect`."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Renames the widget after its value or the language changed."""
        words = self.words()
        self.setAccessibleName(words)
        self.setToolTip(tooltip(words))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._width), self.theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint(painter, QRectF(self.rect()), self.theme.tokens)
        painter.end()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
