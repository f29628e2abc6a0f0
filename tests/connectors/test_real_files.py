"""The real files in full: every row accounted for, twice without doubling, every week equal to a plain count of the file."""

from __future__ import annotations

import csv
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from msgspec.structs import replace

from app.analysis.columns import ActionColumns, ForceColumns, IncidentColumns
from app.analysis.frame import WeekFrame
from app.analysis.volume import VolumePanel
from app.analysis.weekly import weekly
from app.contract.reference import Reference, load_reference
from app.domain.catalogue import PART, UNMAPPED
from app.domain.grid import Grid, Level, Outline
from app.domain.ids import SHANGHAI, week_of, week_range
from app.domain.incident import Incident, Origin, State
from services.connectors.boundaries import enter_boundaries
from services.connectors.divisions import enter_divisions
from services.connectors.incidents import enter_incidents
from services.connectors.intake import Report
from services.connectors.reading import read_sheet
from services.records.figures import weekly_input
from tests.analysis.cases import panel
from tests.connectors.conftest import done, quiet
from tests.support.central import CentralProcess
from tests.support.office import PlainOffice

pytestmark = [pytest.mark.data, pytest.mark.xdist_group("real-files")]

BOSTON, PINGSHAN = "incidents_311_sample.csv.gz", "grid_events_pingshan_2018.csv.gz"
LEVELS = (("areas", 40), ("units", 399), ("micro", 1197))
AREA = "310114102P03"
LONGEST_IMPORT = 60.0
Lines = list[list[tuple[float, float]]]


def plain_rows(file: Path) -> list[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def plain_weeks(days: Iterable[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for day in days:
        year, week, _ = date.fromisoformat(day[:10]).isocalendar()
        found[f"{year}-W{week:02d}"] += 1
    return found


def tree(shared_data: Path, reference: Reference) -> PlainOffice:
    office = PlainOffice(reference=reference)
    report, _ = enter_divisions(office, read_sheet(shared_data / "jiading_divisions.csv"), reference, quiet)
    assert (report.read, report.taken) == (412, 412)
    for name, count in LEVELS:
        report, _ = enter_boundaries(office, shared_data / f"synthetic_{name}.geojson", reference, quiet)
        assert (report.read, report.taken, report.rejected) == (count, count, 0)
    return office


def entered(office: PlainOffice, shared_data: Path, name: str, *, area: str = "") -> Report:
    sheet, mapping = read_sheet(shared_data / name), shared_data / "category_mapping.csv"
    report, rejects = enter_incidents(office, sheet, load_reference(), quiet, mapping=mapping, area=area)
    assert report.read == report.taken + report.rejected == len(sheet.rows)
    assert len(rejects.rows) == report.rejected
    return report


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="module")
def full(shared_data: Path, reference: Reference) -> PlainOffice:
    """Both files taken in all over the district."""
    office = tree(shared_data, reference)
    assert entered(office, shared_data, BOSTON).taken == 32_048
    assert entered(office, shared_data, PINGSHAN).taken == 6_952
    return office


def cases_of(office: PlainOffice, source: str) -> list[Incident]:
    return [case for case in office.world().find(Incident) if case.id.startswith(source)]


def weekly_totals(
    office: PlainOffice, cases: Sequence[Incident], area: str, weeks: Iterable[str], reference: Reference
) -> dict[str, int]:
    """What the volume panels of the area's weekly packages say."""
    given = weekly_input(office.world(), reference, area=area, week="2011-W34", cutoff=week_range("2020-W01")[1], cases=cases)
    columns = IncidentColumns.of(given.cases)
    totals: dict[str, int] = {}
    for week in weeks:
        frame = WeekFrame(area=area, week=week, cutoff=week_range(week)[1])
        package = weekly(frame, columns, ForceColumns(), ActionColumns(), names=given.names)
        totals[week] = int(panel(package, VolumePanel).total.value)
    return totals


def test_the_tree_of_the_district(shared_data: Path, reference: Reference) -> None:
    """A district, 12 towns, 399 units; 40 areas and 1,197 micro grids with all their outlines, the same when read twice."""
    office = tree(shared_data, reference)
    before = office.world().counts()
    for name, count in LEVELS:
        report, _ = enter_boundaries(office, shared_data / f"synthetic_{name}.geojson", reference, quiet)
        assert report.taken == count
    enter_divisions(office, read_sheet(shared_data / "jiading_divisions.csv"), reference, quiet)
    assert office.world().counts() == before
    grids = office.world().find(Grid)
    assert Counter(grid.level for grid in grids) == dict(zip(Level, (1, 12, 40, 399, 1197), strict=True))
    assert all(grid.area for grid in grids if grid.level in (Level.UNIT, Level.MICRO))
    assert len(office.world().find(Outline)) == 40 + 399 + 1197
    assert all(outline.schematic for outline in office.world().find(Outline))


def test_towns_and_the_district_get_their_outlines(shared_data: Path, reference: Reference) -> None:
    office = tree(shared_data, reference)
    report, _ = enter_boundaries(office, shared_data / "jiading_towns.geojson", reference, quiet)
    assert (report.taken, report.rejected) == (10, 0)
    report, _ = enter_boundaries(office, shared_data / "jiading_district.geojson", reference, quiet)
    assert report.taken == 1


def test_every_case_is_history_without_timers(full: PlainOffice) -> None:
    cases = full.world().find(Incident)
    assert len(cases) == 39_000
    assert {case.origin for case in cases} == {Origin.HISTORY}
    assert all(case.timer is None and case.step_due is None and not case.tiers for case in cases)
    assert all(case.area and case.unit and case.micro and case.class_given and case.source_case for case in cases)
    boston = cases_of(full, "boston")
    assert Counter(case.state for case in boston) == {State.CLOSED: 30_292, State.HANDLING: 1_756}
    pingshan = cases_of(full, "pingshan")
    assert all(case.closed_unknown and case.closed_at is None and case.state is State.CLOSED for case in pingshan)
    assert sum(case.in_time is True for case in pingshan) == 6_238


def test_a_file_read_twice_doubles_nothing(full: PlainOffice, shared_data: Path) -> None:
    before = full.world().find(Incident)
    assert entered(full, shared_data, BOSTON).taken == 32_048
    assert entered(full, shared_data, PINGSHAN).taken == 6_952
    assert full.world().find(Incident) == before


def test_an_excerpt_of_a_file_moves_no_case(full: PlainOffice, shared_data: Path, reference: Reference) -> None:
    before = full.world().find(Incident)
    for name in (BOSTON, PINGSHAN):
        sheet = read_sheet(shared_data / name)
        few = replace(sheet, rows=sheet.rows[500:3_500:7])
        report, _ = enter_incidents(full, few, reference, quiet, mapping=shared_data / "category_mapping.csv")
        assert report.taken == len(few.rows)
    assert full.world().find(Incident) == before


def test_types_that_nobody_knows_stay_visible(full: PlainOffice, shared_data: Path, reference: Reference) -> None:
    """They bear the class unmapped, a name for people, and the type as the source wrote it."""
    unknown = [case for case in cases_of(full, "boston") if case.event_class == UNMAPPED]
    assert len(unknown) == 3_010
    assert sum(case.event_class == UNMAPPED for case in cases_of(full, "pingshan")) == 2_548
    assert reference.catalogue.name(UNMAPPED) == "未归类"
    types = {" ".join(row["type"].split()) for row in plain_rows(shared_data / BOSTON)}
    assert {case.class_given for case in unknown} <= types
    sheet = read_sheet(shared_data / BOSTON)
    few = replace(sheet, rows=sheet.rows[:2_000])
    # An office of its own: without the mapping the shared cases would lose their classes.
    office = tree(shared_data, reference)
    bare, _ = enter_incidents(office, few, reference, quiet)
    mapped, _ = enter_incidents(office, few, reference, quiet, mapping=shared_data / "category_mapping.csv")
    assert bare.unmapped > mapped.unmapped > 0


def test_lamps_signals_and_covers_are_parts(full: PlainOffice) -> None:
    """The facilities of both files bear the class of the thing that wants mending."""
    boston = Counter(case.event_class for case in cases_of(full, "boston") if case.event_class.startswith(PART))
    assert (boston["P0137"], boston["P0299"], boston["P0402"]) == (2_779, 709, 1_363)
    lamps = {case.class_given for case in cases_of(full, "boston") if case.event_class == "P0137"}
    assert {"Street Light Outages", "Street Light Knock Downs"} <= lamps
    pingshan = {case.class_given: case.event_class for case in cases_of(full, "pingshan")}
    assert [pingshan[kind] for kind in ("路灯", "下水井盖", "垃圾箱", "行道树")] == ["P0137", "P0102", "P0305", "P0402"]
    assert pingshan["工业红线内噪声"] == UNMAPPED, "there is no class for it"


@pytest.mark.parametrize(("source", "file", "column"), [("boston", BOSTON, "open_dt"), ("pingshan", PINGSHAN, "create_date")])
def test_every_week_equals_a_plain_count_of_the_file(
    full: PlainOffice, shared_data: Path, reference: Reference, source: str, file: str, column: str
) -> None:
    plain = plain_weeks(row[column] for row in plain_rows(shared_data / file))
    assert Counter(week_of(case.occurred_at) for case in cases_of(full, source)) == plain
    by_area: dict[str, list[Incident]] = defaultdict(list)
    for case in cases_of(full, source):
        by_area[case.area].append(case)
    busiest = sorted(plain, key=lambda week: (-plain[week], week))[:8]
    told: Counter[str] = Counter()
    for area, cases in by_area.items():
        told.update(weekly_totals(full, cases, area, busiest, reference))
    assert told == {week: plain[week] for week in busiest}


def test_the_hurricane_fell_into_week_34(full: PlainOffice) -> None:
    cases = [case for case in cases_of(full, "boston") if week_of(case.occurred_at) == "2011-W34"]
    assert len(cases) == 3_144
    days = Counter(case.occurred_at.astimezone(SHANGHAI).date() for case in cases)
    assert days[date(2011, 8, 28)] == 913


def test_a_file_taken_into_one_area_is_that_areas_week(shared_data: Path, reference: Reference) -> None:
    office = tree(shared_data, reference)
    assert entered(office, shared_data, BOSTON, area=AREA).taken == 32_048
    plain = plain_weeks(row["open_dt"] for row in plain_rows(shared_data / BOSTON))
    cases = office.world().find(Incident)
    assert {case.area for case in cases} == {AREA}
    assert weekly_totals(office, cases, AREA, plain, reference) == plain
    assert plain["2011-W34"] == 3_144


def test_another_time_zone_moves_the_cases(shared_data: Path, reference: Reference) -> None:
    """Midnight in Boston is noon in Shanghai: the same file, told to be of another zone, falls on other days."""
    office = tree(shared_data, reference)
    sheet = read_sheet(shared_data / BOSTON)
    enter_incidents(office, replace(sheet, rows=sheet.rows[:300]), reference, quiet, timezone="America/New_York")
    first = min(case.occurred_at for case in office.world().find(Incident))
    assert first.astimezone(SHANGHAI).replace(tzinfo=None) == datetime.fromisoformat("2011-07-01 01:32:33") + timedelta(hours=12)


@pytest.mark.timeout(400)
def test_the_centre_takes_the_real_files_in_a_minute(shared_data: Path, tmp_path: Path) -> None:
    """All of it through the verbs on a real database: counts, times, the second reading, the ledger."""
    central = CentralProcess(tmp_path / "central")
    central.data.mkdir()
    central.init()
    done(central, "import", "divisions", str(shared_data / "jiading_divisions.csv"))
    for name, count in LEVELS:
        assert done(central, "import", "boundaries", str(shared_data / f"synthetic_{name}.geojson"))["taken"] == count
    mapping = ("--mapping", str(shared_data / "category_mapping.csv"))
    began = time.monotonic()
    assert done(central, "import", "incidents", str(shared_data / BOSTON), *mapping)["taken"] == 32_048
    assert time.monotonic() - began < LONGEST_IMPORT
    for _ in range(2):
        assert done(central, "import", "incidents", str(shared_data / PINGSHAN), *mapping)["taken"] == 6_952
    status = done(central, "status")
    assert status["records"]["incident"] == 39_000
    assert (status["records"]["grid"], status["records"]["outline"]) == (1_649, 1_636)
    assert done(central, "verify")["count"] == 0


def test_gcj02_lies_over_wgs84_once_it_is_converted(shared_data: Path, reference: Reference) -> None:
    """The overlap of the two outlines of the district rises from 0.92 to 0.99."""
    plain = lines_of(shared_data / "jiading_district.geojson")
    shifted = lines_of(shared_data / "jiading_district_gcj02.geojson")
    office = PlainOffice(reference=reference)
    enter_divisions(office, read_sheet(shared_data / "jiading_divisions.csv"), reference, quiet)
    report, _ = enter_boundaries(office, shared_data / "jiading_district_gcj02.geojson", reference, quiet)
    assert report.taken == 1
    outline = office.world().get(Outline, "310114")
    assert outline is not None
    assert overlap(plain, shifted) == pytest.approx(0.923, abs=0.003)
    assert overlap(plain, [list(ring.points) for ring in outline.rings]) == pytest.approx(0.994, abs=0.003)


def lines_of(file: Path) -> Lines:
    geometry = json.loads(file.read_bytes())["features"][0]["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(lon, lat) for lon, lat, *_ in line] for polygon in polygons for line in polygon]


def overlap(one: Lines, other: Lines) -> float:
    """Intersection over union of two outlines, counted on a raster of 240 x 240 points."""
    corners = np.array([point for lines in (one, other) for line in lines for point in line])
    low, high = corners.min(axis=0), corners.max(axis=0)
    lon, lat = np.meshgrid(np.linspace(low[0], high[0], 240), np.linspace(low[1], high[1], 240))
    first, second = inside(one, lon, lat), inside(other, lon, lat)
    return float(np.count_nonzero(first & second) / np.count_nonzero(first | second))


def inside(lines: Lines, lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Which points lie inside, by counting the sides crossed on the way east."""
    crossed = np.zeros(lon.shape, dtype=np.bool_)
    for line in lines:
        for (x1, y1), (x2, y2) in pairwise(line):
            if y1 != y2:
                between = (lat >= min(y1, y2)) & (lat < max(y1, y2))
                crossed ^= between & (lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1))
    return crossed


def test_the_raster_knows_a_square_from_its_half() -> None:
    """The measure itself: a square and its left half overlap by a half."""
    square = [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]]
    half = [[(0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0), (0.0, 0.0)]]
    assert overlap(square, half) == pytest.approx(0.5, abs=0.01)
