"""The demo district: real names and codes of Jiading's towns and communities, invented areas, micro grids
and outlines.

The outlines are a schematic tiling of their own (see `tiling.py`); where a grid lies on it means nothing.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from services.simulator.tiling import Point, Ring, Tiling, tile

COLUMNS, ROWS = 36, 36
CENTRE = (121.2, 31.35)  # degrees; only the order of size is meant
WIDTH_KM, HEIGHT_KM = 25.8, 22.9
UNITS_PER_AREA = 10
NUMERALS = "一二三四五六七八九十"
SPECIAL_UNITS = ("street_block", "industrial_park", "specialised_market", "mall", "park_zone", "office_building")
SPECIAL_MICROS = ("shop_row", "street_front", "office_building", "mall", "shop_row", "specialised_market")
SPECIAL_NAMES = {
    "street_block": "街区",
    "industrial_park": "工业园",
    "specialised_market": "专业市场",
    "mall": "商业广场",
    "park_zone": "园区",
    "office_building": "商务楼宇",
    "shop_row": "沿街商铺",
    "street_front": "街面道路",
}
SPECIAL_MICRO_SHARE = 0.1


class DemoGrid(Struct, frozen=True, kw_only=True):
    """One node of the demo tree.

    `level` and `kind` use the keys of the code tables. `division` is the 12-digit statistical code behind the
    grid, "" for an invented one. `rings` are closed, outer ring first and anticlockwise, `label` lies inside;
    both WGS84 degrees, schematic. `households` and `residents` are invented.
    """

    code: str
    name: str
    level: str
    parent: str
    kind: str
    division: str
    rings: tuple[Ring, ...]
    label: Point
    households: int
    residents: int
    schematic: bool = True


class Division(Struct, frozen=True):
    """One row of the statistical division codes."""

    code: str
    name: str
    level: str
    parent_code: str
    kind: str


class DemoDistrict(Struct, frozen=True):
    """The whole tree, parents before children, with its index."""

    grids: tuple[DemoGrid, ...]
    by_code: dict[str, DemoGrid]
    below: dict[str, tuple[DemoGrid, ...]]

    def level(self, level: str) -> tuple[DemoGrid, ...]:
        """All grids of a level, in the order of their codes."""
        return tuple(grid for grid in self.grids if grid.level == level)

    def micros(self, code: str) -> tuple[DemoGrid, ...]:
        """The micro grids below a grid; itself when it is one."""
        grid = self.by_code[code]
        if grid.level == "micro":
            return (grid,)
        return tuple(micro for child in self.below.get(code, ()) for micro in self.micros(child.code))

    def path(self, code: str) -> tuple[str, ...]:
        """Codes from the district down to the grid itself."""
        grid = self.by_code[code]
        return (*self.path(grid.parent), code) if grid.parent else (code,)


class _Plan(Struct, kw_only=True):
    """A grid before its cells are known; `micros` counts the cells of a unit."""

    code: str
    name: str
    level: str
    kind: str
    division: str = ""
    micros: int = 0
    households: int = 0
    below: list[_Plan] = []


def read_divisions(path: Path) -> tuple[Division, ...]:
    """The shipped list of divisions (code, name, level, parent_code, kind)."""
    with path.open(encoding="utf-8", newline="") as text:
        return tuple(Division(**row) for row in csv.DictReader(text))


def build_district(divisions: Sequence[Division], *, seed: int) -> DemoDistrict:
    """The demo district; the same divisions and seed give the same bytes."""
    rng = np.random.default_rng([seed, 2])
    root = _plan(divisions, rng)
    units = [unit for town in root.below for area in town.below for unit in area.below]
    _share_cells(units, COLUMNS * ROWS, rng)
    for unit in units:
        unit.below = _micros(unit, rng)
    tiling = tile(columns=COLUMNS, rows=ROWS, centre=CENTRE, width_km=WIDTH_KM, height_km=HEIGHT_KM, seed=seed)
    grids: list[DemoGrid] = []
    _place(root, "", 0, tiling, grids)
    below: dict[str, list[DemoGrid]] = defaultdict(list)
    for grid in grids:
        below[grid.parent].append(grid)
    return DemoDistrict(tuple(grids), {g.code: g for g in grids}, {code: tuple(some) for code, some in below.items()})


def _plan(divisions: Sequence[Division], rng: np.random.Generator) -> _Plan:
    under: dict[str, list[Division]] = defaultdict(list)
    for division in divisions:
        under[division.parent_code].append(division)
    district = next(division for division in divisions if division.level == "district")
    root = _Plan(code=district.code[:6], name=district.name, level="district", kind="other", division=district.code)
    for town in under[district.code]:
        root.below.append(_town(town, under[town.code], rng))
    return root


def _town(town: Division, communities: list[Division], rng: np.random.Generator) -> _Plan:
    plan = _Plan(code=town.code[:9], name=town.name, level="town", kind="other", division=town.code)
    count = max(1, round(len(communities) / UNITS_PER_AREA))
    for n in range(count):
        part = communities[n * len(communities) // count : (n + 1) * len(communities) // count]
        area = _Plan(code=f"{plan.code}P{n + 1:02d}", name=f"{town.name}第{_numeral(n + 1)}片区", level="area", kind="other")
        area.below = [_unit(community, rng) for community in part] + _special_units(part, rng)
        plan.below.append(area)
    return plan


def _unit(community: Division, rng: np.random.Generator) -> _Plan:
    village = community.kind.startswith("村")
    return _Plan(
        code=f"{community.code}001",
        name=short_name(community.name),
        level="unit",
        kind="village" if village else "residential",
        division=community.code,
        micros=int(rng.choice((2, 3, 3, 4))),
        households=max(320, int(rng.normal(900 if village else 1500, 260))),
    )


def _special_units(communities: list[Division], rng: np.random.Generator) -> list[_Plan]:
    kinds = rng.choice(SPECIAL_UNITS, size=int(rng.choice((1, 1, 2))), replace=False)
    hosts = rng.choice(len(communities), size=len(kinds), replace=False)
    return [
        _Plan(
            code=f"{communities[host].code}901",
            name=short_name(communities[host].name).removesuffix("社区") + SPECIAL_NAMES[str(kind)],
            level="unit",
            kind=str(kind),
            micros=2,
            households=int(rng.integers(20, 180)),
        )
        for kind, host in zip(kinds, hosts, strict=True)
    ]


def _share_cells(units: list[_Plan], cells: int, rng: np.random.Generator) -> None:
    """Give or take micro grids here and there until the units fill the canvas exactly, 2 to 4 each."""
    missing = cells - sum(unit.micros for unit in units)
    step = 1 if missing > 0 else -1
    fitting = [unit for unit in units if unit.division and 2 <= unit.micros + step <= 4]
    if len(fitting) < abs(missing):
        raise ValueError("the canvas does not suit the number of communities")
    for index in rng.permutation(len(fitting))[: abs(missing)]:
        fitting[index].micros += step


def _micros(unit: _Plan, rng: np.random.Generator) -> list[_Plan]:
    short = unit.name.removesuffix("社区")
    shares = rng.dirichlet(np.full(unit.micros, 12.0))
    micros = []
    for n, share in enumerate(shares, start=1):
        special = bool(unit.division) and rng.random() < SPECIAL_MICRO_SHARE
        kind = str(rng.choice(SPECIAL_MICROS)) if special else unit.kind
        name = f"{short} {n:02d}" + (f"（{SPECIAL_NAMES[kind]}）" if special else "")
        households = max(8, round(unit.households * float(share)))
        micros.append(_Plan(code=f"{unit.code}-{n:02d}", name=name, level="micro", kind=kind, micros=1, households=households))
    unit.households = sum(micro.households for micro in micros)
    return micros


def _place(plan: _Plan, parent: str, start: int, tiling: Tiling, grids: list[DemoGrid]) -> tuple[int, int]:
    """Lay the grid and all below it along the curve; returns where the next one starts, and the households."""
    index = len(grids)
    end, households = start, 0
    for child in plan.below:
        end, some = _place(child, plan.code, end, tiling, grids)
        households += some
    if not plan.below:
        end, households = start + 1, plan.households
    members = range(start, end)
    grid = DemoGrid(
        code=plan.code,
        name=plan.name,
        level=plan.level,
        parent=parent,
        kind=plan.kind,
        division=plan.division,
        rings=(tiling.outline(members),),
        label=tiling.middle(members),
        households=households,
        residents=math.floor(households * 2.4),
    )
    grids.insert(index, grid)
    return end, households


def _numeral(number: int) -> str:
    return NUMERALS[number - 1]


def short_name(name: str) -> str:
    """What people call a community: 金通社区居委会 -> 金通社区, 新裕村村委会 -> 新裕村."""
    return name.removesuffix("村委会").removesuffix("居委会")
