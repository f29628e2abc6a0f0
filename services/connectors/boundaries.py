"""Boundaries: GeoJSON of areas, units and micro grids, put into the tree and onto the map."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from app.commands.command import Command
from app.commands.entering import EnterGrids, EnterOutlines
from app.contract.reference import Reference
from app.domain.grid import Grid, GridKind, Level, Outline, Ring
from app.domain.problems import Code, Problem
from app.domain.world import World
from services.connectors.coordinates import gcj02_to_wgs84
from services.connectors.divisions import grid_code
from services.connectors.intake import Office, Prepared, Progress, Report, hand_in
from services.connectors.reading import decode, read_bytes
from services.connectors.rejects import Rejects

_NUMERALS = "零一二三四五六七八九十"
_SUFFIXES = ("社区居委会", "居委会", "村委会", "社区居民委员会", "居民委员会", "村民委员会")


class Shape(msgspec.Struct, frozen=True):
    """A feature made ready: the node it stands for and its polygon."""

    grid: Grid
    outline: Outline


def enter_boundaries(
    office: Office, file: Path, reference: Reference, progress: Progress, *, crs: str = ""
) -> tuple[Report, Rejects]:
    """Enter the features of a GeoJSON file: areas under their towns, units by division code, micro grids under units."""
    features = _features(file)
    rejects = Rejects(reference)
    places = _Places(office.world())
    prepared: list[Prepared] = []
    for number, feature in enumerate(features, start=1):
        try:
            shape = _shape(number, feature, places, rejects, crs)
            prepared.append(Prepared(number, shape, str(feature.get("properties", {}).get("id", ""))))
        except Problem as problem:
            rejects.add(number, problem, str(feature.get("properties", {}).get("id", "")))
    taken = hand_in(office, prepared, _grids, rejects, progress)
    good = {reject.row for reject in rejects.rows}
    hand_in(office, [p for p in prepared if p.row not in good], _outlines, rejects, progress)
    report = Report(
        kind="boundaries",
        file=file.name,
        read=len(features),
        taken=taken,
        rejected=len(rejects.rows),
        reasons=rejects.counts(),
        noted=len(rejects.notes),
    )
    return report, rejects


def _features(file: Path) -> list[dict[str, Any]]:
    try:
        document = msgspec.json.decode(decode(read_bytes(file)).encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise Problem(Code.GEOJSON_BROKEN, file=file.name, why=str(error)) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise Problem(Code.GEOJSON_BROKEN, file=file.name, why="features")
    return features


class _Places:
    """Finding nodes of the tree by the codes that boundary files use."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._seen: set[str] = set()
        self._areas: dict[str, int] = {}

    def once(self, number: int, code: str) -> None:
        if code in self._seen:
            raise Problem(Code.ID_DUPLICATE, row=number, value=code)
        self._seen.add(code)

    def node(self, code: str) -> Grid | None:
        """The node with this code, or known elsewhere under it."""
        found = self._world.get(Grid, code)
        if found is not None:
            return found
        aliased = self._world.find(Grid, alias=code)
        return aliased[0] if aliased else None

    def town(self, code: str) -> Grid | None:
        return self.node(grid_code(code, "town")) if len(code) == 12 else self.node(code)

    def place_in_town(self, town: str) -> int:
        self._areas[town] = self._areas.get(town, 0) + 1
        return self._areas[town]


def _shape(number: int, feature: dict[str, Any], places: _Places, rejects: Rejects, crs: str) -> Shape:
    properties = feature.get("properties") or {}
    code, level = str(properties.get("id", "")), str(properties.get("level", ""))
    places.once(number, code)
    grid = _node(number, properties, code, level, places)
    rings = _rings(number, feature.get("geometry") or {}, rejects, crs or str(properties.get("crs", "")))
    lon, lat = properties.get("label_lon"), properties.get("label_lat")
    if not isinstance(lon, int | float) or not isinstance(lat, int | float):
        points = rings[0].points
        lon, lat = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    schematic = bool(properties.get("synthetic"))
    grid = msgspec.structs.replace(grid, lon=float(lon), lat=float(lat), schematic=schematic)
    return Shape(grid, Outline(id=grid.id, level=grid.level, rings=rings, schematic=schematic))


def _node(number: int, properties: dict[str, Any], code: str, level: str, places: _Places) -> Grid:
    if level == Level.AREA:
        town = places.town(str(properties.get("parent") or properties.get("town_code") or ""))
        if town is None:
            raise Problem(Code.GRID_OF_ROW_UNKNOWN, row=number, value=properties.get("parent"))
        ordinal = _ordinal(places.place_in_town(town.id))
        return Grid(id=code, name=properties.get("name") or f"{town.name}第{ordinal}片区", level=Level.AREA, parent=town.id)
    if level == Level.UNIT:
        unit = places.node(grid_code(str(properties.get("division_code", "")), "community"))
        area = places.node(str(properties.get("parent", "")))
        if unit is None or area is None:
            raise Problem(Code.GRID_OF_ROW_UNKNOWN, row=number, value=code)
        return msgspec.structs.replace(unit, parent=area.id, alias=code, path=(), version=0)
    if level == Level.MICRO:
        parent = places.node(str(properties.get("parent", "")))
        if parent is None:
            raise Problem(Code.GRID_OF_ROW_UNKNOWN, row=number, value=properties.get("parent"))
        sequence = "".join(c for c in code.rsplit("-", 1)[-1] if c.isdigit()).zfill(2)
        return Grid(
            id=f"{parent.id}-{sequence}",
            name=f"{_short(parent.name)} {sequence}",
            level=Level.MICRO,
            parent=parent.id,
            grid_kind=GridKind.OTHER,
            alias=code,
        )
    raise Problem(Code.VALUE_UNKNOWN, row=number, value=level)


def _short(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)


def _ordinal(number: int) -> str:
    return _NUMERALS[number] if number <= 10 else f"十{_NUMERALS[number - 10]}"


def _rings(number: int, geometry: dict[str, Any], rejects: Rejects, crs: str) -> tuple[Ring, ...]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    polygons = coordinates if kind == "MultiPolygon" else [coordinates] if kind == "Polygon" else None
    if not isinstance(polygons, list) or not polygons or not all(isinstance(p, list) and p for p in polygons):
        raise Problem(Code.GEOJSON_BROKEN, file=str(number), why=str(kind))
    rings: list[Ring] = []
    for polygon in polygons:
        for place, line in enumerate(polygon):
            rings.append(_ring(number, line, rejects, crs, hole=place > 0))
    return tuple(rings)


def _ring(number: int, line: Any, rejects: Rejects, crs: str, *, hole: bool) -> Ring:
    if not isinstance(line, list) or len(line) < 4:
        raise Problem(Code.RING_OPEN, row=number)
    points = [_point(number, point, crs) for point in line]
    if points[0] != points[-1]:
        raise Problem(Code.RING_OPEN, row=number)
    if (_signed_area(points) > 0) == hole:
        points.reverse()
        rejects.note(number, Problem(Code.RING_ORDER, row=number))
    return Ring(tuple(points))


def _point(number: int, point: Any, crs: str) -> tuple[float, float]:
    if not isinstance(point, list) or len(point) < 2 or not all(isinstance(v, int | float) for v in point[:2]):
        raise Problem(Code.GEOJSON_BROKEN, file=str(number), why=str(point)[:60])
    lon, lat = float(point[0]), float(point[1])
    if 18 <= lon <= 54 and 73 <= lat <= 136:
        lon, lat = lat, lon  # written the other way round; in China the two ranges do not meet
    if not (73 <= lon <= 136 and 18 <= lat <= 54):
        raise Problem(Code.COORDINATES_OUTSIDE, row=number, value=f"{point[0]}, {point[1]}")
    return gcj02_to_wgs84(lon, lat) if crs.upper().replace("-", "") == "GCJ02" else (lon, lat)


def _signed_area(points: Sequence[tuple[float, float]]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(points))


def _grids(part: Sequence[Prepared]) -> Command:
    return EnterGrids(grids=tuple(p.value.grid for p in part if isinstance(p.value, Shape)))


def _outlines(part: Sequence[Prepared]) -> Command:
    return EnterOutlines(outlines=tuple(p.value.outline for p in part if isinstance(p.value, Shape)))
