"""A schematic tiling of an invented canvas: bent hexagons along a curve that fills it.

The curve passes every cell once and each step goes to a neighbour, so any stretch of it is one connected patch
without holes. Levels nest because patches are stretches of stretches; neighbours share vertices because all
corners are those of one lattice. Nothing here knows a real boundary.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Corner = tuple[int, int]
Point = tuple[float, float]
Ring = tuple[Point, ...]

# Corners of a hexagon standing on a point, anticlockwise, in half widths and quarter heights of a cell.
CORNERS: tuple[Corner, ...] = ((0, 2), (-1, 1), (-1, -1), (0, -2), (1, -1), (1, 1))
JITTER = 0.30  # of a cell's side
ROUNDNESS = 0.75  # 0 leaves the canvas a rectangle, 1 makes it an ellipse
WAVES = 3
KNOTS = 6  # places where cells are small, as in a town centre
KNOT_PULL = 0.5
KNOT_REACH = 0.16  # of the canvas
KM_PER_DEGREE = 111.32
DECIMALS = 6


class Tiling(Struct, frozen=True):
    """The cells in the order of the curve: their six corners, and where each corner lies (degrees)."""

    cells: tuple[tuple[Corner, ...], ...]
    corners: dict[Corner, Point]

    def outline(self, members: range) -> Ring:
        """The outer ring of a stretch of cells, closed and anticlockwise."""
        sides = {
            side
            for member in members
            for side in zip(self.cells[member], (*self.cells[member][1:], self.cells[member][0]), strict=True)
        }
        onward = {start: end for start, end in sides if (end, start) not in sides}
        first = corner = min(onward)
        ring = [self.corners[first]]
        while (corner := onward.pop(corner)) != first:
            ring.append(self.corners[corner])
        if onward:
            raise ValueError("the stretch is not one patch")
        return (*ring, ring[0])

    def middle(self, members: range) -> Point:
        """The centre of the cell that lies nearest to the middle of the stretch: always inside."""
        centres = np.array([np.mean([self.corners[corner] for corner in self.cells[member]], axis=0) for member in members])
        nearest = int(np.argmin(((centres - centres.mean(axis=0)) ** 2).sum(axis=1)))
        return round(float(centres[nearest, 0]), DECIMALS), round(float(centres[nearest, 1]), DECIMALS)


def tile(*, columns: int, rows: int, centre: Point, width_km: float, height_km: float, seed: int) -> Tiling:
    """A canvas of `columns` x `rows` cells (both even) around `centre` (lon, lat in degrees)."""
    if columns % 2 or rows % 2:
        raise ValueError("the curve closes its steps only on an even grid")
    cells = tuple(_cell(column, row) for column, row in fill(columns, rows))
    keys = sorted({corner for cell in cells for corner in cell})
    flat = np.array(keys, dtype=np.float64) * (math.sqrt(3) / 2, 0.5)
    span = np.ptp(flat, axis=0)
    rng = np.random.default_rng([seed, 1])
    flat += rng.uniform(-JITTER, JITTER, flat.shape)
    placed = _bend((flat - flat.min(axis=0)) / span * 2 - 1, rng)
    scale = np.array([width_km / 2 / math.cos(math.radians(centre[1])), height_km / 2]) / KM_PER_DEGREE
    degrees = np.round(placed * scale + np.array(centre), DECIMALS)
    return Tiling(cells, {key: (float(lon), float(lat)) for key, (lon, lat) in zip(keys, degrees, strict=True)})


def fill(columns: int, rows: int) -> Iterator[tuple[int, int]]:
    """Every cell of a rectangle once, each step to a side neighbour (a Hilbert curve for any even
    rectangle).
    """
    along, across = complex(columns, 0), complex(0, rows)
    if rows > columns:
        along, across = across, along
    for cell in _stretch(0j, along, across):
        yield round(cell.real), round(cell.imag)


def _stretch(at: complex, along: complex, across: complex) -> Iterator[complex]:
    length, depth = abs(along), abs(across)
    step, side = along / length, across / depth
    if depth == 1 or length == 1:
        for n in range(int(length * depth)):
            yield at + n * (step if depth == 1 else side)
        return
    half, part = (length // 2) * step, (depth // 2) * side
    if 2 * length > 3 * depth:
        if abs(half) % 2 and length > 2:
            half += step
        yield from _stretch(at, half, across)
        yield from _stretch(at + half, along - half, across)
        return
    if abs(part) % 2 and depth > 2:
        part += side
    yield from _stretch(at, part, half)
    yield from _stretch(at + part, along, across - part)
    yield from _stretch(at + (along - step) + (part - side), -part, -(along - half))


def _cell(column: int, row: int) -> tuple[Corner, ...]:
    x, y = 2 * column + row % 2, 3 * row
    return tuple((x + dx, y + dy) for dx, dy in CORNERS)


def _bend(points: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Move points of the square [-1, 1]² smoothly: dense places, waves, and a rounded outline."""
    bent = points.copy()
    for knot in rng.uniform(-0.7, 0.7, (KNOTS, 2)):
        away = bent - knot
        pull = KNOT_PULL * np.exp(-(away**2).sum(axis=1) / (2 * (2 * KNOT_REACH) ** 2))
        bent -= away * pull[:, None] * 0.6
    for axis in (0, 1):
        phases = rng.uniform(0, 2 * math.pi, WAVES)
        sizes = rng.uniform(0.01, 0.05, WAVES)
        for wave, (phase, size) in enumerate(zip(phases, sizes, strict=True), start=1):
            bent[:, axis] += size * np.sin(wave * 2.1 * bent[:, 1 - axis] + phase)
    squares = bent**2
    bent[:, 0] *= np.sqrt(np.maximum(1 - ROUNDNESS * squares[:, 1] / 2, 0.2))
    bent[:, 1] *= np.sqrt(np.maximum(1 - ROUNDNESS * squares[:, 0] / 2, 0.2))
    return bent


def area_km2(ring: Sequence[Point]) -> float:
    """Area of a closed ring in square kilometres, on a plane at the ring's latitude; positive when
    anticlockwise.
    """
    degrees = np.array(ring)
    scale = math.cos(math.radians(float(degrees[:, 1].mean()))) * KM_PER_DEGREE**2
    x, y = degrees[:, 0] - degrees[0, 0], degrees[:, 1] - degrees[0, 1]
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) / 2 * scale
