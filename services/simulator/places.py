"""Invented places: each micro grid of an area has roads, estates, shops and the like, with an address and a
point.

A place keeps its address and point, so that what happens there twice is seen to happen at the same place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from services.simulator.district import DemoDistrict, DemoGrid
from services.simulator.material import Words
from services.simulator.tiling import DECIMALS, Ring

COUNTS = {
    "street": 10,
    "estate": 5,
    "home": 7,
    "shop": 6,
    "cross": 3,
    "site": 1,
    "river": 1,
    "park": 2,
    "hydrant": 3,
    "basement": 2,
}
ROADS_OF_AREA = 18
ROADS_OF_MICRO = 3


class Place(Struct, frozen=True):
    """Where something happens: `at` as people say it, `address` for the record, and the point (degrees)."""

    at: str
    address: str
    lon: float
    lat: float


T = TypeVar("T")
Places = dict[str, tuple[Place, ...]]


def area_places(district: DemoDistrict, area: DemoGrid, *, words: Words, seed: int) -> dict[str, Places]:
    """The places of every micro grid of the area, by code and then by style; the busiest come first."""
    town = district.by_code[area.parent].name
    rng = np.random.default_rng([seed, 6, crc32(area.code.encode())])
    roads = _roads(words, rng)
    return {micro.code: _micro_places(micro, town, roads, words, rng) for micro in district.micros(area.code)}


def _roads(words: Words, rng: np.random.Generator) -> list[str]:
    pairs = rng.permutation(len(words.road_first) * len(words.road_second))[:ROADS_OF_AREA]
    kinds = rng.integers(len(words.road_kinds), size=ROADS_OF_AREA)
    return [
        words.road_first[pair // len(words.road_second)]
        + words.road_second[pair % len(words.road_second)]
        + words.road_kinds[kind]
        for pair, kind in zip(pairs, kinds, strict=True)
    ]


def _micro_places(micro: DemoGrid, town: str, roads: list[str], words: Words, rng: np.random.Generator) -> Places:
    mine = [roads[n] for n in rng.permutation(len(roads))[:ROADS_OF_MICRO]]
    lanes = rng.integers(30, 1800, size=4)
    total = sum(COUNTS.values())
    points = iter(points_inside(micro.rings[0], micro.label, rng.random((total, 3))))
    chances = iter(rng.random((total, 4)).tolist())
    places: Places = {}
    for style, count in COUNTS.items():
        some = []
        for _ in range(count):
            at, short = _say(style, mine, lanes.tolist(), words, next(chances))
            lon, lat = next(points)
            some.append(Place(at, town + short, lon, lat))
        places[style] = tuple(some)
    return places


def _say(style: str, roads: list[str], lanes: list[int], words: Words, chance: list[float]) -> tuple[str, str]:
    """The place as people say it, and the address without the town."""
    road, other = _pick(roads[:-1], chance[0]), roads[-1]
    number = 2 * int(15 + chance[1] * 900) + int(chance[0] * 2)
    lane = f"{road}{_pick(lanes, chance[1])}弄"
    match style:
        case "street":
            where = f"{road}{number}号{_pick(words.sides, chance[2])}"
            return (f"{road}{_pick(words.spots, chance[3])}", road) if chance[3] < 0.2 else (where, f"{road}{number}号")
        case "estate":
            return f"{lane}小区{_pick(words.gates, chance[2])}", lane
        case "home":
            building = int(1 + chance[2] * 48)
            return f"{lane}{building}号", f"{lane}{building}号"
        case "shop":
            return f"{road}{number}号{_pick(words.shops, chance[2])}", f"{road}{number}号"
        case "cross":
            return f"{road}{other}路口", f"{road}近{other}"
        case "site":
            return f"{road}近{other}在建工地", f"{road}近{other}"
        case "river":
            river = f"{_pick(words.road_second, chance[1])}家{_pick(words.river_kinds, chance[2])}"
            return f"{river}{road}桥下", f"{road}{river}桥"
        case "park":
            return f"{road}{_pick(('口袋公园', '街角绿地', '小游园', '健身步道'), chance[2])}", f"{road}近{other}"
        case "hydrant":
            return f"{road}{number}号旁XH{int(100 + chance[2] * 899)}消火栓", f"{road}{number}号"
        case _:
            return f"{lane}地下车库", lane


def points_inside(ring: Ring, centre: tuple[float, float], chances: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Points spread evenly over a ring that its centre sees whole; `chances` has three numbers in [0, 1) a
    point.
    """
    corners = np.array(ring)
    middle = np.array(centre)
    first, second = corners[:-1] - middle, corners[1:] - middle
    areas = np.cumsum(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0])
    chosen = np.searchsorted(areas / areas[-1], chances[:, 0], side="right").clip(max=len(areas) - 1)
    root = np.sqrt(chances[:, 1]) * 0.97  # keep clear of the border, where rounding could step over
    along = root * (1 - chances[:, 2])
    across = root * chances[:, 2]
    points = middle + along[:, None] * first[chosen] + across[:, None] * second[chosen]
    return [(float(lon), float(lat)) for lon, lat in np.round(points, DECIMALS)]


def _pick(items: Sequence[T], chance: float) -> T:
    return items[math.floor(chance * len(items))]
