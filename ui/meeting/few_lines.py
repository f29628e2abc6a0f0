"""A sentence in at most so many lines; what does not fit ends in «…» and is the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.line_breaks import in_lines
from ui.common.text import tooltip
from ui.common.theme import Theme
from ui.common.tokens import Size


class FewLines(QWidget):
    """Plain text, wrapped to the width given; it is as high as its lines, never higher than `most` of them."""

    def __init__(self, theme: Theme, text: str, *, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text, self._most = theme, " ".join(text.split()), most
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self._text)
        self.setToolTip(tooltip(self._text))
        theme.changed.connect(self.updateGeometry)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as shown."""
        return self._lines(self.width())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return len(self._lines(width)) * self._metrics().lineSpacing() + 2

    def sizeHint(self) -> QSize:
        width = self._theme.px(240)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font(Size.NOTE))
        painter.setPen(QColor(self._theme.tokens.text))
        metrics = self._metrics()
        for place, line in enumerate(self.lines):
            painter.drawText(QPointF(0, place * metrics.lineSpacing() + metrics.ascent()), line)
        painter.end()

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(Size.NOTE))

    def _lines(self, width: int) -> tuple[str, ...]:
        return in_lines(self._text, self._theme.font(Size.NOTE), width, most=self._most)
