"""Boundaries: GeoJSON of areas, units and micro grids (and of towns and the district), put into the tree and onto the map."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from app.commands.command import Command
from app.commands.entering import EnterGrids, EnterOutlines
from app.contract.reference import Reference
from app.domain.grid import Grid, Level, Outline
from app.domain.problems import Code, Problem
from app.domain.world import World
from services.connectors.divisions import grid_code
from services.connectors.intake import Office, Prepared, Progress, Report, hand_in, report_of
from services.connectors.reading import decode, read_bytes
from services.connectors.rejects import Rejects
from services.connectors.shapes import Shaper

_NUMERALS = "零一二三四五六七八九"
_SUFFIXES = ("社区居委会", "居委会", "村委会", "社区居民委员会", "居民委员会", "村民委员会")
_LEVELS = frozenset(level.value for level in Level)
_AREA = re.compile(r"^(\d{9})-A(\d{2})$")
LONGEST_CODE = 64


class Shape(Struct, frozen=True):
    """A feature made ready: the node it stands for and its polygon."""

    grid: Grid
    outline: Outline


def enter_boundaries(
    office: Office, file: Path, reference: Reference, progress: Progress, *, crs: str = ""
) -> tuple[Report, Rejects]:
    """Enter the features of a GeoJSON file: areas under their towns, units by division code, micro grids under units."""
    features = _features(file)
    rejects = Rejects(reference)
    tree, shaper = _Tree(office.world()), Shaper(rejects, crs=crs)
    prepared: list[Prepared] = []
    for number, feature in enumerate(features, start=1):
        name = _name(feature)
        try:
            prepared.append(Prepared(number, _shape(number, feature, tree, shaper), name))
        except Problem as problem:
            rejects.add(number, problem, name)
    hand_in(office, prepared, _grids, rejects, progress)
    refused = {reject.row for reject in rejects.rows}
    taken = hand_in(office, [p for p in prepared if p.row not in refused], _outlines, rejects, progress)
    return report_of("boundaries", file.name, len(features), taken, rejects), rejects


def _features(file: Path) -> list[dict[str, Any]]:
    text = decode(read_bytes(file)).encode("utf-8", "replace").decode()
    try:
        document = json.loads(text)  # takes NaN, which is no JSON, so that only the shape that has it is refused
    except (ValueError, RecursionError) as error:
        raise Problem(Code.GEOJSON_BROKEN, file=file.name, why=str(error)[:200]) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise Problem(Code.GEOJSON_BROKEN, file=file.name, why="features")
    return features


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _name(feature: dict[str, Any]) -> str:
    found = _properties(feature)
    return str(found.get("id") or found.get("code") or "")[:LONGEST_CODE]


class _Tree:
    """The tree as it is and as this file makes it, found by the codes that boundary files use."""

    def __init__(self, world: World) -> None:
        self._seen: set[str] = set()
        self._nodes: dict[str, Grid] = {}
        self._areas: dict[str, int] = {}
        for grid in world.find(Grid):
            self.remember(grid)

    def remember(self, grid: Grid) -> None:
        """The node is known from now on, by its code and by the one that it has elsewhere."""
        self._nodes[grid.id] = grid
        if grid.alias:
            self._nodes.setdefault(grid.alias, grid)

    def once(self, number: int, code: str) -> None:
        """Pass if the code comes for the first time in this file."""
        if not code:
            raise Problem(Code.FIELD_MISSING, field="id")
        if code in self._seen:
            raise Problem(Code.ID_DUPLICATE, row=number, value=code)
        self._seen.add(code)

    def node(self, number: int, code: str, *, level: str) -> Grid:
        """The node with the code (a 12-digit one stands for our code of that level); a problem if there is none."""
        ours = grid_code(code, level) if len(code) == 12 and code.isdigit() else code
        found = self._nodes.get(ours) or self._nodes.get(code)
        if found is None:
            raise Problem(Code.GRID_OF_ROW_UNKNOWN, row=number, value=code)
        return found

    def known(self, code: str) -> Grid | None:
        """The node if there is one."""
        return self._nodes.get(code)

    def place_in_town(self, town: str) -> int:
        """Which area of its town the next one is."""
        self._areas[town] = self._areas.get(town, 0) + 1
        return self._areas[town]


def _shape(number: int, feature: dict[str, Any], tree: _Tree, shaper: Shaper) -> Shape:
    properties, code = _properties(feature), _name(feature)
    tree.once(number, code)
    grid = _node(number, properties, code, tree)
    rings = shaper.rings(number, feature.get("geometry"), str(properties.get("crs") or ""))
    lon, lat = properties.get("label_lon"), properties.get("label_lat")
    if not isinstance(lon, int | float) or not isinstance(lat, int | float):
        points = rings[0].points[1:]
        lon, lat = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    schematic = bool(properties.get("synthetic"))
    grid = replace(grid, lon=round(float(lon), 6), lat=round(float(lat), 6), schematic=schematic, path=(), version=0)
    tree.remember(grid)
    return Shape(grid, Outline(id=grid.id, level=grid.level, rings=rings, schematic=schematic))


def _node(number: int, properties: dict[str, Any], code: str, tree: _Tree) -> Grid:
    level, parent = str(properties.get("level") or ""), str(properties.get("parent") or "")
    if level not in _LEVELS:
        raise Problem(Code.VALUE_UNKNOWN, row=number, value=level[:60])
    if level == Level.AREA:
        return _area(number, properties, code, tree)
    if level == Level.UNIT:
        area = tree.node(number, parent, level="area")
        unit = tree.node(number, str(properties.get("division_code") or code), level="community")
        return replace(unit, parent=area.id, alias=code if code != unit.id else unit.alias)
    if level == Level.MICRO:
        return _micro(number, tree.node(number, parent, level="unit"), properties, code, tree)
    return tree.node(number, code, level=level)


def _area(number: int, properties: dict[str, Any], code: str, tree: _Tree) -> Grid:
    """An area by our own code, 310114001P01, which boundary files write 310114001-A01."""
    town = tree.node(number, str(properties.get("parent") or properties.get("town_code") or ""), level="town")
    place = tree.place_in_town(town.id)
    found = _AREA.match(code)
    ours = f"{found[1]}P{found[2]}" if found else code
    named = str(properties.get("name") or f"{town.name}第{_ordinal(place)}片区")
    held = tree.known(ours) or Grid(id=ours, name=named, level=Level.AREA)
    name = str(properties.get("name") or held.name)
    return replace(held, name=name, parent=town.id, alias=code if code != ours else held.alias)


def _micro(number: int, unit: Grid, properties: dict[str, Any], code: str, tree: _Tree) -> Grid:
    sequence = "".join(c for c in code.rsplit("-", 1)[-1] if c.isdigit()).zfill(2)[-2:]
    ours = f"{unit.id}-{sequence}"
    named = str(properties.get("name") or f"{_short(unit.name)} {sequence}")
    held = tree.known(ours) or Grid(id=ours, name=named, level=Level.MICRO)
    if held.alias not in ("", code):
        raise Problem(Code.ID_DUPLICATE, row=number, value=ours)
    return replace(held, parent=unit.id, alias=code if code != ours else held.alias)


def _short(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)


def _ordinal(number: int) -> str:
    """一, 十, 十一, 二十三: numbers up to 99."""
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return ten + (_NUMERALS[ones] if ones or not tens else "")


def _grids(part: Sequence[Prepared]) -> Command:
    return EnterGrids(grids=tuple(p.value.grid for p in part if isinstance(p.value, Shape)))


def _outlines(part: Sequence[Prepared]) -> Command:
    return EnterOutlines(outlines=tuple(p.value.outline for p in part if isinstance(p.value, Shape)))
