"""What the map shows: outlines of grids, open counts, points of cases."""

from __future__ import annotations

from msgspec import Struct

from app.desk.ports import Cache
from app.domain.catalogue import Severity
from app.domain.grid import Grid, Level, Outline, Ring
from app.domain.incident import Origin


class PlaceShape(Struct, frozen=True, kw_only=True):
    """The polygon of a grid with its name and label place, WGS84 degrees."""

    id: str
    name: str
    level: Level
    parent: str
    rings: tuple[Ring, ...]
    lon: float
    lat: float
    schematic: bool


class PlacePoint(Struct, frozen=True, kw_only=True):
    """An open case on the map."""

    id: str
    lon: float
    lat: float
    severity: Severity


class Places(Struct, frozen=True, kw_only=True):
    """Shapes of the finest level there is, open counts by grid, points of open cases."""

    shapes: tuple[PlaceShape, ...]
    counts: dict[str, int]
    points: tuple[PlacePoint, ...]
    schematic: bool


def places(cache: Cache, area: str) -> Places:
    """The map of an area: micro grids, or units where there are none. Store lane."""
    grids = {grid.id: grid for grid in cache.find(Grid, area=area)}
    outlines = cache.find(Outline, area=area)
    finest = next((level for level in (Level.MICRO, Level.UNIT, Level.AREA) if any(o.level is level for o in outlines)), None)
    shapes = tuple(
        PlaceShape(
            id=outline.id,
            name=grids[outline.id].name if outline.id in grids else outline.id,
            level=outline.level,
            parent=grids[outline.id].parent if outline.id in grids else "",
            rings=outline.rings,
            lon=_label(outline, grids.get(outline.id))[0],
            lat=_label(outline, grids.get(outline.id))[1],
            schematic=outline.schematic,
        )
        for outline in outlines
        if outline.level is finest
    )
    counts: dict[str, int] = {}
    points: list[PlacePoint] = []
    for case in cache.open_cases(area):
        if case.origin is Origin.HISTORY:
            continue
        for node in (case.area, case.unit, case.micro):
            if node:
                counts[node] = counts.get(node, 0) + 1
        if case.lon is not None and case.lat is not None:
            points.append(PlacePoint(id=case.id, lon=case.lon, lat=case.lat, severity=case.severity))
    return Places(shapes=shapes, counts=counts, points=tuple(points), schematic=any(shape.schematic for shape in shapes))


def _label(outline: Outline, grid: Grid | None) -> tuple[float, float]:
    if grid is not None and grid.lon is not None and grid.lat is not None:
        return grid.lon, grid.lat
    points = outline.rings[0].points
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
