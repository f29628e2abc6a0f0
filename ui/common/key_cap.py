"""Key caps: the key that does the same as what stands beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.common.painted import Painted
from ui.common.theme import Theme
from ui.common.tokens import Size, Space, Tokens

HEIGHT = 18


def key_cap_width(text: str, theme: Theme) -> int:
    """Logical px a cap with this text needs."""
    advance = QFontMetrics(theme.font(Size.CAP)).horizontalAdvance(text)
    return max(theme.px(HEIGHT), advance + theme.px(10))


def paint_key_cap(painter: QPainter, rect: QRectF, text: str, theme: Theme, *, on_primary: bool = False) -> None:
    """A cap with rounded border in the vertical middle of `rect`, across its whole width."""
    tokens = theme.tokens
    height = theme.px(HEIGHT)
    box = QRectF(rect.x() + 0.5, round(rect.center().y() - height / 2) + 0.5, rect.width() - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.low if on_primary else tokens.control), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if on_primary else QColor(tokens.field))
    painter.drawRoundedRect(box, Space.RADIUS, Space.RADIUS)
    painter.setFont(theme.font(Size.CAP))
    painter.setPen(QColor(tokens.on_primary if on_primary else tokens.text2))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyCap(Painted):
    """One key cap. The words are the key's name; it is not a control."""

    def __init__(self, theme: Theme, key: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=HEIGHT, height=HEIGHT, parent=parent)
        self._key = key
        self.retranslate()

    def words(self) -> str:
        return self._key

    def sizeHint(self) -> QSize:
        return QSize(key_cap_width(self._key, self.theme), self.theme.px(HEIGHT) + 2)

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        paint_key_cap(painter, rect, self._key, self.theme)
