"""Text in lists, laid out once and kept: writing a line again costs a third of what laying it out does."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText

from ui.common.theme import Theme
from ui.common.tokens import Size

Side = Literal["left", "right", "centre"]
MOST_KEPT = 4096


class Writer:
    """Writes single lines, shortened with «…» where they do not fit. One a list; made again when the theme changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts: dict[tuple[float, bool], tuple[QFont, QFontMetrics]] = {}
        self._kept: dict[tuple[str, float, bool, int], tuple[QStaticText, float, float]] = {}

    def write(
        self,
        painter: QPainter,
        cell: QRectF,
        text: str,
        *,
        ink: QColor | str,
        bold: bool = False,
        size: float = Size.BODY,
        side: Side = "left",
    ) -> float:
        """Writes `text` into the vertical middle of `cell` and returns the width used in px; `size` is in px at 100 %."""
        if not text:
            return 0.0
        font, _ = self._font(size, bold)
        line, width, height = self._line(text, size, bold, int(cell.width()))
        left = cell.left()
        if side == "right":
            left = cell.right() - width
        elif side == "centre":
            left += (cell.width() - width) / 2
        painter.setFont(font)
        painter.setPen(ink if isinstance(ink, QColor) else QColor(ink))
        painter.drawStaticText(QPointF(round(left), round(cell.center().y() - height / 2)), line)
        return width

    def _font(self, size: float, bold: bool) -> tuple[QFont, QFontMetrics]:
        key = size, bold
        if key not in self._fonts:
            font = self._theme.font(size, bold=bold)
            self._fonts[key] = font, QFontMetrics(font)
        return self._fonts[key]

    def _line(self, text: str, size: float, bold: bool, room: int) -> tuple[QStaticText, float, float]:
        key = text, size, bold, room
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        font, metrics = self._font(size, bold)
        line = _laid_out(text, font)
        if line.size().width() > room:
            line = _laid_out(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room), font)
        extent = line.size()
        self._kept[key] = line, extent.width(), extent.height()
        return self._kept[key]


def _laid_out(text: str, font: QFont) -> QStaticText:
    line = QStaticText(text)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.prepare(font=font)
    return line
