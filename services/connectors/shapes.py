"""Polygons of GeoJSON as outlines: WGS84, rings closed, outer ones anticlockwise, holes clockwise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from app.domain.grid import Ring
from app.domain.problems import Code, Problem
from services.connectors.coordinates import gcj02_to_wgs84
from services.connectors.rejects import Rejects

WEST, EAST, SOUTH, NORTH = 73.0, 136.0, 18.0, 54.0
GCJ02 = "GCJ02"
_PLAIN = frozenset({"", "WGS84", "EPSG4326", "CRS84", "CGCS2000", "EPSG4490"})

Point = tuple[float, float]


class Shaper:
    """Reads the polygons of one file; what it puts right is noted."""

    def __init__(self, rejects: Rejects, *, crs: str = "") -> None:
        self._rejects = rejects
        self._crs = crs

    def rings(self, number: int, geometry: object, crs: str) -> tuple[Ring, ...]:
        """The rings of a Polygon or MultiPolygon; `crs` is what the feature says where the file's user said nothing."""
        kind, coordinates = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
        polygons = coordinates if kind == "MultiPolygon" else [coordinates] if kind == "Polygon" else None
        if not isinstance(polygons, list) or not polygons or not all(isinstance(p, list) and p for p in polygons):
            raise Problem(Code.SHAPE_BROKEN, row=number, why=str(kind)[:60])
        is_gcj = _is_gcj02(number, self._crs or crs)
        rings = [_Line(number, line, hole=place > 0) for polygon in polygons for place, line in enumerate(polygon)]
        if any(line.swapped for line in rings):
            self._rejects.note(number, Problem(Code.COORDINATES_SWAPPED, row=number))
        if any(line.turned for line in rings):
            self._rejects.note(number, Problem(Code.RING_ORDER, row=number))
        return tuple(Ring(tuple(gcj02_to_wgs84(*point) if is_gcj else point for point in line.points)) for line in rings)


class _Line:
    """One ring as it should be; whether it had to be turned, and whether longitude and latitude stood the wrong way round."""

    def __init__(self, number: int, line: object, *, hole: bool) -> None:
        if not isinstance(line, list) or len(line) < 4:
            raise Problem(Code.RING_OPEN, row=number)
        points = [_point(number, point) for point in line]
        if points[0] != points[-1]:
            raise Problem(Code.RING_OPEN, row=number)
        self.swapped = all(_lies_in_china(lat, lon) for lon, lat in points)
        if self.swapped:
            points = [(lat, lon) for lon, lat in points]
        outside = next((point for point in points if not _lies_in_china(*point)), None)
        if outside is not None:
            raise Problem(Code.COORDINATES_OUTSIDE, row=number, value=f"{outside[0]}, {outside[1]}")
        area = signed_area(points)
        if area == 0:
            raise Problem(Code.SHAPE_BROKEN, row=number, why="0 m²")
        self.turned = not self.swapped and (area > 0) == hole
        if (area > 0) == hole:
            points.reverse()
        self.points: tuple[Point, ...] = tuple(points)


def _is_gcj02(number: int, crs: str) -> bool:
    name = "".join(c for c in crs.upper() if c.isalnum())
    if name != GCJ02 and name not in _PLAIN:
        raise Problem(Code.VALUE_UNKNOWN, row=number, value=crs[:60])
    return name == GCJ02


def _point(number: int, point: Any) -> Point:
    if not isinstance(point, list) or len(point) < 2 or not all(isinstance(value, int | float) for value in point[:2]):
        raise Problem(Code.SHAPE_BROKEN, row=number, why=str(point)[:60])
    lon, lat = float(point[0]), float(point[1])
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise Problem(Code.COORDINATES_OUTSIDE, row=number, value=f"{lon}, {lat}")
    return lon, lat


def _lies_in_china(lon: float, lat: float) -> bool:
    """In China the ranges of longitude and latitude do not meet, so a swapped pair is known by itself."""
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH


def signed_area(points: Sequence[Point]) -> float:
    """Twice the area in square degrees; positive when anticlockwise."""
    lon, lat = points[0]
    return sum((x1 - lon) * (y2 - lat) - (x2 - lon) * (y1 - lat) for (x1, y1), (x2, y2) in pairwise(points))
