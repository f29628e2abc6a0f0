"""How slow this machine is just now at painting, against the one on which the times to reach were set."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

REFERENCE_MS = 10.0
"""What `_stroke` takes at rest on the machine of the goals."""
SIZE = (1200, 800)


def slowness() -> float:
    """1.0 at the pace of the goals or faster, 2.0 where plain painting takes twice as long; a limit times this is fair."""
    times = sorted(_stroke() for _ in range(20))
    return max(1.0, times[len(times) // 4] / REFERENCE_MS)


def quicker(times: list[float]) -> float:
    """The time of the quicker quarter: a neighbour on the machine makes a turn slower, never faster."""
    return sorted(times)[len(times) // 4]


def _stroke() -> float:
    """ms for 200 texts and 600 polygons painted plainly."""
    image = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    began = perf_counter()
    painter.setPen(Qt.PenStyle.SolidLine)
    for place in range(200):
        painter.drawText(QPointF(place % 10 * 120, place // 10 * 40 + 20), f"暴露垃圾 {place:04}")
    for place in range(600):
        left, top = place % 30 * 40.0, place // 30 * 40.0
        painter.setBrush(QColor.fromHsv(place % 360, 120, 230))
        painter.drawPolygon(QPolygonF([QPointF(left, top), QPointF(left + 38, top + 3), QPointF(left + 30, top + 35)]))
    painter.end()
    return (perf_counter() - began) * 1000
