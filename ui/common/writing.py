"""Text in lists, laid out once and kept: writing a line again costs a third of what laying it out does."""

from __future__ import annotations

from functools import cache
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText

from ui.common.theme import Theme
from ui.common.tokens import Size

Side = Literal["left", "right", "centre"]
MOST_KEPT = 4096
PLAIN = Qt.TextFormat.PlainText

Wanted = tuple[str, float, bool, int]
"""A text, its size in px at 100 %, whether it is bold, and the whole px there are for it."""
Laid = tuple[QStaticText, QFont, float, float]
"""The line as it is drawn, its font, width and height."""


@cache
def colour(name: str) -> QColor:
    """A colour of the tokens as Qt takes it, made once. Nobody changes it."""
    return QColor(name)


class Writer:
    """Writes single lines, shortened with «…» where they do not fit. One a list; made again when the theme changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts: dict[tuple[float, bool], tuple[QFont, QFontMetrics]] = {}
        self._kept: dict[Wanted, Laid] = {}
        self._advances: dict[tuple[str, float, bool], int] = {}

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
        left, room = cell.x(), cell.width()
        wanted = text, size, bold, int(room)
        line, font, width, height = self._kept.get(wanted) or self._keep(wanted)
        if side == "right":
            left += room - width
        elif side == "centre":
            left += (room - width) / 2
        painter.setFont(font)
        painter.setPen(colour(ink) if isinstance(ink, str) else ink)
        painter.drawStaticText(round(left), round(cell.y() + (cell.height() - height) / 2), line)
        return width

    def advance(self, text: str, *, bold: bool = False, size: float = Size.BODY) -> int:
        """The px that a short text needs which comes again and again, such as a word of a table."""
        key = text, size, bold
        found = self._advances.get(key)
        if found is None:
            if len(self._advances) >= MOST_KEPT:
                self._advances.clear()
            found = self._advances[key] = self._font(size, bold)[1].horizontalAdvance(text)
        return found

    def _font(self, size: float, bold: bool) -> tuple[QFont, QFontMetrics]:
        key = size, bold
        if key not in self._fonts:
            font = self._theme.font(size, bold=bold)
            self._fonts[key] = font, QFontMetrics(font)
        return self._fonts[key]

    def _keep(self, wanted: Wanted) -> Laid:
        """Lays a line out that was not written before, and keeps it."""
        text, size, bold, room = wanted
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        font, metrics = self._font(size, bold)
        line = _laid_out(text, font)
        extent = line.size()
        if extent.width() > room:
            line = _laid_out(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room), font)
            extent = line.size()
        laid = self._kept[wanted] = line, font, extent.width(), extent.height()
        return laid


def _laid_out(text: str, font: QFont) -> QStaticText:
    line = QStaticText(text)
    line.setTextFormat(PLAIN)
    line.prepare(font=font)
    return line
