"""Painting into pictures and reading them, for tests of what is painted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

Paint = Callable[[QPainter, QRectF], None]


def painted(paint: Paint, *, width: int = 18, height: int = 18, ground: str = "#F4F5F6", ratio: float = 1.0) -> QImage:
    """What `paint` paints on a ground of one colour."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    """All colours of a picture as `#RRGGBB`."""
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


def grey_difference(one: QImage, other: QImage) -> float:
    """How much two pictures differ once colour is taken away: the mean difference of pixels, 0 to 255."""
    grey_one, grey_other = (image.convertToFormat(QImage.Format.Format_Grayscale8) for image in (one, other))
    total = sum(
        abs(grey_one.pixelColor(x, y).value() - grey_other.pixelColor(x, y).value())
        for x in range(one.width())
        for y in range(one.height())
    )
    return total / (one.width() * one.height())
