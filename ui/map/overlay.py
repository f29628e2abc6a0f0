"""What lies over the grids in screen coordinates: which names and marks are shown where, and their kept
pictures.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from ui.common.marks import Priority
from ui.common.theme import Theme
from ui.map.furniture import mark_picture, name_picture, thinned, without_overlap
from ui.map.geometry import Points


class Names(Struct, frozen=True, eq=False):
    """Names and where they stand, n × 2 in metres, those of the level above first; `large` counts these."""

    places: Points
    texts: tuple[str, ...]
    large: int


class Incidents(Struct, frozen=True, eq=False):
    """Incidents and where they stand, n × 2 in metres."""

    places: Points
    priorities: tuple[Priority, ...]
    ids: tuple[str, ...]


APART = 22
"""Marks nearer than this, px at 100 %, would cover each other."""

NOWHERE: Points = np.empty((0, 2))

Mark = tuple[QPointF, Priority, str]
Thinned = tuple[Incidents, tuple[QTransform, QRectF], list[Mark]]
"""The marks shown last, with the incidents, the view and the area that they were thinned for."""


class Overlay:
    """Names, marks and the outline of the chosen grid. Pictures are kept until the theme changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.names = Names(NOWHERE, (), 0)
        self.incidents = Incidents(NOWHERE, (), ())
        self.small_names_from = float("inf")
        self._pictures: dict[tuple[str, bool, float], QPixmap] = {}
        self._thinned: Thinned | None = None
        self._marks: dict[tuple[Priority, float], QPixmap] = {}

    def forget_pictures(self) -> None:
        """After a change of theme or scale everything is drawn anew."""
        self._thinned = None
        self._pictures.clear()
        self._marks.clear()

    def marks(self, view: QTransform, area: QRectF) -> list[tuple[QPointF, Priority, str]]:
        """The marks shown in `area`, in px, the worst last; where they would cover each other only the
        worst.
        """
        found, looked = self.incidents, (QTransform(view), QRectF(area))
        if self._thinned is not None and self._thinned[0] is found and self._thinned[1] == looked:
            return self._thinned[2]
        shown = _visible(found.places, view, area.adjusted(-32, -32, 32, 32))
        points = ((QPointF(x, y), found.priorities[i], found.ids[i]) for i, x, y in shown)
        self._thinned = found, looked, thinned(points, apart=self._theme.px(APART))
        return self._thinned[2]

    def paint_chosen(self, painter: QPainter, path: QPainterPath, view: QTransform) -> None:
        """The outline of the chosen grid, 2.5 px whatever the zoom."""
        painter.save()
        pen = QPen(QColor(self._theme.tokens.text), 2.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setTransform(view, True)
        painter.drawPath(path)
        painter.restore()

    def paint_names(self, painter: QPainter, view: QTransform, area: QRectF, *, ratio: float) -> None:
        """Names of the level above always, those of the grids from a zoom on where they have room; none
        covers another, and each steps aside of the marks.
        """
        names, half = self.names, self._theme.px(APART) / 2
        marks = [QRectF(p.x() - half, p.y() - half, 2 * half, 2 * half) for p, _, _ in self.marks(view, area)]
        count = len(names.texts) if view.m11() >= self.small_names_from else names.large
        boxes = []
        for index, x, y in _visible(names.places[:count], view, area):
            picture = self._name(names.texts[index], index < names.large, ratio)
            size = picture.deviceIndependentSize()
            box = QRectF(x - size.width() / 2, y - size.height() / 2, size.width(), size.height())
            free = _aside(box, marks)
            if free is not None:
                boxes.append((free, picture))
        for box, picture in without_overlap(boxes):
            painter.drawPixmap(box.topLeft().toPoint(), picture)

    def paint_marks(self, painter: QPainter, view: QTransform, area: QRectF, *, ratio: float) -> None:
        """The incident marks, each on its disc."""
        for place, priority, _ in self.marks(view, area):
            key = priority, ratio
            if key not in self._marks:
                self._marks[key] = mark_picture(priority, self._theme, ratio=ratio)
            half = self._marks[key].deviceIndependentSize().width() / 2
            painter.drawPixmap((place - QPointF(half, half)).toPoint(), self._marks[key])

    def _name(self, text: str, large: bool, ratio: float) -> QPixmap:
        key = text, large, ratio
        if key not in self._pictures:
            self._pictures[key] = name_picture(text, self._theme, large=large, ratio=ratio)
        return self._pictures[key]


def _aside(box: QRectF, marks: list[QRectF]) -> QRectF | None:
    """The box where it is, above or below, wherever no mark covers it; None where all three are taken."""
    step = box.height() * 0.8
    for down in (0.0, -step, step):
        moved = box.translated(0, down)
        if not any(moved.intersects(mark) for mark in marks):
            return moved
    return None


def _visible(places: Points, view: QTransform, area: QRectF) -> list[tuple[int, float, float]]:
    """The places that fall into `area`, each with its number and where it falls, in px."""
    x, y = places[:, 0] * view.m11() + view.dx(), places[:, 1] * view.m22() + view.dy()
    inside = (x >= area.left()) & (x <= area.right()) & (y >= area.top()) & (y <= area.bottom())
    numbers = np.flatnonzero(inside)
    return list(zip(numbers.tolist(), x[numbers].tolist(), y[numbers].tolist(), strict=True))
