"""From longitude and latitude to the grid under a point."""

from __future__ import annotations

from math import cos, radians

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.map.tiling import micro_grids
from ui.map.geometry import HitIndex, Outline, Projection, centre, contains, outline
from ui.map.shapes import Shape

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
HOLE = ((4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0))


def test_a_degree_is_a_degree() -> None:
    metres = Projection(121.2, 31.4).project(((121.2, 31.4), (122.2, 31.4), (121.2, 32.4)))
    assert metres[0] == pytest.approx([0, 0])
    assert metres[1] == pytest.approx([111_195 * cos(radians(31.4)), 0])
    assert metres[2] == pytest.approx([0, -111_195])


def test_north_is_up() -> None:
    north, south = Projection(121.2, 31.4).project(((121.2, 31.5), (121.2, 31.3)))
    assert north[1] < south[1]


def test_the_projection_stands_in_the_middle_of_the_shapes() -> None:
    found = centre(micro_grids(6, 6))
    assert found.lon == pytest.approx(121.212, abs=0.002)
    assert found.lat == pytest.approx(31.408, abs=0.002)
    assert centre(()) == Projection(0.0, 0.0)


def test_a_hole_is_outside() -> None:
    rings = np.array(SQUARE), np.array(HOLE)
    assert contains(rings, 1, 1)
    assert not contains(rings, 5, 5)
    assert not contains(rings, 11, 5)


def square(left: float, top: float, size: float = 10) -> Outline:
    ring = np.array(SQUARE) * size / 10 + (left, top)
    return Outline((ring,), (left, top, left + size, top + size))


@given(x=st.floats(-5, 65), y=st.floats(-5, 45))
def test_the_index_finds_what_a_plain_search_finds(x: float, y: float) -> None:
    outlines = tuple(square(column * 12, row * 12) for row in range(4) for column in range(5))
    plain = [i for i, found in enumerate(outlines) if contains(found.rings, x, y)]
    assert HitIndex(outlines).find(x, y) == (plain[-1] if plain else None)


def test_the_last_drawn_is_found_where_two_overlap() -> None:
    assert HitIndex((square(0, 0), square(5, 5))).find(7, 7) == 1


def test_without_shapes_nothing_is_found() -> None:
    assert HitIndex(()).find(0, 0) is None


def test_every_micro_grid_is_found_at_its_label() -> None:
    shapes = micro_grids(12, 9)
    projection = centre(shapes)
    index = HitIndex(tuple(outline(shape, projection) for shape in shapes))
    for place, shape in enumerate(shapes):
        x, y = projection.project((shape.label,))[0]
        assert index.find(float(x), float(y)) == place, shape.id


def test_a_shape_without_rings_is_only_its_label() -> None:
    found = outline(Shape("x", "无界", (), (121.2, 31.4)), Projection(121.2, 31.4))
    assert found.rings == ()
    assert found.width == 0
    assert HitIndex((found,)).find(0, 0) is None
