"""Longitude and latitude to metres on a flat map, and which grid lies under a point. numpy, no Qt."""

from __future__ import annotations

from math import cos, radians

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ui.map.shapes import Place, Shape

METRES_A_DEGREE = 111_195.0
CELLS = 64
Points = NDArray[np.float64]


class Projection(Struct, frozen=True):
    """Equirectangular around a centre: metres east and south of it. Good to 0.1 % over a district."""

    lon: float
    lat: float

    def project(self, places: tuple[Place, ...] | Points) -> Points:
        """Places (n × 2, lon and lat in degrees) as metres (n × 2), x to the east, y to the south like a
        screen.
        """
        degrees = np.asarray(places, dtype=np.float64).reshape(-1, 2)
        east = (degrees[:, 0] - self.lon) * METRES_A_DEGREE * cos(radians(self.lat))
        south = (self.lat - degrees[:, 1]) * METRES_A_DEGREE
        return np.column_stack((east, south))


def centre(shapes: tuple[Shape, ...]) -> Projection:
    """The projection around the middle of all shapes; around 0, 0 when there are none."""
    rings = [ring for shape in shapes for ring in shape.rings if ring]
    if not rings:
        return Projection(0.0, 0.0)
    all_places = np.concatenate([np.asarray(ring, dtype=np.float64) for ring in rings])
    low, high = all_places.min(axis=0), all_places.max(axis=0)
    return Projection(float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)


class Outline(Struct, frozen=True, eq=False):
    """The rings of one shape in metres, and its box: left, top, right, bottom."""

    rings: tuple[Points, ...]
    box: tuple[float, float, float, float]

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]


def outline(shape: Shape, projection: Projection) -> Outline:
    """The outline of a shape. A shape without rings has an empty box at its label."""
    rings = tuple(projection.project(ring) for ring in shape.rings if len(ring) >= 3)
    corners = np.concatenate(rings) if rings else projection.project((shape.label,))
    low, high = corners.min(axis=0), corners.max(axis=0)
    return Outline(rings, (float(low[0]), float(low[1]), float(high[0]), float(high[1])))


def contains(rings: tuple[Points, ...], x: float, y: float) -> bool:
    """Whether a point lies inside, by the even-odd rule over all rings."""
    inside = False
    for ring in rings:
        x0, y0 = ring[:, 0], ring[:, 1]
        x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
        crossing = (y0 > y) != (y1 > y)
        if crossing.any():
            at = x0[crossing] + (y - y0[crossing]) * (x1[crossing] - x0[crossing]) / (y1[crossing] - y0[crossing])
            inside ^= bool(np.count_nonzero(at > x) % 2)
    return inside


class HitIndex:
    """Finds the outline under a point: a grid of cells over the whole, each with the boxes that touch it."""

    def __init__(self, outlines: tuple[Outline, ...]) -> None:
        self._outlines = outlines
        boxes = np.array([outline.box for outline in outlines], dtype=np.float64).reshape(-1, 4)
        self._left = float(boxes[:, 0].min()) if len(boxes) else 0.0
        self._top = float(boxes[:, 1].min()) if len(boxes) else 0.0
        right = float(boxes[:, 2].max()) if len(boxes) else 1.0
        bottom = float(boxes[:, 3].max()) if len(boxes) else 1.0
        self._width = max((right - self._left) / CELLS, 1e-9)
        self._height = max((bottom - self._top) / CELLS, 1e-9)
        self._cells: dict[tuple[int, int], list[int]] = {}
        columns = np.floor((boxes[:, [0, 2]] - self._left) / self._width).astype(int).tolist()
        rows = np.floor((boxes[:, [1, 3]] - self._top) / self._height).astype(int).tolist()
        for index in range(len(outlines)):
            for column in range(columns[index][0], columns[index][1] + 1):
                for row in range(rows[index][0], rows[index][1] + 1):
                    self._cells.setdefault((column, row), []).append(index)

    def find(self, x: float, y: float) -> int | None:
        """The number of the outline under a point in metres; the last drawn wins where they overlap."""
        cell = int((x - self._left) / self._width), int((y - self._top) / self._height)
        for index in reversed(self._cells.get(cell, [])):
            left, top, right, bottom = self._outlines[index].box
            if left <= x <= right and top <= y <= bottom and contains(self._outlines[index].rings, x, y):
                return index
        return None
