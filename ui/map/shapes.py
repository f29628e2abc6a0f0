"""What the map shows, as plain frozen values in longitude and latitude (WGS 84 degrees)."""

from __future__ import annotations

from msgspec import Struct

from ui.common.marks import Priority

Place = tuple[float, float]
STEPS = 6


class Shape(Struct, frozen=True):
    """One grid: outer rings and holes alike, told apart by even-odd filling; where its name stands."""

    id: str
    name: str
    rings: tuple[tuple[Place, ...], ...]
    label: Place


class Point(Struct, frozen=True):
    """One incident."""

    id: str
    lon: float
    lat: float
    priority: Priority


class Legend(Struct, frozen=True):
    """The heading of the ramp, translated, and the words for its six steps."""

    heading: str
    steps: tuple[str, str, str, str, str, str]
