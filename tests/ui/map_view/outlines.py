"""Outlines for the area of the builders: five rows of two units, three micro grids each, and its cases put into them."""

from __future__ import annotations

from msgspec.structs import replace

from app.domain.grid import Grid, Level, Outline, Ring
from app.domain.incident import Incident
from app.domain.record import Put
from tests.support.builders import AREA, TOWN, UNITS, Day, unit
from tests.ui.map.tiling import _shape
from ui.map.shapes import Shape


def _cell(index: int, number: int) -> Shape:
    """Micro grid `number` (1 to 3) of the unit at `index`."""
    row, column = divmod(index, 2)
    left = column * 3 + number - 1
    return _shape("", "", (left, left + 1), (row, row + 1))


def _unit(index: int) -> Shape:
    row, column = divmod(index, 2)
    return _shape("", "", (column * 3, column * 3 + 3), (row, row + 1))


def draw_outlines(day: Day) -> None:
    """Gives the day's area its outlines, labels inside them, and its cases places in their micro grids."""
    for index, name in enumerate(UNITS):
        code = unit(name)
        _outline(day, code, Level.UNIT, _unit(index))
        for number in (1, 2, 3):
            _outline(day, f"{code}-{number:02d}", Level.MICRO, _cell(index, number))
    for case in day.world.find(Incident, area=AREA):
        if case.micro and case.micro[-3] == "-":
            index = next(at for at, name in enumerate(UNITS) if case.micro.startswith(unit(name)))
            lon, lat = _cell(index, int(case.micro[-2:])).label
            day.world.apply((Put(replace(case, lon=lon, lat=lat)),))


def _outline(day: Day, code: str, level: Level, shape: Shape) -> None:
    rings = tuple(Ring(ring) for ring in shape.rings)
    day.world.apply((Put(Outline(id=code, town=TOWN, area=AREA, level=level, rings=rings)),))
    grid = day.world.get(Grid, code)
    assert grid is not None
    day.world.apply((Put(replace(grid, lon=shape.label[0], lat=shape.label[1])),))
