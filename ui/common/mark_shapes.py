"""How marks are drawn: squares, outlines, letters, and stamps kept by Qt so that a list pays for each mark once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPixmap, QPixmapCache, QPolygonF

from ui.common.theme import font


def square(rect: QRectF) -> QRectF:
    """The largest square in the middle of `rect`."""
    edge = min(rect.width(), rect.height())
    return QRectF(rect.center().x() - edge / 2, rect.center().y() - edge / 2, edge, edge)


def polygon(box: QRectF, *points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points])


@cache
def _outline(text: str, pixels: int) -> QPainterPath:
    """The outline of a character around the origin: centred by its real shape, whatever the font's own
    height is.
    """
    path = QPainterPath()
    path.addText(0, 0, font(pixels, bold=True), text)
    return path.translated(-path.boundingRect().center())


def paint_letter(painter: QPainter, box: QRectF, text: str, colour: QColor, *, size: float) -> None:
    """A bold character in the middle of `box`; `size` is its height as a share of the box."""
    outline = _outline(text, max(5, round(box.height() * size)))
    painter.fillPath(outline.translated(box.center()), QBrush(colour))


def stamp(painter: QPainter, rect: QRectF, key: str, draw: Callable[[QPainter, QRectF], None]) -> None:
    """Paints what `draw` draws into the largest square in the middle of `rect`, on whole pixels, from a kept picture.

    `key` names the picture but for its size and the ratio of the screen.
    """
    width, height = rect.width(), rect.height()
    edge = min(width, height)
    left, top = rect.x() + (width - edge) / 2, rect.y() + (height - edge) / 2
    side = max(1, round(edge))
    stamp_at(painter, round(left), round(top), (side, side), key, draw)


def stamp_at(
    painter: QPainter, left: int, top: int, size: tuple[int, int], key: str, draw: Callable[[QPainter, QRectF], None]
) -> None:
    """The same for a picture of any width and height in px, by its upper left corner."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    name = f"gridplus-mark:{key}:{size}:{ratio}"
    picture = QPixmap()
    if not QPixmapCache.find(name, picture):
        width, height = size
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        inner = QPainter(picture)
        inner.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            draw(inner, QRectF(0, 0, width, height))
        finally:
            inner.end()  # a painter left active on a dying picture aborts the program
        QPixmapCache.insert(name, picture)
    painter.drawPixmap(left, top, picture)
