"""The tree of grids: district, town, area, unit, micro."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from app.domain.catalogue import Tier
from app.domain.record import Record


class Level(StrEnum):
    """The five working levels, top to bottom."""

    DISTRICT = "district"
    TOWN = "town"
    AREA = "area"
    UNIT = "unit"
    MICRO = "micro"


LEVELS: tuple[Level, ...] = tuple(Level)


class GridKind(StrEnum):
    """What kind of place a grid is; the six special kinds may stand at unit or micro level."""

    RESIDENTIAL = "residential"
    VILLAGE = "village"
    STREET_BLOCK = "street_block"
    ROAD_SECTION = "road_section"
    PARK_ZONE = "park_zone"
    INDUSTRIAL_PARK = "industrial_park"
    SPECIALISED_MARKET = "specialised_market"
    MALL = "mall"
    OFFICE_BUILDING = "office_building"
    STREET_FRONT = "street_front"
    SHOP_ROW = "shop_row"
    OTHER = "other"


SPECIAL_KINDS = frozenset(
    {
        GridKind.INDUSTRIAL_PARK,
        GridKind.SPECIALISED_MARKET,
        GridKind.MALL,
        GridKind.OFFICE_BUILDING,
        GridKind.STREET_FRONT,
        GridKind.SHOP_ROW,
    }
)


class Grid(Record, frozen=True, kw_only=True):
    """One node of the tree; its id is its code, which never changes.

    `path` lists the codes from the district down to the grid itself, one place a level; a level that is missing on the way
    (a unit that lies in no area yet) leaves its place empty. `lon` and `lat` (WGS84 degrees) place its label. `source_code`
    and `alias` keep the codes under which other systems know it. `tier` is where its cases begin: a special grid may be marked so
    that they begin at 共治 (L-b).
    """

    kind: ClassVar[str] = "grid"

    name: str
    level: Level
    parent: str = ""
    area: str = ""
    path: tuple[str, ...] = ()
    grid_kind: GridKind = GridKind.OTHER
    reason: str = ""
    source_code: str = ""
    alias: str = ""
    households: int = 0
    residents: int = 0
    lon: float | None = None
    lat: float | None = None
    active: bool = True
    schematic: bool = False
    tier: Tier = Tier.L1


class Ring(Struct, frozen=True, array_like=True):
    """A closed line of (lon, lat) in WGS84 degrees; outer rings run anticlockwise, holes clockwise."""

    points: tuple[tuple[float, float], ...]


class Outline(Record, frozen=True, kw_only=True):
    """The polygon of a grid; its id is the grid's code. `schematic` outlines are no real boundaries."""

    kind: ClassVar[str] = "outline"

    area: str = ""
    level: Level
    rings: tuple[Ring, ...]
    schematic: bool = True
    crs: str = "WGS84"


class Spine(Struct, frozen=True):
    """The codes of a place by level, empty where it has none."""

    district: str = ""
    town: str = ""
    area: str = ""
    unit: str = ""
    micro: str = ""


def spine(path: tuple[str, ...]) -> Spine:
    """The levels of a path by name."""
    return Spine(*path[:5])


def path_below(parent: Grid, code: str, level: Level) -> tuple[str, ...]:
    """The path of a grid of this level under the parent, with empty places for levels in between."""
    gap = LEVELS.index(level) - len(parent.path)
    return (*parent.path, *([""] * gap), code)
