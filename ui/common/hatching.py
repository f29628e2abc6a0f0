"""The hatch that means «not enough data», the same on the map, in heat grids and in bars."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap

SPACING = 8


def hatch(colour: str, *, ratio: float = 1.0) -> QBrush:
    """A brush of thin diagonals, 8 px apart, on nothing; it does not grow with the zoom when used on
    cosmetic paint.
    """
    edge = round(SPACING * ratio)
    tile = QPixmap(edge, edge)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colour))
    for start in (-edge, 0, edge):
        painter.drawLine(start, edge, start + edge, 0)
    painter.end()
    tile.setDevicePixelRatio(ratio)
    return QBrush(tile)
