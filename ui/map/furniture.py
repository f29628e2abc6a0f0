"""What is drawn over the map in screen coordinates: names, incident marks, legend, scale bar, and
«示意边界».
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, log10
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from ui.common.formatting import Language, distance
from ui.common.hatching import hatch
from ui.common.marks import Priority, paint_priority
from ui.common.theme import Theme
from ui.common.tokens import Size, Space
from ui.map.shapes import Legend

Thing = TypeVar("Thing")
DISC = 26
BUCKET = 16
SWATCH_WIDTH, SWATCH_HEIGHT, LEGEND_ROW = 18, 12, 19


def name_picture(name: str, theme: Theme, *, large: bool, ratio: float) -> QPixmap:
    """A name with a halo of the ground colour, as a picture to be stamped while the map moves."""
    font = theme.font(Size.SECONDARY if large else Size.CAP)
    metrics = QFontMetrics(font)
    width, height = metrics.horizontalAdvance(name) + 6, metrics.height() + 4
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    path.addText(3, metrics.ascent() + 2, font, name)
    halo = QPen(QColor(theme.tokens.pane), 3.5)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, halo)
    painter.fillPath(path, QColor(theme.tokens.text))
    painter.end()
    return picture


def mark_picture(priority: Priority, theme: Theme, *, ratio: float) -> QPixmap:
    """A severity mark on a disc of the pane colour."""
    edge = theme.px(DISC)
    picture = QPixmap(round(edge * ratio), round(edge * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tokens.field))
    painter.drawEllipse(QRectF(0.5, 0.5, edge - 1, edge - 1))
    mark = theme.px(Space.MARK)
    inset = (edge - mark) / 2
    paint_priority(painter, QRectF(inset, inset, mark, mark), priority, theme.tokens)
    painter.end()
    return picture


def thinned(points: Iterable[tuple[QPointF, Priority, str]], *, apart: float = 0.0) -> list[tuple[QPointF, Priority, str]]:
    """One mark for each patch of 16 px, the worst, and of those nearer than `apart` px to a worse one none; the worst last."""
    best: dict[tuple[int, int], tuple[QPointF, Priority, str]] = {}
    for place, priority, key in points:
        patch = int(place.x() // BUCKET), int(place.y() // BUCKET)
        if patch not in best or priority < best[patch][1]:
            best[patch] = (place, priority, key)
    kept: dict[tuple[int, int], tuple[QPointF, Priority, str]] = {}
    reach = ceil(apart / BUCKET)
    for patch, entry in sorted(best.items(), key=lambda item: item[1][1]):
        around = ((patch[0] + x, patch[1] + y) for x in range(-reach, reach + 1) for y in range(-reach, reach + 1))
        if not any(near in kept and _within(kept[near][0], entry[0], apart) for near in around):
            kept[patch] = entry
    return list(reversed(kept.values()))


def _within(one: QPointF, other: QPointF, apart: float) -> bool:
    away = one - other
    return away.x() * away.x() + away.y() * away.y() < apart * apart


def without_overlap(boxes: Iterable[tuple[QRectF, Thing]]) -> list[tuple[QRectF, Thing]]:
    """What does not cover something that came before it."""
    placed: list[tuple[QRectF, Thing]] = []
    for box, thing in boxes:
        if not any(box.intersects(other) for other, _ in placed):
            placed.append((box, thing))
    return placed


def paint_backing(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """The ground under words, so that they stay readable when the map is moved below them."""
    ground = QColor(theme.tokens.head)
    ground.setAlphaF(0.86)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, Space.RADIUS, Space.RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_note(painter: QPainter, area: QRectF, words: str, theme: Theme) -> None:
    """«示意边界» in the upper right corner of `area`."""
    font = theme.font(Size.NOTE, bold=True)
    metrics = QFontMetrics(font)
    width, height = metrics.horizontalAdvance(words) + 12, metrics.height() + 4
    box = QRectF(area.right() - theme.px(6) - width, area.top() + theme.px(6), width, height)
    paint_backing(painter, box, theme)
    painter.setFont(font)
    painter.setPen(QColor(theme.tokens.text2))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def scale_length(pixels_a_metre: float, *, widest: float = 100.0) -> float:
    """The longest round length in metres (1, 2 or 5 times a power of ten) whose bar is at most `widest` px."""
    most = widest / max(pixels_a_metre, 1e-12)
    power = 10.0 ** floor(log10(most))
    return max(step * power for step in (1, 2, 5) if step * power <= most)


def paint_scale_bar(painter: QPainter, area: QRectF, pixels_a_metre: float, theme: Theme) -> None:
    """The scale bar in the lower left corner of `area`."""
    metres = scale_length(pixels_a_metre)
    length = metres * pixels_a_metre
    left, bottom = area.left() + theme.px(16), area.bottom() - theme.px(14)
    paint_backing(painter, QRectF(left - 6, bottom - theme.px(24), max(length, theme.px(48)) + 12, theme.px(30)), theme)
    painter.setPen(QPen(QColor(theme.tokens.text2), 2))
    painter.drawLine(QPointF(left, bottom), QPointF(left + length, bottom))
    for x in (left, left + length):
        painter.drawLine(QPointF(x, bottom - 5), QPointF(x, bottom))
    painter.setFont(theme.font(Size.NOTE))
    words = f"{metres / 1000:g} km" if metres >= 1000 else distance(metres, Language.ENGLISH)
    painter.drawText(QPointF(left, bottom - theme.px(8)), words)


def legend_size(legend: Legend, no_data: str, chosen: str, theme: Theme) -> tuple[float, float]:
    """Width and height the legend needs."""
    metrics = QFontMetrics(theme.font(Size.NOTE))
    widest = max(metrics.horizontalAdvance(word) for word in (*legend.steps, no_data, chosen))
    heading = QFontMetrics(theme.font(Size.NOTE, bold=True)).horizontalAdvance(legend.heading)
    return max(theme.px(SWATCH_WIDTH + 8) + widest, heading), theme.px(LEGEND_ROW) * (len(legend.steps) + 3)


def paint_legend(painter: QPainter, corner: QPointF, legend: Legend, no_data: str, chosen: str, theme: Theme) -> None:
    """The ramp with its words, the hatch and the outline of the chosen grid, downwards from `corner`."""
    tokens, row = theme.tokens, theme.px(LEGEND_ROW)
    size = legend_size(legend, no_data, chosen, theme)
    paint_backing(painter, QRectF(corner.x() - 6, corner.y(), size[0] + 12, size[1] + 2), theme)
    width, height = theme.px(SWATCH_WIDTH), theme.px(SWATCH_HEIGHT)
    painter.setFont(theme.font(Size.NOTE, bold=True))
    painter.setPen(QColor(tokens.text2))
    painter.drawText(QRectF(corner.x(), corner.y(), 200, row), Qt.AlignmentFlag.AlignVCenter, legend.heading)
    painter.setFont(theme.font(Size.NOTE))
    words = (*legend.steps, no_data, chosen)
    for index, word in enumerate(words):
        top = corner.y() + row * (index + 1)
        swatch = QRectF(round(corner.x()) + 0.5, round(top + (row - height) / 2) + 0.5, width, height)
        if index < len(legend.steps):
            painter.fillRect(swatch, QColor(tokens.ramp[index]))
        elif word == no_data:
            painter.fillRect(swatch, QColor(tokens.field))
            painter.fillRect(swatch, hatch(tokens.control))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.text), 2) if word == chosen else QPen(QColor(tokens.control), 1))
        painter.drawRect(swatch)
        painter.setPen(QColor(tokens.text2))
        box = QRectF(swatch.right() + theme.px(8), top, 200, row)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, word)
