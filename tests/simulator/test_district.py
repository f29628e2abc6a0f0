"""The demo district: real names and codes, nested schematic outlines that share their vertices."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from services.simulator.district import DemoDistrict, DemoGrid, build_district, read_divisions
from services.simulator.tiling import Point, Ring, area_km2, fill, tile
from tests.simulator.conftest import RESOURCES, SEED

CODES = {
    "district": r"310114",
    "town": r"310114\d{3}",
    "area": r"310114\d{3}P\d{2}",
    "unit": r"310114\d{9}",
    "micro": r"310114\d{9}-\d{2}",
}


def sides(ring: Ring) -> list[tuple[Point, Point]]:
    return list(itertools.pairwise(ring))


def inside(ring: Ring, point: Point) -> bool:
    """Even-odd rule; the points of these tests keep clear of the border."""
    crossed = False
    for (x1, y1), (x2, y2) in sides(ring):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < (x2 - x1) * (point[1] - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


@pytest.mark.parametrize("size", [(36, 36), (36, 34), (34, 36), (40, 30), (8, 4)])
def test_the_curve_passes_every_cell_once_from_neighbour_to_neighbour(size: tuple[int, int]) -> None:
    cells = list(fill(*size))
    assert sorted(cells) == sorted((x, y) for x in range(size[0]) for y in range(size[1]))
    assert all(abs(a - c) + abs(b - d) == 1 for (a, b), (c, d) in itertools.pairwise(cells))


def test_an_odd_canvas_is_refused() -> None:
    with pytest.raises(ValueError, match="even"):
        tile(columns=5, rows=4, centre=(121.2, 31.35), width_km=1, height_km=1, seed=1)


def test_the_tree_has_the_real_divisions_and_about_ten_communities_an_area(district: DemoDistrict) -> None:
    counts = Counter(grid.level for grid in district.grids)
    assert (counts["district"], counts["town"], counts["area"]) == (1, 12, 40)
    assert sum(1 for unit in district.level("unit") if unit.division) == 399
    for area in district.level("area"):
        communities = sum(1 for unit in district.below[area.code] if unit.division)
        assert 6 <= communities <= 14
        assert 18 <= len(district.micros(area.code)) <= 50


def test_codes_follow_the_scheme_and_grow_from_their_parents(district: DemoDistrict) -> None:
    for grid in district.grids:
        assert re.fullmatch(CODES[grid.level], grid.code)
        if grid.level in ("town", "area", "micro"):
            assert grid.code.startswith(grid.parent)
        if grid.level == "unit":
            assert grid.code.startswith(grid.parent[:9])
            assert (grid.code[12:] == "001") == bool(grid.division)
    assert len({grid.code for grid in district.grids}) == len(district.grids)
    assert district.by_code["310114103P01"].name == "安亭镇第一片区"


def test_communities_keep_their_names_in_short(district: DemoDistrict) -> None:
    names = {unit.division: unit.name for unit in district.level("unit")}
    assert names["310114001001"] == "迎园社区"
    assert not any(name.endswith(("居委会", "村委会")) for name in names.values())


def test_the_special_kinds_stand_at_unit_and_at_micro_level(district: DemoDistrict) -> None:
    at_unit = {unit.kind for unit in district.level("unit")}
    at_micro = {micro.kind for micro in district.level("micro")}
    assert at_unit >= {"industrial_park", "specialised_market", "mall", "office_building", "street_block", "park_zone"}
    assert at_micro >= {"shop_row", "street_front", "mall", "office_building", "specialised_market"}


def test_parents_come_before_their_children(district: DemoDistrict) -> None:
    seen = {""}
    for grid in district.grids:
        assert grid.parent in seen
        seen.add(grid.code)


def test_outlines_are_closed_anticlockwise_and_hold_their_label(district: DemoDistrict) -> None:
    for grid in district.grids:
        (ring,) = grid.rings
        assert ring[0] == ring[-1]
        assert len(set(ring)) == len(ring) - 1
        assert area_km2(ring) > 0
        assert inside(ring, grid.label), grid.code


@pytest.mark.parametrize("level", ["district", "town", "area", "unit"])
def test_a_grid_is_exactly_its_children_put_together(level: str, district: DemoDistrict) -> None:
    for grid in district.level(level):
        children = {side for child in district.below[grid.code] for side in sides(child.rings[0])}
        outer = {side for side in children if side[::-1] not in children}
        assert outer == set(sides(grid.rings[0])), grid.code


def test_no_side_belongs_to_two_micro_grids_in_the_same_direction(district: DemoDistrict) -> None:
    counts = Counter(side for micro in district.level("micro") for side in sides(micro.rings[0]))
    assert set(counts.values()) == {1}


def test_no_outline_crosses_itself_or_a_neighbour(district: DemoDistrict) -> None:
    """The label of a micro grid lies in one micro grid only, and areas add up."""
    micros = district.level("micro")
    whole = area_km2(district.grids[0].rings[0])
    assert sum(area_km2(micro.rings[0]) for micro in micros) == pytest.approx(whole, rel=1e-3)
    for micro in micros[::40]:
        assert [other.code for other in micros if inside(other.rings[0], micro.label)] == [micro.code]


def test_the_canvas_has_the_size_of_a_district_and_says_it_is_schematic(district: DemoDistrict) -> None:
    assert 380 < area_km2(district.grids[0].rings[0]) < 540
    assert all(grid.schematic for grid in district.grids)


def test_households_add_up(district: DemoDistrict) -> None:
    for grid in district.grids:
        if grid.level != "micro":
            assert grid.households == sum(child.households for child in district.below[grid.code])
    assert min(area.residents for area in district.level("area")) > 5_000


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(district: DemoDistrict) -> None:
    divisions = read_divisions(RESOURCES / "demo" / "divisions.csv")
    again = build_district(divisions, seed=SEED)
    assert msgspec.msgpack.encode(again.grids) == msgspec.msgpack.encode(district.grids)
    assert build_district(divisions, seed=1).grids != district.grids


def test_nothing_is_derived_from_real_outlines() -> None:
    sources = (Path(__file__).parents[2] / "services" / "simulator").glob("*.py")
    assert not [path.name for path in sources if "geojson" in path.read_text(encoding="utf-8").lower()]


def test_a_path_leads_from_the_district_to_the_grid(district: DemoDistrict) -> None:
    micro: DemoGrid = district.level("micro")[0]
    assert [district.by_code[code].level for code in district.path(micro.code)] == [
        "district",
        "town",
        "area",
        "unit",
        "micro",
    ]
