"""A made-up district: a grid of quarters with crooked edges, each cut into four micro grids."""

from __future__ import annotations

from math import sin

from ui.map.shapes import Place, Shape

WEST, NORTH, CELL = 121.20, 31.42, 0.004


def _corner(column: int, row: int) -> Place:
    """A crossing, moved a little the same way each time."""
    return (
        WEST + CELL * (column + 0.28 * sin(column * 12.9 + row * 4.7)),
        NORTH - CELL * (row + 0.28 * sin(column * 3.1 + row * 8.3)),
    )


def _side(start: Place, end: Place, bends: int = 6) -> list[Place]:
    """An edge with bends, the same from either side."""
    forward = start < end
    one, other = (start, end) if forward else (end, start)
    points = []
    for step in range(bends):
        share = step / bends
        push = CELL * 0.06 * sin(one[0] * 9000 + step * 2.3) * (step > 0)
        points.append((one[0] + (other[0] - one[0]) * share + push, one[1] + (other[1] - one[1]) * share - push))
    points.append(other)
    return points[:-1] if forward else points[:0:-1]


def _ring(columns: tuple[int, int], rows: tuple[int, int]) -> tuple[Place, ...]:
    (left, right), (top, bottom) = columns, rows
    ring: list[Place] = []
    ring += [p for c in range(left, right) for p in _side(_corner(c, top), _corner(c + 1, top))]
    ring += [p for r in range(top, bottom) for p in _side(_corner(right, r), _corner(right, r + 1))]
    ring += [p for c in range(right, left, -1) for p in _side(_corner(c, bottom), _corner(c - 1, bottom))]
    ring += [p for r in range(bottom, top, -1) for p in _side(_corner(left, r), _corner(left, r - 1))]
    return tuple(ring)


def _shape(key: str, name: str, columns: tuple[int, int], rows: tuple[int, int]) -> Shape:
    ring = _ring(columns, rows)
    middle = sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return Shape(id=key, name=name, rings=(ring,), label=middle)


def micro_grids(columns: int, rows: int) -> tuple[Shape, ...]:
    """`columns` × `rows` micro grids with ids `m-column-row`."""
    return tuple(_shape(f"m-{c}-{r}", f"小微{c:02d}{r:02d}", (c, c + 1), (r, r + 1)) for r in range(rows) for c in range(columns))


def units(columns: int, rows: int, names: tuple[str, ...] = ()) -> tuple[Shape, ...]:
    """The units over them, two by two."""
    found: list[Shape] = []
    for r in range(0, rows, 2):
        for c in range(0, columns, 2):
            name = names[len(found) % len(names)] if names else f"单元{c}{r}"
            found.append(_shape(f"u-{c}-{r}", name, (c, c + 2), (r, r + 2)))
    return tuple(found)
