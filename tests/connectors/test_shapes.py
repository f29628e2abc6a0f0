"""Boundaries: put into the tree and onto the map, put right where that can be done and said, else rejected one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from app.contract.reference import Reference
from app.domain.grid import Grid, GridKind, Level, Outline, Ring
from app.domain.problems import Code
from app.domain.record import Put
from services.connectors.boundaries import enter_boundaries
from services.connectors.coordinates import gcj02_to_wgs84, wgs84_to_gcj02
from services.connectors.intake import Report
from services.connectors.rejects import Rejects
from services.connectors.shapes import signed_area
from services.connectors.telling import lines_of
from tests.connectors.conftest import Write, quiet, refusal, spoken
from tests.support.office import PlainOffice

Line = list[list[float]]
UNIT = "310114102001001"
SQUARE: Line = [[121.0, 31.0], [121.1, 31.0], [121.1, 31.1], [121.0, 31.1], [121.0, 31.0]]
HOLE: Line = [[121.04, 31.04], [121.04, 31.06], [121.06, 31.06], [121.06, 31.04], [121.04, 31.04]]


def micro(*lines: Line, code: str = "M7", **more: Any) -> dict[str, Any]:
    properties = {"id": f"{UNIT}-{code}", "level": "micro", "parent": UNIT, **more}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": list(lines or (SQUARE,))},
    }


def entered(office: PlainOffice, file: Path, reference: Reference, crs: str = "") -> tuple[Report, Rejects]:
    report, rejects = enter_boundaries(office, file, reference, quiet, crs=crs)
    assert report.read == report.taken + report.rejected
    assert len(spoken(rejects).rows) == report.rejected
    return report, rejects


def outline(office: PlainOffice, code: str = f"{UNIT}-07") -> Outline:
    found = office.world().get(Outline, code)
    assert found is not None
    return found


def rejected(office: PlainOffice, reference: Reference, geojson: Write, feature: dict[str, Any]) -> dict[str, int]:
    report, _ = entered(office, geojson(feature, micro(code="M8")), reference)
    assert report.taken == 1
    assert office.world().get(Outline, f"{UNIT}-08") is not None
    return report.reasons


def test_a_micro_grid_gets_its_code_its_label_and_its_outline(office: PlainOffice, reference: Reference, geojson: Write) -> None:
    entered(office, geojson(micro(synthetic=True)), reference)
    grid = office.world().get(Grid, f"{UNIT}-07")
    assert grid is not None
    assert (grid.name, grid.level, grid.area, grid.alias) == ("金通社区 07", Level.MICRO, "310114102P03", f"{UNIT}-M7")
    assert (grid.lon, grid.lat) == (121.05, 31.05)
    assert (outline(office).area, outline(office).schematic) == ("310114102P03", True)


def test_an_area_gets_our_code_and_its_units_follow_in_one_file(
    district: PlainOffice, reference: Reference, geojson: Write
) -> None:
    area = {"id": "310114102-A03", "level": "area", "parent": "310114102000"}
    unit = {"id": "310114102-A03-U01", "level": "unit", "parent": "310114102-A03", "division_code": "310114102024"}
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    features = [{"type": "Feature", "properties": properties, "geometry": shape} for properties in (area, unit)]
    report, _ = entered(district, geojson(*features), reference)
    assert report.taken == 2
    found = district.world().get(Grid, "310114102024001")
    assert found is not None
    assert (found.area, found.parent, found.alias) == ("310114102P03", "310114102P03", "310114102-A03-U01")
    named = district.world().get(Grid, "310114102P03")
    assert named is not None
    assert (named.name, named.alias) == ("南翔镇第一片区", "310114102-A03")


def test_holes_are_kept(office: PlainOffice, reference: Reference, geojson: Write) -> None:
    entered(office, geojson(micro(SQUARE, HOLE)), reference)
    outer, hole = outline(office).rings
    assert signed_area(outer.points) > 0 > signed_area(hole.points)
    assert len(hole.points) == len(HOLE)


def test_a_ring_that_runs_the_wrong_way_is_turned_and_counted(
    office: PlainOffice, reference: Reference, geojson: Write, tmp_path: Path
) -> None:
    report, rejects = entered(office, geojson(micro(SQUARE[::-1], HOLE[::-1])), reference)
    assert (report.taken, report.noted) == (1, 1)
    assert report.put_right == {"ring_order": 1}
    assert rejects.write(tmp_path / "rejects.csv") is None, "nothing was rejected"
    told = lines_of(report)
    assert told[1:] == ["改正后收下 1", "  1\t7009 ring_order"]
    outer, hole = outline(office).rings
    assert signed_area(outer.points) > 0 > signed_area(hole.points)


def test_latitude_before_longitude_is_swapped_and_noted(office: PlainOffice, reference: Reference, geojson: Write) -> None:
    swapped = [[lat, lon] for lon, lat in SQUARE]
    report, rejects = entered(office, geojson(micro(swapped)), reference)
    assert (report.taken, [note.problem for note in rejects.notes]) == (1, [Code.COORDINATES_SWAPPED])
    assert set(outline(office).rings[0].points) == {tuple(point) for point in SQUARE}
    assert signed_area(outline(office).rings[0].points) > 0


def test_several_polygons_make_several_rings(office: PlainOffice, reference: Reference, geojson: Write) -> None:
    far = [[lon + 0.5, lat] for lon, lat in SQUARE]
    feature = micro()
    feature["geometry"] = {"type": "MultiPolygon", "coordinates": [[SQUARE], [far]]}
    entered(office, geojson(feature), reference)
    assert len(outline(office).rings) == 2


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (SQUARE[:-1], "ring_open"),
        (SQUARE[:2], "ring_open"),
        ([*SQUARE[:2], [float("nan"), 31.0], *SQUARE[3:]], "coordinates_outside"),
        ([*SQUARE[:2], [float("inf"), 31.0], *SQUARE[3:]], "coordinates_outside"),
        ([*SQUARE[:2], ["121", 31.0], *SQUARE[3:]], "shape_broken"),
        ([[lon - 200, lat] for lon, lat in SQUARE], "coordinates_outside"),
        ([SQUARE[0]] * 5, "shape_broken"),
    ],
)
def test_a_broken_ring_is_rejected_alone(
    office: PlainOffice, reference: Reference, geojson: Write, line: Line, problem: str
) -> None:
    assert rejected(office, reference, geojson, micro(line)) == {problem: 1}


@pytest.mark.parametrize(
    "geometry", [None, {}, [], {"type": "Point", "coordinates": [121, 31]}, {"type": "Polygon", "coordinates": []}]
)
def test_what_is_no_polygon_is_rejected_alone(
    office: PlainOffice, reference: Reference, geojson: Write, geometry: object
) -> None:
    assert rejected(office, reference, geojson, micro() | {"geometry": geometry}) == {"shape_broken": 1}


@pytest.mark.parametrize(
    ("properties", "problem"),
    [
        ({"level": "micro", "parent": "310199", "id": "x"}, "grid_of_row_unknown"),
        ({"level": "unit", "parent": "310199-A01", "id": "x", "division_code": "310199001001"}, "grid_of_row_unknown"),
        ({"level": "area", "parent": "310199000000", "id": "x"}, "grid_of_row_unknown"),
        ({"level": "block", "parent": UNIT, "id": "x"}, "value_unknown"),
        ({"level": "micro", "parent": UNIT, "id": f"{UNIT}-M8"}, "id_duplicate"),
        ({"level": "micro", "parent": UNIT}, "field_missing"),
        ({"level": "micro", "parent": UNIT, "id": f"{UNIT}-M9", "crs": "BD-09"}, "value_unknown"),
        (None, "field_missing"),
    ],
)
def test_a_shape_of_an_unknown_grid_is_rejected_alone(
    office: PlainOffice, reference: Reference, geojson: Write, properties: dict[str, str] | None, problem: str
) -> None:
    feature = micro() | {"properties": properties}
    report, _ = entered(office, geojson(micro(code="M8"), feature), reference)
    assert (report.taken, report.reasons) == (1, {problem: 1})


@pytest.mark.parametrize("text", ["{", "[]", '{"features": 3}', '{"features": [1]}', "第一行", "[" * 100_000])
def test_what_is_no_geojson_is_refused(office: PlainOffice, reference: Reference, tmp_path: Path, text: str) -> None:
    file = tmp_path / "shapes.geojson"
    file.write_text(text, encoding="utf-8")
    problem = refusal(lambda: enter_boundaries(office, file, reference, quiet))
    assert problem.code is Code.GEOJSON_BROKEN
    assert reference.say(problem).startswith("shapes.geojson 不是完整的 GeoJSON")


def test_boundaries_entered_twice_double_nothing(office: PlainOffice, reference: Reference, geojson: Write) -> None:
    file = geojson(micro(), micro(code="M8"))
    entered(office, file, reference)
    before = office.world().counts()
    report, _ = entered(office, file, reference)
    assert report.taken == 2
    assert office.world().counts() == before


def test_boundaries_keep_what_a_list_has_told_about_a_grid(office: PlainOffice, reference: Reference, geojson: Write) -> None:
    entered(office, geojson(micro()), reference)
    held = office.world().get(Grid, f"{UNIT}-07")
    assert held is not None
    office.world().apply((Put(replace(held, households=120, grid_kind=GridKind.MALL, name="广场")),))
    entered(office, geojson(micro()), reference)
    again = office.world().get(Grid, f"{UNIT}-07")
    assert again is not None
    assert (again.name, again.households, again.grid_kind) == ("广场", 120, GridKind.MALL)


def test_gcj02_is_moved_to_wgs84(office: PlainOffice, reference: Reference, geojson: Write) -> None:
    shifted = [list(wgs84_to_gcj02(lon, lat)) for lon, lat in SQUARE]
    entered(office, geojson(micro(shifted)), reference, crs="gcj02")
    close(outline(office).rings[0], SQUARE)
    entered(office, geojson(micro(shifted, crs="GCJ-02")), reference)
    close(outline(office).rings[0], SQUARE)


def close(ring: Ring, points: Sequence[Sequence[float]]) -> None:
    for (lon, lat), (x, y) in zip(ring.points, points, strict=True):
        assert abs(lon - x) < 1e-8
        assert abs(lat - y) < 1e-8


@pytest.mark.parametrize("point", [(121.27, 31.38), (113.94, 22.53), (87.6, 43.8), (126.5, 45.8)])
def test_the_way_there_and_back_is_exact(point: tuple[float, float]) -> None:
    lon, lat = gcj02_to_wgs84(*wgs84_to_gcj02(*point))
    assert abs(lon - point[0]) < 1e-9
    assert abs(lat - point[1]) < 1e-9
